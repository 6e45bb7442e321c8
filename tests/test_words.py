"""Sentences agree with their numbers, say no more than the evidence, and use the same words for the same fact."""

import itertools
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancelled_crimes import tables
from cancelled_crimes.clean.evidence import Outcome
from cancelled_crimes.clean.groups import GroupTotal
from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import find_project
from cancelled_crimes.settings import load_settings
from cancelled_crimes.stats import clustered, comparison, nchs, pooling, rates, sensitivity
from cancelled_crimes.stats.intervals import interval
from cancelled_crimes.words import (
    advice,
    certainty,
    compared,
    facts,
    glance,
    groups,
    numbers,
    pooled,
    recording,
    sentences,
    standfirst,
    survival,
)
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.prose import KINDS, Number, as_sentence, joined, listed, numbers_in, plain, prose
from cancelled_crimes.words.topics import VICTIMS, topic

PROJECT = find_project(start=Path(__file__).parent)
SETTINGS = load_settings(PROJECT.settings_file)
FORBIDDEN = re.compile(r"\b(significant\w*|prov(e|es|ed)|random sample\w*|worst|best|rank\w*)\b", re.I)
BROKEN = re.compile(
    r"\b(1|one) (?!of\b)[a-z ]*(records|victims|forces|samples)\b|(?<!-)(?<!and )\bone were\b"
    r"|(?<!-)(?<!and )\bone of [^.;]*? were\b"
    r"|\b(?!1\b)\d+ (record|victim|force)\b|\b0 of\b|  | [.,;]|\.\.|\(\)|nan\b|None\b(?! of|, )",
)
BASE = re.compile(r"\d%(?: of)?(?: all| the)? (crimes|reports|cases|offences|robberies|rapes)\b")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """The committed cells, with rates and pools computed from them."""
    folder = tmp_path_factory.mktemp("processed")
    committed = tables.load_tables(PROJECT)
    for name in ("figures", "cancellations", "victims", "inspections"):
        tables.write_csv(getattr(committed, name), folder / f"{name}.csv")
    rates_table = rates.rates_table(committed.cancellations, SETTINGS, committed.victims)
    tables.write_csv(rates_table, folder / "rates.csv")
    tables.write_csv(pooling.pooled_table(committed.cancellations, SETTINGS), folder / "pooled.csv")
    return tables.Tables(folder)


def made(wrong, reviewed, offence="robbery", status="counts", **changes):
    """A finding of counts, with the interval and tier that the statistics give it."""
    low, high = interval(wrong, reviewed, 0.95, "wilson")
    noun = "item" if reviewed == 1 else "items"
    tier = nchs.tier_of(clustered.taken_together([wrong], [reviewed]), SETTINGS.tiers, noun=noun)
    found = Finding(
        force="Essex",
        offence=offence,
        status=status,
        settings=SETTINGS,
        inspection_year=2018,
        wrong=wrong,
        reviewed=reviewed,
        low=float(low),
        high=float(high),
        rate=wrong / reviewed,
        tier=tier.letter,
        tier_reasons=tier.reasons,
        comparison_p=0.41,
        comparison_p_adjusted=1.0,
        comparisons=5,
        verdict="cannot be told apart",
        others=4,
        others_wrong=8,
        others_reviewed=38,
    )
    return replace(found, **changes)


def everything_said(f):
    """All that the module says of one finding, as plain text."""
    pairs = [*advice.may_say(f), *advice.may_not_say(f)]
    prose_of = [sentences.headline(f), sentences.paragraph(f), sentences.sentence(f, place=False)]
    prose_of += [survival.one_record(f), certainty.tier(f), *itertools.chain(*pairs)]
    return [*map(plain, prose_of), sentences.alt_text(f)]


COUNTS = [(w, n) for n in (1, 2, 6, 20, 800) for w in sorted({0, 1, 2, 5, n - 1, n}) if w <= n]


