"""What is printed without its sample: no verdict and no assumption may rest on one guess at it."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancelled_crimes.charts import by_chance
from cancelled_crimes.paths import find_project
from cancelled_crimes.settings import load_settings
from cancelled_crimes.stats.chance import DEPENDS, LESS, MORE, WITHIN, highest_by_chance, verdict
from cancelled_crimes.stats.unsampled import assumed, extreme_pool, pooled_share, possible
from cancelled_crimes.tables import load_tables
from cancelled_crimes.words import pooled
from cancelled_crimes.words.prose import plain

STORY = load_settings(find_project().settings_file)
RAPE = [(3, 19), (4, 20), (1, 22), (1, 18), (0, 20), (1, 19)]
PRINTED = {"43%": (0.425, 0.435), "10%": (0.095, 0.105), "half": (0.475, 0.525), "none": (0.0, 0.0)}


def one_by_one(known, unknown):
    """The verdicts for each choice of samples, from the exact distribution of the highest share."""
    found = set()
    for chosen in product(*unknown):
        wrong, reviewed = zip(*known, *chosen, strict=True)
        if sum(wrong):
            highest = highest_by_chance(list(wrong), list(reviewed))
            beyond, below = highest.share > highest.high + 1e-9, highest.share < highest.low - 1e-9
            found.add(MORE if beyond else LESS if below else WITHIN)
    return found


counts = st.integers(2, 12).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    st.lists(counts, min_size=2, max_size=4).filter(lambda cells: sum(x for x, _ in cells) > 0),
    st.lists(st.sampled_from(sorted(PRINTED)), min_size=1, max_size=2),
)
def test_a_verdict_on_chance_is_the_one_that_every_possible_sample_gives(known, printed):
    unknown = [possible(PRINTED[text], 9) for text in printed]
    every = one_by_one(known, unknown)
    expected = every.pop() if len(every) == 1 else DEPENDS
    assert verdict(known, unknown) == expected


def test_a_verdict_without_open_samples_is_that_of_the_exact_distribution():
    assert verdict(RAPE, []) == WITHIN
    assert verdict([(9, 17), (1, 40), (2, 40), (1, 40)], []) == MORE
    assert verdict([(3, 30), (3, 30), (3, 30), (3, 30), (3, 30), (3, 30)], []) == WITHIN


def test_one_possible_sample_is_enough_to_take_a_verdict_back():
    # As three of seven, 43% is within what chance would do; as nine of 21 it is beyond.
    assert verdict(RAPE, [[(3, 7)]]) == WITHIN
    assert verdict(RAPE, [[(9, 21)]]) == MORE
    assert verdict(RAPE, [possible(PRINTED["43%"], 22)]) == DEPENDS


def test_the_possible_samples_of_a_share_are_all_that_print_so_from_the_smallest():
    assert possible(PRINTED["43%"], 22) == [(3, 7), (6, 14), (9, 21)]
    assert possible((0.0, 0.0), 3) == [(0, 1), (0, 2), (0, 3)]
    assert possible((0.0095, 0.0105), 22) == [(1, 96)], "the smallest that fits, even beyond the largest tried"


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    st.lists(counts, min_size=1, max_size=3),
    st.lists(st.sampled_from(sorted(PRINTED)), min_size=1, max_size=3),
)
def test_the_assumed_range_holds_every_choice_of_assumed_samples(known, printed):
    options = [assumed(PRINTED[text], (14, 22)) for text in printed]
    low, high = (pooled_share([*known, *extreme_pool(known, options, end)]) for end in (True, False))
    every = [pooled_share([*known, *chosen]) for chosen in product(*options)]
    assert (low, high) == pytest.approx((min(every), max(every)))


@pytest.mark.parametrize(
    ("verdicts", "title"),
    [
        (
            ["more", "within", "depends"],
            "The highest share for a is {more}; for b it is not; for c that cannot be said",
        ),
        (["within", "less"], "The highest share for a and b is no {more}"),
        (["depends"], "Whether the highest share for a is {more} cannot be said"),
        (["within", "depends"], "The highest share for a is no {more}; for b that cannot be said"),
    ],
)
def test_the_title_of_the_chart_of_chance_says_no_more_than_the_verdicts(verdicts, title):
    pools = [{"offence": name, "chance_verdict": v} for name, v in zip("abc", verdicts, strict=False)]
    assert plain(by_chance._title(pools)) == title.format(more="more than chance alone would make it")


def test_a_higher_share_without_a_sample_is_named_and_chance_is_not_said_to_explain_it():
    rape = pooled.pool(load_tables(find_project()), "rape", STORY)
    told = plain(pooled.chance(rape))
    named = next(s for s in told.split(". ") if "four of 20" in s)
    assert "higher without a printed sample: Cheshire (43%)" in named
    assert "cannot be said" in told
    assert "what chance alone would do" not in told and "no higher than chance" not in told
    assert "between 6% and 9%" in plain(pooled.without_sample(rape))
