"""Validation derived from the data dictionary: what in a sheet breaks its table's description, in plain words.

The checks work on cells as text, as they stand in the CSV, so that one rule book serves raw and processed files and a
message can quote what is written there. Each distinct value of a column is looked at once.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from cancelled_crimes.data.decoding import GARBLED
from cancelled_crimes.data.dictionary import Field, Reference, Rule, Table
from cancelled_crimes.data.mends import mend
from cancelled_crimes.data.problems import MOST, Problem
from cancelled_crimes.data.sheet import Sheet
from cancelled_crimes.settings import closest
from cancelled_crimes.terminal import INVISIBLE, code_point

_FORMULA = re.compile(r"[=+@]|-.*[|(!]|#(REF|N/A|NAME|VALUE|DIV/0|NUM|NULL)")
# ASCII digits only: the rest of the world's digits look like others, and few programs read them.
_FORMS = {
    "integer": re.compile(r"-?[0-9]+"),
    "number": re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?"),
    "boolean": re.compile("True|False"),
    "yearmonth": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"),
}
_HOLDS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    "==": lambda left, right: abs(left - right) < 1e-9,
}


@dataclass(frozen=True)
class Lookups:
    """What cells are looked up in: lists of names (`units`, `offences`, `groups`, `place`), and all sheets.

    A list that is not there, because its file cannot be read, is not held against a cell.
    """

    lists: Mapping[str, list[str]] = field(default_factory=dict)
    sheets: Mapping[str, Sheet] = field(default_factory=dict)

    def names(self, column: Field) -> list[str]:
        """The names that are valid in a column, in order."""
        return [*column.enum, *(name for k in column.known for name in self.lists.get(k, [])), *column.besides]


def problems_of(sheet: Sheet, lookups: Lookups) -> list[Problem]:
    """What in the cells of a sheet breaks the dictionary, at most one problem a cell, and the first MOST of each kind.

    A row whose cells do not go together is only told of where these cells themselves are in order.
    """
    there = [f for f in sheet.table.fields if f.name not in sheet.absent]
    bad = {column.name: _faults(column, sheet, lookups) for column in there}
    in_cells = (
        _cell_problem(fault, sheet, row, column, lookups)
        for column in there
        if bad[column.name]
        for row, value in enumerate(sheet.cells[column.name])
        if (fault := bad[column.name].get(value))
    )
    return [*islice(in_cells, MOST), *_wide_problems(sheet, lookups, bad)]


def _is_visible(_: Field, value: str, __: Lookups) -> bool:
    return (value.isascii() and value.isprintable()) or not INVISIBLE.search(value)


def _is_text(_: Field, value: str, __: Lookups) -> bool:
    return not (GARBLED.search(value) or _FORMULA.match(value))


def _has_type(column: Field, value: str, _: Lookups) -> bool:
    if column.type == "date":
        try:
            return dt.date.fromisoformat(value).isoformat() == value
        except ValueError:
            return False
    form = _FORMS.get(column.type)
    return form is None or bool(form.fullmatch(value))


def _is_known(column: Field, value: str, lookups: Lookups) -> bool:
    return value in lookups.names(column) or not set(column.known) <= set(lookups.lists)


def _in_range(column: Field, value: str, _: Lookups) -> bool:
    if column.is_number:
        low, high = column.range_of_numbers
        return low <= float(value) <= high
    # Dates and months are written so that their order is that of the alphabet.
    limits = column.constraints
    return str(limits.minimum or value) <= value <= str(limits.maximum or value)


def _has_pattern(column: Field, value: str, _: Lookups) -> bool:
    if column.format == "uri":
        return bool(re.fullmatch(r"https?://\S+", value))
    return not column.pattern or bool(re.fullmatch(column.pattern, value))


# In the order in which they are told: only the first that fails in a cell becomes a problem.
_CELL_CHECKS: dict[str, Callable[[Field, str, Lookups], bool]] = {
    "invisible": _is_visible,
    "text": _is_text,
    "type": _has_type,
    "known": _is_known,
    "pattern": _has_pattern,
    "range": _in_range,
}


def _kinds(column: Field) -> list[str]:
    """The checks that a filled cell of a column is in need of."""
    needed = {
        "known": bool(column.enum or column.known),
        "pattern": bool(column.pattern or column.format == "uri"),
        "range": column.is_number or bool(column.constraints.minimum or column.constraints.maximum),
    }
    return [kind for kind in _CELL_CHECKS if needed.get(kind, True)]


def _faults(column: Field, sheet: Sheet, lookups: Lookups) -> dict[str, str]:
    """The values of a column that fail a check, each with the kind of the first that it fails."""
    kinds = _kinds(column)
    found = {"": "required"} if column.required else {}
    for value in set(sheet.cells[column.name]) - {""}:
        fault = next((kind for kind in kinds if not _CELL_CHECKS[kind](column, value, lookups)), "")
        if fault:
            found[value] = fault
    return found


def _cell_problem(kind: str, sheet: Sheet, row: int, column: Field, lookups: Lookups) -> Problem:
    """The problem of one cell."""
    value, expected = sheet.cells[column.name][row], column.expected
    if kind == "invisible":
        points = ", ".join(dict.fromkeys(code_point(c) for c in INVISIBLE.findall(value)))
        expected = f"text without invisible characters, but there is {points}"
        advice = "Delete the cell's text and type it afresh, without copying."
    elif kind == "range" and not column.is_number:
        advice = "Look it up in the source, and leave it empty where it is not known."
    else:
        advice = mend(kind, column, value, lookups.names(column))
        if kind == "range" and column.maximum is None:
            expected += ", and not over 15 digits"
    return Problem(sheet.table.file, sheet.lines[row], column.name, value, expected, advice)


Bad = Mapping[str, Mapping[str, str]]


def _wide_problems(sheet: Sheet, lookups: Lookups, bad: Bad) -> Iterator[Problem]:
    """The problems of rows whose cells do not go together."""
    table = sheet.table
    for rule in table.rules:
        if not {rule.left, rule.right} & sheet.absent:
            yield from islice(_broken_rule(rule, sheet, bad), MOST)
    for reference in table.references:
        if not set(reference.fields) & sheet.absent:
            yield from islice(_not_found(reference, sheet, lookups, bad), MOST)
            yield from islice(_chained(reference, sheet), MOST)
    if table.key and not set(table.key) & sheet.absent:
        yield from islice(_repeated(table, sheet, bad), MOST)


def _rows(columns: tuple[str, ...], sheet: Sheet, wanted: Collection[tuple[str, ...]], bad: Bad) -> Iterator[int]:
    """The places of the rows that have one of the wanted values and no fault in its cells."""
    for place, values in enumerate(sheet.rows(columns)) if wanted else ():
        if values in wanted and not any(v in bad[c] for c, v in zip(columns, values, strict=True)):
            yield place


def _broken_rule(rule: Rule, sheet: Sheet, bad: Bad) -> Iterator[Problem]:
    columns = (rule.left, rule.right)
    numbers = {
        (left, right): (float(left), float(right))
        for left, right in set(sheet.rows(columns))
        if _FORMS["number"].fullmatch(left) and _FORMS["number"].fullmatch(right)
    }
    broken: set[tuple[str, ...]] = {
        values for values, (left, right) in numbers.items() if not _HOLDS[rule.sign](left, right)
    }
    words = {"<": "less than", "<=": "at most", "==": "equal to"}[rule.sign]
    for place in _rows(columns, sheet, broken, bad):
        left, right = (sheet.cells[c][place] for c in columns)
        expected = f'a value {words} that of "{rule.right}", which is "{right}"'
        yield Problem(sheet.table.file, sheet.lines[place], rule.left, left, expected, "Look both up in the source.")


def _not_found(reference: Reference, sheet: Sheet, lookups: Lookups, bad: Bad) -> Iterator[Problem]:
    """References that are not found. Rows with an empty cell have none; a target that cannot be read is told once."""
    target = lookups.sheets[reference.table]
    if target.has_gaps or set(reference.columns) & target.absent:
        return
    valid = set(target.rows(reference.columns))
    lost = {values for values in set(sheet.rows(reference.fields)) - valid if "" not in values}
    expected = f'a value that stands in {target.table.file}, column "{reference.columns[-1]}"'
    for place in _rows(reference.fields, sheet, lost, bad):
        values = tuple(sheet.cells[c][place] for c in reference.fields)
        advice = _reference_mend(reference, target, values)
        yield Problem(sheet.table.file, sheet.lines[place], reference.fields[-1], values[-1], expected, advice)


def _reference_mend(reference: Reference, target: Sheet, values: tuple[str, ...]) -> str:
    """What to write for a reference that is not found: the nearest, or those that exist for the same force."""
    valid = sorted({row[-1] for row in target.rows(reference.columns) if row[:-1] == values[:-1]})
    if len(reference.columns) > 1:
        listed = " or ".join(valid) if valid else "none yet"
        return f"For {values[0]} there is {listed}; write that, or add the missing row to {target.table.file}."
    near = closest(values[-1], valid)
    meant = f'Write "{near}", or add' if near else "Add"
    return f"{meant} a row for the new source to {target.table.file}."


def _chained(reference: Reference, sheet: Sheet) -> Iterator[Problem]:
    """Rows of a table that refer to a row of the same table which refers on: to itself, in a circle or in a chain."""
    if reference.table != sheet.table.name or len(reference.fields) > 1:
        return
    own, other = reference.columns[0], reference.fields[0]
    leads = {key: to for key, to in sheet.rows((own, other)) if to}
    for place, to in enumerate(sheet.cells[other]):
        if to in leads:
            end = _end_of(to, leads)
            expected = f'a row that refers to no other, but "{to}" refers to "{leads[to]}"'
            advice = f'Write "{end}".' if end else f"Leave {other} empty in the row of the first of them."
            yield Problem(sheet.table.file, sheet.lines[place], other, to, expected, advice)


def _end_of(key: str, leads: Mapping[str, str]) -> str:
    """Where a chain ends, "" where it goes round in a circle."""
    seen: set[str] = set()
    while key in leads and key not in seen:
        seen.add(key)
        key = leads[key]
    return "" if key in seen else key


def _repeated(table: Table, sheet: Sheet, bad: Bad) -> Iterator[Problem]:
    """Rows with a key that stands already further up."""
    first: dict[tuple[str, ...], int] = {}
    for line, values in zip(sheet.lines, sheet.rows(table.key), strict=True):
        if first.setdefault(values, line) == line or any(v in bad[c] for c, v in zip(table.key, values, strict=True)):
            continue
        expected = f"a new row, but line {first[values]} has the same {', '.join(table.key)}"
        yield Problem(table.file, line, "", "; ".join(v for v in values if v), expected, "Delete one of the two.")
