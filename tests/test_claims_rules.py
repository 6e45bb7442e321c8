"""What a verdict rests on: samples, bases, words as printed, quotations, disputed grades, an article's own word."""

import pytest
from claims_bench import CLAIMS, LEDGER, SETTINGS, handmade, judged, ledger_of, set_cell, tables

from cancelled_crimes.claims.evidence import Cell, least_count
from cancelled_crimes.claims.interval import interval
from cancelled_crimes.claims.names import VERDICTS
from cancelled_crimes.errors import StoryError
from cancelled_crimes.stats import intervals


def verdict(about, check, of=None, source="suffolk-news-2020"):
    return judged("a", of, handmade(("a", about, check, source)))


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ("number = 3, of = 19", "holds with a caveat"),
        ("number = 3, of = 20", "contradicted"),
        ("number = 2, of = 19", "contradicted"),
        ('number = 3, bound = "at least", of = 50', "contradicted"),
    ],
)
def test_a_count_of_a_sample_is_right_only_of_that_sample(check, said):
    found = verdict('{ force = "Gwent", offence = "sexual offences" }', f'{{ form = "count", {check} }}')
    assert found.verdict == said
    assert f"of {check.split('of = ')[1]}" in found.reason


@pytest.mark.parametrize(("of", "said"), [(7, "cannot be checked"), (8, "contradicted"), (50, "contradicted")])
def test_a_sample_that_was_not_printed_may_be_any_that_gives_the_share(of, said):
    check = f'{{ form = "count", number = 3, of = {of} }}'
    assert verdict('{ force = "Cheshire", offence = "rape" }', check).verdict == said


def test_more_records_than_were_reviewed_are_refused():
    with pytest.raises(StoryError, match="number is more than the sample"):
        handmade(("a", '{ force = "Gwent", offence = "rape" }', '{ form = "count", number = 5, of = 4 }'))


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ('number = 3, bound = "at least"', "holds with a caveat"),
        ('number = 3, bound = "fewer than"', "contradicted"),
        ("number = 4", "contradicted"),  # no sample of any size gives 43% with four
        ("number = 6", "cannot be checked"),
    ],
)
def test_a_share_counts_as_the_fewest_records_that_any_sample_gives_it_with(check, said):
    assert verdict('{ force = "Cheshire", offence = "rape" }', f'{{ form = "count", {check} }}').verdict == said


@pytest.mark.parametrize("percent", range(1, 101))
def test_the_fewest_records_for_a_percentage_are_those_of_a_search_over_all_samples(percent):
    low, high = (2 * percent - 1) / 200, min((2 * percent + 1) / 200, 1)
    searched = min(k for n in range(1, 201) for k in range(1, n + 1) if low - 1e-9 <= k / n <= high + 1e-9)
    assert least_count((low, high)) == searched


def test_a_sum_counts_a_share_without_its_sample_with_its_fewest_records():
    check = '{ form = "sum", number = 13, bound = "at least" }'
    found = verdict('{ offence = "rape" }', check)
    assert found.verdict == "holds with a caveat"  # 10 counted, and three or more in Cheshire
    assert "at least 13 in hand" in found.reason


@pytest.mark.parametrize(
    ("share", "said"), [("1/10", "holds with a caveat"), ("10%", "cannot be checked"), ("1/9", "contradicted")]
)
def test_what_is_printed_in_the_same_words_agrees_without_its_sample(share, said):
    check = f'{{ form = "share", share = "{share}", within = "0.5%" }}'
    found = verdict('{ force = "Suffolk", offence = "robbery" }', check)
    assert found.verdict == said
    if said.startswith("holds"):
        assert "no sample size printed" in found.reason


def test_a_right_number_of_the_wrong_base_has_a_verdict_of_its_own_and_a_wrong_number_is_contradicted():
    claim = CLAIMS["quarter-robbery"]
    assert judged(claim).verdict == "right number, wrong base"
    of = tables()
    set_cell(of, "Greater Manchester", "robbery", 4, 20)
    assert judged(claim, of).verdict == "contradicted"
    assert "right number, wrong base" in VERDICTS


@pytest.mark.parametrize(
    ("base", "wrong"),
    [
        ("robbery cases", True),
        ("rape reports", True),
        ("all cancelled records", True),
        ("cancelled robbery records", False),
        ("the cancelled records that inspectors sampled", False),
    ],
)
def test_a_base_is_right_only_if_it_names_the_records_that_were_reviewed(base, wrong):
    found = judged(CLAIMS["quarter-robbery"].model_copy(update={"base": base}))
    assert (found.verdict == "right number, wrong base") is wrong
    assert ("base misdescribed" in found.reason) is wrong


