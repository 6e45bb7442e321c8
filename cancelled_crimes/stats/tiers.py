"""What may be printed of a proportion: A a percentage, B counts, C a listed count.

The conditions are those of Parker and others (2017), "National Center for Health Statistics data presentation standards
for proportions", Vital and Health Statistics 2(175), tested on the Clopper-Pearson interval; thresholds in story.toml.
"""

from typing import NamedTuple

import pandas as pd

from cancelled_crimes.settings import Settings, Tiers
from cancelled_crimes.stats import cells

UNKNOWN_SAMPLE = "the number reviewed is not known"
NO_FIGURE = "no figure is in hand"


class Tier(NamedTuple):
    """A tier ("A", "B" or "C") and, in words, every condition that kept it from being A."""

    letter: str
    reasons: tuple[str, ...]


def tier(
    share: float,
    low: float,
    high: float,
    sample: float,
    limits: Tiers,
    *,
    noun: str = "records",
    effective: bool = False,
) -> Tier:
    """The tier of one proportion; `low` and `high` are its Clopper-Pearson bounds, `sample` the (effective) n.

    `share`, `low` and `high` are shares 0-1. `effective` says in the reason that the sample was discounted.

    >>> tier(0.25, 0.087, 0.491, 20, Tiers()).reasons[:2]
    ('20 records: under 30', 'the exact interval is 40 points wide: 30 or more')
    """
    width = high - low
    listed = sample < limits.counts_from
    failed = []
    if listed or sample < limits.percentage_from:
        size = f"{_size(sample, limits)} {noun}" + (" effectively" if effective else "")
        floors = [f"under {limits.counts_from}"] if listed else []
        floors += [f"under {limits.percentage_from}"] if sample < limits.percentage_from else []
        failed.append(f"{size}: {' and '.join(floors)}")
    if width >= limits.width_below:
        points = f"{_percent(width, limits.width_below)} points wide: {_percent(limits.width_below)} or more"
        failed.append(f"the exact interval is {points}")
    if share in (0, 1):
        failed.append(f"{'none' if share == 0 else 'all'} of the {noun}: the share has a bound on one side only")
    elif width > limits.narrow_width and width / share > limits.relative_width:
        ratio, most = _percent(width / share, limits.relative_width), _percent(limits.relative_width)
        failed.append(f"the exact interval is {ratio}% as wide as the share is large: over {most}%")
    return Tier("C" if listed else "B" if failed else "A", tuple(failed))


def tier_of_row(row: pd.Series, settings: Settings) -> Tier:
    """The tier of a row with offence, wrong, reviewed, rate, exact_low, exact_high, wrong_low, wrong_high, status."""
    if row["status"] in ("not found", "not available"):
        return Tier("C", (NO_FIGURE,))
    if pd.isna(row["reviewed"]) or pd.isna(row["exact_low"]):
        return Tier("C", (UNKNOWN_SAMPLE if pd.isna(row["reviewed"]) else "the count is not known",))
    noun = cells.noun(settings, row["offence"], row["reviewed"])
    if pd.notna(row["wrong"]):
        return tier(row["rate"], row["exact_low"], row["exact_high"], row["reviewed"], settings.tiers, noun=noun)
    # Several counts fit: the smallest share gives the widest interval in proportion, so no fitting count is flattered.
    smallest = row["wrong_low"] / row["reviewed"]
    found = tier(smallest, row["exact_low"], row["exact_high"], row["reviewed"], settings.tiers, noun=noun)
    reason = f"several counts fit: {row['wrong_low']} to {row['wrong_high']} of {row['reviewed']}"
    return Tier("B" if found.letter == "A" else found.letter, (*found.reasons, reason))


def _percent(share: float, threshold: float | None = None) -> str:
    """A share in per cent, whole unless that would hide on which side of the threshold it lies."""
    for decimals in range(4):
        text = f"{100 * share:.{decimals}f}"
        if threshold is None or share == threshold or text != f"{100 * threshold:.{decimals}f}":
            break
    return text


def _size(sample: float, limits: Tiers) -> str:
    """A sample size, whole unless rounding would lift it to a threshold that it fails."""
    reaches = any(sample < floor <= round(sample) for floor in (limits.counts_from, limits.percentage_from))
    return f"{sample:.1f}" if reaches else f"{sample:.0f}"
