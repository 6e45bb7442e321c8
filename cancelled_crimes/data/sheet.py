"""From text to a table of cells: separators, the header and the number of cells in a row.

A mistake in the form of a file does not hide those in its cells: where it is plain what was meant, reading goes on.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from cancelled_crimes.data.decoding import WINDOWS, UnreadableError, decode, tidy, without_idle
from cancelled_crimes.data.dictionary import Table
from cancelled_crimes.data.problems import MOST, Problem
from cancelled_crimes.data.progress import with_progress
from cancelled_crimes.safely import UnsafeFileError, read_safely
from cancelled_crimes.terminal import INVISIBLE, code_point

MOST_ROWS = 1_000_000
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
_TITLE_ROWS = 10  # how far down a header is looked for
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")  # as an editor counts lines; str.splitlines knows more ends
_FOREIGN = re.compile(r"[^\s,;]*[^\x00-\x7f][^\s,;]*")
_REMEMBERED = 50_000  # cells


class Record(NamedTuple):
    """One row of a CSV file: the line on which it starts, and its cells."""

    line: int
    cells: list[str]


class _Tidied(dict[str, str]):
    """Tidy cells by how they were written: each is made, and kept in memory, once however often it comes."""

    invisible = False

    def __missing__(self, cell: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        clean = tidy(cell)
        self.invisible = self.invisible or bool(INVISIBLE.search(clean))
        self[cell] = clean if clean != cell else cell
        return self[cell]


@dataclass
class Sheet:
    """A table as it was found: the text of its cells by column, and the line of each row as an editor counts them.

    `absent` columns were not in the file; their cells are empty. With `has_gaps`, rows are missing that could not be
    read, so that nothing can be said to be not in the table.
    """

    table: Table
    cells: dict[str, list[str]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)
    has_gaps: bool = False
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def rows(self, columns: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """The cells of some columns, row by row."""
        return zip(*(self.cells[c] for c in columns), strict=True)

    def complain(self, row: int | None, column: str, value: str, expected: str, mend: str) -> None:
        """Add a problem of this file, as long as there are few enough to be read."""
        if len(self.problems) < MOST:
            self.problems.append(Problem(self.table.file, row, column, value, expected, mend))


def read_sheet(path: Path, table: Table, within: Path) -> Sheet:
    """Read one CSV file in the folder `within` against the columns of its table; problems are kept, never raised."""
    sheet = Sheet(table, {c: [] for c in table.columns}, absent=set(table.columns))
    text = _text(path, within, sheet)
    if text is None:
        return sheet
    tidied = _Tidied()
    records = _records(text, _separator(text, table, sheet), tidied, sheet)
    top = list(islice(records, _TITLE_ROWS))
    if not top:
        if not sheet.problems:
            sheet.complain(None, "", "", "the names of the columns, but the file is empty", _begin(table))
        return sheet
    start = _header_at(top, table, sheet)
    where = _columns(top[start], table, sheet)
    sheet.absent = set(table.columns) - set(where)
    _fill(sheet, where, len(top[start].cells), chain(top[start + 1 :], records))
    if tidied.invisible:
        _leave_out_idle(sheet)
    if not sheet.lines and not table.distinct_from and not sheet.problems:
        sheet.notes.append(f"{table.file}: no rows yet")
    return sheet


def _fill(sheet: Sheet, where: dict[str, int], width: int, rows: Iterable[Record]) -> None:
    """Put the rows that are whole into the columns of the dictionary; those that are not in the file stay empty."""
    places = [(sheet.cells[column], place) for column, place in where.items()]
    for row in with_progress(rows, f"Reading {sheet.table.file}"):
        if len(row.cells) != width and not _is_whole(row, width, sheet):
            continue
        if len(sheet.lines) == MOST_ROWS:
            most = f"at most {MOST_ROWS:,} rows, but there are more"
            sheet.complain(row.line, "", "", most, "Keep only the rows of this story.")
            sheet.has_gaps = True
            break
        sheet.lines.append(row.line)
        for cells, place in places:
            cells.append(row.cells[place])
    for column in sheet.absent:
        sheet.cells[column] = [""] * len(sheet.lines)


def _leave_out_idle(sheet: Sheet) -> None:
    """Take invisible characters without a meaning out of the cells, and say so; others are refused later."""
    for column, cells in sheet.cells.items():
        for place, cell in enumerate(cells):
            if cell.isascii():
                continue
            clean = without_idle(cell)
            if clean != cell and len(sheet.notes) < MOST:
                left_out = ", ".join(dict.fromkeys(code_point(c) for c in INVISIBLE.findall(cell) if c not in clean))
                where = f'{sheet.table.file}, line {sheet.lines[place]}, column "{column}"'
                sheet.notes.append(f"{where}: an invisible character ({left_out}) was left out")
            cells[place] = clean


def _begin(table: Table) -> str:
    """How to begin a table anew, or to have it back."""
    return f"Begin it with this line: {','.join(table.columns)} To have it back as it was: {_restore(table)}"


def _restore(table: Table) -> str:
    return f"git checkout data/raw/{table.path}"


def _text(path: Path, within: Path, sheet: Sheet) -> str | None:
    """The text of a file, None (and a problem) when there is none to be had."""
    try:
        text, encoding = decode(read_safely(path, within))
    except FileNotFoundError:
        sheet.complain(None, "", "", "a file, but it is not there", _begin(sheet.table))
        return None
    except UnsafeFileError as error:
        sheet.complain(None, "", "", f"a file, but it is {error.what}", error.mend)
        return None
    except UnreadableError as error:
        sheet.complain(None, "", "", f"a text file with commas (CSV), but it is {error}", error.mend)
        return None
    if encoding == WINDOWS:
        sheet.notes.append(_doubtful(sheet.table.file, text))
    elif encoding:
        sheet.notes.append(f"{sheet.table.file}: read as {encoding}")
    return text


def _doubtful(file: str, text: str) -> str:
    """A warning about a file whose encoding is guessed, with what the guess makes of its letters."""
    lines = enumerate(_LINE.findall(text), start=1)
    foreign = [(n, word) for n, line in lines if not line.isascii() for word in _FOREIGN.findall(line)]
    shown = [f"    line {n}: {word}" for n, word in foreign[:5]]
    more = [f"    and {len(foreign) - 5} more"] if len(foreign) > 5 else []
    return "\n".join([
        f"WARNING: {file} is not UTF-8. It was read as Windows-1252, which is a guess. Are these words right?",
        *shown,
        *more,
        "    If so, save the file as CSV (UTF-8), and this warning goes. If not, take the file afresh.",
    ])  # fmt: skip


def _separator(text: str, table: Table, sheet: Sheet) -> str:
    """The separator under which a line near the top looks most like the header."""
    top = [line[0] for line in islice(_LINE.finditer(text), _TITLE_ROWS)]
    likeness = {s: max((_likeness(line.split(s), table) for line in top), default=0) for s in _SEPARATORS}
    best = max(likeness, key=lambda s: likeness[s])
    if best == "," or likeness[best] < 2:
        return ","
    sheet.complain(1, "", "", f"commas between cells, but there are {_SEPARATORS[best]}", "Save it as CSV with commas.")
    return best


def _records(text: str, separator: str, tidied: _Tidied, sheet: Sheet) -> Iterator[Record]:
    """The rows of a file that hold anything, tidied; a broken quote ends the reading with a problem."""
    reader = csv.reader((line[0] for line in _LINE.finditer(text)), delimiter=separator, strict=True)
    line = 1
    try:
        for row in reader:
            cells = [tidied[cell] for cell in row]
            if any(cells):
                yield Record(line, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        mend = "Close the quotation mark that is open there, and double those inside a cell."
        sheet.has_gaps = True
        sheet.complain(line, "", "", f"cells that can be told apart ({error})", mend)


def _likeness(cells: list[str], table: Table) -> int:
    """How many of the cells are names of columns."""
    return len({_folded(c) for c in cells} & set(table.columns))


def _folded(name: str) -> str:
    return without_idle(name).casefold().strip('"').replace(" ", "_")


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


def _is_whole(row: Record, width: int, sheet: Sheet) -> bool:
    """Does a row have as many cells as the header? Empty ones too many at its end do no harm."""
    while len(row.cells) > width and not row.cells[-1]:
        row.cells.pop()
    if len(row.cells) == width:
        return True
    sheet.has_gaps = True
    mend = "Put quotation marks around a cell that holds a comma, and add a comma for each empty cell."
    sheet.complain(row.line, "", "", f"{width} cells, but there are {len(row.cells)}", mend)
    return False
