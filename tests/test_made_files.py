"""Files that are made are never to be mended by hand: what to do instead is said, and said so that it can end."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cancelled_crimes.data.problems import Problem, ProcessedDataError
from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import Project
from cancelled_crimes.settings import load_settings
from cancelled_crimes.tables import load_tables, read_csv
from cancelled_crimes.words.facts import all_findings

Copy = Callable[..., Project]
END = r"Type: make all. If this comes again, the mistake is in this program.*send this message"


def test_a_fault_in_a_made_file_asks_nobody_to_mend_it() -> None:
    problem = Problem("rates.csv", 7, "wrong", "6", "at most 5", "Look both up in the source.")
    said = str(ProcessedDataError([problem]))
    assert 'rates.csv, line 7, column "wrong": found "6", expected at most 5.' in said
    assert "Look both up" not in said
    assert "If this comes again, the mistake is in this program" in said


def test_a_row_that_is_not_there_is_told_so_that_making_it_anew_does_not_go_on_for_ever(
    project_copy: Copy, outputs: Path
) -> None:
    copy = project_copy(built=True)
    path = copy.processed / "cancellations.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("Gwent,violence")), encoding="utf-8")
    with pytest.raises(StoryError, match=rf"no row for Gwent, violence.*{END}"):
        all_findings(load_tables(copy), load_settings(copy.settings_file))


@pytest.mark.parametrize("content", ["force,reviewed\nGwent,many\n", "", 'force\n"never closed', "force\nA\nB,C,D\n"])
def test_a_made_file_that_cannot_be_read_is_told_without_a_traceback(content: str, tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StoryError, match=rf"rates.csv is not as it was made.*{END}"):
        read_csv(path)
