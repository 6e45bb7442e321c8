"""What was printed without its sample: "none", or a share alone. Which samples could stand behind it?

Such a cell has a range of shares but no counts. Nothing may rest on one guess at its sample, so what is said of all
forces is worked out for every sample that the cell may have had: `none` and a share alike, so that assumptions run both
ways.
"""

from collections.abc import Iterable, Iterator
from math import ceil, floor
from typing import Any

import pandas as pd

Counts = tuple[float, int]  # records wrong, of records reviewed; an assumed count need not be whole

_ROUNDED = 1e-6  # shares come back from their file with six decimals
STATUSES = ("share only", "candidates", "count only")


def shares_without_sample(cells: Iterable[dict[str, Any]]) -> list[tuple[float, float]]:
    """The lowest and highest share (0-1) of each cell for which a share, or "none", is printed without a sample."""
    return [bounds for cell in cells if (bounds := _share(cell)) is not None]


def _share(cell: dict[str, Any]) -> tuple[float, float] | None:
    if cell["status"] not in STATUSES or pd.notna(cell["reviewed"]):
        return None
    if cell["status"] == "count only":
        return (0.0, 0.0) if pd.notna(cell["wrong"]) and cell["wrong"] == 0 else None
    if pd.isna(cell["share_low"]) or pd.isna(cell["share_high"]):
        return None
    return float(cell["share_low"]), float(cell["share_high"])


def assumed(share: tuple[float, float], sizes: tuple[int, int]) -> list[Counts]:
    """The counts at the ends of an assumed range of samples: share times sample, not rounded to whole records."""
    return [(bound * size, size) for size in sizes for bound in share]


def possible(share: tuple[float, float], largest: int) -> list[Counts]:
    """Every whole count of a sample that prints as a share, from the smallest up to `largest` records.

    The smallest such sample is among them even where it is larger than `largest`.
    """
    fitting = [counts for size in range(1, largest + 1) for counts in _that_fit(share, size)]
    size = largest
    while not fitting:
        size += 1
        fitting = list(_that_fit(share, size))
    return fitting


def _that_fit(share: tuple[float, float], size: int) -> Iterator[Counts]:
    low, high = ceil((share[0] - _ROUNDED) * size), floor((share[1] + _ROUNDED) * size)
    return ((wrong, size) for wrong in range(max(low, 0), high + 1))


def extreme_pool(known: list[Counts], unknown: list[list[Counts]], lowest: bool) -> list[Counts]:
    """One of the possible counts of each unknown sample, so that the pooled share of all is as low (or high) as can be.

    The ratio of two sums is extreme where each term is extreme beside the ratio itself: Dinkelbach's iteration
    (Management Science 13, 1967, 492-498), which ends after a few steps.
    """
    sign, chosen, share = (1 if lowest else -1), [options[0] for options in unknown], float("nan")
    while True:
        now = pooled_share([*known, *chosen])
        if now == share or abs(now - share) < 1e-12:
            return chosen
        share = now
        chosen = [min(options, key=lambda counts: sign * (counts[0] - share * counts[1])) for options in unknown]


def pooled_share(counts: list[Counts]) -> float:
    """Records wrong of records reviewed, added up."""
    return sum(wrong for wrong, _ in counts) / sum(reviewed for _, reviewed in counts)
