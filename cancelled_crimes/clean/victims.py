"""victims.csv: of the victims who should have been told of a cancellation, how many were told; one row a force."""

from typing import TYPE_CHECKING

import pandas as pd

from cancelled_crimes.clean.decide import Decision, decide
from cancelled_crimes.clean.figures import VICTIMS, outcome_columns
from cancelled_crimes.clean.reconcile import recent_years, source_index, trace_columns
from cancelled_crimes.clean.rows import Row, rows_by, table_of
from cancelled_crimes.settings import Settings

if TYPE_CHECKING:
    from cancelled_crimes.data.reading import RawTables

COLUMNS = [
    "force", "inspection_year", "due", "told", "not_told", "wrong_low", "wrong_high", "share_low", "share_high",
    "smallest_sample", "status", "printed", "sources", "origins", "raw_rows", "rule", "note",
]  # fmt: skip


def victims_table(figures: pd.DataFrame, raw: "RawTables", settings: Settings) -> pd.DataFrame:
    """One row a force: of `due` victims, `told` were told and `not_told` were not.

    The other columns are those of cancellations.csv, on the side of the fault: `wrong_low` to `wrong_high` victims
    were not told, a share (0-1) of `share_low` to `share_high`.
    """
    cells = rows_by(figures, "measure", "force")
    sources, recent = source_index(raw), recent_years(raw)
    return table_of((_row(force, decide(cells(VICTIMS, force), sources), recent) for force in settings.units), COLUMNS)


def _row(force: str, decision: Decision, recent: dict[str, int]) -> Row:
    out = decision.outcome
    row = {
        "force": force,
        **outcome_columns(out),
        **trace_columns(decision),
        "due": out.reviewed,
        "told": None if out.wrong is None or out.reviewed is None else out.reviewed - out.wrong,
        "not_told": out.wrong,
    }
    if out.status == "not found":
        row["inspection_year"] = recent.get(force)
    return row
