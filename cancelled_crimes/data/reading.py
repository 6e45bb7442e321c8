"""Reading the raw data: all files at once, in safe ways only, with every problem told together."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

import pandas as pd

from cancelled_crimes.data.aliases import names_of, spelled
from cancelled_crimes.data.dictionary import Field, load_dictionary
from cancelled_crimes.data.problems import Problem, RawDataError
from cancelled_crimes.data.schema import Lookups, problems_of
from cancelled_crimes.data.sheet import Sheet, read_sheet
from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import Project
from cancelled_crimes.settings import Settings

Understand = Callable[[str, str], object]
_TYPES = {"integer": "Int64", "number": "float64"}


_IN_ORDER: dict[tuple[str, Understand | None], "RawTables"] = {}


@dataclass(frozen=True)
class RawTables:
    """The raw tables as read; each has its columns of the data dictionary and `raw_row` (`<file stem>:<line>`).

    Text is str, "" where empty; whole numbers are Int64 and other numbers float64. `notes` tell what was read in
    another way than it is written: an encoding, an alias.
    """

    published_figures: pd.DataFrame
    added_figures: pd.DataFrame
    inspections: pd.DataFrame
    sources: pd.DataFrame
    qualitative_findings: pd.DataFrame
    national_claims: pd.DataFrame
    other_printed: pd.DataFrame
    replies: pd.DataFrame
    disputed: pd.DataFrame
    story_claims: pd.DataFrame
    groups: pd.DataFrame
    aliases: pd.DataFrame
    notes: tuple[str, ...] = ()


def read_raw(project: Project, settings: Settings, understand: Understand | None = None) -> RawTables:
    """Read and check every file in `data/raw/` against its data dictionary.

    `understand(printed, measure)` is asked for each printed figure; a StoryError that it raises becomes a problem.
    Raises RawDataError with all problems of all files, StoryError when the data dictionary itself cannot be read.
    Files that were found in order are not checked again in this process, nor in those forked from it.
    """
    content = _content(project, settings)
    if (content, understand) not in _IN_ORDER:
        known = _read_and_check(project, settings, understand)
        _IN_ORDER[content, understand] = _IN_ORDER[content, None] = known
    known = _IN_ORDER[content, understand]
    tables = {f.name: getattr(known, f.name) for f in fields(known) if f.name != "notes"}
    return RawTables(**{name: table.copy() for name, table in tables.items()}, notes=known.notes)


def _content(project: Project, settings: Settings) -> str:
    """A digest of all that reading depends on."""
    files = sorted([*project.raw.glob("*.csv"), *project.raw.glob("*.json")])
    parts = [settings.model_dump_json().encode(), *(p.name.encode() + b"\0" + p.read_bytes() for p in files)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _read_and_check(project: Project, settings: Settings, understand: Understand | None) -> RawTables:
    dictionary = load_dictionary(project.raw / "datapackage.json")
    sheets = {name: read_sheet(project.raw / table.path, table) for name, table in dictionary.items()}
    lookups = Lookups(_name_lists(sheets, settings), sheets)
    aliases = [(alias, force) for alias, force in sheets["aliases"].rows(["alias", "force"])]
    for sheet in sheets.values():
        for column in sheet.table.fields:
            if column.enum or column.known:
                _respell(sheet, column, names_of(lookups.names(column), aliases if "units" in column.known else ()))
    problems = [p for sheet in sheets.values() for p in (*sheet.problems, *problems_of(sheet, lookups))]
    for sheet in sheets.values():
        problems += _repeated_elsewhere(sheet, sheets)
        problems += _not_understood(sheet, problems, understand) if understand else []
    if problems:
        raise RawDataError(problems)
    notes = tuple(note for sheet in sheets.values() for note in sheet.notes)
    return RawTables(**{name: _typed(sheet) for name, sheet in sheets.items()}, notes=notes)


def _name_lists(sheets: Mapping[str, Sheet], settings: Settings) -> dict[str, list[str]]:
    groups = sheets["groups"]
    lists = {"units": settings.units, "offences": settings.offences, "place": [settings.story.place]}
    if groups.has_gaps or "group" in groups.absent:
        return lists
    return {**lists, "groups": [g for (g,) in dict.fromkeys(groups.rows(["group"])) if g]}


def _respell(sheet: Sheet, column: Field, names: Mapping[str, str]) -> None:
    """Give the names in a column their valid spelling, and note each that was written otherwise."""
    as_written = sheet.cells[column.name].tolist()
    valid = [spelled(value, names) for value in as_written]
    for line, old, new in zip(sheet.lines, as_written, valid, strict=True):
        if old != new:
            sheet.notes.append(f'{sheet.table.file}, line {line}: "{old}" read as "{new}"')
    sheet.cells[column.name] = pd.Series(valid, dtype="str")


def _repeated_elsewhere(sheet: Sheet, sheets: Mapping[str, Sheet]) -> list[Problem]:
    """Rows that stand already in the table which this one must be distinct from."""
    if not sheet.table.distinct_from:
        return []
    other, key = sheets[sheet.table.distinct_from], sheet.table.key
    standing = dict(zip(other.rows(key), other.lines, strict=True))
    return [
        Problem(
            sheet.table.file,
            line,
            "",
            "; ".join(row),
            f"a new figure, but it stands already in {other.table.file}, line {standing[row]}",
            "Delete this row.",
        )
        for row, line in zip(sheet.rows(key), sheet.lines, strict=True)
        if row in standing
    ]


def _not_understood(sheet: Sheet, told: list[Problem], understand: Understand) -> list[Problem]:
    """Printed figures that cannot be read, or that cannot be true, where the cells themselves are in order."""
    figure = ("printed", "measure")
    if not any(f.grammar for f in sheet.table.fields) or set(figure) & sheet.absent:
        return []
    told_of = {p.row for p in told if p.file == sheet.table.file and p.column in figure}
    found = []
    for (printed, measure), line in zip(sheet.rows(figure), sheet.lines, strict=True):
        try:
            understand(printed, measure) if line not in told_of else None
        except StoryError as error:
            found.append(Problem(sheet.table.file, line, "printed", printed, "a figure as printed", str(error)))
    return found


def _typed(sheet: Sheet) -> pd.DataFrame:
    """The cells with the types of the dictionary, and `raw_row` in place of the line."""
    typed = {f.name: _column(sheet.cells[f.name], f) for f in sheet.table.fields}
    stem = sheet.table.file.removesuffix(".csv")
    return pd.DataFrame({**typed, "raw_row": [f"{stem}:{line}" for line in sheet.lines]})


def _column(cells: "pd.Series[str]", column: Field) -> pd.Series:
    kind = _TYPES.get(column.type)
    return pd.to_numeric(cells.where(cells != "")).astype(kind) if kind else cells  # type: ignore[call-overload]
