"""The rules of wording and of fact-checking, held against the rendered text of every page."""

import re
from pathlib import Path

import pytest
from page_text import KINDS, Element, Page, Piece, read_file

from cancelled_crimes.paths import Project
from cancelled_crimes.settings import load_settings
from cancelled_crimes.slugs import slug

WORDS = "one|two|three|four|five|six|seven|eight|nine|none|all|both|neither"
COUNTS = re.compile(rf"\b(\d[\d,]*|{WORDS}) of (the )?(\d[\d,]*|{WORDS})\b", re.IGNORECASE)
A_NUMBER = re.compile(rf"\d|\b({WORDS}) of (\d|({WORDS})\b)", re.IGNORECASE)


@pytest.fixture(scope="session")
def pages(outputs: Path) -> list[Page]:
    return [read_file(path) for path in sorted((outputs / "story").glob("*.html"))]


@pytest.fixture(scope="session")
def lines(pages: list[Page]) -> dict[str, set[str]]:
    """The ids on each page: the lines of the fact-check sheet are among them."""
    return {page.name: {e.attributes["id"] for e in page.elements if "id" in e.attributes} for page in pages}


def shown(page: Page, *apart_from: str) -> list[Piece]:
    return [p for p in page.pieces if not p.within.inside("svg", "pre", *apart_from)]


def complain(found: list[str]) -> None:
    assert not found, f"{len(found)} found:\n" + "\n".join(found[:20])


def is_no_figure(piece: Piece) -> bool:
    """The numbers that are not figures: titles of reports, days, ids and rows, help lines, addresses."""
    at = piece.within
    return at.inside("cite", "time", "code", "address") or at.has("class", "out")


def has_line(piece: Piece) -> bool:
    """It links to its line, its table row does, or its element names its fact."""
    row = next((e for e in piece.within.up() if e.tag == "tr"), None)
    return (
        any(e.tag == "a" and e.facts for e in piece.within.up())
        or bool(row and row.facts)
        or piece.within.has("data-fact")
    )


def test_there_is_a_page_for_the_country_and_for_each_force(pages: list[Page], project: Project) -> None:
    settings = load_settings(project.settings_file)
    assert {p.name for p in pages} == {"index", *map(slug, settings.local_editions)}


def test_every_number_has_a_line_in_the_fact_check_sheet(pages: list[Page]) -> None:
    complain(
        [
            f"{page.name}: {piece.text.strip()!r} in {piece.within.block.text[:100]!r}"
            for page in pages
            for piece in shown(page)
            if A_NUMBER.search(piece.text)
            and not piece.within.has("id", "fact-sheet")
            and not is_no_figure(piece)
            and not has_line(piece)
        ]
    )


def test_every_line_that_a_number_links_to_is_there_and_leads_back(
    pages: list[Page], lines: dict[str, set[str]]
) -> None:
    missing = [
        f"{page.name}: {e.attributes['href']}"
        for page in pages
        for e in page.find("a")
        if e.attributes.get("href", "").startswith("#") and e.attributes["href"][1:] not in lines[page.name]
    ]
    missing += [
        f"{page.name}: no line for {e.attributes['data-fact']}"
        for page in pages
        for e in page.elements
        if "data-fact" in e.attributes and f"fact-{e.attributes['data-fact'].replace('/', '.')}" not in lines[page.name]
    ]
    missing += [
        f"{page.name}: {e.attributes['id']} does not lead back"
        for page in pages
        for e in page.elements
        if e.attributes.get("id", "").startswith("fact-") and e.tag == "li" and "↩" not in e.text
    ]
    complain(missing)


def test_every_line_has_a_box_to_tick_and_its_rows_or_its_setting(pages: list[Page]) -> None:
    found = []
    for page in pages:
        boxes = {id(e.parent.parent) for e in page.find("input", type="checkbox") if e.parent and e.parent.parent}
        for e in page.find("li"):
            key = e.attributes.get("id", "")
            if not key.startswith("fact-"):
                continue
            traced = re.search(r"\w+:\d+|story\.toml|\.csv|as for the|table of the chart", e.text)
            if id(e) not in boxes or not (traced or key.startswith("fact-coverage.")):
                found.append(f"{page.name}: {key}: {e.text[:90]}")
    complain(found)


def test_numbers_in_a_chart_stand_in_its_table_or_on_its_scale(pages: list[Page]) -> None:
    scale = {"0", "100%", "75%", "50%", "25%", "20%", "40%", "60%", "80%", "10", "20", "30", "40", "95%", "99.8%"}
    found = []
    for page in pages:
        for figure in page.find("figure"):
            told = [p.text for p in page.pieces if figure in p.within.up() and not p.within.inside("svg")]
            told += [e.attributes.get("aria-label", "") for e in page.find("svg") if figure in e.up()]
            table = " ".join(told).replace("one in ", "1 in ")
            for piece in page.pieces:
                if figure not in piece.within.up() or not piece.within.inside("svg"):
                    continue
                for number in re.findall(r"\d[\d.,]*\d%?|\d%?", piece.text):
                    if number not in scale and not _in_table(number, table):
                        found.append(f"{page.name}: {number} of {piece.text!r}")
    complain(found)


