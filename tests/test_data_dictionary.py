"""The data dictionaries are valid Frictionless packages, and validation follows them."""

import dataclasses
import json
import re
import shutil
import time
from pathlib import Path

import frictionless
import nbformat
import pytest

from cancelled_crimes.data.dictionary import load_dictionary
from cancelled_crimes.data.mends import as_date
from cancelled_crimes.data.problems import ProcessedDataError, RawDataError
from cancelled_crimes.data.processed import check_processed
from cancelled_crimes.data.reading import read_raw
from cancelled_crimes.paths import Project, find_project
from cancelled_crimes.settings import load_settings

ROOT = Path(__file__).resolve().parents[1]
GROUPS = ["Yorkshire (4 forces)"]
CLEANED = ["figures", "cancellations", "victims", "inspections", "findings"]


@pytest.fixture
def into(tmp_path: Path) -> Project:
    """The project, with a copy of the processed files to break."""
    shutil.copytree(ROOT / "data" / "processed", tmp_path / "data" / "processed")
    return dataclasses.replace(find_project(start=ROOT), into=tmp_path)


def check(project: Project, *tables: str) -> None:
    check_processed(project, load_settings(project.settings_file), GROUPS, list(tables))


def break_cell(project: Project, table: str, pattern: str, by: str) -> None:
    path = project.processed / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    broken = re.sub(pattern, by, text, count=1, flags=re.MULTILINE)
    assert broken != text, "the test breaks nothing"
    path.write_text(broken, encoding="utf-8")


def test_raw_package_is_valid_for_frictionless() -> None:
    report = frictionless.validate(str(ROOT / "data" / "raw" / "datapackage.json"))
    assert report.valid, report.flatten(["path", "rowNumber", "type", "note"])


def test_processed_package_is_valid_for_frictionless() -> None:
    report = frictionless.validate(str(ROOT / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["path", "rowNumber", "type", "note"])


def test_every_raw_file_and_column_is_described() -> None:
    package = json.loads((ROOT / "data" / "raw" / "datapackage.json").read_text(encoding="utf-8"))
    assert {r["path"] for r in package["resources"]} == {p.name for p in (ROOT / "data" / "raw").glob("*.csv")}
    for resource in package["resources"]:
        header = (ROOT / "data" / "raw" / resource["path"]).read_text(encoding="utf-8").splitlines()[0].split(",")
        assert [f["name"] for f in resource["schema"]["fields"]] == header
        assert all(f["description"].endswith(".") or "?" in f["description"] for f in resource["schema"]["fields"])
        assert all("unit" in f for f in resource["schema"]["fields"] if f["type"] in ("integer", "number", "date"))
    assert package["rights"] and package["sources"]


def test_every_processed_file_is_described() -> None:
    described = {Path(t.path).name for t in load_dictionary(ROOT / "data" / "datapackage.json").values()}
    assert {p.name for p in (ROOT / "data" / "processed").glob("*.csv")} <= described


def test_transcription_has_every_row() -> None:
    project = find_project(start=ROOT)
    raw = read_raw(project, load_settings(project.settings_file))
    rows = {f.name: len(getattr(raw, f.name)) for f in dataclasses.fields(raw) if f.name != "notes"}
    assert (rows["inspections"], rows["published_figures"], rows["sources"]) == (55, 70, 84)
    assert (rows["qualitative_findings"], rows["national_claims"], rows["other_printed"]) == (32, 11, 15)
    assert (rows["replies"], rows["story_claims"]) == (8, 13)
    assert "expected_finding" not in raw.story_claims.columns


def test_validation_follows_the_dictionary_and_not_a_second_list(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data" / "raw", tmp_path / "data" / "raw")
    shutil.copy(ROOT / "story.toml", tmp_path)
    project = find_project(start=tmp_path)
    path = project.raw / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    inspections = next(r for r in package["resources"] if r["name"] == "inspections")
    rate = next(f for f in inspections["schema"]["fields"] if f["name"] == "recording_rate_pct")
    rate["constraints"]["minimum"] = 66
    path.write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(RawDataError) as error:
        read_raw(project, load_settings(project.settings_file))
    assert [(p.value, p.expected) for p in error.value.problems] == [("65.3", "a number from 66 to 100")]


def test_each_processed_table_is_checked_by_the_notebook_that_writes_it() -> None:
    checked: set[str] = set()
    for name in ("01_clean", "02_rates"):
        cells = [c.source for c in nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4).cells]
        written = {table for cell in cells for table in re.findall(r'project\.processed / "(\w+)\.csv"', cell)}
        listed = next(set(re.findall(r'"(\w+)"', cell.splitlines()[0])) for cell in cells if "check_processed(" in cell)
        assert listed == written
        checked |= listed
    assert checked == set(load_dictionary(ROOT / "data" / "datapackage.json"))


def test_processed_tables_keep_to_their_dictionary(into: Project) -> None:
    check(into, *CLEANED)


@pytest.mark.parametrize(
    ("table", "pattern", "by", "words"),
    [
        ("cancellations", r"^(Gwent,robbery,2018,,)6,1,", r"\g<1>6,7,", 'at most that of "reviewed", which is "6"'),
        ("cancellations", r"^(Gwent,robbery,2018,,)6,", r"\g<1>6.5,", "expected a whole number of 0 or more"),
        ("cancellations", r"^Gwent,robbery", "Gwent,violence", "has the same force, offence"),
        ("cancellations", r"0\.195,", "1.195,", "expected a number from 0 to 1"),
        ("cancellations", r"not found", "missing", "expected one of counts, recovered"),
        ("cancellations", r"^force,offence", "force,crime", "this column, but it is missing"),
        ("victims", r"^Wiltshire,.*\n", "", "a row for Wiltshire, but there is none"),
        ("victims", r"^(Gwent,2018,)36,34", r"\g<1>36,37", 'at most that of "due", which is "36"'),
        ("figures", r",Gwent,", ",Gwynedd,", "expected a name known in story.toml"),
        ("findings", r",high,", ",dreadful,", "expected one of high, medium, low"),
    ],
)
def test_broken_processed_table_is_refused(into: Project, table: str, pattern: str, by: str, words: str) -> None:
    break_cell(into, table, pattern, by)
    with pytest.raises(ProcessedDataError) as error:
        check(into, table)
    assert words in str(error.value)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("13/02/2018", "2018-02-13"),
        ("03/02/2018", "2018-02-03"),
        ("13 February 2018", "2018-02-13"),
        ("43144", "2018-02-13"),
        ("42429", "2016-02-29"),
        ("2018-02-13 00:00:00", "2018-02-13"),
        ("31/02/2018", "None"),
        ("soon", "None"),
    ],
)
def test_dates_of_spreadsheets_are_understood_for_the_proposal(written: str, day: str) -> None:
    assert str(as_date(written)) == day


def test_reading_is_linear_in_rows(tmp_path: Path) -> None:
    def seconds(times: int) -> float:
        folder = tmp_path / str(times)
        shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
        shutil.copy(ROOT / "story.toml", folder)
        path = folder / "data" / "raw" / "added_figures.csv"
        rows = [f"Kent,2018,,wrongly cancelled,rape,{n} of 99999,hmicfrs-2,\n" for n in range(70 * times)]
        path.write_text(path.read_text(encoding="utf-8") + "".join(rows), encoding="utf-8")
        project = find_project(start=folder)
        settings = load_settings(project.settings_file)
        start = time.process_time()
        read_raw(project, settings)
        return time.process_time() - start

    seconds(1)
    ten, hundred = seconds(10), seconds(100)
    assert hundred < 10 * ten + 1
