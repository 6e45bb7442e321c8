"""The page: its sections, what it may not hold, and the files that go with it."""

import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from page_text import Page, read, read_file, without

from cancelled_crimes.errors import StoryError
from cancelled_crimes.page import changes, export, html
from cancelled_crimes.page.context import Context, open_context
from cancelled_crimes.page.edition import Edition, open_edition
from cancelled_crimes.page.facts import line
from cancelled_crimes.page.stamp import stamp
from cancelled_crimes.paths import Project
from cancelled_crimes.pipeline.notebooks import read_notebook
from cancelled_crimes.tables import Tables
from cancelled_crimes.words.prose import Number, plain

HOSTILE = '<script>alert(1)</script></style>[a](javascript:alert(2)) **b** & "quotes"'


def page(outputs: Path, name: str) -> Page:
    return read_file(outputs / "story" / f"{name}.html")


@pytest.fixture
def context(project: Project, outputs: Path, monkeypatch: pytest.MonkeyPatch) -> Context:
    monkeypatch.chdir(project.root)
    return open_context("Greater Manchester", ".")


def test_greater_manchester_reads_as_the_evidence_stands(outputs: Path) -> None:
    told = page(outputs, "greater-manchester")
    assert told.find("h1")[0].text == (
        "Greater Manchester: five of 20 cancelled robbery records reviewed were wrongly cancelled (inspection of 2018)"
    )
    glance = told.section("at-a-glance")
    robbery = next(row for row in told.find("tr") if glance in row.up() and row.text.startswith("Robbery"))
    assert re.search(r"5 of 20.*25%.*11% to 47%", robbery.text)
    assert "The sample of 20 was worked out from 25% and five" in told.text
    assert "Figures on rape, violence and victims told of a cancellation were not available" in told.text


@pytest.mark.parametrize(
    ("force", "texts"),
    [
        ("hampshire", ["9 of 17", "3 of 19", "2 of 19", "6 of 18"]),
        ("durham", ["7 of 33"]),
        ("north-yorkshire", ["1 of 22", "30 of 156"]),
        ("cheshire", ["43%", "the smallest that fits is seven"]),
        ("suffolk", ["one in 20", "the smallest that fits is 20"]),
    ],
)
def test_known_findings_stand_on_their_pages(outputs: Path, force: str, texts: list[str]) -> None:
    assert [t for t in texts if t not in page(outputs, force).text] == []


def test_a_force_without_figures_gets_its_inspection_its_rate_and_where_to_look(outputs: Path) -> None:
    told = page(outputs, "essex")
    assert re.search(r"95\.8% ?\s*of the crimes reported to it, give or take 1\.53 percentage points", told.text)
    missing = told.section("missing")
    links = [e.attributes["href"] for e in told.find("a", class_="out") if missing in e.up()]
    assert any("essex-crime-data-integrity-inspection-2019" in href for href in links)
    assert "charts" not in {e.attributes.get("id") for e in told.find("section")}, "an empty section stayed"


def test_the_national_page_leads_with_counts_and_lists_all_editions(outputs: Path, context: Context) -> None:
    told = page(outputs, "index")
    assert "10 of 118" in told.find("p", class_="standfirst")[0].text
    assert "%" not in told.find("h1")[0].text + told.find("p", class_="standfirst")[0].text
    editions = [e.attributes["href"] for e in told.find("a") if told.section("editions") in e.up()]
    assert len(editions) == len(context.settings.local_editions)
    assert all((outputs / "story" / name).is_file() for name in editions)


def test_the_sections_stand_in_the_order_that_an_editor_needs(outputs: Path) -> None:
    told = page(outputs, "greater-manchester")
    order = [e.attributes["id"] for e in told.find("section")]
    wanted = ["at-a-glance", "what-may-be-said", "charts", "how-sure", "claims", "fact-sheet", "missing", "reply"]
    assert [name for name in order if name in wanted] == wanted
    assert order[-3:] == ["method", "corrections", "made-of"]
    assert "editions" not in order and "neighbours" in order


