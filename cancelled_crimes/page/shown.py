"""The rows of a table that matter to one local page, so that a change in another force's row leaves the page alone.

A local page shows what stands under its force and under groups; of its peers, what is in hand for them; where the force
has a share of an offence, the rows of all forces, because it is compared with them; and the raw rows that these cite.
What counts here must be at least what the page shows: a test changes all the rest and finds every page as it was.
"""

import csv
import hashlib
import io
import json
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from cancelled_crimes.paths import Project

RAW, PROCESSED = "data/raw/", "data/processed/"
_TOLD = ("findings", "claims")  # told of the whole country on the national page only
_COMPARED = ("cancellations", "victims", "rates", "pooled")
_OF_PEERS = ("cancellations", "figures", "rates")
# What says where a force stands among all in hand: told on its own page, not on those of its peers.
_AMONG_ALL = {"funnel", "fisher_p", "verdict"}
_WITH_A_SHARE = ("counts", "recovered", "candidates", "share only", "count only")
_INFORMED = "victims informed"
_CITING = {"cancellations": "raw_rows", "victims": "raw_rows", "findings": "raw_rows", "claims": "evidence_rows"}

Row = dict[str, str]


def rows_shown(project: Project, name: str, force: str) -> list[tuple[int, Row]] | None:
    """The rows of a table ("data/raw/replies.csv") that the page of `force` may show: their lines and their cells.

    None for a file that is no table with a force or an offence in each row: of those the whole file counts.
    """
    if not name.startswith((RAW, PROCESSED)) or not name.endswith(".csv"):
        return None
    raw, stem = name.startswith(RAW), Path(name).stem
    rows = _numbered(project.raw if raw else project.processed, stem)
    if not rows or not {"force", "offence"} & rows[0][1].keys():
        return None
    return _raw(project, stem, force) if raw else _processed(project, stem, force)


def digest_of_shown(project: Project, name: str, force: str) -> str:
    """SHA-256 of the rows of a table that a page may show; "" where the whole file counts."""
    shown = rows_shown(project, name, force)
    if shown is None:
        return ""
    # Pages refer to raw rows by their lines.
    counted = [[line if name.startswith(RAW) else 0, row] for line, row in shown]
    return hashlib.sha256(json.dumps(counted).encode()).hexdigest()


def digest_of_all_shown(project: Project, force: str) -> str:
    """One SHA-256 of all that the page of a force may show of the raw and the processed tables."""
    whole = hashlib.sha256()
    for start, folder in ((RAW, project.raw), (PROCESSED, project.processed)):
        for table in sorted(folder.glob("*.csv")):
            part = digest_of_shown(project, f"{start}{table.name}", force)
            part = part or hashlib.sha256(table.read_bytes()).hexdigest()
            whole.update(f"{start}{table.name} {part}\n".encode())
    return whole.hexdigest()


def read_rows(path: Path) -> tuple[Row, ...]:
    """The rows of a CSV file as text, without pandas; none when the file is not there or is no text."""
    try:
        return _parsed(path.read_bytes())
    except (FileNotFoundError, UnicodeDecodeError):
        return ()


@lru_cache(maxsize=64)
def _parsed(content: bytes) -> tuple[Row, ...]:
    file = io.StringIO(content.decode("utf-8-sig"), newline="")
    return tuple({k: v for k, v in row.items() if isinstance(v, str)} for row in csv.DictReader(file))


def _numbered(folder: Path, stem: str) -> list[tuple[int, Row]]:
    """The rows of a table with their lines in the file."""
    return list(enumerate(read_rows(folder / f"{stem}.csv"), start=2))


def _raw(project: Project, stem: str, force: str) -> list[tuple[int, Row]]:
    """Raw rows: of the force, of groups and of the whole country, and those that rows of the page cite."""
    others, cited = _units(project)[0] - {force}, _cited(project, force)
    return [
        (line, row)
        for line, row in _numbered(project.raw, stem)
        if row.get("force") not in others or f"{stem}:{line}" in cited
    ]


def _cited(project: Project, force: str) -> set[str]:
    rows = ((row, column) for stem, column in _CITING.items() for _, row in _own_and_compared(project, stem, force))
    return {reference for row, column in rows for reference in row.get(column, "").split("; ")}


def _processed(project: Project, stem: str, force: str) -> list[tuple[int, Row]]:
    """Processed rows: of the force, of groups, of all forces where it is compared, and what is its peers' own."""
    shown = _own_and_compared(project, stem, force)
    if stem not in _OF_PEERS:
        return shown
    peers, lines = _units(project)[1].get(force, []), {line for line, _ in shown}
    beside = [(n, r) for n, r in _numbered(project.processed, stem) if r["force"] in peers and n not in lines]
    return shown + [(n, {c: v for c, v in row.items() if c not in _AMONG_ALL}) for n, row in beside]


def _own_and_compared(project: Project, stem: str, force: str) -> list[tuple[int, Row]]:
    units, _, place = _units(project)
    others = units - {force} | ({place} if stem in _TOLD else set())
    compared = _compared(project, force) if stem in _COMPARED else set()
    default = _INFORMED if stem == "victims" else ""
    return [
        (line, row)
        for line, row in _numbered(project.processed, stem)
        if row.get("offence", default) in compared or ("force" in row and row["force"] not in others)
    ]


def _compared(project: Project, force: str) -> set[str]:
    """The offences of which a force has a share to set beside the others'."""
    cells = [
        *read_rows(project.processed / "cancellations.csv"),
        *({**row, "offence": _INFORMED} for row in read_rows(project.processed / "victims.csv")),
    ]
    return {c["offence"] for c in cells if c["force"] == force and c.get("status", "counts") in _WITH_A_SHARE}


def _units(project: Project) -> tuple[set[str], dict[str, list[str]], str]:
    """All forces, the peers of each, and the name of the whole country."""
    settings = _settings(project.settings_file.read_bytes())
    return set(settings["units"]), settings.get("peers", {}), settings["story"]["place"]


@lru_cache(maxsize=4)
def _settings(content: bytes) -> dict[str, Any]:
    return tomllib.loads(content.decode("utf-8"))
