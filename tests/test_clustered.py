"""A pool is one estimate of one thing, and a percentage stands where the published standard lets it stand."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from statistics_cells import COUNTS, VICTIMS

from cancelled_crimes.settings import Tiers
from cancelled_crimes.stats.clustered import (
    Estimate,
    after_degrees,
    clopper_pearson,
    effective_size,
    ratio,
    taken_together,
)
from cancelled_crimes.stats.intervals import interval
from cancelled_crimes.stats.nchs import standing, tier_of

LIMITS = Tiers()
# R survey 4.4-2, svyciprop(method="beta") with the step for degrees of freedom, and Stata 18 with kg_nchs (Ward 2019),
# which print the same: share, standard error, records, degrees of freedom, bounds (tests of the Python package svy).
KORN_GRAUBARD = [
    (0.507348258357226, 0.0192309892530454, 922, 921, 0.468954757876348, 0.545677337133621),
    (0.507348258357226, 0.0192537392244595, 922, 918, 0.468908426601806, 0.545723513770539),
    (0.507348258357226, 0.0164967611954173, 922, 59, 0.47383814353398, 0.540809220838568),
    (0.507348258357226, 0.0167712595840644, 922, 56, 0.473233376535445, 0.541412207644769),
    (0.471999767708621, 0.0348828290040279, 276, 56, 0.400786658613709, 0.544064683764286),
    (0.501335861736522, 0.0438888962101757, 167, 52, 0.410824184861583, 0.5917831333426),
]
samples = st.lists(
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2, max_size=9
)


def together(counts):
    wrong, reviewed = zip(*counts.values(), strict=True)
    return taken_together(list(wrong), list(reviewed))


def estimate(share, low, high, **other):
    numbers = {"reviewed": 500, "units": 12, "effective": 400.0, "used": 300.0, "degrees": 11, **other}
    return Estimate(share, low, high, **numbers)


@pytest.mark.parametrize("published", KORN_GRAUBARD)
def test_the_interval_is_that_of_r_and_stata(published):
    share, error, reviewed, degrees, low, high = published
    used = after_degrees(effective_size(share, error**2, reviewed), share, reviewed, degrees)
    assert [float(end) for end in clopper_pearson(share, used)] == pytest.approx([low, high], abs=1e-7)


def test_the_effective_number_after_the_step_is_that_of_r_and_stata():
    share, error, reviewed, degrees = KORN_GRAUBARD[3][:4]
    used = after_degrees(effective_size(share, error**2, reviewed), share, reviewed, degrees)
    assert used == pytest.approx(852.88, abs=0.005)


@settings(max_examples=60, deadline=None)
@given(samples)
def test_the_variance_is_the_cluster_robust_one_of_statsmodels(counts):
    records = np.concatenate([np.repeat([1.0, 0.0], [x, n - x]) for x, n in counts])
    groups = np.repeat(np.arange(len(counts)), [n for _, n in counts])
    fitted = sm.OLS(records, np.ones(len(records))).fit(cov_type="cluster", cov_kwds={"groups": groups})
    share, variance = ratio(*zip(*counts, strict=True))
    assert (share, variance) == pytest.approx((fitted.params[0], fitted.cov_params()[0, 0]), abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(samples)
def test_share_interval_and_tier_are_of_one_estimate(counts):
    found = taken_together(*(list(column) for column in zip(*counts, strict=True)))
    assert found.share == pytest.approx(sum(x for x, _ in counts) / sum(n for _, n in counts))
    assert 0 <= found.low <= found.share <= found.high <= 1
    assert found.used <= found.reviewed
    assert found.effective <= found.reviewed
    assert [found.low, found.high] == pytest.approx([float(end) for end in clopper_pearson(found.share, found.used)])


@pytest.mark.parametrize(("wrong", "reviewed"), [(5, 20), (0, 20), (20, 20), (664, 3246)])
def test_a_single_sample_has_no_clusters(wrong, reviewed):
    found = taken_together([wrong], [reviewed])
    assert (found.low, found.high) == pytest.approx(interval(wrong, reviewed, method="clopper-pearson"))
    assert (found.effective, found.degrees) == (pytest.approx(reviewed), None)


def test_units_that_differ_make_the_interval_wider():
    alike, unlike = taken_together([4, 4, 4, 4], [20] * 4), taken_together([0, 0, 8, 8], [20] * 4)
    assert alike.share == unlike.share
    assert (unlike.low, unlike.high) == (pytest.approx(0.004, abs=0.005), pytest.approx(0.75, abs=0.05))
    assert unlike.effective < alike.effective == 80


def test_of_none_the_number_of_records_is_used():
    found = taken_together([0, 0, 0], [20, 20, 20])
    assert (found.low, found.high) == pytest.approx(interval(0, 60, method="clopper-pearson"))


# The standard's own thresholds, one condition at a time (Vital and Health Statistics 2(175), the table on page 2).
@pytest.mark.parametrize(
    ("found", "status"),
    [
        (estimate(0.5, 0.4, 0.6), "present"),
        (estimate(0.5, 0.4, 0.6, reviewed=29, effective=29.0), "suppress"),
        (estimate(0.5, 0.4, 0.6, reviewed=30, effective=30.0), "present"),
        (estimate(0.5, 0.4, 0.6, effective=29.9), "suppress"),
        (estimate(0.5, 0.35, 0.65), "suppress"),
        (estimate(0.5, 0.351, 0.65), "present"),
        (estimate(0.01, 0.0, 0.05), "present"),
        (estimate(0.01, 0.0, 0.051), "suppress"),
        (estimate(0.1, 0.05, 0.18), "present"),
        (estimate(0.1, 0.05, 0.181), "suppress"),
        (estimate(0.5, 0.4, 0.6, units=8, degrees=7), "review"),
        (estimate(0.5, 0.4, 0.6, units=9, degrees=8), "present"),
        (estimate(0.5, 0.4, 0.6, units=1, degrees=None), "present"),
        (estimate(0.01, 0.0, 0.05, units=8, degrees=7), "review"),
        (estimate(0.0, 0.0, 0.04), "review"),
        (estimate(0.0, 0.0, 0.2), "review"),
        (estimate(0.0, 0.0, 0.3), "suppress"),
        (estimate(1.0, 0.96, 1.0), "review"),
        (estimate(0.5, 0.3, 0.7, units=4, degrees=3), "suppress"),
    ],
)
def test_the_standing_follows_the_standard_in_its_order(found, status):
    decided = standing(found, LIMITS)
    assert decided.status == status
    assert bool(decided.reasons) == (status != "present")


def test_the_rest_of_a_share_that_stands_may_be_unreliable():
    assert standing(estimate(0.93, 0.88, 0.975), LIMITS).complement_unreliable
    assert not standing(estimate(0.98, 0.955, 0.995), LIMITS).complement_unreliable
    assert not standing(estimate(0.5, 0.4, 0.6), LIMITS).complement_unreliable


@pytest.mark.parametrize("category", [*COUNTS, "victims"])
def test_no_pool_in_hand_carries_a_percentage(category):
    assert tier_of(together(COUNTS.get(category, VICTIMS)), LIMITS).letter == "B"


@pytest.mark.parametrize(
    ("category", "reasons"),
    [
        ("rape", ["the interval is 214% as wide as the share is large, with so few forces: over 130%"]),
        (
            "sexual offences",
            ["the interval is 165% as wide as the share is large, since the forces differ: over 130%"],
        ),
        ("violence", ["the interval is 146% as wide as the share is large, with so few forces: over 130%"]),
        ("robbery", ["the interval is 40 points wide, with so few forces: 30 or more"]),
        (
            "victims",
            [
                "the forces differ so much that 119 victims tell no more than 29: under 30",
                "the interval is 42 points wide, since the forces differ: 30 or more",
            ],
        ),
    ],
)
def test_a_pool_says_what_keeps_it_from_a_percentage(category, reasons):
    noun = "victims" if category == "victims" else "records"
    assert list(tier_of(together(COUNTS.get(category, VICTIMS)), LIMITS, noun=noun).reasons) == reasons


def test_few_forces_alone_keep_a_percentage_back():
    found = tier_of(taken_together([50, 55, 60, 45, 52], [200] * 5), LIMITS)
    assert found == ("B", ("samples from five forces: under nine",))


@pytest.mark.parametrize(
    ("wrong", "reviewed", "letter"),
    [(1, 6, "C"), (5, 9, "C"), (5, 10, "B"), (7, 33, "B"), (3, 4000, "A"), (75, 300, "A"), (664, 3246, "A")],
)
def test_the_tier_of_a_single_sample(wrong, reviewed, letter):
    assert tier_of(taken_together([wrong], [reviewed]), LIMITS).letter == letter


def test_a_sample_under_both_floors_names_both():
    assert tier_of(taken_together([1], [6]), LIMITS).reasons[0] == "6 records: under 10 and under 30"


def test_rounding_in_a_reason_never_contradicts_it():
    assert standing(estimate(0.5, 0.4, 0.6, effective=29.7), LIMITS).reasons[0].endswith("no more than 29.7: under 30")
    assert standing(estimate(0.2, 0.069, 0.3295), LIMITS).reasons[0].startswith("the interval is 130.2% as wide")
