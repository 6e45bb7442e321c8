"""The worked example in docs/method.md is what the package computes, and its module names exist."""

import re

from cancelled_crimes.paths import find_project
from cancelled_crimes.settings import load_settings
from cancelled_crimes.stats.intervals import interval
from cancelled_crimes.stats.tiers import tier

PROJECT = find_project()
METHOD = (PROJECT.root / "docs" / "method.md").read_text(encoding="utf-8")


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
    found = tier(0.25, *interval(5, 20, method="clopper-pearson"), 20, load_settings(PROJECT.settings_file).tiers)
    assert found.letter == "B"
    width, ratio = (re.search(r"is (\d+)", reason)[1] for reason in found.reasons[1:])
    assert f"the exact interval is {width} points wide, and that is {ratio}% of the share" in METHOD


def test_the_thresholds_named_are_those_of_the_settings():
    story = load_settings(PROJECT.settings_file)
    least, most = story.pooled.assumed_sample
    assert f"had {least} to {most} records" in METHOD
    assert f"counted in at {least} to {most} records" in METHOD
    assert f"at least {story.tiers.percentage_from} records" in METHOD
    assert f"at least {story.tiers.counts_from} records" in METHOD


def test_every_module_named_exists():
    for module in re.findall(r"`(\w+\.py)`", METHOD):
        assert (PROJECT.root / "cancelled_crimes" / "stats" / module).is_file()
