"""Names of files that hold in any folder, and digests of their content.

A name is relative: `data/raw/sources.csv`, `outputs/story/index.html`, `cancelled_crimes/page/templates/page.css`.
Processed data and outputs are looked up where the project writes to; the package where it was imported from.
"""

import hashlib
from pathlib import Path

import cancelled_crimes
from cancelled_crimes.paths import Project

PACKAGE = Path(cancelled_crimes.__file__).resolve().parent
PRODUCED = ("data/processed", "outputs")
NOT_THERE = "-"


def locate(project: Project, name: str) -> Path:
    """Where a named file is."""
    if name.startswith(f"{PACKAGE.name}/"):
        return PACKAGE.parent / name
    if name.startswith(PRODUCED):
        return project.into / name
    return project.root / name


def name_of(project: Project, path: str) -> str | None:
    """The name of a file of the project, None for a file of no interest (outside, caches, compiled code)."""
    file = Path(path)
    for base in (PACKAGE.parent / PACKAGE.name, project.into, project.root):
        if file.is_relative_to(base):
            name = file.relative_to(PACKAGE.parent if base.name == PACKAGE.name else base).as_posix()
            ignored = name.startswith(".") or "__pycache__" in name or name.endswith(".py")
            return None if ignored else name
    return None


def digest_of(path: Path) -> str:
    """SHA-256 of a file's content, or of a folder's sorted listing; "-" when it is not there."""
    if path.is_dir():
        listing = "\n".join(sorted(p.name for p in path.iterdir() if not p.name.startswith((".", "__"))))
        return hashlib.sha256(listing.encode()).hexdigest()
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return NOT_THERE


def digest_of_all(paths: list[Path], base: Path) -> str:
    """One SHA-256 of several files: of their names under `base` and their contents."""
    parts = (f"{path.relative_to(base).as_posix()} {digest_of(path)}" for path in sorted(paths))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def code_digest() -> str:
    """SHA-256 of the package's Python files. Templates and styles count only for what opened them."""
    return digest_of_all(list(PACKAGE.rglob("*.py")), PACKAGE.parent)


class Digests:
    """Digests by name, each file read once until it is forgotten."""

    def __init__(self, project: Project) -> None:
        """Look files up in this project."""
        self._project = project
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The digest of a named file."""
        if name not in self._known:
            self._known[name] = digest_of(locate(self._project, name))
        return self._known[name]

    def forget(self, names: list[str]) -> None:
        """Read these files anew next time: they were written."""
        for name in names:
            self._known.pop(name, None)
