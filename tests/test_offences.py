"""The offences are those of story.toml: one may be added, renamed or removed there as docs/forking.md says."""

import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from cancelled_crimes.data.reading import read_raw
from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import Project
from cancelled_crimes.settings import load_settings

Copy = Callable[..., Project]
LISTED = 'offences = ["rape", "sexual offences", "violence", "robbery"]'


def run(project: Project, command: str) -> str:
    env = {**os.environ, "PYTHONPATH": str(project.root)}
    line = [sys.executable, "-m", "cancelled_crimes", command]
    done = subprocess.run(line, cwd=project.root, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def set_offences(project: Project, listed: str) -> None:
    text = project.settings_file.read_text(encoding="utf-8")
    assert LISTED in text
    project.settings_file.write_text(text.replace(LISTED, f"offences = {listed}"), encoding="utf-8")


def test_an_offence_added_in_the_settings_is_told_with_its_figures(project_copy: Copy) -> None:
    copy = project_copy(editions=["Gwent"])
    set_offences(copy, '["rape", "sexual offences", "violence", "robbery", "theft"]')
    with (copy.raw / "added_figures.csv").open("a", encoding="utf-8") as file:
        file.write("Gwent,2018,,wrongly cancelled,theft,3 of 20,hmicfrs-2,\n")
    run(copy, "check")
    run(copy, "all")
    page = (copy.story / "gwent.html").read_text(encoding="utf-8")
    assert "3 of 20" in page and "theft" in page.lower()
    assert "Gwent,theft,2018,3,20" in (copy.processed / "rates.csv").read_text(encoding="utf-8")


def test_an_offence_renamed_in_settings_data_and_claims_goes_from_check_to_the_pages(project_copy: Copy) -> None:
    copy = project_copy(editions=["Gwent"])
    set_offences(copy, LISTED.partition("= ")[2])
    for path in (copy.settings_file, copy.claims_file, *copy.raw.glob("*.csv")):
        path.write_text(path.read_text(encoding="utf-8").replace("robbery", "mugging"), encoding="utf-8")
    run(copy, "check")
    run(copy, "all")
    assert "mugging" in (copy.story / "gwent.html").read_text(encoding="utf-8").lower()


def test_rows_of_an_offence_that_is_no_longer_listed_are_named(project_copy: Copy) -> None:
    copy = project_copy()
    set_offences(copy, '["rape", "sexual offences", "violence"]')
    text = copy.settings_file.read_text(encoding="utf-8").replace(', "robbery"]', "]")
    copy.settings_file.write_text(text, encoding="utf-8")
    with pytest.raises(StoryError, match=r'published_figures.csv, line \d+, column "offence": found "robbery"') as told:
        read_raw(copy, load_settings(copy.settings_file))
    assert "story.toml (offences)" in str(told.value)


def test_no_dictionary_lists_the_offences_of_the_settings_again(project: Project) -> None:
    offences = set(load_settings(project.settings_file).offences)
    for path in (project.raw / "datapackage.json", project.root / "data" / "datapackage.json"):
        for table in json.loads(path.read_text(encoding="utf-8"))["resources"]:
            for column in table["schema"]["fields"]:
                listed = [*column.get("constraints", {}).get("enum", []), *column.get("besides", [])]
                assert not offences & set(listed), f"{table['name']}, {column['name']}"
