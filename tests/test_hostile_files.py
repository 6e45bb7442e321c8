"""Files that were made to do harm, or that were damaged: each is refused or told, in words, at once and whole."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from test_bad_input import KENT, Damage, add, added, copy_of, problems, put, read, replace

from cancelled_crimes.check import run_check
from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import find_project
from cancelled_crimes.terminal import shown

ROOT = Path(__file__).resolve().parents[1]
PLACE = "replies.csv"


def instead(make: Callable[[Path], object]) -> Damage:
    """Something else in the place of a raw file."""

    def damage(raw: Path) -> None:
        (raw / PLACE).unlink()
        make(raw / PLACE)

    return damage


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(300 * 2**20)  # takes no room on the disk


def round_in_a_circle(path: Path) -> None:
    path.symlink_to(path.name)


def elsewhere(path: Path) -> None:
    (path.parents[3] / "elsewhere.csv").write_bytes((ROOT / "data" / "raw" / PLACE).read_bytes())
    path.symlink_to(path.parents[3] / "elsewhere.csv")


def cut_short(raw: Path) -> None:
    whole = (raw / PLACE).read_bytes() + "Kent,Naïve café,2020-10,so,hmicfrs-2\nKent,Müller".encode()
    (raw / PLACE).write_bytes(whole[: whole.rindex(b"\xbc")])


def broken_inside(raw: Path) -> None:
    row = "Kent,Naïve café,2020-10,Müller,hmicfrs-2\n".encode().replace(b"\xc3\xbc", b"\xbc")
    (raw / PLACE).write_bytes((raw / PLACE).read_bytes() + row)


OF = ',"BBC Shared Data Unit analysis, October 2020",{},2026-11-24\n'


def sources(*rows: tuple[str, str]) -> Damage:
    def damage(raw: Path) -> None:
        with (raw / "sources.csv").open("a", encoding="utf-8") as file:
            for name, same in rows:
                file.write(f"{name},A paper,,2020-10-01,newspaper,https://example.org/{name}{OF.format(same)}")

    return damage


# Kind, as in the document: what is done to the raw folder; the file of the problem and words of its message.
REFUSED: dict[str, tuple[Damage, str, str]] = {
    "a folder with the name of a file": (instead(Path.mkdir), PLACE, "but it is a folder"),
    "a pipe or a device": (instead(os.mkfifo), PLACE, "but it is a pipe or a device"),
    "a link to a device": (instead(lambda p: p.symlink_to("/dev/zero")), PLACE, "outside the project"),
    "a link that leads nowhere": (instead(lambda p: p.symlink_to("gone")), PLACE, "a link that leads nowhere"),
    "a link round in a circle": (instead(round_in_a_circle), PLACE, "round in a circle"),
    "a link out of the project": (instead(elsewhere), PLACE, "a link to a place outside the project"),
    "a file over 200 MB": (instead(huge), PLACE, "300 MB, over the limit of 200 MB"),
    "UTF-8 that is cut short": (cut_short, PLACE, "UTF-8 text that breaks off or is damaged in line 11, at byte"),
    "UTF-8 that is broken": (broken_inside, PLACE, "UTF-8 text that breaks off or is damaged in line 10, at byte"),
    "UTF-16 that is cut short": (
        lambda raw: put(PLACE, (raw / PLACE).read_text(encoding="utf-8").encode("utf-16")[:-1])(raw), PLACE,
        "UTF-16 text that breaks off or is damaged in line 9",
    ),
    "control characters": (add(f"{KENT}page\x1b[31m 4\x00"), "added_figures.csv", "there is U+001B, U+0000"),
    "characters that turn the text round": (add(f"{KENT}\u202e41 egap"), "added_figures.csv", "there is U+202E"),
    "digits of other scripts": (replace("inspections.csv", "90.4,", "٩٠.٤,"), "inspections.csv", "a number from 0 to"),
    "wide digits": (replace("inspections.csv", "90.4,", "９０.４,"), "inspections.csv", "a number from 0 to 100"),
    "a number that no table can hold": (
        replace("inspections.csv", ",13700,", f",1{'0' * 30},"), "inspections.csv", "from 0 to 10000000",
    ),
    "a date of the year 1 or 9999": (
        replace("inspections.csv", "2018-08-07", "9999-12-31"), "inspections.csv", "from 1990-01-01 to 2100-12-31",
    ),
    "a source that is the same article as itself": (sources(("new", "new")), "sources.csv", "the first of them"),
    "a source that is the same article as a copy": (
        sources(("one", ""), ("two", "one"), ("three", "two")), "sources.csv", 'Write "one".',
    ),
    "a dispute over more records than were wrong": (
        replace("answered.csv", "Hampshire,robbery,1,", "Hampshire,robbery,7,"), "answered.csv", "at most",
    ),
    "a dispute over a figure that is not there": (
        replace("answered.csv", "Hampshire,robbery,1,", "Kent,robbery,1,"), "answered.csv", "no figure",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_hostile_raw_file_is_refused_with_its_name_and_a_mend(kind: str, tmp_path: Path) -> None:
    damage, file, words = REFUSED[kind]
    project = copy_of(tmp_path / "project")
    damage(project.raw)
    with pytest.raises(StoryError) as error:
        run_check_whole(project.root)
    (line,) = [line for line in str(error.value).splitlines() if line.startswith(f"  - {file}")]
    assert words in line


def run_check_whole(root: Path) -> None:
    """The check of the raw data, on a project that has processed data too."""
    shutil.copytree(ROOT / "data" / "processed", root / "data" / "processed", dirs_exist_ok=True)
    shutil.copyfile(ROOT / "claims.toml", root / "claims.toml")
    run_check(find_project(start=root))


def test_link_to_another_file_of_the_project_is_read(tmp_path: Path) -> None:
    project = copy_of(tmp_path)
    (project.raw / PLACE).rename(tmp_path / "replies-2020.csv")
    (project.raw / PLACE).symlink_to(tmp_path / "replies-2020.csv")
    assert len(read(project).replies) == 8


def test_stray_file_or_folder_is_told_and_not_read(tmp_path: Path) -> None:
    project = copy_of(tmp_path)
    (project.raw / "x.csv").mkdir()
    os.mkfifo(project.raw / "added_figures (1).csv")
    assert read(project).notes == tuple(
        f"{name}: not read, for datapackage.json describes no such file" for name in ("added_figures (1).csv", "x.csv")
    )


def test_guess_at_windows_1252_is_a_warning_that_quotes_the_words(tmp_path: Path) -> None:
    project = copy_of(tmp_path)
    with (project.raw / PLACE).open("ab") as file:
        file.write("Kent,Naïve,2020-10,a café,hmicfrs-2\n".encode("cp1252"))
    (note,) = read(project).notes
    assert note.startswith("WARNING: replies.csv is not UTF-8.")
    assert "line 10: Naïve" in note and "line 10: café" in note and "save the file as CSV (UTF-8)" in note


# What `check` once stumbled over, by column: found by putting each of 70 nasty values into every column.
STUMBLED = [
    ("inspections.csv", "2018,2018-08-07", "²,2018-08-07", "a whole number from 2014 to 2026"),
    ("inspections.csv", "2018,2018-08-07", f"{'9' * 5000},2018-08-07", "a whole number from 2014 to 2026"),
    ("inspections.csv", "2018-08-07", "9" * 5000, "a date such as"),
    ("inspections.csv", "90.4,", "１２３,", "a number from 0 to 100"),
    ("inspections.csv", "90.4,", "1e400,", "a number from 0 to 100"),
    ("inspections.csv", "90.4,", "nan,", "a number from 0 to 100"),
    ("answered.csv", ",1,", f",{'9' * 30},", "a whole number from 1 to 1000000"),
    ("answered.csv", ",1,", ",²,", "a whole number from 1 to 1000000"),
]


@pytest.mark.parametrize(("file", "old", "new", "expected"), STUMBLED)
def test_nasty_value_is_a_problem_and_no_traceback(
    file: str, old: str, new: str, expected: str, tmp_path: Path
) -> None:
    project = copy_of(tmp_path)
    replace(file, old, new)(project.raw)
    assert expected in problems(project)[0].expected


@pytest.mark.parametrize("name", ["story.toml", "claims.toml"])
@pytest.mark.parametrize("kind", ["a pipe", "no text", "deep nesting"])
def test_settings_and_claims_are_read_as_safely(name: str, kind: str, tmp_path: Path) -> None:
    project = copy_of(tmp_path)
    shutil.copytree(ROOT / "data" / "processed", tmp_path / "data" / "processed")
    shutil.copy(ROOT / "claims.toml", tmp_path)
    (tmp_path / name).unlink()
    if kind == "a pipe":
        os.mkfifo(tmp_path / name)
    else:
        (tmp_path / name).write_bytes(b"x = '\xff'" if kind == "no text" else b"x = " + b"[" * 50_000)
    done = checked(project.root)
    assert done.returncode == 1
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def checked(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cancelled_crimes", "check"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=60, env=environment)


def test_nothing_in_a_file_steers_the_terminal(tmp_path: Path) -> None:
    project = copy_of(tmp_path)
    shutil.copy(ROOT / "claims.toml", tmp_path)
    added("3 of 20", "3 of\x1b]0;gone\x07 \u202e20\x9b2J")(project.raw)
    done = checked(project.root)
    assert done.returncode == 1
    assert "3 of<U+001B>]0;gone<U+0007> <U+202E>20<U+009B>2J" in done.stderr
    assert shown(done.stdout + done.stderr) == done.stdout + done.stderr


def test_what_reporters_write_is_shown_as_it_is() -> None:
    text = "Heddlu Gwent’s “naïve” £5 – 73%,\n\tŵ, é, Ж, 中, e\u0301"
    assert shown(text) == text