@pytest.mark.parametrize("offence", ["robbery", VICTIMS])
def test_the_sentences_for_every_size_of_count_read_as_they_were_approved(offence, snapshot):
    read = []
    for wrong, reviewed in COUNTS:
        f = made(wrong, reviewed, offence)
        read.append(f"{wrong}/{reviewed}")
        read.append("  " + plain(sentences.headline(f)))
        read.append("  " + plain(sentences.paragraph(f)))
        read.append("  " + sentences.alt_text(f))
        read.append("  " + plain(survival.one_record(f)))
    assert "\n".join(read) == snapshot


OTHERS = {
    "share": {
        "status": "share only",
        "printed": ("43%",),
        "share_low": 0.425,
        "share_high": 0.435,
        "smallest_sample": 7,
    },
    "ratio": {"status": "share only", "printed": ("one in 20",), "share_low": 0.049, "smallest_sample": 20},
    "none": {"status": "count only", "wrong": 0, "printed": ("none",)},
    "carried": {"status": "count only", "wrong": 0, "carried_from_year": 2016, "inspection_year": 2016},
    "sample": {"status": "sample only", "reviewed": 22},
    "some": {"status": "some", "wrong_low": 1, "inspection_year": None},
    "candidates": {
        "status": "candidates",
        "wrong_low": 10,
        "wrong_high": 12,
        "reviewed": 220,
        "printed": ("5% of 220",),
    },
    "unavailable": {"status": "not available"},
    "missing": {"status": "not found"},
    "share-worked-out": {"status": "recovered", "wrong": 7, "reviewed": 33, "printed": ("21% of 33",)},
    "sample-worked-out": {"status": "recovered", "wrong": 4, "reviewed": 20, "printed": ("4 (20%)",)},
}


@pytest.mark.parametrize("case", OTHERS)
@pytest.mark.parametrize("offence", ["rape", VICTIMS])
def test_every_status_is_told_in_its_own_words(case, offence, snapshot):
    known = {"inspection_year": 2018} | OTHERS[case]
    if offence == VICTIMS:  # of victims, a figure says which side it counts
        known["printed"] = tuple(f"{text} not informed" for text in known.get("printed", ()))
    f = Finding(force="Essex", offence=offence, settings=SETTINGS, **known)
    assert "\n".join([plain(sentences.headline(f)), plain(sentences.paragraph(f))]) == snapshot


@settings(derandomize=True, deadline=None)
@given(st.data(), st.integers(1, 900), st.sampled_from([*SETTINGS.offences, VICTIMS]))
def test_no_count_breaks_agreement_or_says_a_forbidden_word(draw, reviewed, offence):
    f = made(draw.draw(st.integers(0, reviewed)), reviewed, offence)
    for text in everything_said(f):
        assert not BROKEN.search(text), text
        assert not FORBIDDEN.search(text), text


@settings(derandomize=True, deadline=None)
@given(st.integers(1, 900), st.data())
def test_a_percentage_stands_beside_its_counts(reviewed, draw):
    f = made(draw.draw(st.integers(0, reviewed)), reviewed)
    for text in (sentences.headline(f), sentences.sentence(f)):
        assert ("%" in plain(text)) == (f.tier == "A"), plain(text)
    for text in (sentences.headline(f), sentences.paragraph(f), survival.one_record(f)):
        for sentence in re.split(r"(?<=[.]) ", plain(text)):
            if "%" in sentence:
                assert re.search(r" of (\d|[a-z])", sentence), sentence


def test_greater_manchester_is_told_as_five_of_20_with_its_year_and_how_the_sample_was_worked_out(data):
    f = facts.finding(data, "Greater Manchester", "robbery", SETTINGS)
    said = plain(sentences.paragraph(f))
    assert (
        "five of 20 cancelled robbery records that inspectors reviewed were wrongly cancelled (inspection of 2018)"
        in said
    )
    assert "The sample of 20 was worked out from 25% and five, as printed." in said
    assert "five of 20 is 25%" in said
    assert "between 11% and 47% (95% interval)" in said
    page = standfirst.page_finding(data, "Greater Manchester", SETTINGS)
    assert plain(page.headline).startswith("Greater Manchester: five of 20 cancelled robbery records")
    assert "Figures on rape, violence and victims told of a cancellation were not available" in plain(page.standfirst)


