"""A percentage stands only where the published standard lets it, and what keeps it back is named."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancelled_crimes.settings import Tiers
from cancelled_crimes.stats import nchs
from cancelled_crimes.stats.clustered import taken_together
from cancelled_crimes.stats.intervals import interval
from cancelled_crimes.stats.tiers import tier_of_row

LIMITS = Tiers()


def tier_of(wrong, reviewed):
    return nchs.tier_of(taken_together([wrong], [reviewed]), LIMITS)


def test_five_of_20_is_told_as_counts_with_its_reasons():
    assert tier_of(5, 20) == ("B", ("20 records: under 30", "the exact interval is 40 points wide: 30 or more"))


@pytest.mark.parametrize(
    ("wrong", "reviewed", "letter"),
    [
        (1, 6, "C"),
        (5, 9, "C"),
        (5, 10, "B"),
        (14, 29, "B"),
        (50, 100, "A"),
        (0, 800, "B"),
        (800, 800, "B"),
        (2, 800, "A"),
    ],
)
def test_the_tier_follows_size_width_and_one_sidedness(wrong, reviewed, letter):
    assert tier_of(wrong, reviewed).letter == letter


def test_a_listed_count_says_both_sizes_it_falls_short_of():
    assert tier_of(1, 6).reasons[0] == "6 records: under 10 and under 30"


@pytest.mark.parametrize(("wrong", "reviewed"), [(0, 800), (800, 800)])
def test_none_and_all_name_their_one_sided_bound(wrong, reviewed):
    word = "none" if wrong == 0 else "all"
    assert tier_of(wrong, reviewed).reasons == (f"{word} of the records: the share has a bound on one side only",)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_percentage_has_no_reason_against_it_and_everything_else_has_one(count):
    found = tier_of(*count)
    assert (found.letter == "A") == (not found.reasons)
    assert (found.letter == "C") == (count[1] < 10)


def test_with_about_20_records_nothing_carries_a_percentage():
    assert {tier_of(wrong, n).letter for n in range(14, 23) for wrong in range(n + 1)} == {"B"}


def row(**known):
    blank = dict.fromkeys(("wrong", "reviewed", "wrong_low", "wrong_high", "rate", "exact_low", "exact_high"), pd.NA)
    return {"offence": "rape", "status": "counts", **blank, **known}


@pytest.mark.parametrize(
    ("status", "reviewed", "reason"),
    [
        ("share only", pd.NA, "the number reviewed is not known"),
        ("count only", pd.NA, "the number reviewed is not known"),
        ("sample only", 22, "the count is not known"),
        ("not found", pd.NA, "no figure is in hand"),
        ("not available", pd.NA, "no figure is in hand"),
    ],
)
def test_an_unknown_count_or_sample_is_listed_only(story, status, reviewed, reason):
    assert tier_of_row(row(status=status, reviewed=reviewed), story) == ("C", (reason,))


def test_several_counts_that_fit_never_carry_a_percentage(story):
    low, high = interval(10, 220, method="clopper-pearson")[0], interval(12, 220, method="clopper-pearson")[1]
    candidates = row(status="candidates", wrong_low=10, wrong_high=12, reviewed=220, exact_low=low, exact_high=high)
    found = tier_of_row(candidates, story)
    assert found.letter == "B"
    assert found.reasons[-1] == "several counts fit: 10 to 12 of 220"


def test_several_counts_that_fit_are_judged_by_the_smallest_so_that_none_is_flattered(story):
    low, high = interval(15, 220, method="clopper-pearson")[0], interval(60, 220, method="clopper-pearson")[1]
    candidates = row(status="candidates", wrong_low=15, wrong_high=60, reviewed=220, exact_low=low, exact_high=high)
    assert tier_of_row(candidates, story).reasons[0].startswith("the exact interval is 4")
    none = row(status="candidates", wrong_low=0, wrong_high=2, reviewed=220, exact_low=0.0, exact_high=0.033)
    assert not any(reason.startswith("none of") for reason in tier_of_row(none, story).reasons), "none may be untrue"


def test_victims_are_called_victims(story):
    low, high = interval(8, 20, method="clopper-pearson")
    told = row(offence="victims informed", wrong=8, reviewed=20, rate=0.4, exact_low=low, exact_high=high)
    assert tier_of_row(told, story).reasons[0] == "20 victims: under 30"


@pytest.fixture(scope="module")
def story():
    from cancelled_crimes.paths import find_project
    from cancelled_crimes.settings import load_settings

    return load_settings(find_project().settings_file)
