"""Reading the raw data: all files at once, in safe ways only, with every problem told together."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from itertools import islice

import pandas as pd

from cancelled_crimes.data.agreement import disagreements
from cancelled_crimes.data.aliases import names_of, spelled
from cancelled_crimes.data.dictionary import Field, Table, load_dictionary
from cancelled_crimes.data.problems import MOST, Problem, RawDataError, short
from cancelled_crimes.data.progress import with_progress
from cancelled_crimes.data.schema import Lookups, problems_of
from cancelled_crimes.data.sheet import Sheet, read_sheet
from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import Project
from cancelled_crimes.safely import read_safely
from cancelled_crimes.settings import Settings, nearest

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
    answered: pd.DataFrame
    story_claims: pd.DataFrame
    groups: pd.DataFrame
    aliases: pd.DataFrame
    notes: tuple[str, ...] = ()


_TABLES = [f.name for f in fields(RawTables) if f.name != "notes"]


def read_raw(project: Project, settings: Settings, understand: Understand | None = None) -> RawTables:
    """Read and check every file in `data/raw/` against its data dictionary.

    `understand(printed, measure)` is asked for each printed figure; a StoryError that it raises becomes a problem.
    Raises RawDataError with all problems of all files, StoryError when the data dictionary itself cannot be read.
    Files that were found in order are not checked again in this process, nor in those forked from it.
    """
    dictionary = _dictionary(project)
    content = _content(project, settings, dictionary)
    if (content, understand) not in _IN_ORDER:
        known = _read_and_check(project, settings, dictionary, understand)
        _IN_ORDER[content, understand] = _IN_ORDER[content, None] = known
    known = _IN_ORDER[content, understand]
    tables = {name: getattr(known, name) for name in _TABLES}
    return RawTables(**{name: table.copy(deep=False) for name, table in tables.items()}, notes=known.notes)


def _dictionary(project: Project) -> dict[str, Table]:
    """The data dictionary, which must describe just the tables that there are."""
    path = project.raw / "datapackage.json"
    dictionary = load_dictionary(path)
    restore = f"Restore it: git checkout data/raw/{path.name}"
    missing = [name for name in _TABLES if name not in dictionary]
    strange = [name for name in dictionary if name not in _TABLES]
    if strange:
        meant = nearest(strange[0], missing or _TABLES)
        raise StoryError(f'{path.name}: "{strange[0]}" is no table of this project{meant or "."} {restore}')
    if missing:
        raise StoryError(f'{path.name}: the table "{missing[0]}" is missing. {restore}')
    return dictionary


def _content(project: Project, settings: Settings, dictionary: Mapping[str, Table]) -> str:
    """A digest of all that reading depends on."""
    parts = [settings.model_dump_json().encode(), repr(sorted(dictionary.items())).encode()]
    for name in sorted(_strays(project, dictionary)):
        parts.append(name.encode(errors="replace"))
    for table in dictionary.values():
        try:
            parts.append(hashlib.sha256(read_safely(project.raw / table.path, project.root)).digest())
        except (StoryError, FileNotFoundError) as error:
            parts.append(str(error).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _strays(project: Project, dictionary: Mapping[str, Table]) -> list[str]:
    """What lies among the raw files like one of them, and is none."""
    described = {table.path for table in dictionary.values()}
    return sorted(p.name for p in project.raw.glob("*.csv") if p.name not in described)


def _read_and_check(
    project: Project, settings: Settings, dictionary: Mapping[str, Table], understand: Understand | None
) -> RawTables:
    sheets = {name: read_sheet(project.raw / table.path, table, project.root) for name, table in dictionary.items()}
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
    told = {(p.file, p.row, p.column) for p in problems}
    problems += [p for p in disagreements(sheets, settings) if (p.file, p.row, p.column) not in told]
    if problems:
        raise RawDataError(problems)
    strays = (f"{name}: not read, for datapackage.json describes no such file" for name in _strays(project, dictionary))
    notes = (*(note for sheet in sheets.values() for note in sheet.notes), *strays)
    return RawTables(**{name: _typed(sheet) for name, sheet in sheets.items()}, notes=notes)


def _name_lists(sheets: Mapping[str, Sheet], settings: Settings) -> dict[str, list[str]]:
    groups = sheets["groups"]
    lists = {"units": settings.units, "offences": settings.offences, "place": [settings.story.place]}
    if groups.has_gaps or "group" in groups.absent:
        return lists
    return {**lists, "groups": [g for (g,) in dict.fromkeys(groups.rows(["group"])) if g]}


def _respell(sheet: Sheet, column: Field, names: Mapping[str, str]) -> None:
    """Give the names in a column their valid spelling, and note each other way of writing them once."""
    cells = sheet.cells[column.name]
    other = {value: new for value in set(cells) if (new := spelled(value, names)) != value}
    if not other:
        return
    lines: dict[str, list[int]] = {}
    for line, value in zip(sheet.lines, cells, strict=True):
        if value in other:
            lines.setdefault(value, []).append(line)
    for old, found in lines.items():
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        sheet.notes.append(f'{sheet.table.file}, line {found[0]}{more}: "{old}" read as "{other[old]}"')
    sheet.cells[column.name] = [other.get(value, value) for value in cells]


def _repeated_elsewhere(sheet: Sheet, sheets: Mapping[str, Sheet]) -> list[Problem]:
    """Rows that stand already in the table which this one must be distinct from."""
    if not sheet.table.distinct_from:
        return []
    other, key = sheets[sheet.table.distinct_from], sheet.table.key
    standing = dict(zip(other.rows(key), other.lines, strict=True))
    found = (
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
    )
    return list(islice(found, MOST))


def _not_understood(sheet: Sheet, told: list[Problem], understand: Understand) -> list[Problem]:
    """Printed figures that cannot be read, or that cannot be true, where the cells themselves are in order."""
    figure = ("printed", "measure")
    if not any(f.grammar for f in sheet.table.fields) or set(figure) & sheet.absent:
        return []
    told_of = {p.row for p in told if p.file == sheet.table.file and p.column in figure}
    refused: dict[tuple[str, ...], str] = {}
    for printed, measure in with_progress(set(sheet.rows(figure)), f"Checking the figures of {sheet.table.file}"):
        try:
            understand(printed, measure)
        except StoryError as error:
            refused[printed, measure] = str(error).replace(printed, short(printed))
    rows = zip(sheet.rows(figure), sheet.lines, strict=True) if refused else ()
    found = (
        Problem(sheet.table.file, line, "printed", values[0], "a figure as printed", refused[values])
        for values, line in rows
        if values in refused and line not in told_of
    )
    return list(islice(found, MOST))


def _typed(sheet: Sheet) -> pd.DataFrame:
    """The cells with the types of the dictionary, and `raw_row` in place of the line."""
    typed = {f.name: _column(pd.Series(sheet.cells[f.name], dtype="str"), f) for f in sheet.table.fields}
    stem = sheet.table.file.removesuffix(".csv")
    return pd.DataFrame({**typed, "raw_row": [f"{stem}:{line}" for line in sheet.lines]})


def _column(cells: "pd.Series[str]", column: Field) -> pd.Series:
    kind = _TYPES.get(column.type)
    return pd.to_numeric(cells.where(cells != "")).astype(kind) if kind else cells  # type: ignore[call-overload]
