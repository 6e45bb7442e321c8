"""One sample against the other units in hand, itself left out, allowing for how much those differ: one number a sample.

Spiegelhalter (2005), "Handling over-dispersion of performance indicators", Quality and Safety in Health Care 14,
347-351, and "Funnel plots for comparing institutional performance", Statistics in Medicine 24, 1185-1202: units have
shares of their own, spread around a mean (his additive random effects), so a sample is judged by its own variance, plus
the spread between units, plus what is not known of the mean. The spread is DerSimonian and Laird's (1986, Controlled
Clinical Trials 7, 177-188). It is estimated from few units, so the reference is Student's t with two degrees of freedom
fewer than there are others: the prediction interval of Higgins, Thompson and Spiegelhalter (2009, Journal of the Royal
Statistical Society A 172, 137-159). Counts are compared as angles (Freeman and Tukey 1950, Annals of Mathematical
Statistics 21, 607-611), whose variance hardly depends on the share, even at none of 20. `calibration.py` tests it all.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.multitest import multipletests

from cancelled_crimes.settings import Statistics
from cancelled_crimes.stats.cells import with_counts
from cancelled_crimes.stats.verdicts import FEWEST_OTHERS, NO_VERDICT, OUT, QUESTION, SAME


class Others(NamedTuple):
    """The other units on the scale of angles: mean, its variance (`error`), variance between units, how many."""

    mean: Any
    error: Any
    between: Any
    units: int


class Comparison(NamedTuple):
    """One sample beside the others in hand, pooled as records: the p-value, the same adjusted, and the verdict.

    `comparisons` is how many were made in the category; `p_adjusted` is Holm's over these. Where too few others are in
    hand, both are NaN, `comparisons` is 0 and the verdict "".
    """

    p: float
    p_adjusted: float
    comparisons: int
    verdict: str


def angle(wrong: Any, reviewed: Any) -> Any:
    """The Freeman-Tukey angle of a count (radians, 0 to pi / 2): half the sum of two arcsines.

    >>> round(float(angle(12, 20)), 7)
    0.8813361
    """
    x, n = np.asarray(wrong, dtype=float), np.asarray(reviewed, dtype=float)
    return (np.arcsin(np.sqrt(x / (n + 1))) + np.arcsin(np.sqrt((x + 1) / (n + 1)))) / 2


def angle_variance(reviewed: Any) -> Any:
    """The variance of the angle of a sample of `reviewed` records: 1 / (4n + 2)."""
    return 1 / (4 * np.asarray(reviewed, dtype=float) + 2)


def random_effects(values: Any, variances: Any) -> Others:
    """DerSimonian and Laird's mean and spread of values with known variances; units lie along the last axis."""
    y, v = np.asarray(values, dtype=float), np.asarray(variances, dtype=float)
    units, weight = y.shape[-1], 1 / v
    fixed = (weight * y).sum(-1, keepdims=True) / weight.sum(-1, keepdims=True)
    q = (weight * (y - fixed) ** 2).sum(-1)
    total = weight.sum(-1)
    between = np.maximum(0.0, (q - (units - 1)) / (total - (weight**2).sum(-1) / total))
    weight = 1 / (v + between[..., None])
    return Others((weight * y).sum(-1) / weight.sum(-1), 1 / weight.sum(-1), between, units)


def distance(value: Any, variance: Any, others: Others) -> Any:
    """How many standard errors of prediction a value with its own variance lies from the mean of the others."""
    return (value - others.mean) / np.sqrt(variance + others.between + others.error)


def p_value(value: Any, variance: Any, others: Others) -> Any:
    """The two-sided p-value of a value beside the others; NaN with fewer than three others."""
    degrees = others.units - 2
    if degrees < 1:
        return np.full(np.shape(value), np.nan)
    return 2 * stats.t.sf(np.abs(distance(value, variance, others)), degrees)


def against(
    sample: tuple[float, float], others: Sequence[tuple[float, float]], settings: Statistics
) -> tuple[float, str]:
    """The p-value and the verdict of one sample (wrong, reviewed) beside the others; NaN and "" with too few others."""
    if len(others) < FEWEST_OTHERS:
        return float("nan"), NO_VERDICT
    wrong, reviewed = zip(*others, strict=True)
    found = random_effects(angle(wrong, reviewed), angle_variance(reviewed))
    p = float(p_value(angle(*sample), angle_variance(sample[1]), found))
    return p, verdict(p, settings)


