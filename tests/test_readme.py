"""The README says what the processed data say, and names only what is there."""

import re
from pathlib import Path

import pytest

from cancelled_crimes.paths import find_project
from cancelled_crimes.settings import load_settings
from cancelled_crimes.tables import load_tables

PROJECT = find_project(start=Path(__file__))
TABLES = load_tables(PROJECT)
README = " ".join((PROJECT.root / "README.md").read_text(encoding="utf-8").split())


def test_the_table_of_findings_matches_the_pooled_table():
    for row in TABLES.pooled.itertuples():
        expected = f"| {row.offence} | {row.wrong} of {row.reviewed} | {row.forces_in_hand} of 43 |"
        assert expected in README
        without = 43 - row.forces_in_hand
        none = row.forces_none_without_sample
        tail = f'{without}, of which {none} printed "none" without a sample' if none else f"{without}"
        assert f"{expected} {tail} |" in README


def test_the_coverage_matches_the_cells():
    cells = TABLES.cancellations
    in_hand = cells.loc[~cells["status"].isin(["not found", "not available"]), "force"].nunique()
    counted = int(cells["status"].isin(["counts", "recovered"]).sum())
    assert f"figures are in hand for {in_hand} of the {cells['force'].nunique()} forces" in README
    assert f"a count and its sample for {counted} of {len(cells)} cells" in README


def test_the_example_and_the_day_match():
    rates = TABLES.rates.set_index(["force", "offence"])
    row = rates.loc[("Greater Manchester", "robbery")]
    assert (row["wrong"], row["reviewed"]) == (5, 20)
    assert f"found in {row['inspection_year']} that five of 20 cancelled robbery records" in README
    assert f"The 95% interval runs from {row['low']:.0%} to {row['high']:.0%}" in README
    assert f"As of {load_settings(PROJECT.settings_file).story.as_of}" in README


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_each_link_leads_somewhere(target):
    assert (PROJECT.root / target).is_file()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make ([a-z]+)", README))))
def test_each_make_target_exists(target):
    assert re.search(rf"^{target}:", (PROJECT.root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_chart_is_the_one_that_was_last_drawn():
    drawn = PROJECT.charts / "forces-in-hand.svg"
    assert drawn.read_bytes() == (PROJECT.root / "docs" / drawn.name).read_bytes(), f"cp {drawn} docs/"
