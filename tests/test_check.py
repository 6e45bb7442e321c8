"""`make check`: what it says of an added figure, how it ends, and how soon."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cancelled_crimes.check import check_raw, cleaned, what_would_change
from cancelled_crimes.data.problems import RawDataError
from cancelled_crimes.paths import Project, find_project
from cancelled_crimes.settings import load_settings

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "adding-a-figure.md").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The data and settings as committed, to add figures to."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    for name in ("story.toml", "claims.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return find_project(start=tmp_path)


def add(project: Project, *rows: str) -> None:
    with (project.raw / "added_figures.csv").open("a", encoding="utf-8") as file:
        file.writelines(row + "\n" for row in rows)


def changes(project: Project) -> list[str]:
    settings = load_settings(project.settings_file)
    return what_would_change(project, cleaned(check_raw(project, settings), settings))


def rows_of_guide() -> list[str]:
    return re.findall(r"^ *(Essex,2019.*)$", GUIDE, flags=re.MULTILINE)


def test_committed_data_is_what_a_rebuild_makes(project: Project) -> None:
    assert changes(project) == []


def test_added_figure_says_what_it_would_change(project: Project) -> None:
    add(project, rows_of_guide()[0])
    assert changes(project) == ["Essex, rape: not found -> 1 of 20"]


def test_added_figure_of_the_inspectorate_outranks_a_newspaper_and_is_told(project: Project) -> None:
    add(project, "Gwent,2018,,wrongly cancelled,robbery,2 of 6,hmicfrs-30,")
    assert changes(project) == ["Gwent, robbery: 1 of 6 -> 2 of 6"]


def test_figure_that_agrees_changes_only_the_sources(project: Project) -> None:
    add(project, "Gwent,2018,,wrongly cancelled,robbery,1 of 6,hmicfrs-30,")
    (line,) = changes(project)
    assert line.startswith("Gwent, robbery: 1 of 6, but sources south-wales-argus-2020 -> ")
    assert "hmicfrs-30" in line


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("5% of 220", "not found -> 10 to 12 of 220"),
        ("43%", "not found -> share only: 43%"),
        ("some", "not found -> some: some"),
        ("21% of 33", "not found -> 7 of 33"),
        ("22 reviewed", "not found -> sample only: 22 reviewed"),
        ("not available", "not found -> not available"),
    ],
)
def test_change_is_told_in_a_few_words(project: Project, printed: str, told: str) -> None:
    add(project, f"Essex,2019,,wrongly cancelled,violence,{printed},hmicfrs-26,")
    assert changes(project) == [f"Essex, violence: {told}"]


def test_victims_are_told_of_in_the_direction_of_the_fault(project: Project) -> None:
    add(project, rows_of_guide()[1])
    assert changes(project) == ["Essex, victims informed: not found -> 3 of 30 not told"]


def test_guide_shows_what_the_check_prints(project: Project) -> None:
    add(project, rows_of_guide()[0])
    done = run(project)
    assert done.returncode == 0, done.stderr
    told = "\n".join(line.strip() for line in done.stdout.splitlines()[-3:])
    assert told.startswith("Raw data: in order.")
    assert told in re.sub(r"^ +", "", GUIDE, flags=re.MULTILINE)


def test_guide_shows_the_errors_that_are_told(project: Project) -> None:
    add(project, rows_of_guide()[0].replace("Essex", "Esex").replace("1 of 20", "21 of 20"))
    with pytest.raises(RawDataError) as error:
        check_raw(project, load_settings(project.settings_file))
    for line in str(error.value).splitlines():
        assert line.split(" Write it in one of these forms")[0].strip() in GUIDE


def test_one_figure_of_one_source_written_two_ways_is_refused_with_both_lines(project: Project) -> None:
    for first, second in (("3 of 20", "3/20"), ("43%", "43 per cent"), ("3 of 20", "17 of 20 correct")):
        rows = [f"Essex,2019,,wrongly cancelled,rape,{printed},hmicfrs-26," for printed in (first, second)]
        path = project.raw / "added_figures.csv"
        header = path.read_text(encoding="utf-8").splitlines()[0]
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        with pytest.raises(RawDataError) as error:
            check_raw(project, load_settings(project.settings_file))
        assert f'added_figures.csv, line 3, column "printed": found "{second}"' in str(error.value)
        assert f'added_figures.csv, line 2, has the same from this source: "{first}"' in str(error.value)


def test_a_figure_of_another_year_or_source_is_a_figure_of_its_own(project: Project) -> None:
    add(project, "Essex,2019,,wrongly cancelled,rape,3 of 20,hmicfrs-26,")
    add(project, "Essex,,,wrongly cancelled,rape,3/20,hmicfrs-26,")
    add(project, "Essex,2019,,wrongly cancelled,rape,3/20,hmicfrs-4,")
    assert check_raw(project, load_settings(project.settings_file))


@pytest.mark.parametrize(
    "printed",
    ["3 of 99999999999999999999", "9" * 5000 + " records", "fewer than 0", "\uff13 of \uff12\uff10", "3 of 20 (99%)"],
)
def test_numbers_that_cannot_be_are_refused_without_a_traceback(project: Project, printed: str) -> None:
    add(project, f"Essex,2019,,wrongly cancelled,rape,{printed},hmicfrs-26,")
    done = run(project)
    assert done.returncode == 1
    assert 'added_figures.csv, line 2, column "printed"' in done.stderr
    assert "Traceback" not in done.stderr


def test_a_rate_in_other_digits_is_refused_without_a_traceback(project: Project) -> None:
    path = project.raw / "inspections.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("89.56", "\uff18\uff19", 1), encoding="utf-8")
    done = run(project)
    assert done.returncode == 1
    assert 'column "recording_rate_pct"' in done.stderr
    assert "Traceback" not in done.stderr


def test_check_of_bad_data_exits_with_1_and_no_traceback(project: Project) -> None:
    add(project, "Essex,2019,,wrongly cancelled,rape,21 of 20,hmicfrs-26,")
    done = run(project)
    assert done.returncode == 1
    assert "added_figures.csv, line 2" in done.stderr
    assert "Traceback" not in done.stderr


def test_unreadable_sources_are_told_before_the_claims_stumble_over_them(project: Project) -> None:
    path = project.raw / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("source_id", "sauce_id", 1), encoding="utf-8")
    done = run(project)
    assert done.returncode == 1
    assert 'Rename it to "source_id"' in done.stderr
    assert "Traceback" not in done.stderr


def test_sources_in_another_encoding_are_read_by_the_claims_too(project: Project) -> None:
    path = project.raw / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-16")
    done = run(project)
    assert done.returncode == 0, done.stderr
    assert "sources.csv: read as UTF-16" in done.stdout


def test_check_answers_within_two_seconds(project: Project) -> None:
    def seconds_of_work() -> float:  # not of the clock, which other tests would slow down
        before = os.times()
        assert run(project).returncode == 0
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(seconds_of_work() for _ in range(3)) < 2


def run(project: Project) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cancelled_crimes", "check"]
    return subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
