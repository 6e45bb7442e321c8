"""How often the intervals that are shown hold the truth: exact sums over every count that can occur, no simulation."""

from typing import NamedTuple

import numpy as np
from scipy import stats
from statsmodels.stats import proportion

from cancelled_crimes.stats.intervals import METHODS, interval

SIZES = (6, 14, 20, 33, 300)
# True shares: of one sample from 1% to 99% in steps of a tenth of a point; of each of two from 5% to 95% in steps of 5.
SHARES = np.arange(10, 991) / 1000
PAIRS = np.arange(5, 100, 5) / 100


class Coverage(NamedTuple):
    """How often an interval of samples of `reviewed` records holds the truth: worst and mean over true shares (0-1)."""

    method: str
    reviewed: int
    least: float
    mean: float


def coverage(method: str, reviewed: int, confidence: float = 0.95) -> Coverage:
    """The coverage of one of the intervals for a share."""
    wrong = np.arange(reviewed + 1)
    low, high = interval(wrong, np.full(reviewed + 1, reviewed), confidence, method)
    holds = (low[:, None] <= SHARES) & (high[:, None] >= SHARES)
    covered = (stats.binom.pmf(wrong[:, None], reviewed, SHARES) * holds).sum(axis=0)
    return Coverage(method, reviewed, float(covered.min()), float(covered.mean()))


def coverage_of_difference(reviewed: int, confidence: float = 0.95) -> Coverage:
    """The coverage of Newcombe's interval for the difference of two samples of `reviewed` records each."""
    wrong = np.arange(reviewed + 1)
    first, second = (one.ravel() for one in np.meshgrid(wrong, wrong, indexing="ij"))
    n = np.full(len(first), reviewed)
    low, high = proportion.confint_proportions_2indep(
        first, n, second, n, method="newcomb", compare="diff", alpha=1 - confidence
    )
    chance = stats.binom.pmf(wrong[:, None], reviewed, PAIRS)
    covered = []
    for i, one in enumerate(PAIRS):
        for j, other in enumerate(PAIRS):
            holds = ((low <= one - other) & (one - other <= high)).reshape(reviewed + 1, -1)
            covered.append(chance[:, i] @ holds @ chance[:, j])
    return Coverage("difference", reviewed, float(min(covered)), float(np.mean(covered)))


def all_coverage(confidence: float = 0.95) -> list[Coverage]:
    """Every interval shown at every size, method by method."""
    rows = [coverage(method, n, confidence) for method in METHODS for n in SIZES]
    return [*rows, *(coverage_of_difference(n, confidence) for n in SIZES)]
