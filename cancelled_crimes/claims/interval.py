"""The interval of one share, without the seconds that statistical libraries take to load."""

from math import sqrt
from statistics import NormalDist

from cancelled_crimes.settings import Statistics


def interval(wrong: int, reviewed: int, statistics: Statistics) -> tuple[float, float]:
    """The interval that stats.intervals gives (0-1), by the method of the settings.

    Wilson (1927) is written out, because `make check` must answer at once; the others load what computes them.
    """
    if statistics.interval != "wilson":
        from cancelled_crimes.stats import intervals  # noqa: PLC0415 - takes over a second to load

        return intervals.interval(wrong, reviewed, statistics.confidence, statistics.interval)
    z = NormalDist().inv_cdf((1 + statistics.confidence) / 2)
    share = wrong / reviewed
    middle = share + z * z / (2 * reviewed)
    half = z * sqrt(share * (1 - share) / reviewed + z * z / (4 * reviewed * reviewed))
    scale = 1 + z * z / reviewed
    return (
        0.0 if wrong == 0 else (middle - half) / scale,
        1.0 if wrong == reviewed else (middle + half) / scale,
    )
