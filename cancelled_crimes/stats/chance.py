"""What chance alone would do: the highest share among the samples, had every force the same underlying share.

The largest of independent samples is below a bound when all of them are, so its distribution function is the product of
the binomial distribution functions (David and Nagaraja, "Order Statistics", 3rd edition, 2003, section 2.1). Exact: no
simulation. It stands where a league table would: the highest of many small samples is high even when nothing differs.

Where shares are printed without a sample, a verdict is given only if it is the same whatever samples stood behind them.
"""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from cancelled_crimes.stats.unsampled import Counts, extreme_pool, pooled_share

MORE, LESS, WITHIN, DEPENDS = "more", "less", "within", "depends"
_STEPS = 500  # of looking closer at the possible samples, before it is said that the verdict depends on them
_SAME = 1e-9  # shares this near to each other are one share


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


def verdict(known: list[Counts], unknown: list[list[Counts]], confidence: float = 0.95) -> str:
    """Whether the highest share of all is MORE than chance would make it, LESS, or WITHIN its central range.

    `unknown` holds, for each share that is printed without a sample, all counts that it may stand for. DEPENDS unless
    the verdict is the same for every choice among them. Choices are judged many at once, by bounds; where the bounds
    leave it open, the choices for one sample are parted in two and looked at again.
    """
    found: set[str] = set()
    left = [unknown]
    for _ in range(_STEPS):
        if not left or len(found) > 1:
            break
        choices = left.pop()
        judged = _verdict_on_all(known, choices, confidence)
        if judged:
            found.add(judged)
        else:
            left += _parted(choices)
    return found.pop() if len(found) == 1 and not left else DEPENDS


def _verdict_on_all(known: list[Counts], choices: list[list[Counts]], confidence: float) -> str:
    """The verdict that goes for all of these choices; "" where the bounds do not settle it."""
    lowest, highest = (pooled_share([*known, *extreme_pool(known, choices, low)]) for low in (True, False))
    shares = [[wrong / reviewed for wrong, reviewed in options] for options in ([c] for c in known)]
    shares += [[wrong / reviewed for wrong, reviewed in options] for options in choices]
    top_low, top_high = max(min(s) for s in shares), max(max(s) for s in shares)
    cells = [*([c] for c in known), *choices]
    tail = (1 - confidence) / 2
    below = (_no_share(cells, top_low, highest, True, min), _no_share(cells, top_high, lowest, True, max))
    at_most = (_no_share(cells, top_low, highest, False, min), _no_share(cells, top_high, lowest, False, max))
    if below[0] >= 1 - tail:
        return MORE
    if at_most[1] < tail:
        return LESS
    return WITHIN if below[1] < 1 - tail and at_most[0] >= tail else ""


def _no_share(cells: list[list[Counts]], share: float, common: float, reaching: bool, worst: Any) -> float:
    """A bound on the chance that no sample reaches (or else exceeds) a share, had all the `common` one."""
    chances = []
    for options in cells:
        sizes = np.unique([reviewed for _, reviewed in options])
        counts = np.ceil(share * sizes - _SAME) - 1 if reaching else np.floor(share * sizes + _SAME)
        chances.append(float(worst(stats.binom.cdf(counts, sizes, common))))
    return float(np.prod(chances))


def _parted(choices: list[list[Counts]]) -> list[list[list[Counts]]]:
    """The choices in two parts: those for the sample with most of them, small samples apart from large ones."""
    at = max(range(len(choices)), key=lambda place: len(choices[place]))
    half = len(choices[at]) // 2
    return [[*choices[:at], part, *choices[at + 1 :]] for part in (choices[at][:half], choices[at][half:])]
