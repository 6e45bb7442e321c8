"""Then and now: the same unit and measure in two waves, and whether so few records can tell that the share changed."""

from typing import NamedTuple

from statsmodels.stats import proportion


class Change(NamedTuple):
    """The later share minus the earlier (-1 to 1), its interval, and whether the interval leaves no room for none."""

    change: float
    low: float
    high: float
    told: bool


def change(earlier: tuple[int, int], later: tuple[int, int], confidence: float = 0.95) -> Change:
    """The change from one wave to the next; each wave is (wrong, reviewed), with `reviewed` above 0.

    Newcombe (1998), "Interval estimation for the difference between independent proportions", Statistics in Medicine
    17, 873-890, method 10. What is told goes by that interval, so that the words never contradict it.

    >>> found = change((3, 20), (5, 20))
    >>> round(found.low, 2), round(found.high, 2), found.told
    (-0.15, 0.34, False)
    """
    (x_then, n_then), (x_now, n_now) = earlier, later
    low, high = proportion.confint_proportions_2indep(
        x_now, n_now, x_then, n_then, method="newcomb", compare="diff", alpha=1 - confidence
    )
    return Change(x_now / n_now - x_then / n_then, float(low), float(high), not low <= 0 <= high)
