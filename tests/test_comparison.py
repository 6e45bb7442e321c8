"""Forces are told apart by exact tests that agree with printed examples, and by limits that mean what they say."""

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cancelled_crimes.settings import Statistics
from cancelled_crimes.stats.chance import highest_by_chance, highest_share_distribution
from cancelled_crimes.stats.comparison import (
    difference,
    false_alarms_expected,
    fisher_p,
    funnel_counts,
    funnel_limits,
    funnel_position,
)

STATISTICS = Statistics()
# Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10.
NEWCOMBE = [
    ((56, 70, 48, 80), 0.0524, 0.3339), ((9, 10, 3, 10), 0.1705, 0.8090), ((6, 7, 2, 7), 0.0582, 0.8062),
    ((5, 56, 0, 29), -0.0381, 0.1926), ((0, 10, 0, 20), -0.1611, 0.2775), ((0, 10, 0, 10), -0.2775, 0.2775),
    ((10, 10, 0, 20), 0.6791, 1.0), ((10, 10, 0, 10), 0.6075, 1.0),
]  # fmt: skip
shares = st.floats(0.01, 0.6)
sizes = st.integers(1, 60)


@pytest.mark.parametrize(("counts", "low", "high"), NEWCOMBE)
def test_the_interval_of_a_difference_matches_newcombes_table(counts, low, high):
    found = difference(*counts, STATISTICS)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.00006)
    assert found.low <= found.difference <= found.high


def test_fishers_test_gives_his_own_example():
    # The lady tasting tea, three of four cups right: Fisher (1935), The Design of Experiments; 34 of 70 two-sided.
    assert fisher_p(3, 4, 1, 4) == pytest.approx(34 / 70)


def test_the_verdict_on_two_forces_goes_by_the_exact_test():
    assert difference(5, 20, 3, 19, STATISTICS).verdict == "cannot be told apart from"
    assert difference(56, 70, 48, 80, STATISTICS).verdict == "worth a question"
    assert difference(10, 10, 0, 20, STATISTICS).verdict == "stands out"


def tail(n, share, counts):
    return sum(comb(n, x) * share**x * (1 - share) ** (n - x) for x in counts)


@settings(max_examples=60, deadline=None)
@given(sizes, shares, st.sampled_from([0.95, 0.998]))
def test_a_count_is_outside_the_funnel_exactly_when_chance_reaches_it_too_rarely(n, share, level):
    low, high = funnel_counts(n, share, level)
    for x in range(n + 1):
        rare = min(tail(n, share, range(x + 1)), tail(n, share, range(x, n + 1))) <= (1 - level) / 2 * (1 - 1e-9)
        assert (not low <= x <= high) == rare


@settings(max_examples=40, deadline=None)
@given(st.lists(sizes, min_size=2, max_size=5), shares)
def test_false_alarms_are_the_sum_of_the_exact_tails(reviewed, share):
    expected = 0.0
    for n in reviewed:
        low, high = funnel_counts(n, share, 0.95)
        expected += tail(n, share, [x for x in range(n + 1) if not low <= x <= high])
    assert false_alarms_expected(reviewed, share, 0.95) == pytest.approx(expected, abs=1e-9)
    assert expected <= 0.05 * len(reviewed)


def test_the_wider_limits_hold_the_narrower_ones():
    (low, high), (alarm_low, alarm_high) = (funnel_limits(range(1, 61), 0.16, level) for level in (0.95, 0.998))
    assert (alarm_low <= low).all()
    assert (high <= alarm_high).all()


def test_the_funnel_names_three_places():
    assert [funnel_position(x, 17, 30 / 188, STATISTICS) for x in (3, 7, 9)] == ["inside", "95", "99.8"]


def test_a_pool_without_any_failure_raises_no_alarm():
    assert funnel_position(0, 20, 0.0, STATISTICS) == "inside"
    assert false_alarms_expected([20, 18], 0.0, 0.95) == 0


def enumerated(reviewed, share):
    """The chance of each highest share, by going through every outcome."""
    found = {}
    for outcome in product(*(range(n + 1) for n in reviewed)):
        chance = 1.0
        for x, n in zip(outcome, reviewed, strict=True):
            chance *= tail(n, share, [x])
        highest = max(x / n for x, n in zip(outcome, reviewed, strict=True))
        found[highest] = found.get(highest, 0) + chance
    return found


@pytest.mark.parametrize("reviewed", [[4, 4], [2, 3, 6], [1, 5, 7]])
def test_the_highest_share_is_distributed_as_a_full_enumeration_says(reviewed):
    table = highest_share_distribution(reviewed, 0.2)
    expected = enumerated(reviewed, 0.2)
    assert dict(zip(table["share"], table["probability"], strict=True)) == pytest.approx(
        {share: expected.get(share, 0.0) for share in table["share"]}
    )
    assert set(expected) <= set(table["share"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=8), shares)
def test_the_distribution_of_the_highest_share_adds_up_to_one(reviewed, share):
    table = highest_share_distribution(reviewed, share)
    assert table["probability"].min() >= -1e-12
    assert table["probability"].sum() == pytest.approx(1)
    assert table["share"].is_monotonic_increasing


def test_chance_alone_reaches_the_highest_rape_share_often():
    found = highest_by_chance([3, 4, 1, 1, 0, 1], [19, 20, 22, 18, 20, 19])
    assert (found.wrong, found.reviewed, found.share) == (4, 20, 0.2)
    assert found.low <= found.median <= found.high
    assert 0.3 < found.p < 0.4


def test_chance_without_any_failure_gives_none():
    assert highest_by_chance([0, 0], [20, 18])[2:] == (0.0, 0.0, 0.0, 0.0, 1.0)


@pytest.mark.parametrize("share", [0.0, 0.0004, 0.13, 0.7, 1.0])
def test_the_limits_of_large_samples_are_those_of_looking_at_every_count(share):
    counts = np.arange(3001)
    for level in (0.95, 0.998):
        inside = counts[(stats.binom.cdf(counts, 3000, share) > (1 - level) / 2)
                        & (stats.binom.sf(counts - 1, 3000, share) > (1 - level) / 2)]  # fmt: skip
        low, high = funnel_counts([3000], share, level)
        assert (low[0], high[0]) == (inside[0], inside[-1])