def _in_table(number: str, table: str) -> bool:
    """In the table or the description of the chart; or rounded, as 5% of "one in 20" and 89.6% of 89.56% are."""
    if number.strip(".,") in table:
        return True
    if not number.endswith("%"):
        return False
    value = float(number[:-1])
    shares = [float(n) for n in re.findall(r"(\d+(?:\.\d+)?)%", table)]
    shares += [100 / int(n) for n in re.findall(r"1 in (\d+)", table)]
    shares += [100 * int(a) / int(b) for a, b in re.findall(r"(\d+) of (\d+)", table)]
    return any(abs(value - share) <= 0.51 for share in shares)


def test_no_percentage_stands_without_its_counts(pages: list[Page]) -> None:
    complain(
        [
            f"{page.name}: {piece.text.strip()!r} in {piece.within.block.text[:140]!r}"
            for page in pages
            for piece in shown(page)
            if "%" in piece.text
            and not piece.within.has("data-kind", *KINDS)
            and not piece.within.inside("code")
            and not COUNTS.search(piece.within.block.text)
        ]
    )


def test_no_percentage_is_told_as_a_share_of_crimes_reports_or_cases(pages: list[Page]) -> None:
    wrong = re.compile(r"(%|a quarter|a third|half) of (all |the )?(crimes|reports|cases|offences|rapes|robber)", re.I)
    complain(
        [
            f"{page.name}: {block.text[:140]}"
            for page in pages
            for block in _blocks(page)
            if wrong.search(block.text) and not _quotes(block) and "estimated that" not in block.text
        ]
    )


def test_sentences_agree_with_their_numbers(pages: list[Page]) -> None:
    one, many = "record|force|victim|crime|sample|inspection", "records|forces|victims|crimes|samples|inspections"
    wrong = re.compile(
        rf"\b(1|one) (cancelled )?(\w+ )?({many})\b|\bone (of \w+ )?were\b|\b(two|three|[2-9]|[1-9]\d+) ({one})\b"
        r"|(?<!of )(?<!in )\b(two|three|four|five|six|seven|eight|nine|\d\d+) was\b",
        re.IGNORECASE,
    )
    complain(
        [
            f"{page.name}: {m[0]!r} in {block.text[:120]!r}"
            for page in pages
            for block in _blocks(page)
            if not _quotes(block) and (m := wrong.search(block.text)) and not block.has("id", "fact-sheet")
        ]
    )


def test_no_word_claims_more_than_the_evidence(pages: list[Page]) -> None:
    wrong = re.compile(r"\b(significant(ly)?|proves?|proven|random sample|worst|best|league table|nationally)\b", re.I)
    complain(
        [
            f"{page.name}: {piece.text.strip()[:140]!r}"
            for page in pages
            for piece in shown(page)
            if wrong.search(piece.text) and not piece.within.has("data-kind", "claim")
        ]
    )


def test_a_finding_names_the_year_of_its_inspection(pages: list[Page]) -> None:
    finding = re.compile(rf"({COUNTS.pattern})[^.;]*\breviewed\b[^.;]*\b(was|were) wrongly cancelled", re.IGNORECASE)
    complain(
        [
            f"{page.name}: {block.text[:160]}"
            for page in pages
            for block in _blocks(page)
            if finding.search(block.text)
            and "inspection" not in block.text
            and not _quotes(block)
            and not block.has("data-fact")
        ]
    )


def test_no_page_calls_a_missing_figure_zero(pages: list[Page]) -> None:
    found = []
    for page in pages:
        for row in page.find("tr"):
            if re.search(r"\bnot found\b|\bnot available\b", row.text) and re.search(r"\b0 of\b|\b0%", row.text):
                found.append(f"{page.name}: {row.text[:120]}")
    complain(found)


def test_no_two_local_pages_share_a_finding_or_a_chart(pages: list[Page]) -> None:
    local = [page for page in pages if page.name != "index"]
    titles = [page.find("h1")[0].text for page in local]
    assert len(set(titles)) == len(titles)
    charts = [figure.text for page in local for figure in page.find("figure")]
    assert len(set(charts)) == len(charts)


def _blocks(page: Page) -> list[Element]:
    return [e for e in page.elements if e.tag in ("p", "li", "dd", "h1", "h3", "figcaption", "strong") and e.text]


def _quotes(block: Element) -> bool:
    """Whether a block is, or holds, a quoted claim: then its words are not ours."""
    return block.quotes or block.has("data-kind", "claim")