def test_hampshire_is_told_as_counts_of_four_samples(data):
    said = plain(standfirst.page_finding(data, "Hampshire", SETTINGS).standfirst)
    for counts in (
        "three of 19 cancelled rape",
        "Nine of 17 cancelled sexual",
        "Two of 19 cancelled viol",
        "Six of 18 cancelled rob",
    ):
        assert counts in said
    assert "%" not in said


def test_a_share_without_its_sample_has_no_interval_and_names_the_smallest_sample(data):
    said = plain(sentences.paragraph(facts.finding(data, "Cheshire", "rape", SETTINGS)))
    assert "the smallest that fits is seven" in said
    assert "interval)" not in said
    assert "%" not in plain(standfirst.page_finding(data, "Cheshire", SETTINGS).headline)


def test_rape_pools_to_ten_of_118_with_the_six_nones_named_and_no_percentage_leading(data):
    said = plain(pooled.pooled_paragraph(pooled.pool(data, "rape", SETTINGS)))
    assert "10 of 118 cancelled rape records that inspectors reviewed were wrongly cancelled" in said
    assert "a zero for six forces and a share for one force are printed without the number reviewed" in said
    assert "No percentage leads" in said
    assert "%" not in plain(pooled.pooled_headline(pooled.pool(data, "rape", SETTINGS)))


def test_all_that_is_said_of_all_forces_agrees_and_accuses_of_nothing(data):
    for f in [*facts.all_findings(data, SETTINGS), *facts.all_victims(data, SETTINGS)]:
        for text in everything_said(f):
            assert not BROKEN.search(text), text
            assert not FORBIDDEN.search(text), text
            assert not BASE.search(text), text
        if f.in_hand:
            for told in (sentences.headline(f), sentences.sentence(f)):
                assert re.search(r"\(inspection (of \d{4}|year not stated)", plain(told))
        assert {n.fact for n in numbers_in(sentences.sentence(f))} <= {f.fact}


def test_every_page_has_a_finding_that_ends_well(data, snapshot):
    pages = {force: standfirst.page_finding(data, force, SETTINGS) for force in ["", *SETTINGS.units]}
    for page in pages.values():
        head, under = plain(page.headline), plain(page.standfirst)
        assert under.endswith(".")
        assert not head.endswith(".")
        assert len(head) <= 180
        for text in (head, under):
            assert not BROKEN.search(text), text
            assert not FORBIDDEN.search(text), text
    assert "\n".join(plain(p.headline) for p in pages.values()) == snapshot


def test_pools_read_as_they_were_approved(data, snapshot):
    tell = (pooled.pooled_headline, pooled.pooled_paragraph, pooled.coverage, pooled.chance, compared.comparisons)
    said = "\n".join(plain(one(p)) for p in pooled.pools(data, SETTINGS) for one in tell)
    assert not FORBIDDEN.search(said)
    assert not re.search(r"nation", said)
    assert said == snapshot


def test_recording_rates_carry_the_inspectorates_own_interval_and_are_marked(data):
    essex = recording.inspections_of(data.inspections, "Essex")[-1]
    told = recording.recording_rate(essex, SETTINGS)
    assert "95.8% of the crimes reported to it, give or take 1.53 percentage points" in plain(told)
    assert [n.kind for n in numbers_in(told)] == ["", "recording-rate", "recording-rate", "bound"]
    avon = recording.inspections_of(data.inspections, "Avon and Somerset")[0]
    assert "over 13,700 a year" in plain(recording.unrecorded(avon, SETTINGS))
    for force in SETTINGS.units:
        for inspection in recording.inspections_of(data.inspections, force):
            said = plain(recording.inspection_paragraph(inspection, SETTINGS, {}))
            assert not re.search(r"\bnan\b|<NA>|  |NaN", said), said


