"""The workbook: all tables as sheets with filters, frozen headers and number formats; the same bytes each time."""

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pandas as pd
import xlsxwriter

from cancelled_crimes.page.context import Context, open_context
from cancelled_crimes.paths import Project
from cancelled_crimes.tables import FLOATS, INTEGERS, join

NAME = "cancelled-crimes.xlsx"
_SHARES = {
    "share_low", "share_high", "rate", "low", "high", "exact_low", "exact_high", "chance_median", "chance_low",
    "chance_high", "highest_share", "assumed_rate_low", "assumed_rate_high",
}  # fmt: skip
_FORMULA = re.compile(r"^\s*[=+\-@|]|^[\t\r]")
_WIDTHS = (8, 60)
_ABOUT = {
    "cancellations": "One row a force and offence: what is known of the records that inspectors reviewed.",
    "victims": "One row a force: victims who should have been told of a cancellation, and how many were.",
    "inspections": "One row an inspection: judgments, recording rates in per cent, who printed what is not from the "
    "report, grades on which sources disagree, address of the report.",
    "rates": "Shares with intervals (0 to 1), tier, and the comparison with the other forces in hand.",
    "findings": "What is wrong with the data: what was done, and what to do.",
    "claims": "Claims in print, each with its verdict and the reason.",
    "sources": "Every source: publisher, whose copy was read, date, address, origin, and the day on which it was read.",
}


def write_workbook(project: Project) -> Path:
    """Write outputs/data/cancelled-crimes.xlsx from the processed tables; dates and times are those of `as_of`."""
    context = open_context("", str(project.into))
    path = project.data / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(workbook(context))
    return path


def workbook(context: Context) -> bytes:
    """The workbook's bytes: a readme, then a sheet a table."""
    tables: dict[str, pd.DataFrame] = {name: getattr(context.tables, name) for name in _ABOUT}
    tables["inspections"] = tables["inspections"].assign(disputed_grades=_disputed(context))
    day = context.settings.story.as_of
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties(
            {
                "title": context.settings.story.title,
                "author": context.settings.story.newsroom,
                "created": dt.datetime(day.year, day.month, day.day),
            }
        )
        styles = _Styles(book)
        _readme(book.add_worksheet("readme"), context, styles)
        for name, table in tables.items():
            _sheet(book.add_worksheet(name), table, styles)
    return fixed(made.getvalue(), day)


def _disputed(context: Context) -> list[str]:
    """For each inspection the grades on which sources disagree, with what each of them printed."""
    told = []
    for visit in context.visits:
        key = (visit["force"], int(visit["inspection_year"]))
        grades = [(grade[2], values) for grade, values in context.disputes.items() if grade[:2] == key]
        parts = [f"{column}: {', '.join(f'{value} ({where})' for value, where in values)}" for column, values in grades]
        told.append(join(parts))
    return told


class _Styles:
    """The cell formats of the workbook."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"valign": "top", "num_format": "@"})
        self.wrap = book.add_format({"valign": "top", "text_wrap": True})
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.count = book.add_format({"valign": "top", "num_format": "#,##0"})
        self.year = book.add_format({"valign": "top", "num_format": "0"})
        self.share = book.add_format({"valign": "top", "num_format": "0.0%"})
        self.number = book.add_format({"valign": "top", "num_format": "0.00##"})

    def of(self, column: str) -> Any:
        """The format of a column, by its name."""
        if column in _SHARES:
            return self.share
        if column in FLOATS:
            return self.number
        return self.year if column.endswith("_year") else self.count if column in INTEGERS else self.text


def _readme(sheet: Any, context: Context, styles: _Styles) -> None:
    story = context.settings.story
    lines = [
        f"{story.byline}, {story.newsroom}, as of {story.as_of.isoformat()}. Contact: {story.contact}.",
        f"Every count is of the {context.settings.words.records} that {context.settings.words.reviewers} reviewed; a "
        "share is a share of those, never of crimes or reports.",
        "An empty cell is unknown. It is never zero; the column status says what is known, and how.",
        "Raw rows point to lines of the files in data/raw/. A text that a spreadsheet could take for a formula has an "
        "apostrophe in front.",
    ]
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90, styles.wrap)
    sheet.write_string(0, 0, safe(story.title), styles.title)
    for row, line in enumerate(lines, start=1):
        sheet.write_string(row, 1, safe(line), styles.wrap)
    for row, (name, about) in enumerate(_ABOUT.items(), start=len(lines) + 2):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
        sheet.write_string(row, 1, about, styles.wrap)


def _sheet(sheet: Any, table: pd.DataFrame, styles: _Styles) -> None:
    """One table: bold frozen header, filter, a format a column; empty cells stay empty."""
    for place, column in enumerate(table.columns):
        values = table[column].tolist()
        longest = max([len(column), *(len(str(v)) for v in values)], default=0)
        sheet.set_column(place, place, min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1]), styles.of(column))
        sheet.write_string(0, place, column, styles.head)
        for row, value in enumerate(values, start=1):
            _cell(sheet, row, place, value, styles.of(column))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table), 1), len(table.columns) - 1)


def _cell(sheet: Any, row: int, place: int, value: Any, style: Any) -> None:
    if pd.isna(value) or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value, style)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, place, float(value), style)
    else:
        sheet.write_string(row, place, safe(str(value)), style)


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: with an apostrophe in front where it begins like one (OWASP)."""
    return f"'{text}" if _FORMULA.match(text) else text


def fixed(archive: bytes, day: dt.date) -> bytes:
    """The same zip with all times at a day's midnight, entries as they stand, no machine in them."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            add(new, name, old.read(name), day)
    return made.getvalue()


def add(archive: ZipFile, name: str, content: bytes, day: dt.date) -> None:
    """Add a file to a zip with a day as its time and plain rights, whatever the machine."""
    entry = ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
    entry.compress_type = ZIP_STORED if name.endswith((".png", ".xlsx")) else ZIP_DEFLATED  # those are compressed
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)
