"""Validation derived from the data dictionary: a pandera schema for each table, and its failures in plain words.

The schemas work on cells as text, as they stand in the CSV, so that one rule book serves raw and processed files and a
message can quote what is written there.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd
import pandera.pandas as pa

from cancelled_crimes.data.decoding import GARBLED
from cancelled_crimes.data.dictionary import Field, Reference, Rule, Table
from cancelled_crimes.data.mends import mend
from cancelled_crimes.data.problems import Problem
from cancelled_crimes.data.sheet import LINE, Sheet
from cancelled_crimes.settings import closest

CELL = "cell"  # the name of the check of cells one by one
_FORMULA = re.compile(r"[=+@]|-.*[|(!]|#(REF|N/A|NAME|VALUE|DIV/0|NUM|NULL)")
_FORMS = {
    "integer": re.compile(r"-?\d+"),
    "number": re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?"),
    "boolean": re.compile("True|False"),
    "yearmonth": re.compile(r"\d{4}-(0[1-9]|1[0-2])"),
}
_HOLDS: dict[str, Callable[["pd.Series[float]", "pd.Series[float]"], "pd.Series[bool]"]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    "==": lambda left, right: (left - right).abs() < 1e-9,
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


def _is_text(_: Field, value: str, __: Lookups) -> bool:
    return not (GARBLED.search(value) or _FORMULA.match(value))


def _is_there(column: Field, value: str, _: Lookups) -> bool:
    return bool(value) or not column.required


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
    number = pd.to_numeric(value, errors="coerce")
    return not (
        (column.minimum is not None and number < column.minimum)
        or (column.maximum is not None and number > column.maximum)
    )


def _has_pattern(column: Field, value: str, _: Lookups) -> bool:
    if column.format == "uri":
        return bool(re.fullmatch(r"https?://\S+", value))
    return not column.pattern or bool(re.fullmatch(column.pattern, value))


# In the order in which they are told: only the first that fails in a cell becomes a problem.
_CELL_CHECKS: dict[str, Callable[[Field, str, Lookups], bool]] = {
    "text": _is_text,
    "required": _is_there,
    "type": _has_type,
    "known": _is_known,
    "pattern": _has_pattern,
    "range": _in_range,
}


def _kinds(column: Field) -> list[str]:
    """The checks that a column is in need of."""
    needed = {
        "text": True,
        "required": column.required,
        "type": column.type in _FORMS or column.type == "date",
        "known": bool(column.enum or column.known),
        "pattern": bool(column.pattern or column.format == "uri"),
        "range": column.minimum is not None or column.maximum is not None,
    }
    return [kind for kind in _CELL_CHECKS if needed[kind]]


def schema_of(table: Table, lookups: Lookups, absent: set[str] | None = None) -> pa.DataFrameSchema:
    """The pandera schema of a table of text cells; what concerns `absent` columns is left out."""
    absent = absent or set()
    there = [f for f in table.fields if f.name not in absent]
    checks = [pa.Check(_cells_check(there, lookups), error=CELL)]
    for n, rule in enumerate(table.rules):
        if not {rule.left, rule.right} & absent:
            checks.append(pa.Check(_rule_check(rule), error=f"rule {n}"))
    for n, reference in enumerate(table.references):
        if not set(reference.fields) & absent:
            checks.append(pa.Check(_reference_check(reference, lookups), error=f"reference {n}"))
    if table.key and not set(table.key) & absent:
        checks.append(pa.Check(lambda cells: ~cells.duplicated(list(table.key)), error="key"))
    return pa.DataFrameSchema(checks=checks)


def problems_of(sheet: Sheet, lookups: Lookups) -> list[Problem]:
    """Everything in the cells of a sheet that breaks the dictionary, at most one problem a cell."""
    try:
        schema_of(sheet.table, lookups, sheet.absent).validate(sheet.cells, lazy=True)
        return []
    except pa.errors.SchemaErrors as error:
        failures = error.failure_cases
    in_cells = failures["check"] == CELL
    there = [f for f in sheet.table.fields if f.name not in sheet.absent]
    told = {
        (row, column.name): fault
        for row in sorted({row for row, _, _ in _triples(failures[in_cells])})
        for column in there
        if (fault := _fault(column, str(sheet.cells[column.name].iat[row]), lookups))
    }
    broken = {
        (row, kind)
        for row, _, kind in _triples(failures[~in_cells])
        if not any((row, c) in told for c in _columns_of(kind, sheet.table))
    }
    return [
        *(_cell_problem(kind, sheet, row, column, lookups) for (row, column), kind in told.items()),
        *(_wide_problem(kind, sheet, row, lookups) for row, kind in sorted(broken)),
    ]


# The checks are closures, not partials: pandera copies a partial deeply, and with it every table it is given.
def _cells_check(fields: list[Field], lookups: Lookups) -> Callable[[pd.DataFrame], "pd.Series[bool]"]:
    """The check of all cells of a row at once: a check a column would take pandera far longer."""

    def pass_(cells: pd.DataFrame) -> "pd.Series[bool]":
        sound = pd.Series(True, index=cells.index)
        for column in fields:
            values = cells[column.name].tolist()
            verdicts = {value: not _fault(column, value, lookups) for value in set(values)}
            if not all(verdicts.values()):
                sound &= pd.Series([verdicts[value] for value in values], index=cells.index)
        return sound

    return pass_


def _fault(column: Field, value: str, lookups: Lookups) -> str:
    """The first kind of check that a cell fails, "" for a sound one; an empty cell only fails where one is required."""
    kinds = _kinds(column) if value else ["required"]
    return next((kind for kind in kinds if not _CELL_CHECKS[kind](column, value, lookups)), "")


def _rule_check(rule: Rule) -> Callable[[pd.DataFrame], "pd.Series[bool]"]:
    def holds(cells: pd.DataFrame) -> "pd.Series[bool]":
        left, right = (pd.to_numeric(cells[c], errors="coerce") for c in (rule.left, rule.right))
        return left.isna() | right.isna() | _HOLDS[rule.sign](left, right)

    return holds


def _reference_check(reference: Reference, lookups: Lookups) -> Callable[[pd.DataFrame], "pd.Series[bool]"]:
    """Is each row's reference found? Rows with an empty column have none; a target that cannot be read is told once."""
    target = lookups.sheets[reference.table]
    blind = target.has_gaps or bool(set(reference.columns) & target.absent)
    valid = set(target.rows(reference.columns))

    def resolves(cells: pd.DataFrame) -> "pd.Series[bool]":
        rows = zip(*(cells[c] for c in reference.fields), strict=True)
        return pd.Series([blind or "" in row or row in valid for row in rows], index=cells.index, dtype=bool)

    return resolves


