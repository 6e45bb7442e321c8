"""Prove that the same inputs give the same bytes: rebuild in another folder, time zone and locale, and compare."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import Project, find_project
from cancelled_crimes.pipeline.files import PACKAGE
from cancelled_crimes.pipeline.promote import CACHE, produced_files

# All that a build reads. What it makes, the environment and git are left behind.
SOURCES = (
    "data/raw",
    "data/datapackage.json",
    "data/published.json",
    "notebooks",
    "story.toml",
    "claims.toml",
    "requirements.txt",
    "pyproject.toml",
)
_ELSEWHERE = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "20201026"}
_SHOWN = 160


def verify(project: Project) -> str:
    """Rebuild apart with one process and compare; returns a line to print.

    Raises StoryError with the first difference, or when processed data differs from what is committed.
    """
    if not (project.story / "index.html").is_file():
        raise StoryError("There is nothing to compare with. Type: make all, then: make verify")
    with tempfile.TemporaryDirectory(prefix="verify-") as folder:
        apart = copy_sources(project, Path(folder) / "apart")
        rebuild(apart, home=Path(folder) / "no-home")
        difference = first_difference(project.root, apart.root)
        count = len(produced_files(apart.root))
    if difference:
        raise StoryError(
            f"A rebuild differs: {difference}\nIf you changed something, type: make all, then: make verify"
        )
    uncommitted = _uncommitted(project)
    if uncommitted:
        raise StoryError(
            f"A rebuild gives the same bytes, but these differ from the commit: {', '.join(uncommitted)}.\n"
            "See what changed: git diff data/processed; if it is meant, commit it."
        )
    return f"Verified: {count} files rebuilt apart, every byte the same."


def copy_sources(project: Project, root: Path) -> Project:
    """Copy all that a build reads, the package included, into a new folder."""
    for name in SOURCES:
        here, there = project.root / name, root / name
        there.parent.mkdir(parents=True, exist_ok=True)
        if here.is_dir():
            shutil.copytree(here, there, ignore=shutil.ignore_patterns(".*"))
        elif here.is_file():
            shutil.copyfile(here, there)
    shutil.copytree(PACKAGE, root / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
    return find_project(start=root)


def rebuild(apart: Project, home: Path, workers: int = 1) -> None:
    """Run the whole build of a copy in a process of its own, in another time zone and locale, without a home folder."""
    env = {**os.environ, **_ELSEWHERE, "HOME": str(home), "PYTHONPATH": str(apart.root)}
    command = [sys.executable, "-m", PACKAGE.name, "all", "--workers", str(workers)]
    done = subprocess.run(command, cwd=apart.root, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StoryError(f"The rebuild failed:\n{done.stderr.strip()}")


def first_difference(old: Path, new: Path) -> str:
    """The first difference between what two project folders hold of processed data and outputs, "" when none."""
    before, after = produced_files(old), produced_files(new)
    for name in sorted({*before, *after}):
        if name not in after:
            return f"{name} is not made any more."
        if name not in before:
            return f"{name} is missing."
        if (old / name).read_bytes() != (new / name).read_bytes():
            return f"{name}, {_where((old / name).read_bytes(), (new / name).read_bytes())}"
    return ""


def _where(old: bytes, new: bytes) -> str:
    """The place of the first difference between two contents, with what each says there."""
    at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    if b"\0" in old or b"\0" in new:
        return f"byte {at}: {len(old)} and {len(new)} bytes"
    start = old.rfind(b"\n", 0, at) + 1
    begin = max(start, at - _SHOWN // 2)
    line = old.count(b"\n", 0, at) + 1
    was, now = (text[begin : begin + _SHOWN].split(b"\n")[0].decode(errors="replace") for text in (old, new))
    return f"line {line}:\n  there:   {was}\n  rebuilt: {now}"


def _uncommitted(project: Project) -> list[str]:
    """Processed files that differ from the last commit; none where there is no git folder."""
    command = ["git", "-C", str(project.root), "status", "--porcelain", "--", "data/processed"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return []
    return [line[3:] for line in done.stdout.splitlines()] if done.returncode == 0 else []


def clear_cache(project: Project) -> None:
    """Forget what was built, so that the next build runs everything."""
    for name in (CACHE, "outputs", "data/processed"):
        shutil.rmtree(project.root / name, ignore_errors=True)