def test_only_words_that_a_source_printed_wear_quotation_marks():
    claim = CLAIMS["quarter-robbery"]
    assert '"robbery cases"' not in judged(claim).reason
    quoted = claim.model_copy(update={"quote": "a quarter of robbery cases"})
    assert '"robbery cases"' in judged(quoted).reason
    for found in (judged(c) for c in LEDGER.claims):
        for other in LEDGER.claims:
            assert f'"{other.says}' not in found.reason, found.claim.id


@pytest.mark.parametrize("grade", ["outstanding", "good", "requires improvement", "inadequate"])
@pytest.mark.parametrize("year", ["", ", year = 2019"])
def test_a_grade_on_which_sources_disagree_decides_nothing_and_both_are_told(grade, year):
    kind = f'{{ form = "judgment", judgment = "{grade}", kind = "recording effectiveness"{year} }}'
    found = verdict('{ force = "Suffolk", measure = "recording" }', kind)
    assert found.verdict == "cannot be checked"
    assert "inadequate (Ipswich Star, January 2020)" in found.reason
    assert "requires improvement (Suffolk News, 2020-10-23)" in found.reason
    overall = '{ form = "judgment", judgment = "inadequate" }'
    assert "inadequate" not in verdict('{ force = "Suffolk" }', overall).reason  # nor is it told beside another


NO_RAPE = '{ form = "missing", cells = ["rape"] }'


def test_that_none_was_found_does_not_mean_that_there_is_none():
    assert verdict('{ force = "Kent" }', NO_RAPE).verdict == "cannot be checked"


def test_an_article_is_no_evidence_for_itself_but_another_one_is():
    about = '{ force = "Greater Manchester" }'
    own = verdict(about, NO_RAPE, source="the-bolton-news-2020")
    assert own.verdict == "cannot be checked"
    assert "no other source says so" in own.reason
    other = verdict(about, NO_RAPE)
    assert other.verdict == "holds with a caveat"
    assert "said by one origin only" in other.reason


def test_a_copy_of_an_article_is_no_evidence_for_it_either():
    ledger = handmade(("a", '{ force = "Greater Manchester" }', NO_RAPE))
    ledger.articles["suffolk-news-2020"] = "the-bolton-news-2020"
    assert judged("a", ledger=ledger).verdict == "cannot be checked"


def test_some_without_a_number_is_no_figure():
    about = '{ force = "Hertfordshire" }'
    found = verdict(about, '{ form = "missing", cells = ["violence"] }')
    assert found.verdict == "cannot be checked"
    assert verdict(about, NO_RAPE).verdict == "contradicted"  # none is a figure


@pytest.mark.parametrize(
    ("status", "wrong_low", "reviewed", "said"),
    [
        ("some", "1", "", "cannot be checked"),
        ("some", "5", "20", "contradicted"),
        ("some", "5", "", "contradicted"),
        ("sample only", "", "22", "cannot be checked"),
    ],
)
def test_only_a_number_of_records_at_fault_is_a_figure(status, wrong_low, reviewed, said):
    of = tables()
    row = next(r for r in of.cancellations if (r["force"], r["offence"]) == ("Kent", "rape"))
    row |= {"status": status, "wrong_low": wrong_low, "reviewed": reviewed}
    assert verdict('{ force = "Kent" }', NO_RAPE, of).verdict == said


def test_the_worst_force_is_not_one_that_another_is_above():
    of = tables()
    for force in SETTINGS.units:
        set_cell(of, force, "robbery", 0)
    set_cell(of, "Kent", "robbery", 5_300)
    set_cell(of, "Essex", "robbery", 5_349)
    check = '{{ form = "maximum", share = "53%", within = "0.5%", force = "{}" }}'
    assert verdict('{ offence = "robbery" }', check.format("Essex"), of).verdict == "holds with a caveat"
    assert verdict('{ offence = "robbery" }', check.format("Kent"), of).verdict == "cannot be checked"


def test_a_claim_that_is_never_checked_cannot_be_one_that_must_hold():
    text = '[[claim]]\nid = "a"\nsource = "hmicfrs"\nsays = "x"\ncheck = { form = "text", because = "y" }\n'
    with pytest.raises(StoryError, match="must_hold"):
        ledger_of(text + "must_hold = true\n")


@pytest.mark.parametrize(("wrong", "reviewed"), [(0, 20), (1, 6), (5, 20), (9, 17), (20, 20), (3, 1000)])
@pytest.mark.parametrize("method", ["wilson", "jeffreys", "clopper-pearson"])
def test_the_interval_in_a_reason_is_that_of_the_statistics(wrong, reviewed, method):
    chosen = SETTINGS.statistics.model_copy(update={"interval": method, "confidence": 0.9})
    assert interval(wrong, reviewed, chosen) == pytest.approx(intervals.interval(wrong, reviewed, 0.9, method))


def test_a_sample_bounds_the_count_that_was_not_printed():
    assert Cell("a", "b", reviewed=22).count == (0, 22)
