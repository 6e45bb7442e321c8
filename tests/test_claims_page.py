"""The claims on the pages: our words without quotation marks, a quotation in them, a tally of the verdicts."""

import json
from pathlib import Path

import pytest
from page_text import Page, read

from cancelled_crimes.claims.names import VERDICTS
from cancelled_crimes.claims.wording import OPENINGS
from cancelled_crimes.page.context import Context, open_context
from cancelled_crimes.page.sections.claims import claims, tally
from cancelled_crimes.paths import Project
from cancelled_crimes.tables import Tables


@pytest.fixture
def context(project: Project, outputs: Path, monkeypatch: pytest.MonkeyPatch) -> Context:
    monkeypatch.chdir(project.root)
    return open_context("Greater Manchester", ".")


def section(context: Context, **columns: str) -> Page:
    """The section with columns of claims.csv set to a text."""
    tables = Tables(context.tables.folder)
    vars(tables).update(claims=context.tables.claims.assign(**columns))
    return read("claims", claims(Context(context.force, context.project, context.settings, tables)))


def test_our_words_for_a_claim_wear_no_quotation_marks(context: Context) -> None:
    told = section(context, says="ours, not theirs", reason="this is the reason")
    assert "Ours, not theirs." in told.text
    assert not told.find("q")
    assert not set('"“”‘’«»') & set(told.text)


def test_what_was_printed_word_for_word_stands_in_quotation_marks(context: Context) -> None:
    quotes = section(context, quote="a quarter of robbery cases").find("q")
    assert quotes and {q.text for q in quotes} == {"a quarter of robbery cases"}


def test_the_tally_counts_every_verdict_and_says_what_it_means(context: Context) -> None:
    rows = [{"verdict": verdict} for verdict in (*VERDICTS, VERDICTS[2])]
    assert tally(rows) == [(v, "two" if v == VERDICTS[2] else "one", OPENINGS[v]) for v in VERDICTS]
    told = section(context, verdict="right number, wrong base")
    assert "Right number, wrong base: seven." in told.text
    assert told.find("strong", class_="verdict v-right-number-wrong-base")


def test_the_dictionary_lists_every_verdict(project: Project) -> None:
    package = json.loads((project.root / "data" / "datapackage.json").read_text(encoding="utf-8"))
    table = next(r for r in package["resources"] if r["name"] == "claims")
    verdict = next(f for f in table["schema"]["fields"] if f["name"] == "verdict")
    assert verdict["constraints"]["enum"] == list(VERDICTS)


def test_the_guide_lists_every_verdict(project: Project) -> None:
    guide = (project.root / "docs" / "claims.md").read_text(encoding="utf-8")
    assert all(f"| `{verdict}` |" in guide for verdict in VERDICTS)
