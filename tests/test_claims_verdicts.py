"""What the claims of the original article and of the national papers come to, and the rules behind it."""

import pytest
from claims_bench import LEDGER, PROCESSED, RAW, SETTINGS, handmade, judged, set_cell, tables
from scipy.stats import fisher_exact

from cancelled_crimes.claims import rows
from cancelled_crimes.claims.of_one_force import fisher
from cancelled_crimes.claims.verdicts import COLUMNS, claims_table
from cancelled_crimes.tables import LIST_SEPARATOR, as_typed


def test_the_ledger_holds_every_transcribed_claim():
    story = {f"story_claims:{line}" for line, _ in enumerate(RAW.story_claims, start=2)}
    national = {f"national_claims:{line}" for line, _ in enumerate(RAW.national_claims, start=2)}
    assert {c.raw_row for c in LEDGER.claims} == story | national
    ids = {f"story_claims:{line}": r["claim_id"] for line, r in enumerate(RAW.story_claims, start=2)}
    assert {c.raw_row: c.id for c in LEDGER.claims if c.raw_row in ids} == ids


@pytest.mark.parametrize(
    ("claim", "verdict", "reasons"),
    [
        (
            "judged-outstanding",
            "contradicted",
            ["overall judgment", "requires improvement (2018)", "inadequate (2016)"],
        ),
        (
            "quarter-robbery",
            "right number, wrong base",
            ["5 of 20", "base misdescribed", "small sample", "11% and 47%"],
        ),
        ("one-in-20-sexual", "right number, wrong base", ["base misdescribed", "no sample size printed"]),
        ("five-offences", "holds with a caveat", ["recovered count"]),
        ("not-available", "cannot be checked", ["rape: not available, but no other source says so"]),
        (
            "eighteen-other-forces",
            "inconsistent",
            ["at least 19 forces", "makes it at least 19 besides Greater Manchester"],
        ),
        ("hundreds-not-told", "cannot be checked", ["43 in hand", "North Yorkshire once only", "at least 200"]),
        ("burglary", "contradicted", ["outside what inspectors sampled"]),
        (
            "cheshire-43",
            "right number, wrong base",
            [
                "printed by one origin only",
                "no sample size",
                "the smallest that gives 43% is 7",
                "inspection unknown",
            ],
        ),
        ("thirty-seven-violence", "cannot be checked", ["8 forces known with at least one", "35 unknown"]),
        ("reports-2016-2020", "holds with a caveat", ["40 reports in hand"]),
        ("not-representative", "cannot be checked", ["between 11% and 47%"]),
        (
            "rape-at-least-19-forces",
            "cannot be checked",
            ["rape: 6 forces known with at least one, 7 with none, 30 unknown; the claim needs at least 19"],
        ),
        ("sexual-offences-up-to-53", "cannot be checked", ["Hampshire 9 of 17 (53%)"]),
        ("victims-more-than-a-third", "holds with a caveat", ["2 forces known", "small samples"]),
    ],
)
def test_verdict_on_a_printed_claim(claim, verdict, reasons):
    found = judged(claim)
    assert found.verdict == verdict
    for reason in reasons:
        assert reason in found.reason


def test_evidence_names_processed_and_raw_rows():
    assert "cancellations: Greater Manchester, robbery" in judged("quarter-robbery").evidence
    assert "published_figures:14" in judged("quarter-robbery").evidence
    assert "inspections: Greater Manchester, 2018" in judged("judged-outstanding").evidence
    assert "claims: rape-at-least-19-forces" in judged("eighteen-other-forces").evidence
    assert "published_figures:38" in judged("burglary").evidence
    assert {"figures: Yorkshire (4 forces)", "published_figures:66"} <= set(judged("hundreds-not-told").evidence)
    assert "victims: North Yorkshire" in judged("hundreds-not-told").evidence


