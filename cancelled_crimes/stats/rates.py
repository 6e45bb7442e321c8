"""rates.csv: every force and offence, with its share, intervals, tier and place among the forces in hand."""

from typing import Any

import pandas as pd

from cancelled_crimes import tables
from cancelled_crimes.settings import Settings
from cancelled_crimes.stats import cells, comparison
from cancelled_crimes.stats.intervals import interval_of_candidates
from cancelled_crimes.stats.tiers import tier_of_row

COLUMNS = [
    "force", "offence", "inspection_year", "wrong", "reviewed", "rate", "low", "high", "exact_low", "exact_high",
    "tier", "tier_reasons", "funnel", "fisher_p", "verdict", "status",
]  # fmt: skip


def rates_table(cancellations: pd.DataFrame, settings: Settings, victims: pd.DataFrame | None = None) -> pd.DataFrame:
    """rates.csv: a row for each row of cancellations.csv, then one for each row of victims.csv if that is given.

    Columns: those in COLUMNS. `rate`, `low`, `high` (the method of story.toml), `exact_low` and `exact_high`
    (Clopper-Pearson) are shares 0-1, given wherever the counts are known, whatever the tier; with several counts that
    fit, the intervals cover all of them and `rate` is missing. For victims (offence "victims informed") `wrong` are
    those not told and `reviewed` those due. `funnel`, `fisher_p` and `verdict` compare with the other forces in hand,
    and are empty where there are none.
    """
    parts = [cancellations] if victims is None else [cancellations, cells.victims_as_cells(victims)]
    table = pd.concat(parts, ignore_index=True)
    table = table.assign(rate=(table["wrong"] / table["reviewed"]).astype("float64"), **_intervals(table, settings))
    found = [tier_of_row(row, settings) for _, row in table.iterrows()]
    compared = pd.concat([_compared(cell, settings) for _, cell in table.groupby("offence", sort=False)])
    table = table.join(compared).assign(
        tier=[t.letter for t in found], tier_reasons=[tables.join(list(t.reasons)) for t in found]
    )
    return table[COLUMNS]


def _intervals(table: pd.DataFrame, settings: Settings) -> dict[str, pd.Series]:
    """The four columns of bounds, over every count that fits what was printed."""
    lowest, highest = table["wrong"].fillna(table["wrong_low"]), table["wrong"].fillna(table["wrong_high"])
    # "some" has a lowest count and no sample; `interval` leaves the bounds of such a row missing.
    chosen = (settings.statistics.confidence, settings.statistics.interval)
    low, high = interval_of_candidates(lowest, highest, table["reviewed"], *chosen)
    exact = (settings.statistics.confidence, "clopper-pearson")
    exact_low, exact_high = interval_of_candidates(lowest, highest, table["reviewed"], *exact)
    return {"low": low, "high": high, "exact_low": exact_low, "exact_high": exact_high}


def _compared(cell: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """funnel, fisher_p and verdict for the cells of one offence, empty where nothing can be compared."""
    known = cells.with_counts(cell)
    rows = {i: _against_others(known, i, settings) for i in known.index} if len(known) > 1 else {}
    nothing: dict[str, Any] = {"funnel": "", "fisher_p": float("nan"), "verdict": ""}
    return pd.DataFrame([rows.get(i, nothing) for i in cell.index], index=cell.index)


def _against_others(known: pd.DataFrame, row: Any, settings: Settings) -> dict[str, Any]:
    """One force against the others in hand, pooled."""
    x, n = (int(known[column].loc[row]) for column in ("wrong", "reviewed"))
    total_x, total_n = int(known["wrong"].sum()), int(known["reviewed"].sum())
    position = comparison.funnel_position(x, n, total_x / total_n, settings.statistics)
    return {
        "funnel": position,
        "fisher_p": comparison.fisher_p(x, n, total_x - x, total_n - n),
        "verdict": comparison.VERDICTS[position],
    }
