"""Who printed what: grades on which sources disagree, words that travel with a number, whose copy a link leads to."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import openpyxl
import pytest
from page_text import Page, read_file

from cancelled_crimes.charts.chart import Chart
from cancelled_crimes.charts.local import local_charts
from cancelled_crimes.charts.recording import recording_chart
from cancelled_crimes.charts.shared import shared_charts
from cancelled_crimes.charts.sources import source_line
from cancelled_crimes.page import workbook
from cancelled_crimes.page.context import Context, open_context
from cancelled_crimes.paths import Project
from cancelled_crimes.slugs import slug
from cancelled_crimes.words import recording
from cancelled_crimes.words.facts import Finding, finding
from cancelled_crimes.words.prose import plain
from cancelled_crimes.words.topics import VICTIMS


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


def test_the_lead_says_what_the_reply_says_and_links_to_it(context: Context, outputs: Path) -> None:
    told = page(outputs, "hampshire")
    (reply,) = told.find("p", class_="reply")
    assert reply.inside("header") or told.find("h1")[0].parent is reply.parent, "it stands with the headline"
    assert "Hampshire says that five of the nine cancelled sexual offence records" in reply.text
    assert "put right before the inspection" in reply.text
    (link,) = [e for e in told.find("a", class_="out") if reply in e.up()]
    assert link.attributes["href"] == context.sources["isle-of-wight-county-press-2020"]["url"]
    assert not re.search(r"disput|counted as right", told.text), "the reply concedes that they had been wrong"
    assert "a what-if, not the force’s claim" in told.section("how-sure").text


def test_no_reply_found_is_not_told_as_no_reply_given(outputs: Path, context: Context) -> None:
    for name in ("index", "greater-manchester", "essex"):
        told = page(outputs, name).section("reply").text
        assert "no reply recorded" not in told
        assert name == "essex" or "Whether their publishers were asked for a reply is not recorded" in told


def words_of(name: str) -> list[str]:
    return re.findall(r"[a-z0-9]{3,}", name.casefold())


def test_the_name_of_a_link_says_on_whose_site_it_leads(context: Context) -> None:
    """The site is named by a word of its address; the inspectorate's reports stand on one of the government's."""
    for row in context.sources.values():
        site = urlsplit(row["url"]).hostname or ""
        own = row["copy_at"] or row["publisher"]
        if row["kind"] == "inspectorate" and not row["copy_at"]:
            assert site.endswith("justiceinspectorates.gov.uk"), row["source_id"]
        else:
            assert any(word in site for word in words_of(own) if word not in ("news", "the", "and")), row["source_id"]
        assert row["name"].startswith(own) and row["publisher"] in row["name"]


def test_a_link_to_a_source_carries_its_name_or_its_site(context: Context, outputs: Path) -> None:
    """Reports of the inspectorate may go by their year."""
    named = {row["url"]: row for row in context.sources.values()}
    for path in sorted((outputs / "story").glob("*.html")):
        for link in read_file(path).find("a", class_="out"):
            if row := named.get(link.attributes["href"]):
                site = str(urlsplit(row["url"]).hostname).removeprefix("www.")
                by_year = row["kind"] == "inspectorate" and re.fullmatch(r"20\d\d", link.text)
                assert link.text == site or row["name"] in link.text or by_year, (path.name, link.text)


def test_no_chart_and_no_fact_sheet_prints_an_id_for_a_name(context: Context, outputs: Path) -> None:
    ids = re.compile(rf"\b({'|'.join(key for key in context.sources if '-20' in key)})\b")
    for path in sorted((outputs / "story").glob("*.html")):
        told = read_file(path)
        shown = [p for p in told.pieces if p.within.inside("figure") or p.within.has("id", "fact-sheet")]
        assert [(path.name, p.text) for p in shown if ids.search(p.text) and not p.within.inside("code")] == []


def printed_by(chart: Chart) -> set[str]:
    """The names in a chart's source line."""
    names = re.findall(r"(?:as printed by|also by) ([^;]+?)(?=;|\. [A-Z])", chart.source)
    return {name for group in names for name in re.split(r", | and ", group)}


def test_a_chart_names_those_who_printed_the_figures_that_it_shows_and_no_others(context: Context) -> None:
    settings, tables = context.settings, context.tables
    for force in settings.units:
        for chart in local_charts(force, tables, settings):
            keys = [(force, VICTIMS)] if chart.slug.endswith("-victims") else [(force, o) for o in settings.offences]
            own = {context.sources[s]["publisher"] for key in keys for s in context.everything[key].sources}
            assert all(name in chart.source for name in own if chart.slug.endswith(("-victims", "-figures"))), (
                chart.slug
            )
            known = {row["name"] for row in context.sources.values()}
            assert printed_by(chart) <= known, chart.slug
    (victims,) = [c for c in local_charts("Gwent", tables, settings) if c.slug == "gwent-victims"]
    assert victims.source.startswith("Source: HMICFRS inspections, as printed by South Wales Argus. ")
    for chart in shared_charts(tables, settings):
        assert "appendix" not in chart.source


def test_two_versions_of_one_article_are_named_once(context: Context) -> None:
    west = finding(context.tables, "West Yorkshire", "rape", context.settings)
    both = replace(west, sources=("yorkshire-post", "yorkshire-post-2020"))
    assert printed_in(both, context) == "Yorkshire Post"
    assert printed_in(west, context) == "PressReader (a copy of Yorkshire Post)"


def printed_in(f: Finding, context: Context) -> str:
    line = source_line([f], context.tables, context.settings)
    return line.partition("as printed by ")[2].partition(". ")[0]


@pytest.mark.parametrize(
    ("force", "year", "remark"),
    [
        ("Bedfordshire", 2018, "improved"),
        ("Cleveland", 2018, "legitimate"),
        ("Devon and Cornwall", 2016, "good"),
        ("Dorset", 2020, "training"),
        ("Durham", 2017, "good"),
        ("Gloucestershire", 2019, "inform victims"),
    ],
)
def test_what_was_said_without_a_figure_stands_on_the_forces_page_and_the_national_one(
    outputs: Path, force: str, year: int, remark: str
) -> None:
    local = page(outputs, slug(force))
    told = [e for e in local.find("li") if local.section("said-in-words") in e.up() and remark in e.text.casefold()]
    assert told and f"inspection of {year}" in told[0].text
    assert [e for e in local.find("a", class_="out") if told[0] in e.up()], "it names its source, as a link"
    national = page(outputs, "index")
    lines = [e.text for e in national.find("li") if national.section("said-in-words") in e.up()]
    assert any(line.startswith(f"{force}: ") and remark in line for line in lines)


def test_no_remark_of_the_inspectors_on_cancelled_records_is_left_in_a_note(context: Context) -> None:
    """Notes say where values come from; what was said of cancelled records belongs on the pages."""
    for row in context.visits:
        said = re.search(r"(report|release|page)[^.;]* (says|asks|:)[^.;]*cancel", row["notes"])
        assert not said, (row["force"], said)