def test_a_group_total_stands_in_for_its_members_only_where_it_is_the_larger():
    of = tables()
    set_cell(of, "Humberside", "victims informed", 50)
    assert "71 in hand" in judged("hundreds-not-told", of).reason  # 13 elsewhere, 50 and 8 in Yorkshire
    set_cell(of, "Humberside", "victims informed", 5)
    assert "43 in hand" in judged("hundreds-not-told", of).reason  # 13 elsewhere, 30 in Yorkshire


def test_counts_of_other_forces_fit_where_the_force_left_out_is_known_to_have_any():
    of = tables()
    set_cell(of, "Greater Manchester", "rape", 1, 20)
    assert judged("eighteen-other-forces", of).verdict == "cannot be checked"


def test_counts_of_other_forces_are_compared_within_one_analysis_only():
    without = '{ form = "forces", number = 18, others_than = ["Greater Manchester"] }'
    claim = ("others", '{ offence = "rape" }', without)
    whole = '{ form = "forces", number = 19, bound = "at least" }'
    one = handmade(claim, ("all", '{ offence = "rape" }', whole, "global247news-2020"))
    two = handmade(claim, ("all", '{ offence = "rape" }', whole, "hmicfrs"))
    assert judged("others", ledger=one).verdict == "inconsistent"
    assert judged("others", ledger=two).verdict == "cannot be checked"


def test_two_numbers_for_one_thing_are_inconsistent_until_the_data_decides():
    ledger = handmade(
        ("one", '{ offence = "rape" }', '{ form = "forces", number = 20 }'),
        ("two", '{ offence = "rape" }', '{ form = "forces", number = 25, bound = "at least" }'),
        ("far", '{ offence = "rape" }', '{ form = "forces", number = 40, bound = "at least" }'),
    )
    assert [judged(c, ledger=ledger).verdict for c in ledger.claims] == ["inconsistent", "inconsistent", "contradicted"]
    assert "claims: two" in judged("one", ledger=ledger).evidence


def test_partial_data_decides_where_its_bounds_do():
    def verdict(number, bound):
        check = f'{{ form = "forces", number = {number}, bound = "{bound}" }}'
        return judged("a", ledger=handmade(("a", '{ offence = "rape" }', check))).verdict

    assert verdict(6, "at least") == "holds with a caveat"
    assert verdict(7, "at least") == "cannot be checked"
    assert verdict(36, "at least") == "cannot be checked"
    assert verdict(37, "at least") == "contradicted"
    assert verdict(5, "exactly") == "contradicted"
    assert verdict(36, "at most") == "holds with a caveat"


def test_exactly_a_third_is_a_third_but_not_more_than_one():
    from_a_third, above = (f'{{ form = "forces", number = 1, {key} = "1/3" }}' for key in ("share_from", "share_above"))
    ledger = handmade(("from", '{ offence = "robbery" }', from_a_third), ("above", '{ offence = "robbery" }', above))
    assert "1 force known with 33.3% or more, 6 with less" in judged("from", ledger=ledger).reason
    assert "0 forces known with more than 33.3%, 7 with that or less" in judged("above", ledger=ledger).reason


def test_comparisons_hold_only_with_a_caveat_where_chance_could_do_it():
    about = '{ force = "Hampshire", offence = "sexual offences" }'
    ledger = handmade(
        ("than", about, '{ form = "higher", than = "Lancashire" }'),
        ("near", about, '{ form = "higher", than = "Humberside" }'),
        ("of", about, '{ form = "highest", of = ["Gwent", "Humberside"] }'),
        ("all", about, '{ form = "highest" }'),
        ("not", '{ force = "Gwent", offence = "violence" }', '{ form = "highest", of = ["Hampshire", "Durham"] }'),
        ("less", '{ force = "Durham", offence = "violence" }', '{ form = "higher", than = "Gwent" }'),
    )
    found = {c.id: judged(c, ledger=ledger) for c in ledger.claims}
    assert "chance alone" not in found["than"].reason
    assert "chance alone" in found["near"].reason
    assert "chance alone" in found["of"].reason
    assert {n: f.verdict for n, f in found.items()} == {
        "than": "holds with a caveat",
        "near": "holds with a caveat",
        "of": "holds with a caveat",
        "all": "cannot be checked",
        "not": "holds with a caveat",
        "less": "contradicted",
    }


