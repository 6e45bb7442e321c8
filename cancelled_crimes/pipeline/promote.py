"""Move finished work into place: all of it, or on the next run the rest of it.

Work is done in a staging folder. Only when everything is ready is a list of moves written; each move replaces a file
whole. A run killed before the list is written has changed nothing; one killed after it is finished by the next run.
"""

import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from cancelled_crimes.paths import Project
from cancelled_crimes.pipeline.files import PRODUCED

STAGING = ".build"
CACHE = ".cache"
_LIST = "moves.json"
_STATE = f"{CACHE}/state.json"


def stage(project: Project, made: Iterable[str]) -> None:
    """Start a fresh staging folder that holds, of what was `made` by the last run, all that is still there.

    A file stands in both places under two names (where that is not possible, it is copied). So a step must not write
    into it: what it made last time goes before it runs.
    """
    staging = project.root / STAGING
    clear(project)
    for folder in PRODUCED:
        (staging / folder).mkdir(parents=True, exist_ok=True)
    for name in made:
        with suppress(FileNotFoundError):
            (staging / name).parent.mkdir(parents=True, exist_ok=True)
            _link(project.root / name, staging / name)


def produced_files(base: Path) -> list[str]:
    """Names of all files of processed data and outputs under `base`, sorted."""
    files = (p for folder in PRODUCED for p in (base / folder).rglob("*") if p.is_file())
    return sorted(p.relative_to(base).as_posix() for p in files)


def promote(project: Project, state: str, dropped: list[str]) -> list[str]:
    """Put the staged files and the new `state` in place and remove what is no longer made; returns what changed."""
    staging = project.root / STAGING
    changed = [name for name in produced_files(staging) if _differs(staging / name, project.root / name)]
    (staging / CACHE).mkdir(exist_ok=True)
    (staging / _STATE).write_text(state, encoding="utf-8")
    draft = staging / f"{_LIST}.draft"
    draft.write_text(json.dumps({"put": [*changed, _STATE], "drop": dropped}), encoding="utf-8")
    os.replace(draft, staging / _LIST)
    finish(project)
    return changed


def is_half_done(project: Project) -> bool:
    """Whether a run was killed while it moved finished work into place."""
    return (project.root / STAGING / _LIST).exists()


def finish(project: Project) -> bool:
    """Carry out the moves that a run (this one, or one that was killed) had ready; False when there were none."""
    staging = project.root / STAGING
    try:
        moves = json.loads((staging / _LIST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    for name in moves["put"]:
        if (staging / name).exists():
            (project.root / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(staging / name, project.root / name)
    for name in moves["drop"]:
        (project.root / name).unlink(missing_ok=True)
    clear(project)
    return True


def clear(project: Project) -> None:
    """Remove the staging folder."""
    shutil.rmtree(project.root / STAGING, ignore_errors=True)


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except FileNotFoundError:
        raise
    except OSError:  # another disk, another owner, or a disk that knows no links
        shutil.copyfile(old, new)


def _differs(new: Path, old: Path) -> bool:
    return not old.is_file() or not (new.samefile(old) or new.read_bytes() == old.read_bytes())
