"""The rows of a table that matter to one local page, so that a change in another force's row leaves the page alone.

A local page shows its force's rows, those of its peers, of groups and of the country and, for the offences of which it
has counts, the rows of all forces that it is compared with. Of the rest it may say only how many forces are in hand.
What counts here must be at least what the page shows: the tests compare incremental builds with whole ones.
"""

import csv
import hashlib
import json
import tomllib
from collections import Counter
from functools import lru_cache
from pathlib import Path

from cancelled_crimes.paths import Project
from cancelled_crimes.pipeline.files import locate

_TABLES = ("data/raw/", "data/processed/")
_CELLS = "data/processed/cancellations.csv"
_WITH_COUNTS = ("counts", "recovered", "candidates")

Rows = list[dict[str, str]]


def slice_digest(project: Project, name: str, force: str) -> str:
    """Digest of the rows of a named table that the page of `force` may show; "" where the whole file counts."""
    if not name.startswith(_TABLES) or not name.endswith(".csv"):
        return ""
    rows = _read(locate(project, name))
    if not rows or "force" not in rows[0]:
        return ""
    units, near = _units(project, force)
    compared = _offences(_read(locate(project, _CELLS)), force)
    shown: list[list[object]] = []
    rest: Counter[str] = Counter()
    for line, row in enumerate(rows, start=2):
        if row["force"] not in units or row["force"] in near or row.get("offence") in compared:
            shown.append([line if name.startswith(_TABLES[0]) else 0, *row.values()])
        else:
            rest[f"{row.get('offence')} {row.get('status')} {row.get('kind')}"] += 1
    return hashlib.sha256(json.dumps([shown, sorted(rest.items())]).encode()).hexdigest()


def _units(project: Project, force: str) -> tuple[set[str], set[str]]:
    """All forces, and those whose own rows a page shows: the force and its peers."""
    settings = _settings(project.settings_file, project.settings_file.stat().st_mtime_ns)
    return set(settings["units"]), {force, *settings.get("peers", {}).get(force, [])}


def _offences(cells: Rows, force: str) -> set[str]:
    """The offences for which a force has counts, and so is compared with others."""
    return {c["offence"] for c in cells if c["force"] == force and c.get("status", "counts") in _WITH_COUNTS}


def _read(path: Path) -> Rows:
    try:
        facts = path.stat()
    except FileNotFoundError:
        return []
    return _parse(path, facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=64)
def _parse(path: Path, _changed: int, _size: int) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return [{k: v for k, v in row.items() if isinstance(v, str)} for row in csv.DictReader(file)]


@lru_cache(maxsize=4)
def _settings(path: Path, _changed: int) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
