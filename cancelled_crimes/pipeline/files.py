"""Names of files that hold in any folder, and digests of their content by name.

A name is relative: `data/raw/sources.csv`, `outputs/story/index.html`, `cancelled_crimes/page/templates/page.css`.
Processed data and outputs are looked up where the project writes to; the package where it was imported from.
"""

import os
from pathlib import Path

import cancelled_crimes
from cancelled_crimes.digests import digest_of, digest_of_all, digest_of_cells
from cancelled_crimes.paths import Project
from cancelled_crimes.pipeline.watching import unwatched

PACKAGE = Path(cancelled_crimes.__file__).resolve().parent
PRODUCED = ("data/processed", "outputs")
NOTEBOOKS = "notebooks/"


def locate(project: Project, name: str) -> Path:
    """Where a named file is."""
    if name.startswith(f"{PACKAGE.name}/"):
        return PACKAGE.parent / name
    if name.startswith(PRODUCED):
        return project.into / name
    return project.root / name


def name_of(project: Project, path: str) -> str | None:
    """The name of a file of the project, None for a file of no interest (outside, caches, compiled code)."""
    for place, start in ((PACKAGE, f"{PACKAGE.name}/"), (project.into, ""), (project.root, "")):
        if path.startswith(f"{place}{os.sep}"):
            name = start + path[len(str(place)) + 1 :]
            ignored = name.startswith(".") or "__pycache__" in name or name.endswith(".py")
            return None if ignored else name
    return None


def code_digest() -> str:
    """SHA-256 of the package's Python files. Templates and styles count only for what opened them."""
    return digest_of_all((p.relative_to(PACKAGE).as_posix(), digest_of(p)) for p in sorted(PACKAGE.rglob("*.py")))


class Digests:
    """Digests by name, each file read once until it is forgotten. Reading for that makes no step depend on a file."""

    def __init__(self, project: Project) -> None:
        """Look files up in this project."""
        self._project = project
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The digest of a named file."""
        if name not in self._known:
            of = digest_of_cells if name.startswith(NOTEBOOKS) and name.endswith(".ipynb") else digest_of
            with unwatched():
                self._known[name] = of(locate(self._project, name))
        return self._known[name]

    def forget(self, names: list[str]) -> None:
        """Read these files anew next time: they were written."""
        for name in names:
            self._known.pop(name, None)
