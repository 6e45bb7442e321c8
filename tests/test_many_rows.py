"""Tables of a million rows: read in time that grows with the rows, or refused in a word."""

import sys
import time
from pathlib import Path

import pytest
from test_bad_input import KENT, add, copy_of, problems, read
from test_hostile_files import run_check_whole

from cancelled_crimes.data.progress import with_progress
from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import Project


def many(folder: Path, rows: int) -> Project:
    project = copy_of(folder)
    with (project.raw / "added_figures.csv").open("a", encoding="utf-8") as file:
        file.writelines(
            f"Kent,2018,,wrongly cancelled,rape,{n % 50} of {50 + n // 50},hmicfrs-2,\n" for n in range(rows)
        )
    return project


def test_check_takes_twice_as_long_for_twice_the_rows(tmp_path: Path) -> None:
    """All in one cell, and all in contradiction: nothing may be compared with everything."""

    def seconds(rows: int) -> float:
        project = many(tmp_path / str(rows), rows)
        start = time.process_time()
        run_check_whole(project.root)
        return time.process_time() - start

    seconds(100)
    assert seconds(40_000) < 3 * seconds(20_000)


def test_table_with_too_many_rows_is_refused_in_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cancelled_crimes.data.sheet.MOST_ROWS", 500)
    (problem,) = problems(many(tmp_path, 501))
    assert (problem.file, problem.row) == ("added_figures.csv", 502)
    assert "at most 500 rows, but there are more" in str(problem)


def test_of_countless_mistakes_the_first_are_told(tmp_path: Path) -> None:
    project = copy_of(tmp_path)
    add(*(KENT.replace("Kent", f"Kant {n}").replace("3 of", f"{n} of") for n in range(5000)))(project.raw)
    with pytest.raises(StoryError) as error:
        read(project)
    lines = str(error.value).splitlines()
    assert 200 <= len(lines) < 500
    assert "  - added_figures.csv: these are the first; there may be more" in lines


def test_long_reading_says_how_far_it_is_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def slowly(rows: int) -> str:
        seen = list(with_progress(iter(range(rows)), "Reading added_figures.csv"))
        assert seen == list(range(rows))
        return capsys.readouterr().err

    monkeypatch.setattr("cancelled_crimes.data.progress.SECONDS", 0)
    assert slowly(50_000) == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert "Reading added_figures.csv" in slowly(50_000)
    assert slowly(10_000) == ""
