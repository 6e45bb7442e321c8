"""What chance alone does to the highest share is exact, to the last outcome."""

from itertools import product
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancelled_crimes.stats.chance import highest_by_chance, highest_share_distribution

shares = st.floats(0.01, 0.6)


def tail(n, share, counts):
    return sum(comb(n, x) * share**x * (1 - share) ** (n - x) for x in counts)


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
