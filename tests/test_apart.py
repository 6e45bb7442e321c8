"""A sample is compared with the others, itself left out, by a published method, and the answer is one number."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statistics_cells import COUNTS
from statsmodels.stats.meta_analysis import combine_effects

from cancelled_crimes.settings import Statistics
from cancelled_crimes.stats.apart import (
    FEWEST_OTHERS,
    Others,
    angle,
    angle_variance,
    apart_p,
    compare_all,
    comparison_columns,
    expected_counts,
    p_value,
    random_effects,
    verdict,
)

STATISTICS = Statistics()
# Angles and variances that the R package metafor gives (W. Viechtbauer on R-help, 16 December 2010).
ANGLES = [
    (0, 10, 0.1531387, 0.02380952), (1, 10, 0.3733940, 0.02380952), (12, 20, 0.8813361, 0.01219512),
    (38, 40, 1.3224900, 0.00617284), (40, 40, 1.4923885, 0.00617284),
]  # fmt: skip
# 17 log odds ratios and their standard errors, as the R package meta 4.11 combines them (results kept by statsmodels).
EFFECTS = [
    2.7080502, 1.25672337, 0.37493852, 1.65822808, 0.78495473, 0.36166395, 0.57536414, 0.25054253, 0.65058757,
    0.09180755, 0.27386525, 0.48575552, 0.18232156, 0.98082925, 1.31218639, -0.2595112, 0.13840232,
]  # fmt: skip
ERRORS = [
    1.11305386, 0.50556847, 0.39084713, 0.68051101, 0.43483154, 0.26249802, 0.49056265, 0.37686473, 0.52977141,
    0.4584111, 0.19315919, 0.20682705, 0.44147702, 0.71362403, 1.1825192, 0.60487438, 0.3295921,
]  # fmt: skip
SEXUAL = COUNTS["sexual offences"]
samples = st.lists(
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=5, max_size=9
)


def of(category):
    wrong, reviewed = zip(*COUNTS[category].values(), strict=True)
    return dict(zip(COUNTS[category], compare_all(list(wrong), list(reviewed), STATISTICS), strict=True))


@pytest.mark.parametrize(("wrong", "reviewed", "expected", "variance"), ANGLES)
def test_angles_are_those_of_metafor(wrong, reviewed, expected, variance):
    assert angle(wrong, reviewed) == pytest.approx(expected, abs=5e-8)
    assert angle_variance(reviewed) == pytest.approx(variance, abs=5e-9)


def test_the_mean_and_the_spread_of_the_others_are_those_of_r():
    found = random_effects(EFFECTS, np.square(ERRORS))
    assert found.mean == pytest.approx(0.429520368698268, abs=1e-6)
    assert found.between == pytest.approx(0.0016783981912744, abs=1e-6)


@pytest.mark.parametrize(
    ("others", "low", "high"),
    [
        # R meta 4.11: lower_predict and upper_predict for the effects above.
        (
            Others(0.429520368698268, 0.0915952752397692**2, 0.0016783981912744, 17),
            0.215650965184522,
            0.643389772212014,
        ),
        # R pimeta 1.1: the method of Higgins, Thompson and Spiegelhalter on 10 trials of blood pressure; the error of
        # the mean from its printed 95% interval (-0.5068 to -0.1613, 9 degrees of freedom).
        (Others(-0.3340597, ((0.5068 - 0.1613) / 2 / 2.262157) ** 2, 0.02824971, 10), -0.7597777, 0.09165839),
    ],
)
def test_a_value_at_the_end_of_a_published_prediction_interval_has_a_p_of_one_in_20(others, low, high):
    assert p_value(np.array([low, high]), 0.0, others) == pytest.approx([0.05, 0.05], abs=2e-4)


@pytest.mark.filterwarnings("ignore:invalid value encountered in sqrt")
@settings(max_examples=60, deadline=None)
@given(samples)
def test_the_spread_is_that_of_statsmodels(counts):
    y, v = angle(*zip(*counts, strict=True)), angle_variance([n for _, n in counts])
    found, expected = random_effects(y, v), combine_effects(y, v, method_re="dl")
    # statsmodels lets the spread be negative; units cannot differ less than not at all.
    assert found.between == pytest.approx(max(0.0, expected.tau2), abs=1e-12)
    assert found.mean == pytest.approx(expected.mean_effect_re if expected.tau2 > 0 else expected.mean_effect_fe)


@settings(max_examples=60, deadline=None)
@given(samples)
def test_a_sample_has_no_part_in_what_it_is_compared_with(counts):
    (x, n), rest = counts[0], counts[1:]
    others = random_effects(angle(*zip(*rest, strict=True)), angle_variance([m for _, m in rest]))
    expected = 2 * stats.t.sf(
        abs(angle(x, n) - others.mean) / (angle_variance(n) + others.between + others.error) ** 0.5, len(rest) - 2
    )
    assert apart_p(*zip(*counts, strict=True))[0] == pytest.approx(expected)


@settings(max_examples=40, deadline=None)
@given(samples)
def test_counting_the_records_that_were_right_tells_the_same(counts):
    wrong, reviewed = (np.array(column) for column in zip(*counts, strict=True))
    assert apart_p(reviewed - wrong, reviewed) == pytest.approx(apart_p(wrong, reviewed))


@settings(max_examples=40, deadline=None)
@given(samples, st.sampled_from([0.95, 0.998]))
def test_the_counts_that_are_no_surprise_are_those_with_a_larger_p(counts, level):
    (_, n), rest = counts[0], counts[1:]
    low, high = expected_counts(n, *(list(column) for column in zip(*rest, strict=True)), level)
    p = [apart_p([x, *(m for m, _ in rest)], [n, *(m for _, m in rest)])[0] for x in range(n + 1)]
    assert [low <= x <= high for x in range(n + 1)] == [value > 1 - level for value in p]


def test_others_that_differ_more_make_a_sample_less_apart():
    alike = apart_p([12, 3, 3, 3, 3, 3], [20] * 6)[0]
    unlike = apart_p([12, 0, 0, 3, 6, 6], [20] * 6)[0]
    assert alike < 0.05 < unlike


def test_many_stories_at_once_are_the_stories_one_by_one():
    stories = np.array([[2, 6, 8, 2, 3], [0, 0, 0, 0, 5], [1, 1, 1, 1, 1]])
    sizes = [36, 15, 20, 19, 29]
    assert apart_p(stories, sizes) == pytest.approx(np.array([apart_p(story, sizes) for story in stories]))


def test_equal_samples_are_not_apart_even_where_nothing_was_wrong():
    assert {one.verdict for one in compare_all([0] * 6, [20] * 6, STATISTICS)} == {"cannot be told apart"}
    assert apart_p([0] * 6, [20] * 6) == pytest.approx(1)


@pytest.mark.parametrize("category", ["rape", "sexual offences"])
def test_the_adjusted_number_is_holms_over_the_comparisons_of_the_category(category):
    found = sorted(of(category).values())
    expected = [min(1.0, (len(found) - i) * one.p) for i, one in enumerate(found)]
    assert [one.p_adjusted for one in found] == pytest.approx(np.maximum.accumulate(expected).tolist())
    assert {one.comparisons for one in found} == {len(COUNTS[category])}
    assert all(one.p <= one.p_adjusted for one in found)


def test_with_three_others_in_hand_there_is_no_verdict():
    assert len(COUNTS["robbery"]) - 1 < FEWEST_OTHERS
    assert {(one.verdict, one.comparisons) for one in of("robbery").values()} == {("", 0)}
    assert expected_counts(20, [1, 5, 1], [14, 20, 6], 0.95) is None
    assert compare_all([], [], STATISTICS) == []


def test_with_so_few_others_as_give_no_verdict_none_could_be_a_question():
    others = random_effects(angle([0, 0, 0], [20] * 3), angle_variance([20] * 3))
    assert p_value(angle(20, 20), angle_variance(20), others) > 0.05


def test_nine_of_17_is_worth_a_question_but_does_not_stand_out():
    hampshire = of("sexual offences")["Hampshire"]
    assert (round(hampshire.p, 3), round(hampshire.p_adjusted, 2)) == (0.032, 0.29)
    assert hampshire.verdict == "worth a question"
    rest = [counts for force, counts in SEXUAL.items() if force != "Hampshire"]
    assert expected_counts(17, *(list(column) for column in zip(*rest, strict=True)), 0.95) == (0, 8)


def test_the_columns_of_a_category_are_its_comparisons():
    rows = [(force, *SEXUAL.get(force, (pd.NA, pd.NA))) for force in ["Essex", *SEXUAL]]
    category = pd.DataFrame(rows, columns=["force", "wrong", "reviewed"]).astype(
        {"wrong": "Int64", "reviewed": "Int64"}
    )
    table = comparison_columns(category.set_index(category.index + 7), STATISTICS).set_axis(category["force"])
    assert table.loc["Essex"].drop("verdict").isna().all()
    assert table.loc["Essex", "verdict"] == ""
    for force, found in of("sexual offences").items():
        assert tuple(table.loc[force].iloc[:4]) == tuple(found)
    for force, (wrong, _) in SEXUAL.items():
        inside = table.loc[force, "expected_low"] <= wrong <= table.loc[force, "expected_high"]
        assert inside == (table.loc[force, "verdict"] == "cannot be told apart")


def test_the_columns_are_empty_where_too_few_are_in_hand():
    category = pd.DataFrame(COUNTS["robbery"].values(), columns=["wrong", "reviewed"])
    table = comparison_columns(category, STATISTICS)
    assert table.drop(columns="verdict").isna().all(axis=None)
    assert (table["verdict"] == "").all()


def test_the_verdict_goes_by_the_two_levels():
    said = [verdict(p, STATISTICS) for p in (1.0, 0.0501, 0.05, 0.0021, 0.002, 0.0)]
    assert said == ["cannot be told apart"] * 2 + ["worth a question"] * 2 + ["stands out"] * 2
    assert verdict(float("nan"), STATISTICS) == ""


def test_more_records_wrong_than_the_others_lead_to_expect_are_ever_more_apart():
    p = [apart_p([x, 3, 2, 4, 3, 2], [20] * 6)[0] for x in range(5, 21)]
    assert all(later < sooner for sooner, later in pairwise(p))
