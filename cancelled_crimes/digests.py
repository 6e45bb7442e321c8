"""What a file holds as one short text: whole files and folders, and of notebooks what they would run."""

import hashlib
import json
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any

NOT_THERE = "-"
NO_FILE = "no file"
# Jupyter writes these anew each time that somebody looks into a notebook; no page is made of them.
_LEFT_BY_A_RUN = ("outputs", "execution_count", "metadata")


def digest_of(path: Path) -> str:
    """SHA-256 of a file's content, or of a folder's sorted listing; "-" when it is not there.

    A pipe or a device is never opened, since that may wait or read for ever: the digest is "no file", and the step that
    wants to read it says what is wrong.
    """
    if path.is_dir():
        listing = "\n".join(sorted(p.name for p in path.iterdir() if not p.name.startswith((".", "__"))))
        return _sha256(listing)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return NO_FILE
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return NOT_THERE


def digest_of_cells(notebook: Path) -> str:
    """SHA-256 of a notebook's cells, their sources and tags; of the whole file where that is no notebook."""
    if not notebook.is_file():
        return digest_of(notebook)
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        return _sha256(json.dumps([_to_be_run(cell) for cell in cells], sort_keys=True))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return digest_of(notebook)


def digest_of_all(digests: Iterable[tuple[str, str]]) -> str:
    """One SHA-256 of several files, from the names and digests of each."""
    return _sha256("\n".join(f"{name} {digest}" for name, digest in digests))


def _to_be_run(cell: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in cell.items() if key not in _LEFT_BY_A_RUN}
    return {**kept, "source": "".join(cell["source"]), "tags": cell["metadata"].get("tags", [])}


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
