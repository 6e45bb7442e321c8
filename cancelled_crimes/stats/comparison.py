"""A force against the others in hand, and two forces against each other: what can be told apart, and what can't."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from scipy import special, stats
from statsmodels.stats import proportion

from cancelled_crimes.settings import Statistics

_MANY = 1000
INSIDE, WARNING, ALARM = "inside", "95", "99.8"
VERDICTS = {INSIDE: "cannot be told apart from", WARNING: "worth a question", ALARM: "stands out"}


class Difference(NamedTuple):
    """The difference of two shares (first minus second, -1 to 1), its interval, and the exact test's p-value."""

    difference: float
    low: float
    high: float
    fisher_p: float
    verdict: str


@cache
def fisher_p(wrong: int, reviewed: int, others_wrong: int, others_reviewed: int) -> float:
    """Two-sided p-value of Fisher's exact test for `wrong` of `reviewed` against the others pooled (share 0-1)."""
    table = [[wrong, reviewed - wrong], [others_wrong, others_reviewed - others_wrong]]
    return float(stats.fisher_exact(table).pvalue)


def funnel_counts(reviewed: Any, pooled_share: float, level: float) -> tuple[Any, Any]:
    """The lowest and the highest count that lie inside the exact binomial limits at `level`, for samples `reviewed`.

    A count is outside when a force with exactly the pooled share would reach it, or go beyond, with a probability of at
    most (1 - level) / 2. Spiegelhalter (2005), "Funnel plots for comparing institutional performance", Statistics in
    Medicine 24, 1185-1202; without his interpolation, because a count is whole.
    """
    tail = (1 - level) / 2
    bounds = np.array([_counts_inside(int(n), pooled_share, tail) for n in np.ravel(reviewed)])
    low, high = bounds.reshape(*np.shape(reviewed), 2).T
    return low, high


def _counts_inside(reviewed: int, share: float, tail: float) -> tuple[int, int]:
    """The lowest and the highest count that are reached, from below and from above, with more than a probability."""
    first, last = 0, reviewed
    if reviewed > _MANY:  # both lie beside a quantile, and only the counts around it need looking at
        first, last = (int(q) for q in stats.binom.ppf([tail, 1 - tail], reviewed, share))
    counts = np.arange(max(0, first - 2), min(reviewed, last + 2) + 1)
    low = counts[np.flatnonzero(special.bdtr(counts, reviewed, share) > tail)[0]]
    high = counts[np.flatnonzero(special.bdtrc(counts - 1, reviewed, share) > tail)[-1]]
    return int(low), int(high)


def funnel_limits(reviewed: Any, pooled_share: float, level: float) -> tuple[Any, Any]:
    """The limits of `funnel_counts` as shares 0-1, for the lines of a funnel plot; a share on a line is inside."""
    low, high = funnel_counts(reviewed, pooled_share, level)
    return low / np.asarray(reviewed), high / np.asarray(reviewed)


@cache
def funnel_position(wrong: int, reviewed: int, pooled_share: float, settings: Statistics) -> str:
    """Where a count lies: "inside" the limits, beyond those at the warning level ("95") or the alarm level ("99.8")."""
    for level, position in ((settings.funnel_alarm, ALARM), (settings.funnel_warning, WARNING)):
        low, high = funnel_counts(reviewed, pooled_share, level)
        if not low <= wrong <= high:
            return position
    return INSIDE


def false_alarms_expected(reviewed: Any, pooled_share: float, level: float) -> float:
    """How many forces would lie outside the limits at `level` by chance alone, had all of them the pooled share.

    The sum over the samples of the exact probability of both tails; with small samples less than (1 - level) each.
    """
    low, high = funnel_counts(reviewed, pooled_share, level)
    n = np.asarray(reviewed, dtype=float)
    below = stats.binom.cdf(low - 1, n, pooled_share)
    return float((below + stats.binom.sf(high, n, pooled_share)).sum())


def difference(wrong: int, reviewed: int, other_wrong: int, other_reviewed: int, settings: Statistics) -> Difference:
    """Two forces compared: difference of the shares, Newcombe's interval, Fisher's exact test and the verdict.

    Newcombe (1998), "Interval estimation for the difference between independent proportions", Statistics in Medicine
    17, 873-890, method 10. The verdict goes by the exact test at the two levels of the funnel.
    """
    low, high = proportion.confint_proportions_2indep(
        wrong, reviewed, other_wrong, other_reviewed, method="newcomb", compare="diff", alpha=1 - settings.confidence
    )
    p = fisher_p(wrong, reviewed, other_wrong, other_reviewed)
    position = ALARM if p <= 1 - settings.funnel_alarm else WARNING if p <= 1 - settings.funnel_warning else INSIDE
    share = wrong / reviewed - other_wrong / other_reviewed
    return Difference(share, float(low), float(high), p, VERDICTS[position])
