"""`make check`: is the raw data right, do the claims hold on it, and what would a rebuild change?

All is judged on the raw data as they stand now, cleaned in memory; the processed files are only what was before.
"""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pandas as pd

from cancelled_crimes.claims.check import check_report
from cancelled_crimes.claims.ledger import load_claims
from cancelled_crimes.clean.figures import figures_table, one_row_a_figure, read_figure
from cancelled_crimes.clean.inspections import inspections_table
from cancelled_crimes.clean.reconcile import cancellations_table
from cancelled_crimes.clean.rows import Row, rows_of
from cancelled_crimes.clean.victims import victims_table
from cancelled_crimes.data.problems import short
from cancelled_crimes.data.reading import RawTables, read_raw
from cancelled_crimes.paths import Project
from cancelled_crimes.settings import Settings, load_settings
from cancelled_crimes.tables import read_csv
from cancelled_crimes.terminal import say

VICTIMS_INFORMED = "victims informed"
_SHOWN = 40  # lines of changes: a renamed source changes many cells in the same way
_DETAILS = ("inspection_year", "carried_from_year", "sources", "note")


def check_raw(project: Project, settings: Settings) -> RawTables:
    """Read the raw data, its printed figures included. Raises RawDataError with all problems of all files."""
    raw = read_raw(project, settings, read_figure)
    one_row_a_figure(raw)
    return raw


def cleaned(raw: RawTables, settings: Settings) -> Any:
    """The tables that a rebuild would make of the raw data, as far as claims rest on them."""
    figures = figures_table(raw, settings)
    return SimpleNamespace(
        figures=figures,
        cancellations=cancellations_table(figures, raw, settings),
        victims=victims_table(figures, raw, settings),
        inspections=inspections_table(raw),
    )


def what_would_change(project: Project, tables: Any) -> list[str]:
    """One line for each cell of cancellations.csv and victims.csv that a rebuild would change.

    "Essex, rape: not found -> 1 of 20": what the processed files say now, and what `cleaned` makes of the raw data.
    """
    if not (project.processed / "cancellations.csv").is_file():
        return ["data/processed/ is not there yet: a rebuild would make all of it"]
    return [
        *_changes(read_csv(project.processed / "cancellations.csv"), tables.cancellations),
        *_changes(read_csv(project.processed / "victims.csv"), tables.victims),
    ]


def run_check(project: Project) -> list[str]:
    """Check settings, raw data and claims, print what a reporter wants to know, and return what must hold and does not.

    Raises StoryError for mistakes in the settings, the raw data (all of them in one) or the claims.
    """
    settings = load_settings(project.settings_file)
    raw = check_raw(project, settings)
    ledger = load_claims(project.claims_file, raw, settings)
    tables = cleaned(raw, settings)
    lines, broken = check_report(ledger, tables, settings, project.processed / "claims.csv")
    for line in [*lines, *_on_raw(raw), *_on_changes(what_would_change(project, tables))]:
        say(line)
    return broken


def _on_raw(raw: RawTables) -> Iterator[str]:
    figures = len(raw.published_figures) + len(raw.added_figures)
    yield f"Raw data: in order. {figures} printed figures, {len(raw.added_figures)} of them added by hand."
    for note in raw.notes:
        yield f"  {note}"


def _on_changes(changes: list[str]) -> Iterator[str]:
    if not changes:
        yield "A rebuild would change no cell."
        return
    yield f"A rebuild (make all) would change {len(changes)} {'cell' if len(changes) == 1 else 'cells'}:"
    for line in changes[:_SHOWN]:
        yield f"  {line}"
    if len(changes) > _SHOWN:
        yield f"  and {len(changes) - _SHOWN} more"


def _changes(before: pd.DataFrame, after: pd.DataFrame) -> Iterator[str]:
    """The cells that differ, in the order of the new table."""
    old = {_name(row): row for row in rows_of(before)}
    for row in rows_of(after):
        name = _name(row)
        change = _change(old.get(name), row)
        if change:
            yield f"{name}: {change}"
    new = {_name(row) for row in rows_of(after)}
    yield from (f"{name}: {in_short(row)} -> no such row" for name, row in old.items() if name not in new)


def _name(row: Row) -> str:
    return f"{row['force']}, {row.get('offence', VICTIMS_INFORMED)}"


def _change(old: Row | None, new: Row) -> str:
    """What differs between two versions of a cell, "" for nothing that a reader would see."""
    if old is None:
        return f"no such row -> {in_short(new)}"
    if in_short(old) != in_short(new):
        return f"{in_short(old)} -> {in_short(new)}"
    if old["status"] != new["status"]:
        return f"{in_short(new)} ({old['status']} -> {new['status']})"
    details = [f"{c} {old[c] or 'empty'} -> {new[c] or 'empty'}" for c in _DETAILS if c in new and old[c] != new[c]]
    return f"{in_short(new)}, but {'; '.join(details)}" if details else ""


def in_short(row: Row) -> str:
    """What a cell says, in a few words: "1 of 20", "share only: 43%", "not found"."""
    status, victims = row["status"], "due" in row
    if status in ("counts", "recovered"):
        return f"{row['not_told']} of {row['due']} not told" if victims else f"{row['wrong']} of {row['reviewed']}"
    if status == "candidates" and not victims and row["reviewed"] is not None:
        return f"{row['wrong_low']} to {row['wrong_high']} of {row['reviewed']}"
    if status in ("not found", "not available"):
        return str(status)
    return f"{status}: {short(row['printed'])}" if row.get("printed") else str(status)
