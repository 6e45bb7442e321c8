"""Raw files beside the settings: names that stand for two things, and days after that of the pages."""

import shutil
from pathlib import Path

import pytest

from cancelled_crimes.check import check_raw
from cancelled_crimes.data.problems import Problem, RawDataError
from cancelled_crimes.paths import Project, find_project
from cancelled_crimes.settings import load_settings

ROOT = Path(__file__).resolve().parents[1]
FIGURE = "Kent,2018,,wrongly cancelled,rape,3 of 20,hmicfrs-2,\n"


@pytest.fixture
def copied(tmp_path: Path) -> Project:
    """The raw data and the settings, to change."""
    shutil.copytree(ROOT / "data" / "raw", tmp_path / "data" / "raw")
    shutil.copy(ROOT / "story.toml", tmp_path)
    return find_project(start=tmp_path)


def add(project: Project, file: str, *rows: str) -> int:
    """Add rows to a raw file; returns the line of the last."""
    path = project.raw / file
    text = path.read_text(encoding="utf-8") + "".join(f"{row}\n" for row in rows)
    path.write_text(text, encoding="utf-8")
    return len(text.splitlines())


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(project: Project) -> list[Problem]:
    with pytest.raises(RawDataError) as error:
        check_raw(project, load_settings(project.settings_file))
    return error.value.problems


def in_order(project: Project) -> bool:
    return bool(len(check_raw(project, load_settings(project.settings_file)).aliases))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (("KPX,Kent", "kpx,Essex"), "read as Kent too"),
        (("The Kent,Essex",), "read as Kent too"),
        (("England & Wales,Kent",), "read as England and Wales too"),
        (("yorkshire (4 forces),Humberside",), "read as the group Yorkshire (4 forces) too"),
    ],
)
def test_another_name_that_stands_for_two_things_is_refused(copied: Project, rows: tuple[str, ...], told: str) -> None:
    line = add(copied, "aliases.csv", *rows)
    (found,) = problems(copied)
    assert (found.file, found.row, found.column) == ("aliases.csv", line, "alias")
    assert told in str(found) and "Delete one of the two" in str(found)


def test_another_name_that_is_written_in_two_ways_for_one_force_is_read(copied: Project) -> None:
    add(copied, "aliases.csv", "KPX,Kent", "kpx,Kent")
    assert in_order(copied)


@pytest.mark.parametrize(
    ("group", "told"),
    [
        ("kent", "another name than Kent, which is in units of story.toml"),
        ("The Avon & Somerset", "another name than Avon and Somerset"),
        ("England & Wales", "another name than England and Wales, which is the place"),
        ("Yorkshire 4 forces", 'a name unlike that of the group "Yorkshire (4 forces)"'),
        ("???", "a name with letters"),
    ],
)
def test_a_group_that_can_be_taken_for_something_else_is_refused(copied: Project, group: str, told: str) -> None:
    line = add(copied, "groups.csv", f"{group},Surrey", f"{group},Sussex")
    found = problems(copied)
    assert [(p.file, p.row, p.column) for p in found] == [("groups.csv", n, "group") for n in (line - 1, line)]
    assert all(told in str(p) for p in found)


def test_a_day_after_that_of_the_pages_is_told_with_both(copied: Project) -> None:
    replace(copied.raw / "sources.csv", "2021-04-15", "2062-04-15")
    (found,) = problems(copied)
    assert (found.file, found.column, found.value) == ("sources.csv", "published", "2062-04-15")
    assert "no later time than 2026-11-24, which is as_of in story.toml." in str(found)
    assert "set as_of in story.toml" in found.mend


def test_pages_of_a_day_before_their_data_are_refused_with_one_message(copied: Project) -> None:
    replace(copied.settings_file, "as_of = 2026-11-24", "as_of = 2014-01-01")
    (found,) = problems(copied)
    assert found.value == "2026-11-24" and "more are later too" in found.expected


def test_a_misspelt_unit_of_the_settings_is_not_told_as_a_mistake_of_the_data_alone(copied: Project) -> None:
    text = copied.settings_file.read_text(encoding="utf-8").replace('"Gwent"', '"Gwentt"')
    copied.settings_file.write_text(text, encoding="utf-8")
    found = problems(copied)
    assert all("story.toml (units)" in str(p) for p in found if p.value == "Gwent")
    assert {p.mend for p in found if p.value == "Gwent" and p.file == "published_figures.csv"} == {
        'Write "Gwentt"; if that is the misspelt one, mend it there.'
    }


def test_the_place_is_not_taken_for_a_force(copied: Project) -> None:
    add(copied, "added_figures.csv", FIGURE.strip().replace("Kent", "England and Wales"))
    (found,) = [p for p in problems(copied) if p.column == "force"]
    assert "Devon" not in str(found) and "story.toml (units)" in str(found)
