"""Reading a TOML file, with every way in which that can fail told in a reporter's words."""

import re
import tomllib
from pathlib import Path
from typing import Any

from cancelled_crimes.errors import StoryError
from cancelled_crimes.safely import UnsafeFileError, read_safely

_FORMS = 'Text stands between straight quotation marks: title = "Our story"; a list in brackets: ["North", "South"].'


def read_toml(path: Path) -> dict[str, Any]:
    """What a TOML file in UTF-8 holds. Raises StoryError that names the line where it is not TOML, or not text."""
    return toml(text_of(path), path.name)


def text_of(path: Path) -> str:
    """The text of a file in UTF-8. Raises StoryError where it is not there, may not be read safely, or is no text."""
    try:
        return read_safely(path, within=path.parent).decode().removeprefix("\ufeff")
    except FileNotFoundError:
        raise StoryError(f"{path.name} is not there. Restore it: git checkout {path.name}") from None
    except UnsafeFileError as error:
        raise StoryError(f"{error} Or restore it: git checkout {path.name}") from None
    except UnicodeDecodeError as error:
        raise StoryError(_not_utf_8(path.name, error)) from None


def toml(text: str, name: str) -> dict[str, Any]:
    """What a text in TOML holds; `name` is that of its file. Raises StoryError that names the line where it is not."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise StoryError(_not_toml(name, text, str(error))) from None


def _not_utf_8(name: str, error: UnicodeDecodeError) -> str:
    line = error.object[: error.start].count(b"\n") + 1
    return f"{name}, line {line}: it is not saved as UTF-8. Save it as UTF-8 in your editor, then type: make check"


def _not_toml(name: str, text: str, error: str) -> str:
    """Where reading stopped, what stands there, and how values are written."""
    at = re.search(r"at line (\d+)", error)
    lines = text.splitlines()
    number = int(at[1]) if at else len(lines)
    said = lines[number - 1].strip()[:80] if 0 < number <= len(lines) else ""
    twice = re.search(r"Cannot (declare|overwrite|mutate)", error)
    what = "it sets again what stands above" if twice else "it is not valid TOML from here on"
    mend = "Delete one of the two." if twice else f"{_FORMS} Is a quotation mark or a bracket still open above it?"
    told = re.sub(r"[^\x20-\uffff]|[\x7f-\x9f]", "?", said)
    return f"{name}, line {number}: {what}: {told}\n{mend} Then type: make check"
