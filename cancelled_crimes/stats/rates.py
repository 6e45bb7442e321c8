"""rates.csv: every force and offence, with its share, intervals, tier, and comparison with the other forces in hand."""

import pandas as pd

from cancelled_crimes import tables
from cancelled_crimes.settings import Settings
from cancelled_crimes.stats import cells
from cancelled_crimes.stats.apart import comparison_columns
from cancelled_crimes.stats.intervals import interval_of_candidates
from cancelled_crimes.stats.tiers import tier_of_row

COLUMNS = [
    "force", "offence", "inspection_year", "wrong", "reviewed", "rate", "low", "high", "exact_low", "exact_high",
    "tier", "tier_reasons", "comparison_p", "comparison_p_adjusted", "comparisons", "expected_low", "expected_high",
    "verdict", "status",
]  # fmt: skip


def rates_table(cancellations: pd.DataFrame, settings: Settings, victims: pd.DataFrame | None = None) -> pd.DataFrame:
    """rates.csv: a row for each row of cancellations.csv, then one for each row of victims.csv if that is given.

    Columns: those in COLUMNS. `rate`, `low`, `high` (the method of story.toml), `exact_low` and `exact_high`
    (Clopper-Pearson) are shares 0-1, given wherever the counts are known, whatever the tier; with several counts that
    fit, the intervals cover all of them and `rate` is missing. For victims (offence "victims informed") `wrong` are
    those not told and `reviewed` those due. The six columns from `comparison_p` to `verdict` are those of
    `apart.comparison_columns`, empty where too few others are in hand.
    """
    parts = [cancellations] if victims is None else [cancellations, cells.victims_as_cells(victims)]
    table = pd.concat(parts, ignore_index=True)
    table = table.assign(rate=(table["wrong"] / table["reviewed"]).astype("float64"), **_intervals(table, settings))
    found = [tier_of_row(row, settings) for row in tables.records(table)]
    categories = [category for _, category in table.groupby("offence", sort=False)]
    compared = pd.concat([comparison_columns(category, settings.statistics) for category in categories])
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
