"""No sentence on any page says two things that the numbers beside it contradict."""

import re
from pathlib import Path

import pytest
from page_text import Element, Page, read_file

from cancelled_crimes import tables as processed
from cancelled_crimes.paths import Project
from cancelled_crimes.settings import load_settings
from cancelled_crimes.words.numbers import probability

SAME, QUESTION, OUT = "told apart", "worth a question", "stands out"
P = re.compile(r"\bp = (under )?(\d\.\d+)", re.IGNORECASE)
ADJUSTED = re.compile(r"adjusted for so many, p = (?:under )?(\d\.\d+), which is (no longer|still) unusual")
EXPECTED = re.compile(r"no surprise beside the others: (\d+) to (\d+) of (\d+): (.*?);")
DIFFERENCE = re.compile(r"The difference lies between ([−+]?[\d.]+) and ([−+]?[\d.]+) percentage points")
WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SURVIVES = re.compile(r"The finding survives (all \w+|both|the one|\w+ of \w+) changes? tried")


@pytest.fixture(scope="session")
def pages(outputs: Path) -> list[Page]:
    return [read_file(path) for path in sorted((outputs / "story").glob("*.html"))]


@pytest.fixture(scope="session")
def levels(project: Project) -> tuple[float, float]:
    statistics = load_settings(project.settings_file).statistics
    return 1 - statistics.question_level, 1 - statistics.stands_out_level


def blocks(page: Page) -> list[Element]:
    """The paragraphs, rows and list items of a page, and the texts of its charts for those who cannot see them."""
    return [e for e in page.elements if e.tag in ("p", "li", "tr", "figcaption", "desc") and e.text]


def sentences(page: Page) -> list[str]:
    return [s for e in blocks(page) for s in re.split(r"(?<=[.;])\s+(?=[A-Z])", e.text)]


def says(text: str) -> set[str]:
    return {word for word in (SAME, QUESTION, OUT) if word in text}


def fits(p: float, levels: tuple[float, float]) -> str:
    question, out = levels
    return OUT if p <= out else QUESTION if p <= question else SAME


def test_a_verdict_is_the_one_that_its_p_value_gives(pages, levels):
    checked, wrong = 0, []
    for page in pages:
        for sentence in sentences(page):
            found, verdicts = P.search(sentence), says(sentence)
            if not found or not verdicts or "adjusted for so many, p" in sentence:
                continue
            checked += 1
            if verdicts != {fits(float(found[2]) - 1e-9, levels)}:
                wrong.append(f"{page.name}: {sentence}")
    assert not wrong, "\n".join(wrong[:20])
    assert checked > 20


def test_what_is_said_of_the_adjusted_result_is_what_it_is(pages, levels):
    found = [m for page in pages for e in blocks(page) for m in ADJUSTED.finditer(e.text)]
    assert found
    assert all((float(m[1]) <= levels[0]) == (m[2] == "still") for m in found)


def test_a_count_is_a_surprise_exactly_where_it_is_told_apart(pages, project):
    rates = processed.load_tables(project).rates
    known = rates[rates["verdict"] != ""]
    assert len(known)
    for row in known.itertuples():
        inside = row.expected_low <= row.wrong <= row.expected_high
        assert inside == row.verdict.endswith(SAME), f"{row.force}, {row.offence}"
    told = [m for page in pages for e in blocks(page) for m in EXPECTED.finditer(e.text)]
    assert told
    shown = {(str(r.expected_low), str(r.expected_high), str(r.reviewed), r.verdict) for r in known.itertuples()}
    assert {m.groups() for m in told} <= shown


def test_sentence_chart_and_table_give_one_p_value_for_a_sample(pages, project):
    rates = processed.load_tables(project).rates
    for row in rates[rates["verdict"] == QUESTION].itertuples():
        page = next(p for p in pages if p.name == row.force.lower().replace(" ", "-"))
        told = [e.text for e in blocks(page) if QUESTION in e.text and row.force in e.text]
        values = {m[2] for text in told for m in P.finditer(text)}
        assert values <= {probability(row.comparison_p), probability(row.comparison_p_adjusted)}
        assert probability(row.comparison_p) in values


def test_two_forces_are_told_apart_only_where_the_interval_leaves_out_no_difference(pages):
    checked = 0
    for page in pages:
        for block in blocks(page):
            found = DIFFERENCE.search(block.text)
            if found and block.tag in ("p", "li"):
                low, high = (float(end.replace("−", "-")) for end in found.groups())
                assert (low < 0 < high) == (SAME in block.text), block.text
                checked += 1
    assert checked > 5


def test_the_changes_that_a_finding_survives_are_counted_right(pages):
    checked = 0
    for page in pages:
        tables = [e for e in page.find("table") if "as published" in e.text]
        told = [m[1] for e in page.elements if e.tag == "p" for m in SURVIVES.finditer(e.text)]
        assert len(tables) == len(told), page.name
        for table, words in zip(tables, told, strict=True):
            rows = [e for e in page.elements if e.tag == "tr" and table in e.up() and "as published" not in e.text]
            answers = [row.text.rsplit(" ", 1)[-1] for row in rows if row.text.endswith((" yes", " no"))]
            assert words == in_words(answers.count("yes"), len(answers)), f"{page.name}: {words}"
            checked += 1
    assert checked > 20


def in_words(kept: int, tried: int) -> str:
    if kept == tried:
        return {1: "the one", 2: "both"}.get(tried, f"all {WORDS[tried - 1]}")
    return f"{WORDS[kept - 1] if kept else 'none'} of {WORDS[tried - 1]}"
