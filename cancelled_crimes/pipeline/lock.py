"""One run at a time in one project, with a message that says who is at it."""

import datetime as dt
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from cancelled_crimes.errors import StoryError

# A killed run's last notebook may hold the lock for a moment after its parent is gone.
GRACE = 3.0


@contextmanager
def only_run(cache: Path) -> Iterator[None]:
    """Hold the project's lock inside the block. Raises StoryError naming the process, host and start of the holder."""
    cache.mkdir(parents=True, exist_ok=True)
    holder = cache / "run.txt"
    lock = FileLock(cache / "run.lock", timeout=0)
    try:
        lock.acquire(timeout=0 if _is_alive(holder) else GRACE)
    except Timeout:
        raise StoryError(f"Another run is at work here: {_read(holder)}. Wait until it ends, then try again.") from None
    try:
        now = dt.datetime.now().astimezone().strftime("%H:%M:%S")
        holder.write_text(f"process {os.getpid()} on {platform.node()}, since {now}\n", encoding="utf-8")
        yield
        holder.unlink(missing_ok=True)
    finally:
        lock.release()


def _read(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8").strip() or "it has just begun"
    except OSError:
        return "it has just begun"


def _is_alive(holder: Path) -> bool:
    """Whether the process that wrote the note still runs here (on another host: taken to run)."""
    words = _read(holder).split()
    if len(words) < 4 or words[0] != "process":
        return False
    if words[3].rstrip(",") != platform.node():
        return True
    try:
        os.kill(int(words[1]), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
