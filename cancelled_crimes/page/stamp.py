"""What a page is made of: digests of the inputs, the date of the edition, versions. No clock."""

import hashlib
import platform
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import cancelled_crimes
from cancelled_crimes.page.shown import Shown
from cancelled_crimes.paths import Project

_LIBRARIES = ("pandas", "numpy", "scipy", "statsmodels", "matplotlib", "papermill", "nbconvert")
_PACKAGE = Path(cancelled_crimes.__file__).parent


@dataclass(frozen=True)
class Stamp:
    """SHA-256 of the data, the settings, the method (package, notebooks), and of all three.

    The data of the national page are the raw tables and claims, those of a local page the rows that it may show.
    """

    data: str
    settings: str
    method: str
    versions: tuple[tuple[str, str], ...]

    @property
    def inputs(self) -> str:
        """One digest of everything that went in."""
        return hashlib.sha256(f"{self.data} {self.settings} {self.method}".encode()).hexdigest()


def stamp(project: Project, force: str = "") -> Stamp:
    """The stamp of a page, national unless `force` is given, from the project's files as they are on disk now."""
    notebooks = sorted(project.notebooks.glob("*.ipynb"))
    return Stamp(
        data=Shown(project).digest_of_all(force) if force else _digest(_data(project), project.root),
        settings=_digest([project.settings_file], project.root),
        method=_digest(notebooks, project.root, _package()),
        versions=_versions(),
    )


def _data(project: Project) -> list[Path]:
    return [*sorted(p for p in project.raw.iterdir() if p.is_file()), project.claims_file]


def _digest(files: list[Path], base: Path, before: str = "") -> str:
    """One digest of several files: their names and contents, whatever folder the project is in."""
    whole = hashlib.sha256(before.encode())
    for file in files:
        whole.update(f"\n{file.relative_to(base).as_posix()} ".encode())
        whole.update(hashlib.sha256(file.read_bytes() if file.is_file() else b"").hexdigest().encode())
    return whole.hexdigest()


@cache
def _package() -> str:
    """Read once: what a process has imported does not change under it."""
    code = sorted(p for p in _PACKAGE.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return _digest(code, _PACKAGE.parent)


@cache
def _versions() -> tuple[tuple[str, str], ...]:
    found = [("Python", platform.python_version()), ("cancelled-crimes", _version("cancelled-crimes"))]
    return tuple((name, number) for name, number in found + [(n, _version(n)) for n in _LIBRARIES] if number)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