def test_a_fork_replaces_the_vocabulary_in_the_settings_alone():
    words = SETTINGS.words.model_copy(
        update={
            "record": "closed complaint",
            "records": "closed complaints",
            "failure": "wrongly closed",
            "reviewers": "auditors",
            "unit": "council",
            "units": "councils",
        }
    )
    f = made(5, 20, "housing", settings=SETTINGS.model_copy(update={"words": words}))
    said = " ".join(everything_said(f))
    assert "five of 20 closed housing complaints that auditors reviewed were wrongly closed" in said
    assert not re.search(r"cancel|inspectors|\bforces?\b|record(?! (fewer|more))", said.replace("exact", "")), said


def test_an_unknown_force_is_refused_with_the_nearest_name(data):
    with pytest.raises(StoryError, match='did you mean "Greater Manchester"'):
        facts.finding(data, "Greater Manchestre", "robbery", SETTINGS)


def test_numbers_follow_the_style_of_the_press():
    assert [numbers.numeral(n) for n in (0, 1, 9, 10, 13700)] == ["none", "one", "nine", "10", "13,700"]
    assert plain(as_sentence("12 of 40 stood")) == "Twelve of 40 stood."
    assert plain(as_sentence((Number("5 of 20", "x"), " stood"))) == "Five of 20 stood."
    assert plain(as_sentence("2018 was the year")) == "2018 was the year."
    assert numbers.percent(0.125) == "13%"
    assert (numbers.percent(0.001), numbers.percent(0.999)) == ("less than 1%", "more than 99%")
    assert (numbers.rounded(5, 20), numbers.rounded(3, 19)) == ("25%", "about 16%")
    assert (numbers.between(0.112, 0.469), numbers.between(0, 0.161)) == ("between 11% and 47%", "up to 16%")


@settings(derandomize=True, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1))
def test_an_interval_always_reads_as_one(a, b):
    text = numbers.between(min(a, b), max(a, b))
    assert re.fullmatch(r"between \d+% and \d+%|up to \d+%|\d+% or more|about \d+%|(less|more) than \d+%", text), text


def test_a_table_keeps_numerals_and_a_share_only_where_the_tier_allows_it(data):
    robbery = glance.glance(facts.finding(data, "Greater Manchester", "robbery", SETTINGS)).plain
    assert (robbery["counts"], robbery["share"], robbery["interval"]) == ("5 of 20", "25%", "11% to 47%")
    listed_only = glance.glance(facts.finding(data, "Gwent", "robbery", SETTINGS)).plain
    assert (listed_only["counts"], listed_only["share"], listed_only["interval"]) == ("1 of 6", "", "")
    assert glance.glance(facts.finding(data, "Cheshire", "rape", SETTINGS)).share[0].kind == "share-only"


def test_no_sentence_opens_with_a_figure(data):
    for f in [*facts.all_findings(data, SETTINGS), *facts.all_victims(data, SETTINGS)]:
        opening = plain(sentences.sentence(f, place=False))
        assert not opening[0].isdigit(), opening


def test_two_forces_are_set_side_by_side_with_counts_first(data):
    hampshire = facts.finding(data, "Hampshire", "sexual offences", SETTINGS)
    gwent = facts.finding(data, "Gwent", "sexual offences", SETTINGS)
    found = comparison.difference((3, 19), (9, 17))
    said = plain(survival.two_forces(gwent, hampshire, found))
    assert said.startswith("Gwent: three of 19; Hampshire: nine of 17. ")
    assert "Taken by themselves, these two samples differ" in said
    assert "worth a question" not in said, "that is said of a sample beside all others only"


