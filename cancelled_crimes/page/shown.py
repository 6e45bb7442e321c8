"""The rows of a table that matter to one local page, so that a change in another force's row leaves the page alone.

A local page shows what stands under its force and under groups with it; of its peers, what is in hand for them; where
the force has a share of an offence, the counts of all, because it is compared with them; and whose rows all these cite.
What counts here must be at least what the page shows: a test changes all the rest and finds every page as it was.
"""

import csv
import hashlib
import io
import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from cancelled_crimes.paths import Project

RAW, PROCESSED = "data/raw/", "data/processed/"
_TOLD = ("findings", "claims")  # told of the whole country on the national page only
_COMPARED = ("cancellations", "victims", "rates")
# What a page tells of the forces that its own is compared with: their counts, and where these stand.
_OF_COMPARED = {"force", "offence", "status", "wrong", "reviewed", "due", "told", "not_told", "sources", "raw_rows"}
_OF_CITED = {"source_id", "source_url"}
_OF_PEERS = ("cancellations", "figures", "rates")
# What says where a force stands among all in hand: told on its own page, not on those of its peers.
_AMONG_ALL = {"funnel", "fisher_p", "verdict"}
_WITH_A_SHARE = ("counts", "recovered", "candidates", "share only", "count only")
_INFORMED = "victims informed"
_CITING = {"cancellations": "raw_rows", "victims": "raw_rows", "findings": "raw_rows", "claims": "evidence_rows"}

Row = dict[str, str]
Made = TypeVar("Made")


@dataclass(frozen=True)
class Line:
    """A row, or some of its cells, with its line in the file."""

    number: int
    row: Row
    _parts: dict[Callable[[str], bool], "Line"] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def text(self) -> str:
        """The cells as text; the same lines count on page after page."""
        return json.dumps(self.row)

    def only(self, counts: Callable[[str], bool]) -> "Line":
        """The line with the cells of those columns that count, made once."""
        if counts not in self._parts:
            self._parts[counts] = Line(self.number, {c: value for c, value in self.row.items() if counts(c)})
        return self._parts[counts]


Lines = list[Line]


