"""Many mutated claims against an oracle that reads the raw figures itself and tries all completions of what is missing.

None that every completion contradicts may hold, and none that some completion allows may be contradicted.
"""

from collections import Counter
from itertools import product

import pytest
from claims_bench import PROCESSED, SETTINGS, handmade, ledger_of
from claims_oracle import ARTICLES, INSPECTIONS, VICTIMS, completions, outcomes, rows

from cancelled_crimes.claims.evidence import evidence_of
from cancelled_crimes.claims.judge import judge
from cancelled_crimes.claims.ledger import Claim
from cancelled_crimes.claims.names import NUMBER_HOLDS

UNITS, TOPICS = SETTINGS.units, (*SETTINGS.offences, VICTIMS)
BOUNDS = ("exactly", "at least", "more than", "at most", "fewer than")
SHARES = [
    *((f"{p}%", "0.5%") for p in (0, 4, 5, 6, 9, 10, 11, 16, 20, 25, 33, 40, 42, 43, 44, 53, 54, 100)),
    *((f"1/{n}", within) for n in (3, 4, 10, 20) for within in ("0%", "0.5%", "2.5%")),
]
ALONE = ledger_of("")
EVIDENCE = evidence_of(PROCESSED, ALONE, SETTINGS)
IN_HAND = {t: [f for f in UNITS if rows(f, t)] for t in TOPICS}


def claim_of(force, topic, check, source="hampshire-chronicle-2020"):
    about = {"force": force or SETTINGS.story.place}
    about |= {"measure": VICTIMS} if topic == VICTIMS else {"offence": topic}
    return Claim.model_validate({"id": "a", "source": source, "says": "x", "about": about, "check": check})


def verdict(force, topic, check, **given):
    return judge(claim_of(force, topic, check, **given), ALONE, EVIDENCE)


def counts():
    for topic, force in ((t, f) for t in TOPICS for f in (*IN_HAND[t], "Kent")):
        found = completions(force, topic)
        numbers = {n + step for n in {min(found)[0], max(found)[0]} for step in (-1, 0, 1)} | {0, 2, 3}
        samples = {None, 50, min(n for _, n in found), min(n for _, n in found) + 1}
        for number, bound, of in product(sorted(n for n in numbers if n >= 0), BOUNDS, samples):
            if of is None or number <= of:
                yield force, topic, {"form": "count", "number": number, "bound": bound} | ({"of": of} if of else {})


def shares():
    for topic, force in ((t, f) for t in TOPICS for f in (*IN_HAND[t], "Kent")):
        for share, within in SHARES:
            yield force, topic, {"form": "share", "share": share, "within": within}


def comparisons():
    for topic in TOPICS:
        for force, other in product((*IN_HAND[topic], "Kent"), repeat=2):
            if force != other:
                yield force, topic, {"form": "higher", "than": other}
                yield force, topic, {"form": "highest", "of": [force, other, IN_HAND[topic][0]]}
        yield from ((force, topic, {"form": "highest"}) for force in UNITS)


def numbers_of_forces():
    conditions = [{}, *({key: s} for key in ("share_from", "share_above") for s in ("1/3", "5%"))]
    without = ([], ["Greater Manchester"], ["Hampshire", "Suffolk"])
    for topic, condition, others, bound in product(TOPICS, conditions, without, BOUNDS):
        for number in (*range(8), 13, 14, 35, 36, 37, 43):
            check = {"form": "forces", "number": number, "bound": bound} | condition
            yield None, topic, check | ({"others_than": others} if others else {})


def highest_shares():
    for topic, (share, within) in product(TOPICS, SHARES):
        for force in (None, *IN_HAND[topic][:6], "Hampshire", "Kent"):
            check = {"form": "maximum", "share": share, "within": within}
            yield None, topic, check | ({"force": force} if force else {})


def sums():
    for topic, number, bound in product(TOPICS, (*range(30), 42, 43, 44, 45, 200, 3000), BOUNDS):
        yield None, topic, {"form": "sum", "number": number, "bound": bound}


