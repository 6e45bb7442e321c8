"""The rows of a table that matter to one local page, so that a change in another force's row leaves the page alone.

A local page shows what stands under its force, under groups and under the country; beside it, the processed rows of
its peers; and where it compares (the offences of which it has counts), the rows of all forces. What counts here must be
at least what the page shows: the tests compare builds after a change with whole ones.
"""

import csv
import hashlib
import json
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from cancelled_crimes.paths import Project
from cancelled_crimes.pipeline.files import locate

_RAW, _PROCESSED = "data/raw/", "data/processed/"
_CELLS = f"{_PROCESSED}cancellations.csv"
_VICTIMS = f"{_PROCESSED}victims.csv"
_FINDINGS = f"{_PROCESSED}findings.csv"
_COMPARED = {_CELLS, _VICTIMS, f"{_PROCESSED}rates.csv", f"{_PROCESSED}pooled.csv"}
_BESIDE = {*_COMPARED, f"{_PROCESSED}inspections.csv"}
_WITH_COUNTS = ("counts", "recovered", "candidates")
_INFORMED = "victims informed"

Rows = list[dict[str, str]]


def slice_digest(project: Project, name: str, force: str) -> str:
    """Digest of the rows of a named table that the page of `force` may show; "" where the whole file counts."""
    if not name.startswith((_RAW, _PROCESSED)) or not name.endswith(".csv"):
        return ""
    rows = _read(locate(project, name))
    if not rows or not {"force", "offence"} & rows[0].keys():
        return ""
    units, peers, place = _units(project, force)
    compared = _offences(project, force) if name in _COMPARED else set()
    others = units - {force} - (peers if name in _BESIDE else set())
    if name == _FINDINGS:  # those about the whole country stand on the national page
        others.add(place)
    default = _INFORMED if name == _VICTIMS else ""
    shown = [
        [line if name.startswith(_RAW) or name == _FINDINGS else 0, *row.values()]
        for line, row in enumerate(rows, start=2)
        if row.get("offence", default) in compared or ("force" in row and row["force"] not in others)
    ]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def _units(project: Project, force: str) -> tuple[set[str], set[str], str]:
    """All forces, the peers of one, and the name of the whole country."""
    settings = _settings(project.settings_file, project.settings_file.stat().st_mtime_ns)
    return set(settings["units"]), set(settings.get("peers", {}).get(force, [])), settings["story"]["place"]


def _offences(project: Project, force: str) -> set[str]:
    """The offences for which a force has counts, and so is compared with others."""
    cells = [
        *_read(locate(project, _CELLS)),
        *({**row, "offence": _INFORMED} for row in _read(locate(project, _VICTIMS))),
    ]
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
def _settings(path: Path, _changed: int) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
