"""Two samples beside each other, of two forces or of one force in two waves: can they be told apart?"""

from typing import NamedTuple

from statsmodels.stats import proportion


class Difference(NamedTuple):
    """The first share minus the second (-1 to 1), its interval, and whether that leaves no room for no difference."""

    difference: float
    low: float
    high: float
    told: bool


def difference(one: tuple[int, int], other: tuple[int, int], confidence: float = 0.95) -> Difference:
    """Two samples, each (wrong, reviewed) with `reviewed` above 0.

    Newcombe (1998), "Interval estimation for the difference between independent proportions", Statistics in Medicine
    17, 873-890, method 10. What is told goes by that interval, so that the words never contradict it.

    >>> found = difference((5, 20), (3, 20))
    >>> round(found.low, 2), round(found.high, 2), found.told
    (-0.15, 0.34, False)
    """
    (x, n), (y, m) = one, other
    low, high = proportion.confint_proportions_2indep(
        x, n, y, m, method="newcomb", compare="diff", alpha=1 - confidence
    )
    return Difference(x / n - y / m, float(low), float(high), not low <= 0 <= high)
