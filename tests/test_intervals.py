"""Intervals agree with the tables that statisticians have printed, and keep their promises at every count."""

import numpy as np
import pandas as pd
import pytest
import scipy
from hypothesis import given, settings
from hypothesis import strategies as st

from cancelled_crimes.errors import StoryError
from cancelled_crimes.stats.intervals import METHODS, interval, interval_of_candidates

# Newcombe (1998), Statistics in Medicine 17, 857-872, table I: methods 3 (Wilson) and 5 (Clopper-Pearson).
NEWCOMBE = [
    ("wilson", 81, 263, 0.2553, 0.3662),
    ("wilson", 15, 148, 0.0624, 0.1605),
    ("wilson", 0, 20, 0.0000, 0.1611),
    ("wilson", 1, 29, 0.0061, 0.1718),
    ("clopper-pearson", 81, 263, 0.2527, 0.3676),
    ("clopper-pearson", 15, 148, 0.0578, 0.1617),
    ("clopper-pearson", 0, 20, 0.0000, 0.1684),
    ("clopper-pearson", 1, 29, 0.0009, 0.1776),
]
# Brown, Cai and DasGupta (2001), table 5, entries that their modification of Jeffreys leaves alone.
BROWN_CAI_DASGUPTA = [
    (2, 7, 0.065, 0.648), (3, 7, 0.139, 0.766),
    (2, 10, 0.044, 0.503), (3, 10, 0.093, 0.606), (4, 10, 0.153, 0.696), (5, 10, 0.224, 0.776),
]  # fmt: skip
# What the story prints, in per cent.
PRINTED = [
    ("wilson", 5, 20, 11.2, 46.9), ("clopper-pearson", 5, 20, 8.7, 49.1), ("wilson", 0, 20, 0.0, 16.1),
    ("wilson", 9, 17, 31.0, 73.8), ("wilson", 3, 19, 5.5, 37.6),
]  # fmt: skip
counts = st.integers(1, 800).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
methods = st.sampled_from(sorted(METHODS))
levels = st.sampled_from([0.8, 0.9, 0.95, 0.99, 0.998])


@pytest.mark.parametrize(("method", "wrong", "reviewed", "low", "high"), NEWCOMBE)
def test_intervals_match_newcombes_table(method, wrong, reviewed, low, high):
    assert interval(wrong, reviewed, method=method) == pytest.approx((low, high), abs=0.00006)


@pytest.mark.parametrize(("wrong", "reviewed", "low", "high"), BROWN_CAI_DASGUPTA)
def test_jeffreys_matches_the_table_of_brown_cai_and_dasgupta(wrong, reviewed, low, high):
    assert interval(wrong, reviewed, method="jeffreys") == pytest.approx((low, high), abs=0.0006)


@pytest.mark.parametrize(("method", "wrong", "reviewed", "low", "high"), PRINTED)
def test_intervals_of_the_story_are_those_expected(method, wrong, reviewed, low, high):
    assert [round(100 * bound, 1) for bound in interval(wrong, reviewed, method=method)] == [low, high]


def test_wilson_matches_the_public_health_example_at_two_levels():
    # 65 of 100, the worked example of Public Health England's functions for indicators (wilson_lower, wilson_upper).
    assert [round(100 * bound, 1) for bound in interval(65, 100, 0.95)] == [55.3, 73.6]
    assert [round(100 * bound, 1) for bound in interval(65, 100, 0.998)] == [49.5, 77.8]


@pytest.mark.parametrize(
    ("method", "least", "most"), [("wilson", 0.94, 0.97), ("jeffreys", 0.94, 0.97), ("clopper-pearson", 0.95, 1)]
)
def test_mean_coverage_at_20_records_is_near_95_percent(method, least, most):
    assert least <= coverage_at_20(method).mean() <= most


def test_clopper_pearson_never_covers_less_than_promised():
    assert coverage_at_20("clopper-pearson").min() >= 0.95


def coverage_at_20(method):
    """How often the interval of 20 records holds the true rate, summed exactly, for true rates of 1% to 99%."""
    wrong, rates = np.arange(21), np.arange(1, 100) / 100
    low, high = interval(wrong, np.full(21, 20), method=method)
    holds = (low[:, None] <= rates) & (rates <= high[:, None])
    return (scipy.stats.binom.pmf(wrong[:, None], 20, rates) * holds).sum(axis=0)


