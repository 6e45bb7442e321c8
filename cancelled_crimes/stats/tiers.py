"""The tier of a row of rates.csv: what may be printed of one sample, whatever is known of it.

Tier A is the published standard of `nchs.py`. Tiers B (counts) and C (counts in lists only) are this project's own.
"""

from typing import Any

import pandas as pd

from cancelled_crimes.settings import Settings
from cancelled_crimes.stats import cells
from cancelled_crimes.stats.clustered import Estimate, taken_together
from cancelled_crimes.stats.nchs import Tier, tier_of

UNKNOWN_SAMPLE = "the number reviewed is not known"
NO_FIGURE = "no figure is in hand"


def tier_of_row(row: dict[str, Any], settings: Settings) -> Tier:
    """The tier of a row with offence, status, wrong, wrong_low, wrong_high, reviewed, exact_low and exact_high."""
    if row["status"] in ("not found", "not available"):
        return Tier("C", (NO_FIGURE,))
    if pd.isna(row["reviewed"]) or pd.isna(row["exact_low"]):
        return Tier("C", (UNKNOWN_SAMPLE if pd.isna(row["reviewed"]) else "the count is not known",))
    words = {"noun": cells.noun(settings, row["offence"], row["reviewed"]), "units": settings.words.units}
    if pd.notna(row["wrong"]):
        sample = taken_together([row["wrong"]], [row["reviewed"]], settings.statistics.confidence)
        return tier_of(sample, settings.tiers, **words)
    found = tier_of(_least(row), settings.tiers, **words)
    reason = f"several counts fit: {row['wrong_low']} to {row['wrong_high']} of {row['reviewed']}"
    return Tier("B" if found.letter == "A" else found.letter, (*found.reasons, reason))


def _least(row: dict[str, Any]) -> Estimate:
    """The smallest count that fits, of one or more, with the interval of all that fit, so that no count is flattered:
    an interval is widest beside the smallest share."""
    n = int(row["reviewed"])
    return Estimate(max(row["wrong_low"], 1) / n, row["exact_low"], row["exact_high"], n, 1, n, n, None)
