"""Two samples are compared by Newcombe's interval, and the words go by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancelled_crimes.stats.comparison import difference

# Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10.
NEWCOMBE = [
    ((56, 70, 48, 80), 0.0524, 0.3339), ((9, 10, 3, 10), 0.1705, 0.8090), ((6, 7, 2, 7), 0.0582, 0.8062),
    ((5, 56, 0, 29), -0.0381, 0.1926), ((0, 10, 0, 20), -0.1611, 0.2775), ((0, 10, 0, 10), -0.2775, 0.2775),
    ((10, 10, 0, 20), 0.6791, 1.0), ((10, 10, 0, 10), 0.6075, 1.0),
]  # fmt: skip
samples = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(("counts", "low", "high"), NEWCOMBE)
def test_the_interval_of_a_difference_matches_newcombes_table(counts, low, high):
    found = difference(counts[:2], counts[2:])
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.00006)
    assert found.low <= found.difference <= found.high


@given(samples, samples)
def test_a_difference_is_told_only_when_its_interval_leaves_out_none(one, other):
    found = difference(one, other)
    assert found.low <= found.difference + 1e-9
    assert found.difference <= found.high + 1e-9
    assert found.told == (found.low > 0 or found.high < 0)


@given(samples, samples)
def test_the_other_way_round_it_is_the_same_difference_reversed(one, other):
    there, back = difference(one, other), difference(other, one)
    assert (there.difference, there.low, there.high) == pytest.approx((-back.difference, -back.high, -back.low))
    assert there.told == back.told


def test_samples_of_20_cannot_tell_three_from_five():
    assert not difference((5, 20), (3, 20)).told
    assert difference((9, 20), (1, 20)).told