def apart_p(wrong: Any, reviewed: Any) -> np.ndarray:
    """The p-value of each sample against the others, itself left out; samples lie along the last axis.

    `wrong` may hold many stories of the same sizes, one a row. NaN where fewer than `FEWEST_OTHERS` others are in hand.
    """
    x, n = np.asarray(wrong, dtype=float), np.asarray(reviewed, dtype=float)
    y, v = angle(x, n), angle_variance(n)
    if len(n) - 1 < FEWEST_OTHERS:
        return np.full(x.shape, np.nan)
    left_out = [p_value(y[..., i], v[i], random_effects(np.delete(y, i, -1), np.delete(v, i))) for i in range(len(n))]
    return np.stack(left_out, -1)


def compare_all(wrong: list[int], reviewed: list[int], settings: Statistics) -> list[Comparison]:
    """Each sample of a category against the others in hand, in the order given.

    >>> victims = compare_all([2, 6, 8, 2, 3], [36, 15, 20, 19, 29], Statistics())
    >>> {found.verdict for found in victims}, victims[0].comparisons
    ({'cannot be told apart'}, 5)
    """
    p = apart_p(wrong, reviewed)
    if not len(p) or np.isnan(p).any():
        return [Comparison(float("nan"), float("nan"), 0, NO_VERDICT) for _ in reviewed]
    adjusted = multipletests(p, method="holm")[1]
    return [Comparison(float(a), float(b), len(p), verdict(a, settings)) for a, b in zip(p, adjusted, strict=True)]


def verdict(p: float, settings: Statistics) -> str:
    """The verdict of one p-value at the two levels of `settings` (shares 0-1); "" where it is missing."""
    if np.isnan(p):
        return NO_VERDICT
    return OUT if p <= 1 - settings.stands_out_level else QUESTION if p <= 1 - settings.question_level else SAME


def expected_counts(
    reviewed: int, others_wrong: list[int], others_reviewed: list[int], level: float
) -> tuple[int, int] | None:
    """The lowest and the highest count of a sample that would be no surprise beside the others at `level` (0-1).

    For the limits of a chart and for words: a count beyond them has a p-value of at most 1 - level. None where too few
    others are in hand.
    """
    if len(others_reviewed) < FEWEST_OTHERS:
        return None
    others = random_effects(angle(others_wrong, others_reviewed), angle_variance(others_reviewed))
    counts = np.arange(reviewed + 1)
    inside = counts[p_value(angle(counts, reviewed), angle_variance(reviewed), others) > 1 - level]
    return (int(inside[0]), int(inside[-1])) if len(inside) else None


def comparison_columns(category: pd.DataFrame, settings: Statistics) -> pd.DataFrame:
    """The comparison of the rows of one category, which have `wrong` and `reviewed`, with the index of `category`.

    Columns: comparison_p, comparison_p_adjusted (0-1), comparisons (how many were made), verdict, and expected_low and
    expected_high, the counts (records) that would be no surprise beside the others. Missing, and the verdict "", in a
    row without counts and where too few others are in hand.
    """
    known = with_counts(category)
    x, n = (known[column].astype(int).tolist() for column in ("wrong", "reviewed"))
    rows = {}
    for i, (row, found) in enumerate(zip(known.index, compare_all(x, n, settings), strict=True)):
        rest = x[:i] + x[i + 1 :], n[:i] + n[i + 1 :]
        low, high = expected_counts(n[i], *rest, settings.question_level) or (None, None)
        if found.comparisons:
            rows[row] = [found.p, found.p_adjusted, found.comparisons, found.verdict, low, high]
    none = [float("nan"), float("nan"), None, NO_VERDICT, None, None]
    names = ["comparison_p", "comparison_p_adjusted", "comparisons", "verdict", "expected_low", "expected_high"]
    table = pd.DataFrame([rows.get(row, none) for row in category.index], index=category.index, columns=names)
    return table.astype(dict.fromkeys(("comparisons", "expected_low", "expected_high"), "Int64"))
