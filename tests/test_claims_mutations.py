"""Every numeric claim of the ledger: across its boundary the verdict changes, short of the boundary it does not."""

import math

import pytest
from claims_bench import CLAIMS, SETTINGS, judged, set_cell, tables

from cancelled_crimes.claims.names import NUMBER_HOLDS

BASE = 10_000  # a sample so large that one record is short of every rounding
STEP = 1 / BASE


def moved(claim, change):
    """The verdict after a change to a fresh copy of the tables."""
    of = tables()
    change(of)
    return judged(claim, of).verdict


def is_right(verdict):
    return verdict in NUMBER_HOLDS


def edges(wanted):
    """(value, whether the claim is right with it) on both sides of each boundary, in steps of one."""
    low, high = wanted
    for inside, across in ((low, low - 1), (high, high + 1)):
        if math.isfinite(inside):
            yield inside, True
            if across >= 0:
                yield across, False


def numeric(*forms):
    return [c for c in CLAIMS.values() if c.check.form in forms]


def cases(*forms):
    return [
        pytest.param(claim, round(value), right, id=f"{claim.id}-{value:g}")
        for claim in numeric(*forms)
        for value, right in edges(
            _in_steps(claim.check.wanted) if hasattr(claim.check, "share") else claim.check.wanted
        )
    ]


def _in_steps(wanted):
    return wanted[0] * BASE, wanted[1] * BASE


def test_every_claim_with_a_number_is_moved():
    still = {"judgment", "missing", "scope", "text"}
    assert {c.check.form for c in CLAIMS.values()} - still == {"share", "count", "forces", "maximum", "sum", "period"}


@pytest.mark.parametrize(("claim", "value", "right"), cases("share", "count"))
def test_a_figure_of_one_force_decides_at_the_boundary(claim, value, right):
    verdict = moved(claim, lambda of: set_cell(of, claim.about.force, claim.topic, value, BASE))
    assert is_right(verdict) is right
    assert right or verdict == "contradicted"


def others(claim):
    return [u for u in SETTINGS.units if u not in getattr(claim.check, "others_than", [])]


def threshold(claim):
    """The smallest count of BASE that meets the claim's condition."""
    check = claim.check
    if check.share_from is not None:
        return math.ceil(check.share_from * BASE)
    if check.share_above is not None:
        return math.floor(check.share_above * BASE) + 1
    return 1


def set_forces(of, claim, met, unmet):
    """So many forces just over the condition, so many just short of it, and the rest unknown."""
    for place, force in enumerate(others(claim)):
        over, short = threshold(claim), threshold(claim) - 1
        set_cell(of, force, claim.topic, over if place < met else short if place < met + unmet else None)


@pytest.mark.parametrize(("claim", "value", "right"), cases("forces"))
def test_a_number_of_forces_decides_at_the_boundary(claim, value, right):
    everyone = len(others(claim))
    verdict = moved(claim, lambda of: set_forces(of, claim, value, everyone - value))
    assert is_right(verdict) is right
    assert right or verdict == "contradicted"


@pytest.mark.parametrize("claim", numeric("forces"), ids=lambda c: c.id)
def test_with_forces_unknown_the_bounds_decide_at_the_boundary(claim):
    low, high = claim.check.wanted
    everyone = len(others(claim))
    undecided = ("cannot be checked", "inconsistent")
    assert moved(claim, lambda of: set_forces(of, claim, 0, everyone - low)) in undecided
    assert moved(claim, lambda of: set_forces(of, claim, 0, everyone - low + 1)) == "contradicted"
    if math.isfinite(high):
        assert moved(claim, lambda of: set_forces(of, claim, high, 0)) in undecided
        assert moved(claim, lambda of: set_forces(of, claim, high + 1, 0)) == "contradicted"
    else:
        assert is_right(moved(claim, lambda of: set_forces(of, claim, low, 0)))
        assert moved(claim, lambda of: set_forces(of, claim, low - 1, 0)) in undecided


@pytest.mark.parametrize(("claim", "value", "right"), cases("maximum"))
def test_a_highest_share_decides_at_the_boundary(claim, value, right):
    def change(of):
        for force in SETTINGS.units:
            set_cell(of, force, claim.topic, 0, BASE)
        set_cell(of, claim.check.force or "Kent", claim.topic, value, BASE)

    verdict = moved(claim, change)
    assert is_right(verdict) is right
    assert right or verdict == "contradicted"


@pytest.mark.parametrize("claim", numeric("maximum"), ids=lambda c: c.id)
def test_one_force_in_hand_above_the_highest_share_is_enough(claim):
    limit = math.floor(claim.check.wanted[1] * BASE + 1e-6)
    assert moved(claim, lambda of: set_cell(of, "Kent", claim.topic, limit, BASE)) == "cannot be checked"
    verdict = moved(claim, lambda of: set_cell(of, "Kent", claim.topic, limit + 1, BASE))
    assert verdict == "contradicted"


@pytest.mark.parametrize(("claim", "value", "right"), cases("sum"))
def test_a_sum_decides_at_the_boundary(claim, value, right):
    def change(of):
        for force in SETTINGS.units:
            set_cell(of, force, claim.topic, 0, BASE)
        of.figures = [f for f in of.figures if f["force"] in SETTINGS.units]
        set_cell(of, "Kent", claim.topic, value, BASE)

    verdict = moved(claim, change)
    assert is_right(verdict) is right
    assert right or verdict == "contradicted"


@pytest.mark.parametrize("claim", numeric("sum"), ids=lambda c: c.id)
def test_a_sum_of_what_is_in_hand_decides_only_from_the_boundary_on(claim):
    in_hand, low = 43, claim.check.wanted[0]
    assert moved(claim, lambda of: set_cell(of, "Kent", claim.topic, low - in_hand - 1)) == "cannot be checked"
    assert is_right(moved(claim, lambda of: set_cell(of, "Kent", claim.topic, low - in_hand)))


@pytest.mark.parametrize("claim", numeric("period"), ids=lambda c: c.id)
@pytest.mark.parametrize(
    ("of_claim", "day", "right"),
    [("first", "01-01", True), ("first", "12-31", False), ("last", "12-31", True), ("last", "01-01", False)],
)
def test_a_period_decides_at_the_turn_of_the_year(claim, of_claim, day, right):
    year = getattr(claim.check, of_claim) + (0 if right else -1 if of_claim == "first" else 1)

    def change(of):
        latest = next(r for r in of.inspections if r["is_most_recent"] == "yes" and r["published_date"])
        latest["published_date"] = f"{year}-{day}"

    verdict = moved(claim, change)
    assert is_right(verdict) is right
    assert right or verdict == "contradicted"


def test_a_judgment_turns_with_the_latest_inspection():
    def change(of):
        for row in of.inspections:
            if (row["force"], row["inspection_year"]) == ("Greater Manchester", "2018"):
                row["overall_judgment"] = "outstanding"

    assert moved(CLAIMS["judged-outstanding"], change) == "holds"
