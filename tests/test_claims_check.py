"""The claims in the terminal: evidence in hand, what must hold, and an answer within two seconds."""

import os

import pytest
from claims_bench import PROCESSED, SETTINGS, ledger_of, set_cell, tables

from cancelled_crimes.claims.check import check_report

CLAIM = """
[[claim]]
id = "claim-{number}"
source = "suffolk-news-2020"
says = "claim number {number}"
about = {about}
check = {check}
must_hold = {must_hold}
"""
KINDS = [
    ('{ force = "Gwent", offence = "violence" }', '{ form = "share", share = "1/4", within = "2.5%" }'),
    ('{ offence = "rape" }', '{{ form = "forces", number = {number}, bound = "at least" }}'),
    ('{ offence = "violence" }', '{ form = "forces", number = 18, others_than = ["Kent"] }'),
    ('{ offence = "robbery" }', '{ form = "maximum", share = "33%", within = "0.5%" }'),
    ('{ force = "Hampshire", offence = "violence" }', '{ form = "highest", of = ["Durham", "Lancashire"] }'),
    ('{ measure = "victims informed" }', '{ form = "sum", number = 200, bound = "at least" }'),
]


def ledger(count, must_hold=False):
    texts = []
    for number in range(count):
        about, check = KINDS[number % len(KINDS)]
        check = check.format(number=number % 40) if "{number}" in check else check
        texts.append(CLAIM.format(number=number, about=about, check=check, must_hold=str(must_hold).lower()))
    return ledger_of("".join(texts))


def report(claims, tmp_path, of=PROCESSED):
    return check_report(claims, of, SETTINGS, tmp_path / "claims.csv")


def test_the_report_shows_verdict_reason_and_evidence(tmp_path):
    lines, broken = report(ledger(1), tmp_path)
    assert not broken
    assert lines[0] == "claim-0: holds with a caveat"
    assert "5 of 20 (25%)" in lines[2]
    assert "cancellations: Gwent, violence, published_figures:22" in lines[3]
    assert lines[-1] == "1 claim: 1 holds with a caveat"


def test_a_quotation_is_shown_in_its_marks_and_a_paraphrase_without(tmp_path):
    text = CLAIM.format(number=0, about=KINDS[0][0], check=KINDS[0][1], must_hold="false")
    lines, _ = report(ledger_of(text + 'quote = "a quarter"'), tmp_path)
    assert lines[1:3] == ["    says      claim number 0", '    quote     "a quarter"']


@pytest.mark.parametrize(
    ("wrong", "said"), [(5, ""), (6, "must hold, but is contradicted"), (None, "must hold, but cannot be checked")]
)
@pytest.mark.parametrize("must_hold", [True, False])
def test_only_a_claim_that_must_hold_is_told_as_broken_when_its_number_does_not(must_hold, wrong, said, tmp_path):
    of = tables()
    set_cell(of, "Gwent", "violence", wrong, 20)
    _, broken = report(ledger(1, must_hold), tmp_path, of)
    assert bool(broken) is (must_hold and said != "")
    assert all('Claim "claim-0"' in sentence and said in sentence for sentence in broken)


def test_a_number_with_a_wrong_base_still_holds_as_a_number(tmp_path):
    text = CLAIM.format(number=0, about=KINDS[0][0], check=KINDS[0][1], must_hold="true")
    lines, broken = report(ledger_of(text + 'base = "all crimes"'), tmp_path)
    assert lines[0] == "claim-0: right number, wrong base"
    assert not broken


def test_what_is_new_comes_last(tmp_path):
    rows = "claim_id,verdict\nclaim-1,holds with a caveat\nclaim-2,cannot be checked\nclaim-3,contradicted\n"
    (tmp_path / "claims.csv").write_text(rows, encoding="utf-8")
    lines, _ = report(ledger(4), tmp_path)
    heads = [line for line in lines[:-1] if not line.startswith(" ")]
    assert heads == [
        "claim-1: holds with a caveat",
        "claim-2: cannot be checked",
        "claim-0: holds with a caveat (new)",
        "claim-3: cannot be checked (was: contradicted)",
    ]


def test_five_hundred_claims_take_less_than_two_seconds(tmp_path):
    before = os.times().user
    lines, _ = report(ledger(500), tmp_path)
    assert lines[-1].startswith("500 claims")
    assert os.times().user - before < 2