@pytest.mark.parametrize("mutated", [counts, shares, comparisons, numbers_of_forces, highest_shares, sums])
def test_no_contradicted_claim_holds_and_none_is_contradicted_that_could_be_right(mutated):
    tried, faults = Counter(), []
    for force, topic, check in mutated():
        found, could = verdict(force, topic, check), outcomes(force, topic, check, UNITS)
        tried[found.verdict] += 1
        held, refused = found.verdict in NUMBER_HOLDS, found.verdict == "contradicted"
        if (held and False in could and "is what the claim says" not in found.reason) or (refused and True in could):
            faults.append((force, topic, check, found.verdict, found.reason))
    assert faults == []
    assert sum(tried.values()) > 400
    assert min(tried["contradicted"], tried["cannot be checked"]) > 10


@pytest.mark.parametrize("source", ["the-bolton-news-2020", "hampshire-chronicle-2020"])
def test_that_there_is_no_figure_holds_only_by_another_article_and_fails_only_by_a_figure(source):
    tried = Counter()
    for force, topic in product(UNITS, TOPICS):
        check = {"form": "missing", "cells": [topic]}
        found = verdict(force, "all", check, source=source).verdict
        printed = rows(force, topic)
        figures = [r for r in printed if r["printed"] not in ("not available", "some")]
        by_others = [r for r in printed if ARTICLES[r["source_id"]] != ARTICLES[source]]
        tried[found] += 1
        assert found != "contradicted" or figures, (force, topic)
        assert found not in NUMBER_HOLDS or (by_others and not figures), (force, topic)
    assert tried["contradicted"] > 30
    assert tried["cannot be checked"] > 100
    assert sum(tried[v] for v in NUMBER_HOLDS) == {"the-bolton-news-2020": 1, "hampshire-chronicle-2020": 4}[source]


GRADES = ("outstanding", "good", "requires improvement", "inadequate")
KINDS = {"overall": "overall_judgment", "recording effectiveness": "recording_effectiveness_judgment"}


def test_a_judgment_is_decided_only_by_a_grade_that_is_printed_and_that_sources_agree_on():
    tried = Counter()
    for row, (kind, column), grade in product(INSPECTIONS, KINDS.items(), GRADES):
        check = {"form": "judgment", "judgment": grade, "kind": kind, "year": int(row["inspection_year"])}
        found = verdict(row["force"], "all", check).verdict
        disputed = row["force"] == "Suffolk" and kind == "recording effectiveness"
        right = None if disputed or not row[column] else row[column] == grade
        tried[right] += 1
        assert found == {None: "cannot be checked", True: "holds", False: "contradicted"}[right], (row["force"], check)
    assert min(tried.values()) > 40


def test_counts_of_other_forces_are_inconsistent_only_where_no_number_of_all_forces_suits_both():
    """An analysis counts a force once or not at all: never one without a figure, always one that it found at fault."""
    counted = {"Greater Manchester": (0, 0), "Hampshire": (1, 1), "Kent": (0, 1), "Suffolk": (0, 0)}
    tried = Counter()
    for force, number, bound, total, of_all in product(counted, range(14, 24), BOUNDS, (18, 19), BOUNDS):
        about = '{ offence = "rape" }'
        without = f'{{ form = "forces", number = {number}, bound = "{bound}", others_than = ["{force}"] }}'
        whole = f'{{ form = "forces", number = {total}, bound = "{of_all}" }}'
        ledger = handmade(("others", about, without), ("all", about, whole))
        found = judge(ledger.claims[0], ledger, EVIDENCE).verdict
        suits_all, suits_others = (_fits_bound(*given) for given in ((total, of_all), (number, bound)))
        possible = any(
            suits_all(n) and suits_others(n - own) for n in range(44) for own in counted[force] if n - own >= 0
        )
        tried[found] += 1
        assert found == ("cannot be checked" if possible else "inconsistent"), (force, without, whole)
    assert min(tried["inconsistent"], tried["cannot be checked"]) > 100


def _fits_bound(number, bound):
    return lambda n: {
        "exactly": n == number,
        "at least": n >= number,
        "more than": n > number,
        "at most": n <= number,
        "fewer than": n < number,
    }[bound]
