"""One estimate for several samples taken together: the share of all records reviewed, with an interval that allows for
how much the units differ and how few they are.

The share is all that were wrong of all that were reviewed. Its variance is that of a ratio whose parts are sums over
units (Cochran 1977, Sampling Techniques, 3rd edition, section 3.12), so it is large where units differ. That gives the
*effective* number of records: as many as would do if the units were alike. From it comes the interval of Korn and
Graubard (1998, Survey Methodology 24, 193-201): Clopper and Pearson's, on the effective number after a step for degrees
of freedom. Computed as the US National Center for Health Statistics does (Parker and others 2017, Vital and Health
Statistics 2(175)): never more records than were reviewed; and of none, or all, the number reviewed itself.
"""

from typing import Any, NamedTuple

import numpy as np
from scipy import stats


class Estimate(NamedTuple):
    """A share and its interval (0-1), from `reviewed` records in `units` units.

    `effective` is the number of records before the step for degrees of freedom, `used` the number after it, on which
    the interval stands. `degrees` is units - 1, or None for a single sample, in which records are not clustered.
    """

    share: float
    low: float
    high: float
    reviewed: int
    units: int
    effective: float
    used: float
    degrees: int | None

    @property
    def width(self) -> float:
        """The width of the interval, a share 0-1."""
        return self.high - self.low


def taken_together(wrong: list[int], reviewed: list[int], confidence: float = 0.95) -> Estimate:
    """The estimate for one or more samples; `reviewed` are above 0.

    >>> found = taken_together([7, 5, 2, 1, 2], [33, 20, 19, 20, 20])
    >>> round(found.share, 3), round(found.low, 3), round(found.high, 3), round(found.effective)
    (0.152, 0.064, 0.285, 93)
    """
    total, units = int(sum(reviewed)), len(reviewed)
    share, variance = ratio(wrong, reviewed)
    effective = effective_size(share, variance, total)
    used = after_degrees(effective, share, total, units - 1, confidence) if units > 1 else effective
    low, high = clopper_pearson(share, used, confidence)
    numbers = (float(share), float(low), float(high), total, units, float(min(effective, total)), float(used))
    return Estimate(*numbers, units - 1 if units > 1 else None)


def ratio(wrong: Any, reviewed: Any) -> tuple[Any, Any]:
    """The share of all records and its variance over units, which lie along the last axis; of one unit, binomial."""
    x, n = np.asarray(wrong, dtype=float), np.asarray(reviewed, dtype=float)
    units, total = n.shape[-1], n.sum()
    share = x.sum(-1) / total
    if units == 1:
        return share, share * (1 - share) / total
    squares = ((x - share[..., None] * n) ** 2).sum(-1)
    return share, units / (units - 1) * squares / total**2


def effective_size(share: Any, variance: Any, reviewed: int) -> Any:
    """The records that would give this variance if units were alike: above `reviewed` where units differ less than
    chance lets them, and infinite where they do not differ. Of none, or all, the number reviewed."""
    one_sided = (np.asarray(share) == 0) | (np.asarray(share) == 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(one_sided, float(reviewed), share * (1 - share) / np.asarray(variance, dtype=float))


def after_degrees(effective: Any, share: Any, reviewed: int, degrees: int, confidence: float = 0.95) -> Any:
    """Korn and Graubard's step: fewer records where few units tell how much units differ; never more than reviewed."""
    tail = (1 - confidence) / 2
    step = (stats.t.ppf(tail, reviewed - 1) / stats.t.ppf(tail, degrees)) ** 2
    one_sided = (np.asarray(share) == 0) | (np.asarray(share) == 1)
    return np.where(one_sided, float(reviewed), np.minimum(float(reviewed), np.asarray(effective) * step))


def clopper_pearson(share: Any, size: Any, confidence: float = 0.95) -> tuple[Any, Any]:
    """Clopper and Pearson's bounds (0-1) for a share of a number of records that need not be whole."""
    tail, x = (1 - confidence) / 2, np.asarray(share * size, dtype=float)
    low = np.where(x > 0, stats.beta.ppf(tail, x, size - x + 1), 0.0)
    high = np.where(x < size, stats.beta.ppf(1 - tail, x + 1, size - x), 1.0)
    return low, high
