"""What a page is made of: digests of the inputs, the date of the edition, versions. No clock."""

import platform
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import cancelled_crimes
from cancelled_crimes.digests import digest_of, digest_of_all, digest_of_cells
from cancelled_crimes.paths import Project

_LIBRARIES = ("pandas", "numpy", "scipy", "statsmodels", "matplotlib", "papermill", "nbconvert")
_PACKAGE = Path(cancelled_crimes.__file__).parent


@dataclass(frozen=True)
class Stamp:
    """SHA-256 of the data (raw tables, claims), the settings, the method (package, notebooks), and of all three.

    The same on all pages: a page is made of whole files, so that none can be left behind by a change.
    """

    data: str
    settings: str
    method: str
    versions: tuple[tuple[str, str], ...]

    @property
    def inputs(self) -> str:
        """One digest of everything that went in."""
        return digest_of_all([("data", self.data), ("settings", self.settings), ("method", self.method)])


def stamp(project: Project) -> Stamp:
    """The stamp of a project's pages, from its files as they are on disk now."""
    data = [*sorted(p for p in project.raw.iterdir() if p.is_file()), project.claims_file]
    notebooks = sorted(project.notebooks.glob("*.ipynb"))
    return Stamp(
        data=digest_of_all((p.name, digest_of(p)) for p in data),
        settings=digest_of(project.settings_file),
        method=digest_of_all([("package", _package()), *((p.name, digest_of_cells(p)) for p in notebooks)]),
        versions=_versions(),
    )


@cache
def _package() -> str:
    """Read once: what a process has imported does not change under it."""
    code = sorted(p for p in _PACKAGE.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return digest_of_all((p.relative_to(_PACKAGE).as_posix(), digest_of(p)) for p in code)


@cache
def _versions() -> tuple[tuple[str, str], ...]:
    found = [("Python", platform.python_version()), ("cancelled-crimes", _version("cancelled-crimes"))]
    return tuple((name, number) for name, number in found + [(n, _version(n)) for n in _LIBRARIES] if number)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
