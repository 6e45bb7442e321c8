"""Know which files a piece of work reads and writes, from the interpreter's own audit events.

What a notebook depends on is then what it opened, not what somebody remembered to list. What its process had read
before, or the process that this was forked from, counts as well: any of it may still be in memory. To ask whether a
file is there (`is_file`) gives no event: code whose result depends on that opens the file and sees.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

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
    if _watching and event in ("open", "os.listdir", "os.scandir", "os.rename"):
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
