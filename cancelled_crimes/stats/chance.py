"""What chance alone would do: the highest share among the samples, had every force the same underlying share.

The largest of independent samples is below a bound when all of them are, so its distribution function is the product of
the binomial distribution functions (David and Nagaraja, "Order Statistics", 3rd edition, 2003, section 2.1). Exact: no
simulation. It stands where a league table would: the highest of many small samples is high even when nothing differs.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats


class HighestByChance(NamedTuple):
    """The highest share that was seen, beside what chance alone would give (shares 0-1, `p` a probability).

    `low` and `high` bound the central part at the confidence level; `p` is the chance of a share at least as high.
    """

    wrong: int
    reviewed: int
    share: float
    median: float
    low: float
    high: float
    p: float


def highest_share_distribution(reviewed: list[int], pooled_share: float) -> pd.DataFrame:
    """The exact distribution of the highest share among samples of the sizes `reviewed`.

    A row for each share that can occur: `share` (0-1), `probability` of exactly that share, `cumulative` of at most it.
    """
    sizes = np.asarray(reviewed, dtype=int)
    # Shares as whole fractions x / n, so that 1/3 and 2/6 are one share and no bound is missed by rounding.
    possible = sorted({(x / n, x, n) for n in set(sizes.tolist()) for x in range(n + 1)})
    distinct = pd.DataFrame(possible, columns=["share", "x", "n"]).drop_duplicates("share")
    largest_counts = distinct["x"].to_numpy()[:, None] * sizes // distinct["n"].to_numpy()[:, None]
    cumulative = stats.binom.cdf(largest_counts, sizes, pooled_share).prod(axis=1)
    probability = np.diff(cumulative, prepend=0.0)
    return pd.DataFrame({"share": distinct["share"].to_numpy(), "probability": probability, "cumulative": cumulative})


def highest_by_chance(wrong: list[int], reviewed: list[int], confidence: float = 0.95) -> HighestByChance:
    """The highest share among the samples in hand and its place in the distribution that chance alone would give.

    The common share is the pooled one. Of equal shares the larger sample is shown.
    """
    share, n, x = max((x / n, n, x) for x, n in zip(wrong, reviewed, strict=True))
    table = highest_share_distribution(reviewed, sum(wrong) / sum(reviewed))
    tail = (1 - confidence) / 2
    low, median, high = (_quantile(table, level) for level in (tail, 0.5, 1 - tail))
    return HighestByChance(
        x, n, share, median, low, high, float(table.loc[table["share"] >= share, "probability"].sum())
    )


def _quantile(table: pd.DataFrame, level: float) -> float:
    """The smallest share that is not exceeded with at least the probability `level`."""
    reached = table["cumulative"] >= level - 1e-12  # a product of probabilities can fall short of 1 in its last bit
    return float(table.loc[reached, "share"].iloc[0])
