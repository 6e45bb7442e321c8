"""Every figure of docs/method.md that can be computed is computed here, and its module names exist."""

import re
from math import floor

import pytest
import scipy.stats

from cancelled_crimes.paths import find_project
from cancelled_crimes.settings import load_settings
from cancelled_crimes.stats.clustered import taken_together
from cancelled_crimes.stats.intervals import interval
from cancelled_crimes.stats.nchs import MUCH_LOST, tier_of
from cancelled_crimes.words.numbers import RECORDS_FOR_A_DECIMAL

PROJECT = find_project()
METHOD = (PROJECT.root / "docs" / "method.md").read_text(encoding="utf-8")
PROSE = " ".join(METHOD.split())


def test_the_worked_example_ends_at_the_computed_bounds():
    low, high = interval(5, 20)
    assert f"÷ 1.1921 | {100 * low:.1f}% |" in METHOD
    assert f"÷ 1.1921 | {100 * high:.1f}% |" in METHOD
    exact_low, exact_high = interval(5, 20, method="clopper-pearson")
    assert f"Clopper-Pearson gives {100 * exact_low:.1f}% to {100 * exact_high:.1f}%" in METHOD


def test_each_step_of_the_worked_example_follows_from_the_formula():
    p, n, z = 0.25, 20, 1.959964
    steps = [p + z**2 / (2 * n), p * (1 - p) / n + z**2 / (4 * n**2)]
    steps += [z * steps[1] ** 0.5, 1 + z**2 / n]
    for value, decimals in zip(steps, (4, 5, 4, 4), strict=True):
        assert f"| {value:.{decimals}f} |" in METHOD


def test_the_reasons_given_for_tier_b_are_those_of_the_package():
    found = tier_of(taken_together([5], [20]), load_settings(PROJECT.settings_file).tiers)
    assert found.letter == "B"
    width = re.search(r"is (\d+)", found.reasons[1])[1]
    assert f"20 records are under 30, and the exact interval is {width} points wide" in METHOD


def stated(pattern):
    """The numbers that a passage of the page states."""
    found = re.search(pattern, PROSE)
    assert found, f"the page does not say: {pattern}"
    return [float(number) for number in found.groups()]


def test_the_coverage_of_the_interval_at_20_records_is_the_exact_sum():
    pairs = stated(r"a true share of (\d+)% in (\d+)% of samples, one of (\d+)% in (\d+)% and one of (\d+)% in (\d+)%")
    bounds = [interval(wrong, 20) for wrong in range(21)]
    for share, said in zip(pairs[::2], pairs[1::2], strict=True):
        chances = scipy.stats.binom.pmf(range(21), 20, share / 100)
        held = sum(c for c, (low, high) in zip(chances, bounds, strict=True) if low <= share / 100 <= high)
        assert said == round(100 * held)


def test_the_constants_are_those_of_the_normal_distribution():
    [z], [squared] = stated(r"\*z\* = (\d+\.\d+)"), stated(r"\*z²\* = (\d+\.\d+)")
    exact = scipy.stats.norm.ppf(0.975)
    assert (z, squared) == (round(exact, 2), round(exact**2, 3))


def test_the_recovered_example_has_one_solution():
    share, size, below, above = stated(r'"(\d+)% of (\d+)" must be seven \(six would be (\d+)%, eight (\d+)%\)')
    as_printed = {wrong: floor(100 * wrong / size + 0.5) for wrong in range(int(size) + 1)}
    assert [wrong for wrong, printed in as_printed.items() if printed == share] == [7]
    assert (as_printed[6], as_printed[8]) == (below, above)


def test_the_smallest_sample_that_prints_a_share_is_the_smallest():
    [share] = stated(r"the smallest sample that could print that way: for (\d+)%, three of seven")
    pairs = [(n, x) for n in range(1, 100) for x in range(n + 1) if floor(100 * x / n + 0.5) == share]
    assert pairs[0] == (7, 3)


def test_one_record_more_or_less_is_worked_out():
    assert stated(r"One record fewer and the share is (\d+)%; one more, (\d+)%") == [100 * 4 / 20, 100 * 6 / 20]
    low, high = interval(5, 20)
    assert stated(r"anything from about (\d+)% to about (\d+)%") == [round(100 * low), round(100 * high)]


def test_the_levels_named_are_those_of_the_settings():
    story = load_settings(PROJECT.settings_file)
    statistics, tiers = story.statistics, story.tiers
    levels = stated(r"These are the (\d+)% and ([\d.]+)% limits usual for funnel plots")
    assert levels == pytest.approx([100 * statistics.question_level, 100 * statistics.stands_out_level])
    assert stated(r"an interval under (\d+) points wide") == pytest.approx([100 * tiers.width_below])
    assert stated(r"or at most (\d+)% of the share") == pytest.approx([100 * tiers.relative_width])
    assert "a width of five points or less" in PROSE and tiers.narrow_width == 0.05
    assert "at least half of all forces" in PROSE and story.pooled.lead_from_share_of_forces == 0.5
    assert f"The {statistics.interval.title()} score interval at {statistics.confidence:.0%}" in PROSE


def test_the_thresholds_named_are_those_of_the_settings():
    story = load_settings(PROJECT.settings_file)
    least, most = story.pooled.assumed_sample
    assert f"had {least} to {most} records" in METHOD
    assert f"counted in at {least} to {most} records" in METHOD
    assert f"at least {story.tiers.percentage_from} records" in METHOD
    assert f"at least {story.tiers.counts_from} records" in METHOD


def test_who_made_each_tier_is_said():
    assert "Tier A, a percentage, is the published standard" in PROSE
    assert "Tiers B and C are this project's own rules" in PROSE


def test_the_limits_that_are_ours_are_those_used():
    assert f"decimal from {RECORDS_FOR_A_DECIMAL:,} records" in PROSE
    assert MUCH_LOST == 2 / 3 and "less than two-thirds of the records; that part is ours" in PROSE


def test_every_module_named_exists():
    for module in re.findall(r"`(\w+\.py)`", METHOD):
        assert (PROJECT.root / "cancelled_crimes" / "stats" / module).is_file()
