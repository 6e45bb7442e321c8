"""Claims in words: fair, with every number marked for what it is."""

import re

import pytest
from claims_bench import judged

from cancelled_crimes.claims.names import VERDICTS
from cancelled_crimes.claims.wording import OPENINGS, claim_prose, reasons_prose, says_prose, verdict_prose
from cancelled_crimes.words.prose import Number, numbers_in, plain

ROW = {
    "claim_id": "a-claim",
    "says": "37 forces, or one in 20, or 43% of four",
    "verdict": "holds with a caveat",
    "reason": "Essex, rape: 5 of 20 (25%); the claim allows 22.5% to 27.5%; small sample: 20 reviewed, so the share "
    "may lie between 11% and 47% (95% interval); printed as 43%; see global247news-2020 and published_figures:13",
}


def test_every_number_of_the_claim_itself_is_marked_as_the_claims():
    numbers = numbers_in(says_prose(ROW))
    assert [n.text for n in numbers] == ["Thirty-seven", "one in 20", "43%", "four"]
    assert {n.kind for n in numbers} == {"claim"}
    assert {n.fact for n in numbers} == {"claims/a-claim"}


def test_numbers_of_the_reason_are_marked_for_what_they_are():
    kinds = {n.text: n.kind for n in numbers_in(verdict_prose(ROW))}
    assert kinds["five of 20 (25%)"] == ""
    assert kinds["22.5% to 27.5%"] == "claim"
    assert kinds["between 11% and 47%"] == "bound"
    assert kinds["95%"] == "bound"
    assert kinds["43%"] == "share-only"


def test_references_to_sources_and_rows_are_left_as_they_are():
    text = plain(verdict_prose(ROW))
    assert "global247news-2020" in text
    assert "published_figures:13" in text


def test_quotation_marks_around_words_do_not_swallow_the_numbers_between_them():
    reason = 'it says "robbery cases", of 5 of 20 worked out from 25%'
    texts = [n.text for n in numbers_in(verdict_prose(ROW | {"reason": reason}))]
    assert texts == ["five of 20", "25%"]


def test_reasons_are_told_one_by_one_and_what_was_printed_stays_whole():
    reason = judged("quarter-robbery").reason
    told = [plain(r) for r in reasons_prose(ROW | {"reason": reason})]
    assert len(told) == 6
    assert told[4].endswith("worked out from 25% and 25% (equates to five offences)")


def test_years_are_printed_as_years():
    assert plain(says_prose(ROW | {"says": "between 2016 and 2020"})) == "Between 2016 and 2020."


def test_no_percentage_outside_a_number():
    for piece in claim_prose(ROW):
        assert isinstance(piece, Number) or "%" not in piece


def test_counts_below_ten_are_words_and_names_keep_their_numerals():
    reason = "rape: 6 forces known with at least one, 0 with none, 30 unknown; inside Yorkshire (4 forces)"
    text = plain(verdict_prose(ROW | {"reason": reason}))
    assert "six forces known with at least one, zero with none, 30 unknown" in text
    assert "Yorkshire (4 forces)" in text


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_an_opening_that_accuses_nobody(verdict: str):
    assert not re.search(r"\b(?:false|lie[sd]?|wrong|mislead\w*|untrue)\b", OPENINGS[verdict])