def test_pages_are_small_and_ask_for_nothing(outputs: Path) -> None:
    for path in sorted((outputs / "story").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert len(text.encode()) < 600_000, path.name
        assert len(without(text, "svg").encode()) < 155_000, path.name
        loaded = re.findall(r"<(?:link|img|script|iframe|source|object)\b[^>]*(?:src|href|data)=[^>]*>", text)
        assert loaded == [], path.name
        assert not re.search(r"@import|url\(\s*['\"]?(?!#)", without(text, "p")), path.name


def test_code_is_hidden_and_one_click_away(outputs: Path) -> None:
    told = page(outputs, "greater-manchester")
    code = [e for e in told.find("pre") if e.text]
    assert code and all(e.inside("details") and e.has("class", "code") for e in code)
    assert any("edition.at_a_glance()" in e.text for e in code)
    assert any("open_edition(force, into)" in e.text for e in code)


def test_help_lines_stand_on_every_page_about_rape_or_sexual_offences(outputs: Path) -> None:
    for path in sorted((outputs / "story").glob("*.html")):
        assert "0808 500 2222" in read_file(path).text, path.name


def test_a_reply_stands_on_the_page_and_its_absence_is_said(outputs: Path) -> None:
    assert "Staffing and training were increased" in page(outputs, "suffolk").text
    assert "Essex: no reply recorded" in page(outputs, "essex").text
    assert re.search(r"The Bolton News\s*, whose article is checked here: no reply", page(outputs, "cheshire").text)


def test_a_number_without_a_line_stops_the_page(context: Context) -> None:
    with pytest.raises(StoryError, match='no line: "rates/nowhere/rape"'):
        line(context, "rates/nowhere/rape")
    with pytest.raises(StoryError, match="no line"):
        line(context, "strange/thing")


def test_hostile_text_is_shown_as_text_wherever_it_comes_from(context: Context) -> None:
    row = SimpleNamespace(rule=HOSTILE)
    for markup in (html.number(Number(HOSTILE, "rates/a/b")), html.prose((HOSTILE,)), html.linked(HOSTILE)):
        assert "<script" not in markup and "</style" not in markup
    assert "<a" not in html.address("javascript:alert(1)")
    assert "<a" not in html.address('https://x.org/"onclick="alert(1)')
    labels = html.column_labels(["", 'a";}</style><script>', row.rule])
    assert "<" not in labels and labels.count('"') == 2


def test_hostile_rows_reach_no_page_as_markup(context: Context) -> None:
    tables = Tables(context.tables.folder)
    vars(tables).update(
        findings=context.tables.findings.assign(what=HOSTILE, done=HOSTILE, todo=HOSTILE, rule=HOSTILE),
        claims=context.tables.claims.assign(says=HOSTILE, reason=HOSTILE),
        inspections=context.tables.inspections.assign(notes=HOSTILE, inspection_title=HOSTILE),
    )
    hostile = Context(context.force, context.project, context.settings, tables)
    sources = context.raw.sources.assign(publisher=HOSTILE, url=f"javascript:{HOSTILE}")
    replies = context.raw.replies.assign(reply_in_our_words=HOSTILE, who=HOSTILE)
    raw = SimpleNamespace(**{**vars(context.raw), "sources": sources, "replies": replies})
    vars(hostile)["raw"] = raw
    edition = Edition(hostile, {"charts": ""})  # drawn from numbers only
    text = "".join(
        getattr(edition, name)().html for name in ("claims", "problems", "replies", "inspections", "missing")
    )
    text += edition.fact_sheet().html
    told = read("hostile", text)
    assert not told.find("script") and "</style" not in text
    assert not [e for e in told.find("a") if e.attributes.get("href", "").lower().startswith("javascript")]
    assert "<script>alert(1)</script>" in told.text


def test_the_notebook_is_stored_clean(project: Project) -> None:
    node = nbformat.read(project.notebooks / "04_story.ipynb", as_version=4)
    code = [c for c in node.cells if c.cell_type == "code"]
    assert all(not c.outputs and c.execution_count is None for c in code)
    assert all(len(c.source.splitlines()) <= 3 and "def " not in c.source for c in code)
    headings = [c.source for c in node.cells if c.cell_type == "markdown"]
    assert all(h.splitlines()[0].endswith("?") for h in headings)


def test_the_force_of_an_executed_notebook_is_read_from_its_parameters() -> None:
    node = nbformat.v4.new_notebook()
    for tag, source in (("parameters", 'force: str = ""\ninto: str = "."'), ("injected-parameters", 'force = "Gwent"')):
        cell = nbformat.v4.new_code_cell(source)
        cell.metadata["tags"] = [tag]
        node.cells.append(cell)
    assert export.force_of(node) == "Gwent"
    assert export.force_of(nbformat.v4.new_notebook(cells=node.cells[:1])) == ""


def test_a_page_is_exported_alike_each_time_and_as_it_stands(project: Project, outputs: Path) -> None:
    node = read_notebook(outputs / "notebooks" / "04_story" / "gwent.ipynb")
    made = export.export_page(node, project)
    assert made == export.export_page(node, project) == (outputs / "story" / "gwent.html").read_text(encoding="utf-8")


def test_an_unknown_force_is_refused_with_the_nearest(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    with pytest.raises(StoryError, match='unknown force "Manchester"; did you mean "Greater Manchester"'):
        open_edition("Manchester")


def test_the_stamp_tells_data_settings_and_method_apart(project_copy: Any) -> None:
    copy = project_copy()
    before = stamp(copy)
    copy.settings_file.write_text(copy.settings_file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    settings = stamp(copy)
    assert (settings.data, settings.method) == (before.data, before.method)
    assert settings.settings != before.settings and settings.inputs != before.inputs
    with (copy.raw / "replies.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert stamp(copy).data != settings.data and stamp(copy).settings == settings.settings


def test_publishing_keeps_the_numbers_and_the_next_edition_tells_what_changed(project_copy: Any) -> None:
    copy: Project = project_copy(built=True)
    path = changes.publish(copy)
    again = path.read_bytes()
    assert changes.publish(copy).read_bytes() == again
    published = json.loads(again)
    assert published["numbers"]["rates/greater-manchester/robbery"]["printed"] == "5 of 20"
    context = _opened(copy)
    assert changes.changed_numbers(context) == []
    published["numbers"]["rates/gwent/violence"]["printed"] = "4 of 20"
    published["inputs"]["data"] = "another"
    path.write_text(json.dumps(published), encoding="utf-8")
    [change] = changes.changed_numbers(context)
    assert (change.fact, change.old.split(";")[0], change.new.split(";")[0], change.why) == (
        "rates/gwent/violence", "4 of 20", "5 of 20", "data",
    )  # fmt: skip
    told = read("changes", Edition(context).changes().html)
    assert "4 of 20" in told.text and "data" in told.text


def _opened(project: Project) -> Context:
    from cancelled_crimes.settings import load_settings

    return Context("", project, load_settings(project.settings_file), Tables(project.processed))


def test_files_offered_on_a_page_are_there(outputs: Path) -> None:
    for path in sorted((outputs / "story").glob("*.html")):
        for e in read_file(path).find("a"):
            href = e.attributes.get("href", "")
            if not href.startswith(("#", "http", "tel:")):
                assert (path.parent / href.partition("#")[0]).resolve().is_file(), f"{path.name}: {href}"


def test_numerals_of_plain_text_become_numbers_of_their_fact() -> None:
    text = html.marked(("20 records: over 130% of ", Number("five", "rates/a/b")), "rates/a/b")
    assert [p.text for p in text if isinstance(p, Number)] == ["20", "130%", "five"]
    assert plain(text) == "20 records: over 130% of five"


def test_rows_of_one_file_are_named_together() -> None:
    assert html.row_refs(["a:1", "b:2", "a:3"]) == "a:1, 3; b:2"


def test_a_correction_is_printed_with_its_day(project_copy: Any, outputs: Path) -> None:
    copy: Project = project_copy()
    shutil.copytree(outputs.parent / "data" / "processed", copy.processed, dirs_exist_ok=True)
    note = '\n[[corrections]]\ndate = 2026-12-01\ntext = "Robbery: we wrote 6 of 20; it is 5 of 20."\nforce = "Gwent"\n'
    with copy.settings_file.open("a", encoding="utf-8") as file:
        file.write(note)
    for force, there in (("Gwent", True), ("Essex", False), ("", True)):
        told = read("x", Edition(_with_force(_opened(copy), force)).corrections().html).text
        assert ("1 December 2026" in told and "we wrote 6 of 20" in told) is there


def _with_force(context: Context, force: str) -> Context:
    return Context(force, context.project, context.settings, context.tables)