def test_the_bounds_of_a_difference_show_on_which_side_of_none_they_lie(data):
    a, b = (facts.finding(data, force, "sexual offences", SETTINGS) for force in ("Humberside", "North Yorkshire"))
    assert "between −0.4 and +49 percentage points" in plain(
        survival.two_forces(a, b, comparison.difference((8, 20), (3, 22)))
    )


def test_a_reply_is_told_as_it_stands_and_what_it_would_change_as_a_what_if():
    f, one = made(9, 17, "sexual offences"), made(1, 20)
    assert plain(survival.answered([(f, 5), (one, 1)], "had been put right before the inspection")) == (
        "Essex says that five of the nine cancelled sexual offence records and the one cancelled robbery record had "
        "been put right before the inspection."
    )
    assert plain(survival.without_answered(f, 5)) == (
        "Had those not been found wrong, the count would be four of 17: a what-if, not the force’s claim."
    )
    assert plain(survival.without_answered(f, 1)).startswith("Had that one not been found wrong")
    assert survival.answered([(f, 0)], "x") == survival.without_answered(f, 0) == ()


def test_the_checks_that_change_a_finding_are_named(data):
    f = facts.finding(data, "Greater Manchester", "robbery", SETTINGS)
    none = pd.DataFrame({"force": [], "offence": [], "records": []})
    checks = sensitivity.sensitivity_table(data.cancellations, none, SETTINGS, f.force, f.offence)
    said = plain(survival.survives(f, checks))
    changed = checks.loc[~checks["survives"].astype(bool), "what"]
    assert re.match(r"The finding survives (all )?\w+", said)
    assert all(what in said for what in changed)


def test_a_total_of_several_forces_is_told_as_theirs_together(data):
    total = GroupTotal(
        "Two forces", ("Essex", "Kent"), "wrongly cancelled", "rape", ("7 of 81 (9%)",),
        Outcome("counts", 7, 81, 7, 7, 7 / 81, 7 / 81), ("a-paper",), ("published_figures:68",),
    )  # fmt: skip
    f = groups.group_finding(total, SETTINGS)
    assert plain(sentences.sentence(f)) == (
        "In Essex and Kent taken together, seven of 81 cancelled rape records that inspectors reviewed were wrongly "
        "cancelled (inspection years not stated)."
    )
    assert "two forces together" in plain(groups.apart(f, "Kent"))
    assert "%" not in plain(sentences.paragraph(f))


def test_prose_keeps_its_numbers_and_refuses_an_unknown_kind():
    said = prose("{a}, then {b}", a=Number("five of 20", "rates/essex/rape"), b=listed(["x", "y", "z"]))
    assert plain(said) == "five of 20, then x, y and z"
    assert [n.fact for n in numbers_in(said)] == ["rates/essex/rape"]
    assert plain(joined([said, (), "end"])) == "five of 20, then x, y and z end"
    with pytest.raises(ValueError, match="unknown kind"):
        Number("5", "x", "guess")
    assert "" in KINDS


@pytest.mark.parametrize(
    ("number", "said"), [(12, "twelve"), (101, "one hundred and one"), (13700, "thirteen thousand, seven hundred")]
)
def test_a_number_is_spelled_as_british_papers_do(number, said):
    assert numbers.spelled(number) == said


def test_a_number_with_its_noun_agrees():
    said = [numbers.counted(n, "inquiry", "inquiries") for n in (0, 1, 2, 20)]
    assert said == ["no inquiry", "one inquiry", "two inquiries", "20 inquiries"]


def test_the_singular_of_an_offence_is_a_setting():
    words = SETTINGS.words.model_copy(update={"singular": {"burglaries": "burglary"}})
    assert topic("burglaries", words).many == "cancelled burglary records"
    assert topic("theft", words).one == "cancelled theft record"
    assert topic("sexual offences", SETTINGS.words).many == "cancelled sexual offence records"