@pytest.mark.parametrize("counts", [((9, 17), (8, 20)), ((3, 19), (5, 20)), ((0, 20), (6, 18)), ((9, 17), (1, 20))])
def test_fisher_gives_what_scipy_gives(counts):
    one, other = counts
    table = [[one[0], one[1] - one[0]], [other[0], other[1] - other[0]]]
    assert fisher(*counts) == pytest.approx(fisher_exact(table).pvalue)


def test_fisher_gives_the_published_value_for_the_lady_tasting_tea():
    assert fisher((3, 4), (1, 4)) == pytest.approx(34 / 70)  # Fisher 1935: 1/70 and 16/70 on each side


def test_a_judgment_is_the_latest_unless_a_year_is_named():
    about = '{ force = "Cheshire", measure = "recording" }'
    ledger = handmade(
        ("latest", about, '{ form = "judgment", judgment = "outstanding" }'),
        ("year", about, '{ form = "judgment", judgment = "inadequate", year = 2017 }'),
        ("other", about, '{ form = "judgment", judgment = "outstanding", year = 2017 }'),
        ("never", about, '{ form = "judgment", judgment = "outstanding", year = 2012 }'),
        ("blank", '{ force = "Avon and Somerset" }', '{ form = "judgment", judgment = "good" }'),
        (
            "kind",
            '{ force = "Merseyside" }',
            '{ form = "judgment", judgment = "outstanding" }',
        ),
    )
    verdicts = [judged(c, ledger=ledger).verdict for c in ledger.claims]
    assert verdicts == ["holds", "holds", "contradicted", "cannot be checked", "cannot be checked", "contradicted"]
    assert '"outstanding" is the leadership judgment of 2018' in judged("kind", ledger=ledger).reason


def test_a_figure_in_hand_contradicts_that_there_is_none():
    of = tables()
    set_cell(of, "Greater Manchester", "rape", 0, 20)
    found = judged("not-available", of)
    assert found.verdict == "contradicted"
    assert "0 of 20" in found.reason


def test_an_offence_that_was_sampled_holds_only_with_a_record_at_fault():
    ledger = handmade(
        ("any", '{ offence = "robbery" }', '{ form = "scope" }'),
        ("unknown", '{ force = "Kent", offence = "robbery" }', '{ form = "scope" }'),
    )
    assert [judged(c, ledger=ledger).verdict for c in ledger.claims] == ["holds with a caveat", "cannot be checked"]


def test_the_inspectorate_as_only_origin_is_no_caveat():
    ledger = handmade(("none", '{ force = "Merseyside", offence = "robbery" }', '{ form = "count", number = 0 }'))
    reason = judged("none", ledger=ledger).reason
    assert "one origin" not in reason
    assert "carried over from an earlier inspection: Merseyside 2016" in reason


def test_a_base_that_names_the_records_is_not_misdescribed():
    claim = next(c for c in LEDGER.claims if c.id == "quarter-robbery")
    fair = claim.model_copy(update={"base": "cancelled records that inspectors reviewed"})
    assert "base misdescribed" in judged(claim).reason
    assert "base misdescribed" not in judged(fair).reason


def test_the_table_has_a_row_a_claim_whether_tables_are_frames_or_rows():
    import pandas as pd

    frames = type(PROCESSED)(**{n: as_typed(pd.DataFrame(t, dtype=str)) for n, t in vars(PROCESSED).items()})
    table = claims_table(LEDGER, PROCESSED, SETTINGS)
    assert list(table.columns) == COLUMNS
    assert list(table["claim_id"]) == [c.id for c in LEDGER.claims]
    pd.testing.assert_frame_equal(table, claims_table(LEDGER, frames, SETTINGS))


def test_lists_are_split_as_the_tables_join_them():
    assert rows.SEPARATOR == LIST_SEPARATOR
