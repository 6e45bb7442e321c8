"""Working out whole numbers that a rounded share hides, and only where the rounding leaves exactly one.

The arithmetic is exact (fractions, not floating point) and keeps both ends of every rounding interval, since a paper
may round a half either way: so the true count is never lost.
"""

from fractions import Fraction
from math import ceil, floor


def counts_that_fit(low: Fraction, high: Fraction, reviewed: int) -> range:
    """The whole counts out of `reviewed` records whose share lies between `low` and `high` (shares 0-1).

    >>> list(counts_that_fit(Fraction(45, 1000), Fraction(55, 1000), 220))  # 5% of 220
    [10, 11, 12]
    """
    return range(ceil(low * reviewed), floor(high * reviewed) + 1)


def samples_that_fit(wrong: int, low: Fraction, high: Fraction) -> range:
    """The sample sizes of which `wrong` records (at least one) are a share between `low` and `high` (0-1).

    Empty where none fits; without a lowest share any size would fit, so that is refused with ValueError.

    >>> list(samples_that_fit(5, Fraction(245, 1000), Fraction(255, 1000)))  # 25% and five
    [20]
    """
    if wrong < 1 or low <= 0:
        raise ValueError("a count of none, or a share that may be zero, fits samples without end")
    return range(max(wrong, ceil(wrong / high)), floor(wrong / low) + 1)


def smallest_sample(low: Fraction, high: Fraction) -> int:
    """The smallest sample of which some whole count is a share between `low` and `high` (0-1).

    That is the denominator of the simplest fraction between them, which continued fractions find in a few steps
    (Graham, Knuth and Patashnik, "Concrete Mathematics", 2nd edition, 1994, section 4.5).

    >>> smallest_sample(Fraction(425, 1000), Fraction(435, 1000))  # 43% is 3 of 7
    7
    """
    return _simplest(low, high).denominator


def _simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction with the smallest denominator between two others."""
    if ceil(low) <= high:
        return Fraction(ceil(low))
    whole = floor(low)
    return whole + 1 / _simplest(1 / (high - whole), 1 / (low - whole))
