"""What goes with the pages: the workbook, and a bundle a page."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from cancelled_crimes.page import bundle, workbook
from cancelled_crimes.page.context import Context, open_context
from cancelled_crimes.paths import Project


@pytest.fixture
def context(project: Project, outputs: Path, monkeypatch: pytest.MonkeyPatch) -> Context:
    monkeypatch.chdir(project.root)
    return open_context("Greater Manchester", ".")


def test_the_workbook_has_its_sheets_filters_and_frozen_headers(outputs: Path) -> None:
    book = openpyxl.load_workbook(outputs / "data" / workbook.NAME)
    assert book.sheetnames == [
        "readme", "cancellations", "victims", "inspections", "rates", "findings", "claims", "sources",
    ]  # fmt: skip
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref, sheet.title
    cells = book["cancellations"]
    assert (cells.max_row, cells["A2"].value) == (1 + 43 * 4, "Avon and Somerset")
    head = [c.value for c in book["rates"][1]]
    shares = [row[head.index("rate")] for row in book["rates"].iter_rows(min_row=2)]
    assert {c.number_format for c in shares if c.value is not None} == {"0.0%"}
    unknown = cells.cell(4, [c.value for c in cells[1]].index("wrong") + 1)
    assert unknown.value is None, "a missing figure must stay empty"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "|cmd"])
def test_text_that_looks_like_a_formula_is_neutralised(text: str) -> None:
    assert workbook.safe(text) == f"'{text}"
    assert workbook.safe("5 of 20") == "5 of 20"


def test_workbook_and_bundle_are_the_same_bytes_each_time(context: Context, outputs: Path) -> None:
    national = open_context("", ".")
    assert workbook.workbook(national) == workbook.workbook(national) == (outputs / "data" / workbook.NAME).read_bytes()
    made = bundle.contents(context)
    assert made == bundle.contents(context)
    with zipfile.ZipFile(outputs / "bundles" / "greater-manchester.zip") as archive:
        day = context.settings.story.as_of
        assert {info.date_time[:3] for info in archive.infolist()} == {(day.year, day.month, day.day)}
        assert {info.filename: archive.read(info) for info in archive.infolist()} == made


def test_a_bundle_holds_the_page_its_charts_its_rows_and_the_workbook(context: Context) -> None:
    made = bundle.contents(context)
    assert {"story/greater-manchester.html", "data/cancelled-crimes.xlsx", "README.txt"} <= set(made)
    assert {"charts/greater-manchester-figures.svg", "charts/greater-manchester-figures.png"} <= set(made)
    own = pd.read_csv(io.BytesIO(made["data/greater-manchester-cancellations.csv"]))
    assert own["force"].unique().tolist() == ["Greater Manchester"]
    assert not any(name.startswith("charts/suffolk") for name in made)
