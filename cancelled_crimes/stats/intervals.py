"""Confidence intervals for a proportion, at any level, for one count or a whole column.

Brown, Cai and DasGupta (2001), "Interval estimation for a binomial proportion", Statistical Science 16(2), 101-133,
recommend Wilson or Jeffreys for small samples. Clopper-Pearson (1934) never covers less than it promises, and is wider.
"""

from functools import cache
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd
from statsmodels.stats import proportion

from cancelled_crimes.errors import StoryError

METHODS = {"wilson": "wilson", "jeffreys": "jeffreys", "clopper-pearson": "beta"}  # our name: name in statsmodels
NAMES = {"wilson": "Wilson", "jeffreys": "Jeffreys", "clopper-pearson": "Clopper-Pearson"}


def interval(wrong: Any, reviewed: Any, confidence: float = 0.95, method: str = "wilson") -> tuple[Any, Any]:
    """The interval for `wrong` of `reviewed` records as shares 0-1: (low, high), floats or columns like those given.

    `wrong` and `reviewed` are numbers, arrays or Series; where one is missing, or nothing was reviewed, the bounds are
    missing. None of n has a lower bound of exactly 0, all of n an upper bound of exactly 1; for Jeffreys that is the
    definition of Brown, Cai and DasGupta (2001, section 3.1.3).

    >>> low, high = interval(5, 20)
    >>> round(low, 3), round(high, 3)
    (0.112, 0.469)

    Raises StoryError for more wrong than reviewed, a negative count, an unknown method or level.
    """
    _check_choice(confidence, method)
    if isinstance(wrong, Real) and isinstance(reviewed, Real):
        return _of_one(float(wrong), float(reviewed), confidence, method)
    x, n = np.broadcast_arrays(_floats(wrong), _floats(reviewed))
    low, high = _of_columns(x, n, confidence, method)
    return _like(wrong, reviewed, low), _like(wrong, reviewed, high)


def interval_of_candidates(
    wrong_low: Any, wrong_high: Any, reviewed: Any, confidence: float = 0.95, method: str = "wilson"
) -> tuple[Any, Any]:
    """The interval when several counts fit what was printed (10, 11 or 12 of 220): it covers the interval of each.

    From the low bound for the smallest count to the high bound for the largest; shares 0-1, as in `interval`.
    """
    low, _ = interval(wrong_low, reviewed, confidence, method)
    _, high = interval(wrong_high, reviewed, confidence, method)
    return low, high


@cache
def _of_one(wrong: float, reviewed: float, confidence: float, method: str) -> tuple[float, float]:
    low, high = _of_columns(np.array([wrong]), np.array([reviewed]), confidence, method)
    return float(low[0]), float(high[0])


def _of_columns(x: np.ndarray, n: np.ndarray, confidence: float, method: str) -> tuple[np.ndarray, np.ndarray]:
    _check_counts(x, n)
    known = ~(np.isnan(x) | np.isnan(n)) & (n != 0)
    low, high = np.full(x.shape, np.nan), np.full(x.shape, np.nan)
    if known.any():
        low[known], high[known] = proportion.proportion_confint(
            x[known], n[known], alpha=1 - confidence, method=METHODS[method]
        )
        low[known & (x == 0)], high[known & (x == n)] = 0.0, 1.0
    return low, high


def _floats(values: Any) -> np.ndarray:
    """Numbers, arrays or (nullable) Series as floats, missing as NaN."""
    return np.array(pd.to_numeric(pd.Series(np.atleast_1d(values), dtype=object)), dtype="float64")


def _like(wrong: Any, reviewed: Any, values: np.ndarray) -> Any:
    """The values in the shape that was given: a Series with its index, an array, or one float."""
    for given in (wrong, reviewed):
        if isinstance(given, pd.Series):
            return pd.Series(values, index=given.index)
    return values if np.ndim(wrong) or np.ndim(reviewed) else float(values[0])


def _check_choice(confidence: float, method: str) -> None:
    if method not in METHODS:
        raise StoryError(f'interval method "{method}" is unknown; write one of: {", ".join(METHODS)}')
    if not 0 < confidence < 1:
        raise StoryError(f"confidence {confidence} is not a level: write a share between 0 and 1, such as 0.95")


def _check_counts(wrong: np.ndarray, reviewed: np.ndarray) -> None:
    for x, n in zip(wrong, reviewed, strict=True):
        if x < 0 or n < 0 or x > n:
            raise StoryError(f"{x:g} of {n:g} is not possible: a count lies between 0 and the number reviewed")
