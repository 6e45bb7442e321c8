"""What each kind of bad raw file gets: docs/bad-input.md, row by row, on copies of the real raw data."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cancelled_crimes.check import check_raw
from cancelled_crimes.data.problems import Problem, RawDataError
from cancelled_crimes.data.reading import RawTables
from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import Project, find_project
from cancelled_crimes.settings import load_settings

ROOT = Path(__file__).resolve().parents[1]
Damage = Callable[[Path], None]
KENT = "Kent,2018,,wrongly cancelled,rape,3 of 20,hmicfrs-2,"  # a figure that is in order, though made up


def copy_of(folder: Path) -> Project:
    """A project with the real raw data and settings, and nothing else."""
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
    shutil.copy(ROOT / "story.toml", folder)
    return find_project(start=folder)


def read(project: Project) -> RawTables:
    return check_raw(project, load_settings(project.settings_file))


def problems(project: Project) -> list[Problem]:
    with pytest.raises(RawDataError) as error:
        read(project)
    return error.value.problems


def rewrite(name: str, change: Callable[[str], str]) -> Damage:
    def damage(raw: Path) -> None:
        text = (raw / name).read_text(encoding="utf-8")
        assert change(text) != text, "the test damages nothing"
        (raw / name).write_text(change(text), encoding="utf-8", newline="")

    return damage


def replace(name: str, old: str, new: str) -> Damage:
    return rewrite(name, lambda text: text.replace(old, new, 1))


def add(*rows: str) -> Damage:
    return rewrite("added_figures.csv", lambda text: text + "".join(row + "\n" for row in rows))


def added(old: str, new: str) -> Damage:
    assert old in KENT
    return add(KENT.replace(old, new, 1))


def widened(column: str) -> Damage:
    """One column more in groups.csv, with cells below it."""

    def wider(text: str) -> str:
        header, *rows = text.splitlines()
        return "\n".join([f"{header},{column}", *(f"{row},x" for row in rows)]) + "\n"

    return rewrite("groups.csv", wider)


def put(name: str, content: bytes) -> Damage:
    return lambda raw: (raw / name).write_bytes(content) and None


def in_encoding(encoding: str) -> Damage:
    """A row with letters outside ASCII, and the whole file in another encoding."""

    def damage(raw: Path) -> None:
        text = (raw / "replies.csv").read_text(encoding="utf-8") + "Kent,Naïve café,2020-10,£5 and “so on”,hmicfrs-2\n"
        (raw / "replies.csv").write_bytes(text.encode(encoding))

    return damage


# Kind, as in the document: what is done to the raw folder; file, line and column of the problem; words of its message.
STOPPED: dict[str, tuple[Damage, str, int | None, str, str]] = {
    "a missing file": (lambda raw: (raw / "replies.csv").unlink(), "replies.csv", None, "", "checkout data/raw/rep"),
    "an empty file": (put("groups.csv", b""), "groups.csv", None, "", "git checkout data/raw/groups.csv"),
    "a missing column": (
        rewrite("groups.csv", lambda t: re.sub(r",.*", "", t)), "groups.csv", 1, "force", "the columns are group,force",
    ),
    "an extra column": (widened("mood"), "groups.csv", 1, "mood", "Delete"),
    "a renamed column": (replace("replies.csv", "month", "months"), "replies.csv", 1, "months", 'Rename it to "month"'),
    "a column twice": (widened("Group"), "groups.csv", 1, "group", "twice"),
    "semicolons between cells": (
        rewrite("groups.csv", lambda text: text.replace(",", ";")), "groups.csv", 1, "", "there are semicolons",
    ),
    "tabs between cells": (
        rewrite("groups.csv", lambda text: text.replace(",", "\t")), "groups.csv", 1, "", "there are tabs",
    ),
    "a title above the header": (
        rewrite("groups.csv", lambda text: "Groups of forces,\n\n" + text), "groups.csv", 1, "", "Delete lines 1 to 2",
    ),
    "an Excel workbook": (put("groups.csv", b"PK\x03\x04etc"), "groups.csv", None, "", "save it as CSV"),
    "a row with too many cells": (add(KENT + "page 4, top"), "added_figures.csv", 2, "", "8 cells, but there are 9"),
    "a row with too few cells": (add(KENT[:-1]), "added_figures.csv", 2, "", "8 cells, but there are 7"),
    "an open quotation mark": (add(KENT + '"page 4'), "added_figures.csv", 2, "", "Close the quotation mark"),
    "garbled letters": (add(KENT + "the forceâ€™s own"), "added_figures.csv", 2, "note", "letters were lost"),
    "a date as 13/02/2018": (
        replace("inspections.csv", "2018-08-07", "13/02/2018"), "inspections.csv", 4, "published_date",
        "Write 2018-02-13 if 13 February 2018",
    ),
    "a date as 43144": (
        replace("inspections.csv", "2018-08-07", "43144"), "inspections.csv", 4, "published_date", "Write 2018-02-13",
    ),
    "a date in the column of a year": (
        added("2018", "13/02/2018"), "added_figures.csv", 2, "inspection_year", "Write 2018 if 13 February 2018",
    ),
    "a negative count": (added("3 of 20", "-3 of 20"), "added_figures.csv", 2, "printed", "-3 of 20"),
    "a fractional count": (added("3 of 20", "3.5 of 20"), "added_figures.csv", 2, "printed", "3.5 of 20"),
    "more wrong than reviewed": (added("3 of 20", "21 of 20"), "added_figures.csv", 2, "printed", "21 cannot be part"),
    "more than 100% printed": (added("3 of 20", "120%"), "added_figures.csv", 2, "printed", "120%"),
    "a rate over 100": (
        replace("inspections.csv", "90.4,", "904,"), "inspections.csv", 4, "recording_rate_pct", "from 0 to 100",
    ),
    "a form that is not understood": (added("3 of 20", "a few"), "added_figures.csv", 2, "printed", "9 of 17"),
    "an unknown force": (added("Kent", "Manchester"), "added_figures.csv", 2, "force", 'Write "Greater Manchester"'),
    "a force named ../x": (added("Kent", "../x"), "added_figures.csv", 2, "force", "story.toml"),
    "an unknown offence": (added("rape", "robery"), "added_figures.csv", 2, "offence", 'Write "robbery"'),
    "an unknown source": (added("hmicfrs-2", "hmicfrs-200"), "added_figures.csv", 2, "source_id", "for the new source"),
    "a year without an inspection": (
        added("2018", "2019"), "added_figures.csv", 2, "inspection_year", "For Kent there is 2017 or 2018",
    ),
    "a year carried over from a later one": (
        added("2018,", "2017,2018"), "added_figures.csv", 2, "carried_from_year", "less than",
    ),
    "an empty cell that must be filled": (added("3 of 20", ""), "added_figures.csv", 2, "printed", 'such as "9 of 17"'),
    "a duplicated row": (add(KENT, KENT), "added_figures.csv", 3, "", "line 2 has the same"),
    "an added figure that stands already": (
        add("Gwent,2018,,wrongly cancelled,robbery,1 of 6,south-wales-argus-2020,"), "added_figures.csv", 2, "",
        "published_figures.csv, line 20",
    ),
    "a cell that starts with =": (add(KENT + '"=HYPERLINK(""x"")"'), "added_figures.csv", 2, "note", "a formula"),
}  # fmt: skip


def same(raw: RawTables) -> bool:
    return len(raw.published_figures) == 70 and not raw.notes


# Kind, as in the document: what is done to the raw folder; what must then be true of the tables as read.
READ: dict[str, tuple[Damage, Callable[[RawTables], bool]]] = {
    "a header without rows": (
        rewrite("replies.csv", lambda text: text.splitlines()[0] + "\n"),
        lambda raw: len(raw.replies) == 0 and raw.notes == ("replies.csv: no rows yet",),
    ),
    "Windows-1252": (
        in_encoding("cp1252"),
        lambda raw: (
            raw.replies["reply_in_our_words"].iloc[-1] == '£5 and "so on"'
            and raw.notes[0].startswith("WARNING: replies.csv is not UTF-8. It was read as Windows-1252")
        ),
    ),
    "UTF-16": (
        in_encoding("utf-16"),
        lambda raw: raw.replies["who"].iloc[-1] == "Naïve café" and raw.notes == ("replies.csv: read as UTF-16",),
    ),
    "a byte order mark": (
        in_encoding("utf-8-sig"),
        lambda raw: raw.replies["who"].iloc[-1] == "Naïve café" and "force" in raw.replies.columns,
    ),
    "smart quotes": (
        add(KENT + "the force’s “own” words"),
        lambda raw: raw.added_figures["note"].item() == "the force's \"own\" words",
    ),
    "non-breaking and trailing spaces": (
        added("3 of 20", " 3 of\u00a020 \u2009"),
        lambda raw: raw.added_figures["printed"].item() == "3 of 20" and not raw.notes,
    ),
    "invisible characters without a meaning": (
        added("3 of 20", "3\u200b of 20"),
        lambda raw: (
            raw.added_figures["printed"].item() == "3 of 20"
            and 'line 2, column "printed": an invisible character (U+200B) was left out' in raw.notes[0]
        ),
    ),
    "a file that no table is described for": (
        lambda raw: os.mkfifo(raw / "added_figures (1).csv"),
        lambda raw: raw.notes == ("added_figures (1).csv: not read, for datapackage.json describes no such file",),
    ),
    "capitals": (
        added("Kent", "KENT"),
        lambda raw: (
            raw.added_figures["force"].item() == "Kent"
            and raw.notes == ('added_figures.csv, line 2: "KENT" read as "Kent"',)
        ),
    ),
    "empty rows": (add("", ",,,,,,,", KENT), lambda raw: raw.added_figures["raw_row"].item() == "added_figures:4"),
    "columns in another order": (
        rewrite("groups.csv", lambda t: "".join(",".join(reversed(r.split(","))) + "\n" for r in t.splitlines())), same,
    ),
    "line ends of Windows": (rewrite("sources.csv", lambda text: text.replace("\n", "\r\n")), same),
    "a script in a note": (
        add(KENT + "<script>alert(1)</script>"),
        lambda raw: raw.added_figures["note"].item() == "<script>alert(1)</script>",
    ),
}  # fmt: skip

NAMES = {
    "the Met": "Metropolitan Police",
    "Metropolitan Police Service": "Metropolitan Police",
    "GMP": "Greater Manchester",
    "Greater Manchester Police": "Greater Manchester",
    "Heddlu Gwent": "Gwent",
    "Heddlu De Cymru": "South Wales",
    "Avon & Somerset": "Avon and Somerset",
    "Avon and Somerset Constabulary": "Avon and Somerset",
    "dyfed powys police": "Dyfed-Powys",
    "The City of London Police": "City of London",
}


@pytest.mark.parametrize("kind", STOPPED)
def test_bad_raw_file_stops_with_file_line_column_and_mend(kind: str, tmp_path: Path) -> None:
    damage, file, row, column, words = STOPPED[kind]
    project = copy_of(tmp_path)
    damage(project.raw)
    found = problems(project)
    assert [(p.file, p.row, p.column) for p in found] == [(file, row, column)], found
    assert words in str(found[0])


@pytest.mark.parametrize("kind", READ)
def test_what_can_be_read_safely_is_read(kind: str, tmp_path: Path) -> None:
    damage, holds = READ[kind]
    project = copy_of(tmp_path)
    damage(project.raw)
    assert holds(read(project))


def test_other_names_of_forces_are_resolved_and_told(tmp_path: Path) -> None:
    project = copy_of(tmp_path)
    add(*(f"{name},,,wrongly cancelled,rape,{n} of 99,hmicfrs-2," for n, name in enumerate(NAMES)))(project.raw)
    raw = read(project)
    assert list(raw.added_figures["force"]) == list(NAMES.values())
    assert raw.notes[0] == 'added_figures.csv, line 2: "the Met" read as "Metropolitan Police"'
    assert len(raw.notes) == len(NAMES)


def test_every_kind_of_the_document_is_tested_and_every_test_documented() -> None:
    from test_hostile_files import REFUSED

    table = (ROOT / "docs" / "bad-input.md").read_text(encoding="utf-8")
    kinds = set(re.findall(r"^\| ([^|]+?) \|", table, flags=re.MULTILINE)) - {"kind"}
    assert kinds == {*STOPPED, *REFUSED, *READ, "another name of a force"}


def test_twenty_different_errors_in_one_file_are_all_told_at_once(tmp_path: Path) -> None:
    project = copy_of(tmp_path)
    one_each = [kind for kind, bad in STOPPED.items() if bad[1] == "added_figures.csv" and bad[2] == 2]
    rows = []
    for n, kind in enumerate(one_each):
        folder = tmp_path / f"{n}" / "raw"
        shutil.copytree(ROOT / "data" / "raw", folder)
        STOPPED[kind][0](folder)
        rows.append((folder / "added_figures.csv").read_text(encoding="utf-8").splitlines()[1])
    rows.sort(key=lambda row: row.count('"') % 2)  # nothing can be read after a quotation mark that stays open
    add(*rows)(project.raw)
    replace("added_figures.csv", "note", "notes")(project.raw)
    found = problems(project)
    assert len(rows) >= 19
    assert {p.row for p in found} == set(range(1, len(rows) + 2)), "a line with a mistake was passed over"
    assert len({(p.expected, p.mend) for p in found}) >= 18


def test_errors_of_different_files_are_told_together(tmp_path: Path) -> None:
    project = copy_of(tmp_path)
    (project.raw / "replies.csv").unlink()
    replace("groups.csv", "Humberside", "Humbreside")(project.raw)
    replace("published_figures.csv", "9 of 17,", "19 of 17,")(project.raw)
    assert [p.file for p in problems(project)] == ["groups.csv", "published_figures.csv", "replies.csv"]


def test_missing_dictionary_is_restored_by_the_command_that_is_told(tmp_path: Path) -> None:
    project = copy_of(tmp_path)
    (project.raw / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoryError, match=r"git checkout data/raw/datapackage.json"):
        read(project)


def test_bad_data_stops_the_notebook_before_anything_is_written(tmp_path: Path) -> None:
    project = copy_of(tmp_path)
    shutil.copytree(ROOT / "data" / "processed", tmp_path / "data" / "processed")
    added("3 of 20", "30 of 20")(project.raw)
    before = {p.name: p.read_bytes() for p in project.processed.iterdir()}
    script = (
        "import papermill; papermill.execute_notebook("
        f"{str(ROOT / 'notebooks' / '01_clean.ipynb')!r}, None, progress_bar=False, cwd={str(tmp_path)!r})"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode != 0
    assert 'added_figures.csv, line 2, column "printed": found "30 of 20"' in done.stderr
    assert {p.name: p.read_bytes() for p in project.processed.iterdir()} == before
