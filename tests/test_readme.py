"""The README says what the processed data say, and names only what is there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import find_project
from cancelled_crimes.readme import CHART, END, START, figures, reminder, write_readme
from cancelled_crimes.settings import load_settings
from cancelled_crimes.tables import load_tables

PROJECT = find_project(start=Path(__file__))
TABLES = load_tables(PROJECT)
README = " ".join((PROJECT.root / "README.md").read_text(encoding="utf-8").split())


def test_the_committed_readme_and_its_chart_are_what_the_command_makes():
    assert write_readme(PROJECT) == [], "type: make readme"


def test_the_figures_are_those_of_the_tables():
    for row in TABLES.pooled.itertuples():
        assert f"| {row.offence} | {row.wrong} of {row.reviewed} | {row.forces_in_hand} of 43 |" in README
    cells = TABLES.cancellations
    known = cells.loc[~cells["status"].isin(["not found", "not available"]), "force"].nunique()
    counted = int(cells["status"].isin(["counts", "recovered"]).sum())
    assert f"found for {known} of the {cells['force'].nunique()} forces" in README
    assert f"a count and its sample for {counted} of {len(cells)} cells" in README
    assert f"As of {load_settings(PROJECT.settings_file).story.as_of}" in README


@pytest.fixture
def with_readme(project_copy, outputs):
    copy = project_copy(built=True)
    (copy.root / "docs").mkdir()
    for name in ("README.md", f"docs/{CHART}"):
        (copy.root / name).write_bytes((PROJECT.root / name).read_bytes())
    return copy


def test_what_the_data_and_the_settings_say_is_brought_into_the_readme(with_readme):
    assert reminder(with_readme) == []
    pooled, settings = with_readme.processed / "pooled.csv", with_readme.settings_file
    pooled.write_text(pooled.read_text(encoding="utf-8").replace("robbery,13,58", "robbery,14,60"), encoding="utf-8")
    settings.write_text(settings.read_text("utf-8").replace("as_of = 2026-11-24", "as_of = 2027-01-02"), "utf-8")
    (with_readme.charts / CHART).write_text("<svg/>", encoding="utf-8")
    assert reminder(with_readme) == ["README.md is behind the data: type make readme"]
    assert write_readme(with_readme) == ["README.md", f"docs/{CHART}"]
    text = (with_readme.root / "README.md").read_text(encoding="utf-8")
    assert "| robbery | 14 of 60 |" in text
    assert "As of 2027-01-02" in text
    assert reminder(with_readme) == []
    assert text.partition(START)[0] == (PROJECT.root / "README.md").read_text(encoding="utf-8").partition(START)[0]


def test_check_reminds_of_a_readme_that_is_behind(with_readme):
    readme = with_readme.root / "README.md"
    readme.write_text(readme.read_text(encoding="utf-8").replace("| robbery |", "| theft |"), encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(with_readme.root)}
    command = [sys.executable, "-m", "cancelled_crimes", "check"]
    done = subprocess.run(command, cwd=with_readme.root, env=env, capture_output=True, text=True, check=False)
    assert "README.md is behind the data: type make readme" in done.stdout


def test_the_example_is_a_sample_that_nobody_disputes_and_says_no_more_than_that_sample(with_readme):
    rates = with_readme.processed / "rates.csv"
    before = figures(with_readme)
    assert "Hampshire" not in before  # the highest, but the force disputes five of its records
    assert re.search(r"An example, \w.* reviewed were wrongly cancelled", before)
    lines = rates.read_text(encoding="utf-8").splitlines(keepends=True)
    rates.write_text(lines[0], encoding="utf-8")
    assert "An example" not in figures(with_readme)


def test_a_readme_without_a_place_for_figures_is_told_what_to_put_there(with_readme):
    (with_readme.root / "README.md").write_text("# Mine\n", encoding="utf-8")
    assert reminder(with_readme) == []
    with pytest.raises(StoryError, match=re.escape(f"{START}\n{END}")):
        write_readme(with_readme)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_each_link_leads_somewhere(target):
    assert (PROJECT.root / target).is_file()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make ([a-z]+)", README))))
def test_each_make_target_exists(target):
    assert re.search(rf"^{target}:", (PROJECT.root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
