"""How often the comparison says too much, and the pool too little: simulated stories with the sample sizes in hand.

A story gives every unit a share, either the same or one that differs between units as much as those in hand do, and
draws its count. In such a story no unit is apart from the others, so each verdict is a false one.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from cancelled_crimes.settings import Statistics
from cancelled_crimes.stats import apart, cells, clustered

STORIES, SEED = 2000, 2005
EQUAL, DIFFERENT = "the same", "as different as those in hand"


class Category(NamedTuple):
    """The samples in hand of one category (records), their pooled share (0-1), and how much units differ.

    `correlation` is that of two records of one unit, 0-1: the analysis-of-variance estimator that Ridout, Demétrio and
    Firth compare (1999, Biometrics 55, 137-148), 0 where it is negative.
    """

    name: str
    reviewed: np.ndarray
    share: float
    correlation: float


class Rates(NamedTuple):
    """How often something happened (0-1), and the simulation error of that: two standard errors over stories."""

    rate: float
    error: float


class Row(NamedTuple):
    """One category and kind of story: false verdicts by the method used, and by normal limits; what the pool covers."""

    category: str
    shares: str
    samples: int
    question: Rates
    out: Rates
    normal_question: Rates
    normal_out: Rates
    covered: Rates


def categories(rates: pd.DataFrame) -> list[Category]:
    """The categories of rates.csv with two samples or more, in the order of the table."""
    known = cells.with_counts(rates)
    groups = [(str(name), group) for name, group in known.groupby("offence", sort=False) if len(group) > 1]
    return [category(name, group["wrong"].tolist(), group["reviewed"].tolist()) for name, group in groups]


def category(name: str, wrong: list[int], reviewed: list[int]) -> Category:
    """A category from its counts."""
    x, n = np.asarray(wrong, dtype=float), np.asarray(reviewed, dtype=float)
    total, share = n.sum(), x.sum() / n.sum()
    between = (n * (x / n - share) ** 2).sum() / (len(n) - 1)
    within = (x * (1 - x / n)).sum() / (total - len(n))
    typical = (total - (n**2).sum() / total) / (len(n) - 1)
    spread = between + (typical - 1) * within
    return Category(name, n, float(share), max(0.0, float((between - within) / spread)) if spread else 0.0)


def simulate(of: Category, correlation: float, stories: int, rng: np.random.Generator) -> np.ndarray:
    """Counts of stories, one a row: beta-binomial at the correlation given, binomial where that is 0."""
    shape = (stories, len(of.reviewed))
    shares: np.ndarray | float = of.share
    if correlation > 0:
        size = (1 - correlation) / correlation
        shares = rng.beta(of.share * size, (1 - of.share) * size, shape)
    return rng.binomial(of.reviewed.astype(int), shares, shape)


def calibrate(of: Category, shares: str, stories: int, settings: Statistics, seed: int = SEED) -> Row:
    """One row: how often samples of simulated stories are told apart, and how often the pool's interval holds."""
    correlation = 0.0 if shares == EQUAL else of.correlation
    wrong = simulate(of, correlation, stories, np.random.default_rng(seed))
    p = apart.apart_p(wrong, of.reviewed)
    # The same distances, read as if the spread between units were known: what a funnel with normal limits would say.
    normal = 2 * stats.norm.sf(stats.t.isf(p / 2, len(of.reviewed) - 3)) if not np.isnan(p).any() else p
    levels = (1 - settings.question_level, 1 - settings.stands_out_level)
    question, out, normal_question, normal_out = (_rates(v <= level, v) for v in (p, normal) for level in levels)
    covered = _rates(_held(wrong, of, settings)[:, None])
    return Row(of.name, shares, len(of.reviewed), question, out, normal_question, normal_out, covered)


def together(rows: list[Row]) -> Row | None:
    """The rows of one kind of story over all categories with verdicts, each sample counting once; None if none has."""
    judged = [row for row in rows if not np.isnan(row.question.rate)]
    if not judged:
        return None
    samples = np.array([row.samples for row in judged])
    weights = samples / samples.sum()

    def over(part: str) -> Rates:
        found = [getattr(row, part) for row in judged]
        error = np.sqrt(sum((w * one.error) ** 2 for w, one in zip(weights, found, strict=True)))
        return Rates(float(sum(w * one.rate for w, one in zip(weights, found, strict=True))), float(error))

    parts = {part: over(part) for part in Row._fields[3:]}
    return Row("all with a verdict", judged[0].shares, int(samples.sum()), **parts)


def _held(wrong: np.ndarray, of: Category, settings: Statistics) -> np.ndarray:
    """Whether the interval of each story's pool holds the true mean share."""
    share, variance = clustered.ratio(wrong, of.reviewed)
    total = int(of.reviewed.sum())
    effective = clustered.effective_size(share, variance, total)
    used = clustered.after_degrees(effective, share, total, len(of.reviewed) - 1, settings.confidence)
    low, high = clustered.clopper_pearson(share, used, settings.confidence)
    return (low <= of.share) & (of.share <= high)


def _rates(happened: np.ndarray, known: np.ndarray | None = None) -> Rates:
    """The share of samples in which something happened; samples of one story are not independent, stories are."""
    if known is not None and np.isnan(known).any():
        return Rates(float("nan"), float("nan"))
    by_story = happened.mean(axis=1)
    return Rates(float(by_story.mean()), 2 * float(by_story.std(ddof=1)) / len(by_story) ** 0.5)
