"""Know which files a piece of work reads and writes, from the interpreter's own audit events.

What a notebook depends on is then what it opened, not what somebody remembered to list. What its process had read
before, or the process that this was forked from, counts as well: any of it may still be in memory. To ask whether a
file is there (`is_file`) gives no event: code whose result depends on that opens the file and sees.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_EVENTS = ("open", "os.listdir", "os.scandir", "os.rename")
_REPORT = "CANCELLED_CRIMES_OPENED"  # names the file in which a kernel tells what it opens
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass
class Seen:
    """Absolute paths: of files opened for reading or folders listed (`read`), and of files written (`written`)."""

    read: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)

    def add(self, event: str, args: tuple[Any, ...]) -> None:
        """Take note of one audit event."""
        if event == "os.rename":
            self.written.add(_absolute(args[1]))
        elif isinstance(args[0], str | bytes | os.PathLike):
            path = _absolute(args[0])
            if event == "open" and args[2] & _WRITING:
                self.written.add(path)
            else:
                self.read.add(path)


_watching: list[Seen] = []
_installed: list[bool] = []


def _absolute(path: Any) -> str:
    return os.path.abspath(os.fsdecode(path))


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if _watching and event in _EVENTS:
        for seen in _watching:
            seen.add(event, args)


@contextmanager
def watch() -> Iterator[Seen]:
    """Record what is opened inside the block, and what a block around it has read so far, also before a fork.

    The hook stays for the life of the process, idle outside of blocks.
    """
    if not _installed:
        sys.addaudithook(_hook)
        _installed.append(True)
    seen = Seen(read=set(_watching[-1].read) if _watching else set())
    _watching.append(seen)
    try:
        yield seen
    finally:
        _watching.pop()


@contextmanager
def unwatched() -> Iterator[None]:
    """Look at files inside the block without a trace: to compare them, not to use what they hold."""
    watching = _watching.copy()
    _watching.clear()
    try:
        yield
    finally:
        _watching.extend(watching)


@contextmanager
def told_by_a_kernel() -> Iterator[None]:
    """Count as opened here what a stock kernel started inside the block opens: it runs `at_start_of_kernel.py`."""
    with tempfile.NamedTemporaryFile(mode="r", encoding="utf-8") as report:
        ours = {"PYTHONSTARTUP": str(Path(__file__).with_name("at_start_of_kernel.py")), _REPORT: report.name}
        before = {name: os.environ.get(name) for name in ours}
        os.environ.update(ours)
        try:
            yield
        finally:
            for name, value in before.items():
                os.environ.pop(name) if value is None else os.environ.update({name: value})
            for line in report:
                read, written = json.loads(line)
                for seen in _watching:
                    seen.read.update(read)
                    seen.written.update(written)


def tell() -> None:
    """In a kernel: tell from now on what is opened, at once, for nobody knows how a kernel ends."""
    report = os.open(os.environ[_REPORT], os.O_WRONLY | os.O_APPEND)

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event in _EVENTS:
            seen = Seen()
            seen.add(event, args)
            os.write(report, (json.dumps([sorted(seen.read), sorted(seen.written)]) + "\n").encode())

    sys.addaudithook(hook)
