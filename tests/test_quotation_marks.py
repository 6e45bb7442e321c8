"""Quotation marks hold only what a source printed word for word, and a source goes by its name, never by its id."""

import csv
import re
from pathlib import Path

import pytest
from page_text import BLOCKS, Page, read_file

from cancelled_crimes.claims.evidence import Cell
from cancelled_crimes.clean.transcribed import told
from cancelled_crimes.paths import Project

SHORTENED = ("published_figures", "added_figures", "national_claims", "other_printed")
SPOKEN = {
    "claims": ("reason",),
    "findings": ("what", "done", "todo"),
    "cancellations": ("rule", "note"),
    "victims": ("rule", "note"),
}
_MARKED = re.compile(r'“([^”]*)”|"([^"]*)"')


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_grade(row: dict[str, str]) -> bool:
    """Whether a row is of a grade, which is printed in the inspectorate's own words."""
    return row.get("measure", "").endswith(" judgment")


def shortened(project: Project) -> set[str]:
    """Everything that was transcribed in its shortest form, and so is not what a source printed word for word."""
    tables = [rows(project.raw / f"{name}.csv") for name in SHORTENED]
    return {in_one_form(row["printed"]) for table in tables for row in table if not is_grade(row)}


def in_one_form(text: str) -> str:
    return " ".join(text.replace(";", ",").casefold().split()).strip(" .,")


def marked(text: str) -> list[str]:
    """What stands between double quotation marks, straight or curly."""
    return [in_one_form(curly or straight) for curly, straight in _MARKED.findall(text)]


def pages(outputs: Path) -> list[Page]:
    return [read_file(path) for path in sorted((outputs / "story").glob("*.html"))]


def blocks(page: Page) -> list[str]:
    return [e.text for e in page.elements if e.tag in BLOCKS and not e.inside("code")]


def test_no_page_puts_a_shortened_figure_into_quotation_marks(project: Project, outputs: Path) -> None:
    ours = shortened(project)
    found = {(p.name, m) for p in pages(outputs) for text in blocks(p) for m in marked(text) if m in ours}
    assert not found


@pytest.mark.parametrize("table", SPOKEN)
def test_no_reason_problem_or_note_puts_a_shortened_figure_into_quotation_marks(project: Project, table: str) -> None:
    ours = shortened(project)
    spoken = [row[column] for row in rows(project.processed / f"{table}.csv") for column in SPOKEN[table]]
    assert not {m for text in spoken for m in marked(text) if m in ours}


def test_grades_and_known_words_of_a_source_keep_their_marks(project: Project) -> None:
    found = {m for row in rows(project.processed / "findings.csv") for m in marked(row["what"])}
    assert {"inadequate", "requires improvement", "cancelled"} <= found


def test_no_page_names_a_source_by_its_id(project: Project, outputs: Path) -> None:
    ids = "|".join(re.escape(row["source_id"]) for row in rows(project.processed / "sources.csv"))
    an_id = re.compile(rf"(?<![\w./:-])(?:{ids})(?![\w./:-])")
    seen = ((p.name, piece.text) for p in pages(outputs) for piece in p.pieces if not piece.within.inside("code"))
    assert not {(name, m) for name, text in seen for m in an_id.findall(text)}


def test_a_claim_stands_beside_the_name_that_the_link_to_its_source_carries(project: Project, outputs: Path) -> None:
    names = {row["source_id"]: row["name"] for row in rows(project.processed / "sources.csv")}
    page = read_file(outputs / "story" / "index.html")
    shown = {e.attributes["data-fact"]: e.text for e in page.elements if "data-fact" in e.attributes}
    for claim in rows(project.processed / "claims.csv"):
        assert names[claim["source_id"]] in shown[f"claims/{claim['claim_id']}"]


@pytest.mark.parametrize("table", ["claims", "findings"])
def test_no_reason_and_no_problem_names_a_source_by_its_id(project: Project, table: str) -> None:
    ids = [row["source_id"] for row in rows(project.processed / "sources.csv") if "-" in row["source_id"]]
    spoken = " ".join(row[column] for row in rows(project.processed / f"{table}.csv") for column in SPOKEN[table])
    assert not [i for i in ids if re.search(rf"(?<![\w./-]){re.escape(i)}(?![\w./-])", spoken)]


def test_printed_figures_are_told_bare_with_what_was_added_to_them_in_brackets() -> None:
    assert told(["25%", "25%; equates to five offences"]) == "25% and 25% (equates to five offences)"
    assert told(["1,000 of 2,000"]) == "1,000 of 2,000"
    assert told(["3 of 19", "3 of 19 (16%)", "16%"]) == "3 of 19, 3 of 19 (16%) and 16%"


def test_a_claim_is_told_a_share_without_a_sample_as_printed_and_without_marks() -> None:
    assert Cell("Kent", "rape", "share only", printed="one in 10; 10%").told == "printed as one in 10 and 10%"
