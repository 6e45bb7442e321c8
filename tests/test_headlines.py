"""A local headline tells one sample, that with the highest lower bound, and never adds separate samples up."""

from pathlib import Path

import pytest

from cancelled_crimes.paths import find_project
from cancelled_crimes.settings import load_settings
from cancelled_crimes.tables import load_tables
from cancelled_crimes.words.facts import findings_of
from cancelled_crimes.words.prose import numbers_in
from cancelled_crimes.words.standfirst import page_finding

PROJECT = find_project(start=Path(__file__))
SETTINGS = load_settings(PROJECT.settings_file)
TABLES = load_tables(PROJECT)
COUNTED = [u for u in SETTINGS.units if any(f.has_counts for f in findings_of(TABLES, u, SETTINGS))]


def test_some_forces_have_several_samples_to_choose_from():
    assert any(sum(f.has_counts for f in findings_of(TABLES, u, SETTINGS)) > 2 for u in COUNTED)


@pytest.mark.parametrize("force", COUNTED)
def test_the_headline_is_of_the_sample_whose_interval_begins_highest(force):
    samples = [f for f in findings_of(TABLES, force, SETTINGS) if f.has_counts]
    leading = max(f.low for f in samples)
    (fact,) = {n.fact for n in numbers_in(page_finding(TABLES, force, SETTINGS).headline)}
    assert fact in {f.fact for f in samples if f.low == leading}