class Shown:
    """The raw and processed tables of a project as they stand when first asked for, and what pages show of them."""

    def __init__(self, project: Project) -> None:
        """Look at the tables of this project."""
        self._project = project
        self._known: dict[tuple[str, ...], Any] = {}

    def digest_of_all(self, force: str) -> str:
        """One SHA-256 of all that the page of a force may show of the raw and the processed tables."""
        whole = hashlib.sha256()
        for start, folder in ((RAW, self._project.raw), (PROCESSED, self._project.processed)):
            for table in sorted(folder.glob("*.csv")):
                part = self.digest(f"{start}{table.name}", force)
                part = part or hashlib.sha256(table.read_bytes()).hexdigest()
                whole.update(f"{start}{table.name} {part}\n".encode())
        return whole.hexdigest()

    def digest(self, name: str, force: str) -> str:
        """SHA-256 of the rows of a table ("data/raw/replies.csv") that a page may show; "" where all of it counts."""
        return self._once(("digest", name, force), lambda: self._digest(name, force))

    def _digest(self, name: str, force: str) -> str:
        shown = self.rows(name, force)
        if shown is None:
            return ""
        # Pages refer to raw rows by their lines.
        counted = "\n".join(f"{line.number if name.startswith(RAW) else 0} {line.text}" for line in shown)
        return hashlib.sha256(counted.encode()).hexdigest()

    def rows(self, name: str, force: str) -> Lines | None:
        """The rows of a table that the page of `force` may show: their lines, and those of their cells that count.

        None for a file that is no table with a force or an offence in each row: of those the whole file counts.
        """
        if not name.startswith((RAW, PROCESSED)) or not name.endswith(".csv"):
            return None
        raw, stem = name.startswith(RAW), Path(name).stem
        rows = self._raw(stem) if raw else self._processed(stem)
        if not rows or not {"force", "offence"} & rows[0].row.keys():
            return None
        return self._of_raw(stem, force) if raw else self._of_processed(stem, force)

    def _of_raw(self, stem: str, force: str) -> Lines:
        """Raw rows: of the force, its groups and the whole country, and the sources of those that the page cites."""
        others, groups = self._others(force), self._groups(force)
        cited = self._once(("cited", force), lambda: self._cited(force))
        shown: Lines = []
        for line in self._raw(stem):
            if line.row.get("force") not in others or line.row.get("group") in groups:
                shown.append(line)
            elif f"{stem}:{line.number}" in cited:
                shown.append(line.only(_is_of_cited))
        return shown

    def _cited(self, force: str) -> set[str]:
        lines = [(line.row, column) for stem, column in _CITING.items() for line in self._of_processed(stem, force)]
        return {reference for row, column in lines for reference in row.get(column, "").split("; ")}

    def _of_processed(self, stem: str, force: str) -> Lines:
        """Processed rows: of the force and groups; of peers, what is their own; of others, what it is set beside."""
        others = self._others(force) | ({self._settings().get("story", {}).get("place")} if stem in _TOLD else set())
        peers = self._settings().get("peers", {}).get(force, []) if stem in _OF_PEERS else []
        compared = self._once(("compared", force), lambda: self._compared(force)) if stem in _COMPARED else set()
        default = _INFORMED if stem == "victims" else ""
        shown: Lines = []
        for line in self._processed(stem):
            row = line.row
            if "force" in row and row["force"] not in others:
                shown.append(line)
            elif row.get("force") in peers:
                shown.append(line.only(_is_of_peer))
            elif row.get("offence", default) in compared:
                shown.append(line.only(_is_of_compared))
        return shown

    def _compared(self, force: str) -> set[str]:
        """The offences of which a force has a share to set beside the others'."""
        cells = [
            *(line.row for line in self._processed("cancellations")),
            *({**line.row, "offence": _INFORMED} for line in self._processed("victims")),
        ]
        own = (c for c in cells if c.get("force") == force and c.get("status", "counts") in _WITH_A_SHARE)
        return {c.get("offence", "") for c in own}

    def _others(self, force: str) -> set[str]:
        """The other forces, and the groups without this one."""
        groups = {line.row.get("group", "") for line in self._raw("groups")}
        return set(self._settings().get("units", [])) - {force} | groups - self._groups(force)

    def _groups(self, force: str) -> set[str]:
        return {line.row.get("group", "") for line in self._raw("groups") if line.row.get("force") == force}

    def _settings(self) -> dict[str, Any]:
        return self._once(("settings",), lambda: _settings(self._project.settings_file))

    def _raw(self, stem: str) -> Lines:
        return self._once((RAW, stem), lambda: _read(self._project.raw / f"{stem}.csv"))

    def _processed(self, stem: str) -> Lines:
        return self._once((PROCESSED, stem), lambda: _read(self._project.processed / f"{stem}.csv"))

    def _once(self, key: tuple[str, ...], make: Callable[[], Made]) -> Made:
        if key not in self._known:
            self._known[key] = make()
        made: Made = self._known[key]
        return made


def _is_of_compared(column: str) -> bool:
    return column in _OF_COMPARED


def _is_of_cited(column: str) -> bool:
    return column in _OF_CITED


def _is_of_peer(column: str) -> bool:
    return column not in _AMONG_ALL


def _settings(path: Path) -> dict[str, Any]:
    """The settings, not validated; none when they cannot be read, which is told when there is work to do."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _read(path: Path) -> Lines:
    """The rows of a CSV file as text, without pandas; none of a file that is not there or is broken."""
    try:
        return _parsed(path.read_bytes())
    except (FileNotFoundError, UnicodeDecodeError, csv.Error):
        return []


@lru_cache(maxsize=64)
def _parsed(content: bytes) -> Lines:
    """What a file holds: pages look into the same few again and again."""
    reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    columns, line, rows = next(reader, []), reader.line_num + 1, []
    for cells in reader:
        rows.append(Line(line, dict(zip(columns, cells, strict=False))))
        line = reader.line_num + 1
    return rows
