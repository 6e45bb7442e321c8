"""The comparison rarely tells apart what is not, the pool holds what it promises, and docs/method.md says how often."""

from dataclasses import replace

import numpy as np
import pytest
import scipy.stats
from statistics_cells import COUNTS, VICTIMS

from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import find_project
from cancelled_crimes.settings import Statistics, load_settings
from cancelled_crimes.stats import calibration, measured
from cancelled_crimes.stats.apart import FEWEST_OTHERS
from cancelled_crimes.stats.calibration import DIFFERENT, EQUAL, STORIES, Category
from cancelled_crimes.stats.coverage import SIZES, all_coverage, coverage
from cancelled_crimes.stats.nchs import DEGREES_FROM
from cancelled_crimes.tables import load_tables
from cancelled_crimes.words.numbers import numeral

PROJECT = find_project()
RATES = load_tables(PROJECT).rates
STATISTICS = load_settings(PROJECT.settings_file).statistics
METHOD = (PROJECT.root / "docs" / "method.md").read_text(encoding="utf-8")
FEW = 300
IN_HAND = [
    calibration.category(name, *(list(column) for column in zip(*counts.values(), strict=True)))
    for name, counts in {**COUNTS, "victims informed": VICTIMS}.items()
]


@pytest.fixture(scope="module")
def rows():
    return [calibration.calibrate(one, shares, FEW, STATISTICS) for shares in (EQUAL, DIFFERENT) for one in IN_HAND]


def judged(rows):
    return [row for row in rows if not np.isnan(row.question.rate)]


def test_at_most_one_sample_in_20_is_worth_a_question_when_none_is_apart(rows):
    assert len(judged(rows)) == 2 * 4
    for row in judged(rows):
        assert row.question.rate <= 0.05 + row.question.error, row


def test_at_most_two_samples_in_1000_stand_out_when_none_is_apart(rows):
    for row in judged(rows):
        assert row.out.rate <= 0.002 + row.out.error, row


def test_the_pool_holds_the_mean_about_as_often_as_promised(rows):
    for row in rows:
        assert row.covered.rate + row.covered.error >= 0.95 - 0.01, row


def test_limits_that_take_the_spread_as_known_say_too_much(rows):
    over_all = calibration.together([row for row in rows if row.shares == DIFFERENT])
    assert over_all.normal_question.rate - over_all.normal_question.error > 0.05
    assert over_all.normal_out.rate - over_all.normal_out.error > 0.002


@pytest.mark.parametrize(("share", "correlation"), [(0.16, 0.16), (0.2, 0.05)])
def test_simulated_units_differ_as_much_as_they_are_meant_to(share, correlation):
    of = Category("test", np.full(40, 25.0), share, correlation)
    wrong = calibration.simulate(of, correlation, 400, np.random.default_rng(1))
    assert wrong.mean() / 25 == pytest.approx(share, abs=0.005)
    expected = 25 * share * (1 - share) * (1 + 24 * correlation)
    assert wrong.var() == pytest.approx(expected, rel=0.05)
    estimated = [calibration.category("test", row.tolist(), [25] * 40).correlation for row in wrong]
    assert np.mean(estimated) == pytest.approx(correlation, abs=0.01)


def test_without_extra_spread_the_counts_are_binomial():
    of = Category("test", np.array([20.0, 33.0]), 0.2, 0.3)
    wrong = calibration.simulate(of, 0.0, 4000, np.random.default_rng(1))
    assert wrong.var(axis=0) == pytest.approx(of.reviewed * 0.2 * 0.8, rel=0.06)


@pytest.mark.parametrize("wrong", [[9, 8, 1, 3], [0, 12, 5, 5]])
def test_the_correlation_is_the_one_of_the_analysis_of_variance(wrong):
    records = [np.repeat([1.0, 0.0], [x, 20 - x]) for x in wrong]
    f = scipy.stats.f_oneway(*records).statistic
    assert calibration.category("test", wrong, [20] * 4).correlation == pytest.approx((f - 1) / (f + 19))


def test_the_error_shown_is_two_standard_errors_of_the_simulation():
    of = IN_HAND[0]
    again = [calibration.calibrate(of, DIFFERENT, 200, STATISTICS, seed) for seed in range(40)]
    spread = 2 * np.std([row.normal_question.rate for row in again], ddof=1)
    assert np.mean([row.normal_question.error for row in again]) == pytest.approx(spread, rel=0.3)


def test_units_that_are_alike_have_no_correlation():
    assert calibration.category("alike", [4, 4, 4], [20, 20, 20]).correlation == 0
    assert calibration.category("none wrong", [0, 0], [20, 20]).correlation == 0


def test_the_same_seed_gives_the_same_story():
    of = IN_HAND[0]
    first, second = (calibration.calibrate(of, DIFFERENT, 50, STATISTICS) for _ in range(2))
    assert first == second


def test_clopper_pearson_holds_at_every_size_and_the_others_on_average():
    for one in all_coverage():
        assert one.mean >= 0.945, one
        assert one.least >= (0.95 if one.method == "clopper-pearson" else 0.83), one
    assert {one.reviewed for one in all_coverage()} == set(SIZES) == {6, 14, 20, 33, 300}


def test_coverage_is_the_exact_sum():
    # Of one record, Wilson's interval holds one in four only when that record was right: three times in four.
    of_one = coverage("wilson", 1)
    assert of_one.least < of_one.mean
    assert coverage("clopper-pearson", 20, 0.998).least >= 0.998


def test_what_stands_in_the_method_is_what_is_measured():
    assert measured.measured(RATES, STATISTICS) in METHOD, "docs/method.md is not as measured; type: make calibrate"
    assert f"{STORIES:,} simulated stories" in METHOD
    assert STORIES == 2000


def test_the_limits_named_in_the_method_are_those_used():
    warning, alarm = (f"{1 - level:.3g}" for level in (STATISTICS.question_level, STATISTICS.stands_out_level))
    assert f'At most {warning}: "worth a question". At most {alarm}: "stands out"' in METHOD
    assert f"With fewer than {numeral(FEWEST_OTHERS)} others there is no verdict" in METHOD
    assert f"| {numeral(DEGREES_FROM)} degrees of freedom: samples from at least {numeral(DEGREES_FROM + 1)} " in METHOD


def test_the_measured_part_is_written_between_its_marks(tmp_path):
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "method.md"
    (tmp_path / "story.toml").write_bytes(PROJECT.settings_file.read_bytes())
    elsewhere = replace(PROJECT, root=tmp_path)
    page.write_text(f"Before.\n{measured.BEGIN}\nold\n{measured.END}\nAfter.\n", encoding="utf-8")
    measured.write(elsewhere)
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"Before.\n{measured.BEGIN}\n**")
    assert text.endswith(f"{measured.END}\nAfter.\n")
    assert "\nold\n" not in text


def test_a_method_page_without_the_marks_is_left_as_it_is_and_says_what_to_add(tmp_path):
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "method.md"
    (tmp_path / "story.toml").write_bytes(PROJECT.settings_file.read_bytes())
    page.write_text("Nothing here.\n", encoding="utf-8")
    with pytest.raises(StoryError, match="add the two lines"):
        measured.write(replace(PROJECT, root=tmp_path))
    assert page.read_text(encoding="utf-8") == "Nothing here.\n"


def test_without_counts_there_is_nothing_to_compare_and_nothing_breaks():
    none = RATES.assign(wrong=RATES["wrong"].where(RATES["offence"] == "rape").where(RATES["force"] == "Suffolk"))
    text = measured.measured(none, Statistics(), stories=20)
    assert "Worked example" not in text
    assert "**Coverage" in text
