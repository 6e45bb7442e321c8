"""Reading files that anybody may have put there: only regular files, inside the project, up to a stated size."""

import stat
from pathlib import Path

from cancelled_crimes.errors import StoryError

LARGEST = 200 * 2**20  # bytes; a million rows of figures take less than half of it


class UnsafeFileError(StoryError):
    """A file that is not read: `what` is there instead of a readable file, and the `mend`."""

    def __init__(self, path: Path, what: str, mend: str) -> None:
        """Tell of the file under its last two names, as a reporter knows it."""
        super().__init__(f"{path.parent.name}/{path.name}: expected a file, but it is {what}. {mend}")
        self.what = what
        self.mend = mend


def read_safely(path: Path, within: Path) -> bytes:
    """The content of a regular file that lies inside the folder `within` (links are followed, but not out of it).

    Raises FileNotFoundError where nothing is there, and UnsafeFileError for anything else that is not read: a folder,
    a link that leads nowhere, round or out, a device, a pipe, a file over LARGEST or one that may not be read.
    """
    try:
        target = path.resolve(strict=True)
        if not target.is_relative_to(within.resolve()):
            raise UnsafeFileError(path, "a link to a place outside the project", "Copy the file itself to its place.")
        what = target.stat()  # looked at first: opening a pipe may wait for ever, reading a device never ends
        if not stat.S_ISREG(what.st_mode):
            kind = "a folder" if stat.S_ISDIR(what.st_mode) else "a pipe or a device"
            raise UnsafeFileError(path, kind, "Move it away, and put the file in its place.")
        if what.st_size > LARGEST:
            size = f"{what.st_size // 2**20} MB, over the limit of {LARGEST // 2**20} MB"
            raise UnsafeFileError(path, size, "Keep only the rows of this story.")
        return target.read_bytes()
    except FileNotFoundError:
        if path.is_symlink():
            raise UnsafeFileError(path, "a link that leads nowhere", "Put the file itself in its place.") from None
        raise
    except RuntimeError:  # a loop, in Python up to 3.12
        raise _unreadable(path, "Symlink loop") from None
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from None


def _unreadable(path: Path, why: str) -> UnsafeFileError:
    if "symlink loop" in why.casefold() or "symbolic links" in why:
        return UnsafeFileError(path, "a link that leads round in a circle", "Put the file itself in its place.")
    return UnsafeFileError(path, f"one that cannot be read ({why})", f"Type: ls -l {path.parent.name}/{path.name}")
