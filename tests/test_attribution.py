"""Who printed what: grades on which sources disagree, words that travel with a number, whose copy a link leads to."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from page_text import Page, read_file

from cancelled_crimes.charts.recording import recording_chart
from cancelled_crimes.page import workbook
from cancelled_crimes.page.context import Context, open_context
from cancelled_crimes.paths import Project
from cancelled_crimes.words import recording
from cancelled_crimes.words.prose import plain


@pytest.fixture
def context(project: Project, outputs: Path, monkeypatch: pytest.MonkeyPatch) -> Context:
    monkeypatch.chdir(project.root)
    return open_context("", ".")


def page(outputs: Path, name: str) -> Page:
    return read_file(outputs / "story" / f"{name}.html")


def visit(context: Context, force: str, year: int, **changes: Any) -> dict[str, Any]:
    return next(v for v in context.visits if (v["force"], v["inspection_year"]) == (force, year)) | changes


def test_a_grade_on_which_sources_disagree_is_told_with_both_values_and_who_printed_each(outputs: Path) -> None:
    told = page(outputs, "suffolk").section("inspectorate").text
    assert not re.search(r"judged[^.]*for the effectiveness of its recording", told)
    disputed = next(s for s in told.split(". ") if s.startswith("Sources disagree"))
    assert re.search(r"“inadequate” \(Ipswich Star, January 2020\)", disputed)
    assert re.search(r"“requires improvement” \(Suffolk News, 23 October 2020\)", disputed)


def test_a_disputed_grade_is_marked_in_the_workbook_too(context: Context, outputs: Path) -> None:
    sheet = openpyxl.load_workbook(outputs / "data" / workbook.NAME)["inspections"]
    head, *rows = [[c.value or "" for c in row] for row in sheet.iter_rows()]
    told = {(r[head.index("force")], r[head.index("inspection_year")]): r[head.index("disputed_grades")] for r in rows}
    assert {key for key, text in told.items() if text} == {grade[:2] for grade in context.disputes}
    assert "inadequate (Ipswich Star, January 2020)" in told["Suffolk", 2019]


def test_a_grade_that_only_a_paper_misreports_stays_the_inspectorates(outputs: Path) -> None:
    told = page(outputs, "greater-manchester").section("inspectorate").text
    assert "HMICFRS judged Greater Manchester “requires improvement” overall in the inspection of 2018" in told


def test_the_words_before_a_recording_rate_travel_with_it(context: Context) -> None:
    said = {
        force: plain(recording.inspection_paragraph(visit(context, force, year), context.settings, {}))
        for force, year in (("Greater Manchester", 2018), ("Kent", 2018), ("Warwickshire", 2019))
    }
    assert "around 89% of the crimes" in said["Greater Manchester"]
    assert "more than 98.2% of the sexual offences" in said["Kent"]
    assert "over 96% of the sexual offences" in said["Warwickshire"]


def test_a_note_that_names_a_bound_has_it_in_its_column(context: Context) -> None:
    """The transcriber's notes repeat the words in print: none of those that stand before a rate may be lost."""
    words = r"['‘](around|about|nearly|over|more than|just over) ([\d.]+) ?(?:%|per ?cent)"
    for row in context.visits:
        bounds = {f"{row[c]} {row[c.replace('_bound', '_pct')]:g}" for c in row if c.endswith("rate_bound") and row[c]}
        rates = {f"{row[c]:g}" for c in row if c.endswith("rate_pct") and row[c] == row[c]}
        printed = {f"{word} {rate}" for word, rate in re.findall(words, row["notes"]) if rate in rates}
        assert printed <= bounds, row["force"]


def test_a_rate_that_the_report_did_not_print_names_who_did(context: Context, outputs: Path) -> None:
    kent = plain(recording.recording_rate(visit(context, "Kent", 2018), context.settings))
    assert "reported to it, as printed by Kent Police and Crime Commissioner; we found no interval" in kent
    essex = plain(recording.recording_rate(visit(context, "Essex", 2019), context.settings))
    assert "as printed by" not in essex
    assert "As printed by the inspectorate" not in page(outputs, "kent").text


def test_the_chart_of_rates_names_everyone_whose_figures_it_shows(context: Context) -> None:
    chart = recording_chart(context.tables, context.settings)
    assert chart
    shown = set(chart.table["Printed by"]) - {"HMICFRS report"}
    assert shown and all(name in chart.source for name in shown)
    assert chart.table.set_index("Force").loc["Greater Manchester", "Recording rate"] == "around 89%"
    own = context.tables.inspections
    only = replace(context.tables, _made={})
    object.__setattr__(only, "inspections", own[own["recording_rate_printed_by"] == ""])
    reports = recording_chart(only, context.settings)
    assert reports and reports.source == f"Source: inspection reports of HMICFRS. {context.settings.story.newsroom}"
