"""Figures in every printed form, from a row that a reporter adds to the page: never reversed, never emptied."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from page_text import read_file

from cancelled_crimes.paths import find_project
from cancelled_crimes.pipeline.verify import copy_sources

ROWS = """\
Essex,2019,,wrongly cancelled,rape,86% correct,hmicfrs-26,
Essex,2019,,wrongly cancelled,sexual offences,more than 30%,hmicfrs-26,
Essex,2019,,wrongly cancelled,violence,53 per cent,hmicfrs-26,
Essex,2019,,wrongly cancelled,robbery,nearly a third,hmicfrs-26,
Essex,2019,,victims informed,all,90% informed,hmicfrs-26,
Kent,2018,,wrongly cancelled,rape,fewer than five,hmicfrs-26,
Kent,2018,,wrongly cancelled,sexual offences,at least 5 of 20,hmicfrs-26,
"""
TOLD = {
    "essex": (
        "of the cancelled rape records that inspectors reviewed, 86% were rightly cancelled",
        "more than 30% were wrongly cancelled",
        "53% were wrongly cancelled",
        "nearly a third were wrongly cancelled",
        "90% were told",
        "86% rightly cancelled",
        "90% told",
    ),
    "kent": (
        "fewer than five of the cancelled rape records that inspectors reviewed were wrongly cancelled",
        "At least five of 20 cancelled sexual offence records that inspectors reviewed were wrongly cancelled",
        "at least 5 of 20",
        "A lower limit, by the words of the source",
    ),
}
NEVER = {
    "essex": ("86% were wrongly", "90% were not told", "between 53%", "between 31%", "14%"),
    "kent": ("Between none and four", "none of the cancelled rape", "at least one"),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of Essex and Kent with the rows added, made by the real command."""
    here = Path(__file__).parent
    root = tmp_path_factory.mktemp("added")
    copy_sources(find_project(start=here), root)
    with (root / "data" / "raw" / "added_figures.csv").open("a", encoding="utf-8") as file:
        file.write(ROWS)
    environment = {**os.environ, "PYTHONPATH": str(here.parent)}
    for force in ("Essex", "Kent"):
        command = [sys.executable, "-m", "cancelled_crimes", "edition", force]
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return root / "outputs" / "story"


@pytest.mark.parametrize("name", TOLD)
def test_an_added_figure_is_told_on_its_page_with_its_bound_and_on_its_side(pages: Any, name: str) -> None:
    text = read_file(pages / f"{name}.html").text
    for told in TOLD[name]:
        assert told in text
    for wrong in NEVER[name]:
        assert wrong not in text
