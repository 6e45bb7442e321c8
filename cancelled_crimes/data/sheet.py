"""From text to a table of cells: separators, the header and the number of cells in a row.

A mistake in the form of a file does not hide those in its cells: where it is plain what was meant, reading goes on.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from cancelled_crimes.data.decoding import UnreadableError, decode, tidy
from cancelled_crimes.data.dictionary import Table
from cancelled_crimes.data.problems import Problem

LINE = "line"
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
_TITLE_ROWS = 10  # how far down a header is looked for


class Record(NamedTuple):
    """One row of a CSV file: the line on which it starts, and its cells."""

    line: int
    cells: list[str]


@dataclass
class Sheet:
    """A table as it was found: cells as text, with the column `line`; `absent` columns were not in the file.

    With `has_gaps`, rows are missing that could not be read, so that nothing can be said to be not in the table.
    """

    table: Table
    cells: pd.DataFrame
    absent: set[str] = field(default_factory=set)
    has_gaps: bool = False
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[int]:
        """The line of each row, as an editor counts them."""
        return [int(n) for n in self.cells[LINE]]

    def rows(self, columns: Iterable[str]) -> list[tuple[str, ...]]:
        """The cells of some columns, row by row."""
        return list(zip(*(self.cells[c].tolist() for c in columns), strict=True))

    def complain(self, row: int | None, column: str, value: str, expected: str, mend: str) -> None:
        """Add a problem of this file."""
        self.problems.append(Problem(self.table.file, row, column, value, expected, mend))


def read_sheet(path: Path, table: Table) -> Sheet:
    """Read one CSV file against the columns of its table; problems and remarks are kept, never raised."""
    sheet = Sheet(table, _cells(table, {}, []), absent=set(table.columns))
    text = _text(path, sheet)
    if text is None:
        return sheet
    separator = _separator(text, table, sheet)
    records = _records(text, separator, sheet)
    if not records:
        if not sheet.problems:
            sheet.complain(None, "", "", "a header and rows, but the file is empty", f"Restore it: {_restore(table)}")
        return sheet
    start = _header_at(records, table, sheet)
    where = _columns(records[start], table, sheet)
    sheet.absent = set(table.columns) - set(where)
    rows = [r for r in records[start + 1 :] if _is_whole(r, records[start], sheet)]
    if not rows and not table.may_be_empty and not sheet.problems:
        sheet.complain(None, "", "", "rows below the header, but there are none", f"Restore it: {_restore(table)}")
    sheet.cells = _cells(table, where, rows)
    return sheet


def _cells(table: Table, where: dict[str, int], rows: list[Record]) -> pd.DataFrame:
    """The rows as a table of text with the columns of the dictionary, those not in the file empty, and `line`."""
    text = {c: [r.cells[where[c]] if c in where else "" for r in rows] for c in table.columns}
    cells = pd.DataFrame(text, dtype="str")
    cells[LINE] = pd.Series([r.line for r in rows], dtype="int64")
    return cells


def _restore(table: Table) -> str:
    return f"git checkout data/raw/{table.path}"


def _text(path: Path, sheet: Sheet) -> str | None:
    """The text of a file, None (and a problem) when there is none to be had."""
    try:
        text, encoding = decode(path.read_bytes())
    except OSError:
        sheet.complain(None, "", "", "a file, but it is not there", f"Restore it: {_restore(sheet.table)}")
        return None
    except UnreadableError as error:
        sheet.complain(None, "", str(error), "a text file with commas (CSV)", error.mend)
        return None
    if encoding:
        sheet.notes.append(f"{sheet.table.file}: read as {encoding}")
    return text


def _separator(text: str, table: Table, sheet: Sheet) -> str:
    """The separator under which a line near the top looks most like the header."""
    top = text.splitlines()[:_TITLE_ROWS]
    likeness = {s: max((_likeness(line.split(s), table) for line in top), default=0) for s in _SEPARATORS}
    best = max(likeness, key=lambda s: likeness[s])
    if best == "," or likeness[best] < 2:
        return ","
    sheet.complain(1, "", "", f"commas between cells, but there are {_SEPARATORS[best]}", "Save it as CSV with commas.")
    return best


def _records(text: str, separator: str, sheet: Sheet) -> list[Record]:
    """The rows of a file that hold anything, tidied; a broken quote ends the reading with a problem."""
    records: list[Record] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for row in reader:
            cells = [tidy(cell) for cell in row]
            if any(cells):
                records.append(Record(line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        mend = "Close the quotation mark that is open there, and double those inside a cell."
        sheet.has_gaps = True
        sheet.complain(line, "", "", f"cells that can be told apart ({error})", mend)
    return records


def _likeness(cells: list[str], table: Table) -> int:
    """How many of the cells are names of columns."""
    return len({_folded(c) for c in cells} & set(table.columns))


def _folded(name: str) -> str:
    return tidy(name).casefold().strip('"').replace(" ", "_")


def _header_at(records: list[Record], table: Table, sheet: Sheet) -> int:
    """The place of the header among the records: the first, unless one further down fits far better."""
    scores = [_likeness(r.cells, table) for r in records[:_TITLE_ROWS]]
    best = max(range(len(scores)), key=lambda n: scores[n])
    if best == 0 or scores[best] <= max(scores[0], len(table.columns) // 2):
        return 0
    above, header = records[0].line, records[best].line
    lines = f"line {above}" if header == above + 1 else f"lines {above} to {header - 1}"
    sheet.complain(above, "", records[0].cells[0], "the names of the columns in the first line", f"Delete {lines}.")
    return best


def _columns(header: Record, table: Table, sheet: Sheet) -> dict[str, int]:
    """Where each column of the table stands; a renamed one is taken for the column that it resembles."""
    places: dict[str, int] = {}
    unknown: dict[str, int] = {}
    for place, name in enumerate(header.cells):
        column = _folded(name)
        if column in places:
            sheet.complain(header.line, column, "", "the column once, but it is there twice", "Delete one of them.")
        elif column in table.columns:
            places[column] = place
        elif name:
            unknown[name] = place
    missing = [c for c in table.columns if c not in places]
    for name, place in unknown.items():
        near = get_close_matches(_folded(name), missing, n=1, cutoff=0.6)
        mend = f'Rename it to "{near[0]}".' if near else "Delete the column, or move what it says into the notes."
        sheet.complain(header.line, name, "", "only columns of the data dictionary", mend)
        if near:
            places[near[0]] = place
            missing.remove(near[0])
    for column in missing:
        mend = f"Add it; the columns are {','.join(table.columns)}."
        sheet.complain(header.line, column, "", "this column, but it is missing", mend)
    return places


def _is_whole(row: Record, header: Record, sheet: Sheet) -> bool:
    """Does a row have as many cells as the header? Empty ones too many at its end do no harm."""
    while len(row.cells) > len(header.cells) and not row.cells[-1]:
        row.cells.pop()
    if len(row.cells) == len(header.cells):
        return True
    sheet.has_gaps = True
    mend = "Put quotation marks around a cell that holds a comma, and add a comma for each empty cell."
    sheet.complain(row.line, "", "", f"{len(header.cells)} cells, but there are {len(row.cells)}", mend)
    return False
