"""An interval for the mean share of several samples that may differ more than chance: the beta-binomial model.

Each sample has its own share, drawn from a beta distribution with mean m; the samples then have extra variation
(Griffiths 1973, Biometrics 29, 637-648; Williams 1975, Biometrics 31, 949-952). The interval keeps every m whose
profile likelihood is close enough to the best one (Venzon and Moolgavkar 1988, Applied Statistics 37, 87-94). It is
computed, not drawn at random, so that the same counts give the same bytes.
"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from scipy import optimize, stats

SMALLEST_SHARE = 1e-9
_SINGLE = 1000  # steps of a product that are taken one by one
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(12)


def beta_binomial_interval(wrong: list[int], reviewed: list[int], confidence: float = 0.95) -> tuple[float, float]:
    """The profile-likelihood interval of the mean share (0-1) over two or more samples: (low, high).

    The extra variation is fitted anew at each mean, and may be none: then the likelihood is the binomial one. With no
    record wrong in any sample the bound is wide, because the samples could then differ in any way.
    """
    x, n = np.asarray(wrong, dtype=int), np.asarray(reviewed, dtype=int)
    cutoff = float(stats.chi2.ppf(confidence, 1)) / 2
    best_at = float(_best_mean(x, n))
    best = profile_likelihood(x, n, best_at)

    def too_far(mean: float) -> float:
        return best - profile_likelihood(x, n, mean) - cutoff

    return _bound(too_far, best_at, SMALLEST_SHARE), _bound(too_far, best_at, 1 - SMALLEST_SHARE)


def profile_likelihood(wrong: np.ndarray, reviewed: np.ndarray, mean: float) -> float:
    """The log-likelihood of a mean share, at the extra variation (0 upwards) that suits the counts best."""
    factors = _factors(wrong, reviewed, mean)

    def loss(correlation: float) -> float:
        return -_log_likelihood(*factors, correlation)

    inner = optimize.minimize_scalar(loss, bounds=(0.0, 1 - SMALLEST_SHARE), method="bounded")
    # The bounded search stops short of its ends, and "no extra variation" is an end that often fits best.
    return -min(float(inner.fun), loss(0.0))


def log_likelihood(wrong: np.ndarray, reviewed: np.ndarray, mean: float, correlation: float) -> float:
    """The beta-binomial log-likelihood without its constant; `correlation` 0 gives the binomial exactly."""
    return _log_likelihood(*_factors(wrong, reviewed, mean), correlation)


def _factors(wrong: np.ndarray, reviewed: np.ndarray, mean: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The factors (start + step * spread) of the likelihood at a mean: starts, steps, and how often each counts.

    They are the rising products of the records wrong and right, and, as divisors, of those reviewed.
    """
    starts, steps, times = [], [], []
    for start, counts, sign in ((mean, wrong, 1), (1 - mean, reviewed - wrong, 1), (1.0, reviewed, -1)):
        at, often = _steps(counts)
        steps.append(at)
        starts.append(np.full(len(at), start))
        times.append(sign * often)
    return np.concatenate(starts), np.concatenate(steps), np.concatenate(times)


def _steps(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The steps of rising products of so many factors each, and how many of the products have each step.

    The first steps are taken one by one. Of a product of thousands, the logarithms of the others change so slowly that
    their sum is the integral between half steps, by Gauss-Legendre quadrature on stretches that double in length
    (Davis and Rabinowitz 1984, Methods of Numerical Integration, section 2.7): a million factors cost a few hundred.
    """
    single = np.arange(min(int(counts.max(initial=0)), _SINGLE))
    at, often = [single.astype(float)], [(counts[:, None] > single).sum(axis=0).astype(float)]
    ends = sorted({*(int(n) for n in counts if n > _SINGLE), *(_SINGLE * 2**k for k in range(40))})
    ends = [end for end in ends if end <= counts.max(initial=0)]
    for first, last in pairwise(ends):
        middle, half = (first + last - 1) / 2, (last - first) / 2
        at.append(middle + half * _NODES)
        often.append(half * _WEIGHTS * (counts >= last).sum())
    return np.concatenate(at), np.concatenate(often)


def _log_likelihood(starts: np.ndarray, steps: np.ndarray, times: np.ndarray, correlation: float) -> float:
    spread = correlation / (1 - correlation)
    return float(np.log(starts + steps * spread) @ times)


def _best_mean(wrong: np.ndarray, reviewed: np.ndarray) -> float:
    """The mean share with the highest profile likelihood; 0 or 1 when no record, or every record, was wrong."""
    if wrong.sum() in (0, reviewed.sum()):
        return SMALLEST_SHARE if wrong.sum() == 0 else 1 - SMALLEST_SHARE
    found = optimize.minimize_scalar(
        lambda mean: -profile_likelihood(wrong, reviewed, mean), bounds=(0.0, 1.0), method="bounded"
    )
    return float(found.x)


def _bound(too_far: Callable[[float], float], inside: float, end: float) -> float:
    """Where `too_far` changes sign between a mean inside and an end of the scale; the end (0 or 1) if nowhere."""
    if too_far(end) <= 0:
        return round(end)
    return float(optimize.brentq(too_far, inside, end, xtol=1e-10))