def _triples(failures: pd.DataFrame) -> list[tuple[int, str, str]]:
    """Row, column and kind of each failure, in the order of the checks."""
    cases = failures.sort_values(["check_number"], kind="stable")
    return [(int(i), str(c), str(k)) for i, c, k in zip(cases["index"], cases["column"], cases["check"], strict=True)]


def _columns_of(kind: str, table: Table) -> tuple[str, ...]:
    name, _, number = kind.partition(" ")
    if name == "rule":
        rule = table.rules[int(number)]
        return rule.left, rule.right
    return table.references[int(number)].fields if name == "reference" else table.key


def _cell_problem(kind: str, sheet: Sheet, row: int, column: str, lookups: Lookups) -> Problem:
    """The problem of one cell."""
    about = next(f for f in sheet.table.fields if f.name == column)
    value = str(sheet.cells[column].iat[row])
    advice = mend(kind, about, value, lookups.names(about))
    return Problem(sheet.table.file, int(sheet.cells[LINE].to_numpy()[row]), column, value, about.expected, advice)


def _wide_problem(kind: str, sheet: Sheet, row: int, lookups: Lookups) -> Problem:
    """The problem of a row whose cells do not go together."""
    table, line, columns = sheet.table, sheet.lines[row], _columns_of(kind, sheet.table)
    rows = sheet.rows(columns)
    values = rows[row]
    if kind == "key":
        first = sheet.lines[rows.index(values)]
        expected = f"a new row, but line {first} has the same {', '.join(columns)}"
        return Problem(table.file, line, "", "; ".join(v for v in values if v), expected, "Delete one of the two.")
    if kind.startswith("rule"):
        rule = table.rules[int(kind.split()[1])]
        words = {"<": "less than", "<=": "at most", "==": "equal to"}[rule.sign]
        expected = f'a value {words} that of "{rule.right}", which is "{values[1]}"'
        return Problem(table.file, line, columns[0], values[0], expected, "Look both up in the source.")
    reference = table.references[int(kind.split()[1])]
    target = lookups.sheets[reference.table]
    expected = f'a value that stands in {target.table.file}, column "{reference.columns[-1]}"'
    return Problem(table.file, line, columns[-1], values[-1], expected, _reference_mend(reference, target, values))


def _reference_mend(reference: Reference, target: Sheet, values: tuple[str, ...]) -> str:
    """What to write for a reference that is not found: the nearest, or those that exist for the same force."""
    valid = sorted({row[-1] for row in target.rows(reference.columns) if row[:-1] == values[:-1]})
    if len(reference.columns) > 1:
        listed = " or ".join(valid) if valid else "none yet"
        return f"For {values[0]} there is {listed}; write that, or add the missing row to {target.table.file}."
    near = closest(values[-1], valid)
    meant = f'Write "{near}", or add' if near else "Add"
    return f"{meant} a row for the new source to {target.table.file}."
