"""Working out whole numbers from rounded shares."""

from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancelled_crimes.clean.figures import CANCELLED, VICTIMS, outcome_of
from cancelled_crimes.clean.printed import NotUnderstoodError, parse
from cancelled_crimes.clean.recover import counts_that_fit, samples_that_fit, smallest_sample

PARTS = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
ROUNDINGS = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN])


def rounded(wrong: int, reviewed: int, decimals: int, rounding: str) -> str:
    share = Decimal(100 * wrong) / Decimal(reviewed)
    return f"{share.quantize(Decimal(1).scaleb(-decimals), rounding=rounding)}%"


# The worked examples in the description of the published figures.
@pytest.mark.parametrize(
    ("printed", "counts"),
    [
        ("5% of 22", (1, 22)),
        ("6% of 33", (2, 33)),
        ("7% of 14", (1, 14)),
        ("21% of 33", (7, 33)),
        ("11% of 19", (2, 19)),
        ("14% of 22", (3, 22)),
        ("10% of 20", (2, 20)),
        ("25%; equates to five offences", (5, 20)),
        ("4 (20%)", (4, 20)),
        ("8 (40%)", (8, 20)),
    ],
)
def test_counts_are_recovered_where_one_whole_number_fits(printed: str, counts: tuple[int, int]) -> None:
    outcome = outcome_of(printed, CANCELLED)
    assert (outcome.status, outcome.wrong, outcome.reviewed) == ("recovered", *counts)


def test_several_whole_numbers_are_kept_as_candidates() -> None:
    outcome = outcome_of("5% of 220", CANCELLED)
    assert (outcome.status, outcome.wrong, outcome.wrong_low, outcome.wrong_high) == ("candidates", None, 10, 12)
    assert list(counts_that_fit(Fraction(45, 1000), Fraction(55, 1000), 220)) == [10, 11, 12]


def test_a_count_whose_sample_is_not_unique_gets_no_sample() -> None:
    outcome = outcome_of("40 (20%)", CANCELLED)
    assert (outcome.status, outcome.wrong, outcome.reviewed, outcome.smallest_sample) == ("candidates", 40, None, 196)


@pytest.mark.parametrize(
    ("printed", "smallest"), [("43%", 7), ("one in 20", 20), ("one in 10", 10), ("5%", 19), ("53%", 15), ("half", 2)]
)
def test_a_share_alone_gets_the_smallest_sample_that_prints_so(printed: str, smallest: int) -> None:
    outcome = outcome_of(printed, CANCELLED)
    assert (outcome.status, outcome.reviewed, outcome.smallest_sample) == ("share only", None, smallest)


@given(st.integers(0, 100))
def test_no_smaller_sample_prints_as_the_same_whole_percentage(share: int) -> None:
    low, high = parse(f"{share}%").share.limits()  # type: ignore[union-attr]
    smallest = smallest_sample(low, high)
    texts = {
        n: {rounded(k, n, 0, how) for k in range(n + 1) for how in (ROUND_HALF_UP, ROUND_HALF_DOWN)}
        for n in range(1, smallest + 1)
    }
    assert f"{share}%" in texts.pop(smallest)
    assert all(f"{share}%" not in printed for printed in texts.values())


@given(PARTS, st.integers(0, 2), ROUNDINGS)
def test_rounding_never_loses_the_true_count(parts: tuple[int, int], decimals: int, rounding: str) -> None:
    wrong, reviewed = parts
    outcome = outcome_of(f"{rounded(wrong, reviewed, decimals, rounding)} of {reviewed}", CANCELLED)
    if outcome.status == "recovered":
        assert outcome.wrong == wrong
    elif outcome.status != "sample only":
        assert outcome.wrong_low <= wrong <= outcome.wrong_high  # type: ignore[operator]


@given(PARTS.filter(lambda p: p[0] > 0), st.integers(0, 2), ROUNDINGS)
def test_rounding_never_loses_the_true_sample(parts: tuple[int, int], decimals: int, rounding: str) -> None:
    wrong, reviewed = parts
    text = rounded(wrong, reviewed, decimals, rounding)
    low, high = parse(text).share.limits()  # type: ignore[union-attr]
    if low > 0:
        assert reviewed in samples_that_fit(wrong, low, high)
    outcome = outcome_of(f"{wrong} ({text})", CANCELLED)
    assert outcome.reviewed in (None, reviewed)


def test_a_ratio_is_a_share_and_not_a_count() -> None:
    outcome = outcome_of("one in 20", CANCELLED)
    assert (outcome.wrong, outcome.reviewed) == (None, None)
    assert outcome.share_low < 0.05 < outcome.share_high  # type: ignore[operator]


def test_counts_correct_are_turned_to_the_side_of_the_fault() -> None:
    outcome = outcome_of("68 of 73 correct", CANCELLED)
    assert (outcome.status, outcome.wrong, outcome.reviewed) == ("counts", 5, 73)
    assert outcome_of("all correct", CANCELLED).wrong == 0
    assert outcome_of("26 of 29 informed", VICTIMS).wrong == 3
    assert outcome_of("86% correct", CANCELLED).share_low == pytest.approx(0.135)


def test_bounds_are_kept_as_bounds() -> None:
    assert outcome_of("fewer than five of 20", CANCELLED).wrong_high == 4
    assert outcome_of("more than 5 of 20", CANCELLED).wrong_low == 6
    assert outcome_of("more than half of 20", CANCELLED).wrong_low == 11
    few = outcome_of("fewer than five", CANCELLED)
    assert (few.status, few.wrong_low, few.wrong_high, few.reviewed) == ("candidates", 0, 4, None)
    third = outcome_of("more than a third", CANCELLED)
    assert (third.status, round(third.share_low or 0, 3), third.share_high) == ("share only", 0.333, 1)


def test_none_and_some_are_not_counts_with_a_sample() -> None:
    none, some = outcome_of("none", CANCELLED), outcome_of("some", CANCELLED)
    assert (none.status, none.wrong, none.reviewed, none.share_low) == ("count only", 0, None, None)
    assert (some.status, some.wrong, some.wrong_low, some.reviewed) == ("some", None, 1, None)


def test_a_figure_about_victims_must_say_which_side_it_counts() -> None:
    with pytest.raises(NotUnderstoodError, match='write "26 of 29 not informed" or "26 of 29 informed"'):
        outcome_of("26 of 29", VICTIMS)
    with pytest.raises(NotUnderstoodError, match="not recorded"):
        outcome_of("33% not recorded", CANCELLED)
