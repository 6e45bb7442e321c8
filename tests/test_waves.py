"""Two waves are compared by Newcombe's interval, and the words go by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancelled_crimes.stats.waves import change

# Newcombe (1998), table II, method 10, as the tests of the R package propint reproduce it: 56 of 70 less 48 of 80, and
# nine of 10 less three of 10.
NEWCOMBE = [((48, 80), (56, 70), 0.0524, 0.3339), ((3, 10), (9, 10), 0.1705, 0.8090)]
waves = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(("earlier", "later", "low", "high"), NEWCOMBE)
def test_the_interval_of_a_change_is_newcombes(earlier, later, low, high):
    found = change(earlier, later)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.00006)
    assert found.told


@given(waves, waves)
def test_a_change_is_told_only_when_its_interval_leaves_out_no_change(earlier, later):
    found = change(earlier, later)
    assert found.low <= found.change + 1e-9
    assert found.change <= found.high + 1e-9
    assert found.told == (found.low > 0 or found.high < 0)


@given(waves, waves)
def test_the_way_back_is_the_same_change_reversed(earlier, later):
    there, back = change(earlier, later), change(later, earlier)
    assert (there.change, there.low, there.high) == pytest.approx((-back.change, -back.high, -back.low))
    assert there.told == back.told


def test_samples_of_20_cannot_tell_three_from_five():
    assert not change((3, 20), (5, 20)).told
    assert change((1, 20), (9, 20)).told