@settings(max_examples=60, deadline=None)
@given(counts, methods, levels)
def test_an_interval_holds_its_share_and_stays_between_0_and_1(count, method, level):
    wrong, reviewed = count
    low, high = interval(wrong, reviewed, level, method)
    assert 0 <= low <= wrong / reviewed <= high <= 1
    assert high > low


@settings(max_examples=60, deadline=None)
@given(counts, methods)
def test_counting_the_rest_mirrors_the_interval(count, method):
    wrong, reviewed = count
    low, high = interval(wrong, reviewed, method=method)
    rest_low, rest_high = interval(reviewed - wrong, reviewed, method=method)
    assert (low, high) == pytest.approx((1 - rest_high, 1 - rest_low), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(counts, methods)
def test_more_confidence_or_fewer_records_widen_an_interval(count, method):
    wrong, reviewed = count
    low, high = interval(wrong, reviewed, 0.95, method)
    surer_low, surer_high = interval(wrong, reviewed, 0.998, method)
    larger_low, larger_high = interval(4 * wrong, 4 * reviewed, 0.95, method)
    assert surer_low <= low
    assert high <= surer_high
    assert larger_high - larger_low < high - low


@settings(max_examples=40, deadline=None)
@given(counts, methods)
def test_one_record_more_never_lowers_a_bound(count, method):
    wrong, reviewed = count
    if wrong < reviewed:
        low, high = interval([wrong, wrong + 1], [reviewed, reviewed], method=method)
        assert low[0] <= low[1]
        assert high[0] <= high[1]


@pytest.mark.parametrize("method", METHODS)
def test_none_and_all_have_a_bound_on_one_side_only(method):
    assert interval(0, 20, method=method)[0] == 0
    assert 0 < interval(0, 20, method=method)[1] < 0.2
    assert interval(20, 20, method=method)[1] == 1
    assert 0.8 < interval(20, 20, method=method)[0] < 1


def test_columns_keep_their_index_and_missing_counts_stay_missing():
    wrong = pd.Series([5, pd.NA, 0, 3], index=list("abcd"), dtype="Int64")
    reviewed = pd.Series([20, 20, pd.NA, 19], index=list("abcd"), dtype="Int64")
    low, high = interval(wrong, reviewed)
    assert list(low.index) == list("abcd")
    assert low.isna().tolist() == high.isna().tolist() == [False, True, True, False]
    assert (low["d"], high["d"]) == interval(3, 19)


def test_nothing_reviewed_gives_no_interval():
    assert np.isnan(interval(0, 0)).all()
    assert np.isnan(interval(pd.NA, pd.NA)).all()


def test_candidates_are_all_covered():
    covering = interval_of_candidates(10, 12, 220)
    assert covering == (interval(10, 220)[0], interval(12, 220)[1])
    assert covering[0] < interval(11, 220)[0] < interval(11, 220)[1] < covering[1]


@pytest.mark.parametrize(("wrong", "reviewed"), [(21, 20), (-1, 20), (0, -1)])
def test_impossible_counts_are_refused_and_named(wrong, reviewed):
    with pytest.raises(StoryError, match=f"{wrong} of {reviewed} is not possible"):
        interval(wrong, reviewed)


def test_an_unknown_method_or_level_is_refused_with_what_to_write():
    with pytest.raises(StoryError, match="wilson, jeffreys, clopper-pearson"):
        interval(5, 20, method="wald")
    with pytest.raises(StoryError, match=r"such as 0\.95"):
        interval(5, 20, confidence=95)


@pytest.mark.parametrize(("wrong", "reviewed"), [(0, 20), (1, 6), (5, 20), (9, 17), (3, 4000), (664, 3246), (20, 20)])
def test_the_intervals_are_those_of_scipy(wrong, reviewed):
    test = scipy.stats.binomtest(wrong, reviewed)
    for method, name in (("wilson", "wilson"), ("clopper-pearson", "exact")):
        expected = test.proportion_ci(0.95, method=name)
        assert interval(wrong, reviewed, method=method) == pytest.approx((expected.low, expected.high), abs=1e-6)
    beta = scipy.stats.beta(wrong + 0.5, reviewed - wrong + 0.5)
    low, high = (0 if wrong == 0 else beta.ppf(0.025)), (1 if wrong == reviewed else beta.ppf(0.975))
    assert interval(wrong, reviewed, method="jeffreys") == pytest.approx((low, high), abs=1e-6)
