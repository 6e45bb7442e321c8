"""Documented printed forms, from a row in added_figures.csv to the page: nowhere reversed, emptied or made exact."""

import pytest
from cleaning import made_up, settings

from cancelled_crimes import tables
from cancelled_crimes.charts import captions, marks
from cancelled_crimes.clean.figures import VICTIMS, figures_table
from cancelled_crimes.clean.reconcile import cancellations_table
from cancelled_crimes.clean.victims import victims_table
from cancelled_crimes.stats import rates
from cancelled_crimes.words import advice, certainty, facts, glance, pooled, sentences, standfirst
from cancelled_crimes.words.prose import plain

THINGS = "cancelled rape records that inspectors reviewed"
DUE = "victims who should have been told of a cancellation"
TOLD = {
    "86% correct": f"of the {THINGS}, 86% were rightly cancelled; how many they reviewed is not printed",
    "more than 30%": f"of the {THINGS}, more than 30% were wrongly cancelled",
    "53 per cent": f"of the {THINGS}, 53% were wrongly cancelled",
    "nearly a third": f"of the {THINGS}, nearly a third were wrongly cancelled",
    "around 20%": f"of the {THINGS}, about 20% were wrongly cancelled",
    "fewer than five": f"fewer than five of the {THINGS} were wrongly cancelled; how many they reviewed is not printed",
    "at least 5 of 20": f"at least five of 20 {THINGS} were wrongly cancelled",
    "fewer than five of 20": f"fewer than five of 20 {THINGS} were wrongly cancelled",
    "more than 30% of 20": f"at least seven of 20 {THINGS} were wrongly cancelled",
    "40 (20%)": f"40 of the {THINGS} were wrongly cancelled; how many they reviewed is not printed",
    "all correct": f"none of the {THINGS} were wrongly cancelled",
    "all": f"of the {THINGS}, all were wrongly cancelled",
}
TOLD_OF_VICTIMS = {
    "90% informed": f"of the {DUE}, 90% were told; how many there were is not printed",
    "at least 5 of 20 not told": f"at least five of 20 {DUE} were not told",
    "fewer than five not informed": f"fewer than five of the {DUE} were not told; how many there were is not printed",
    "two-thirds told": f"of the {DUE}, two-thirds were told",
}


def built(folder, *figures) -> tables.Tables:
    """The processed tables of made-up figures for Essex."""
    source = made_up(*figures)
    printed = figures_table(source, settings())
    cells, victims = cancellations_table(printed, source, settings()), victims_table(printed, source, settings())
    made = {"figures": printed, "cancellations": cells, "victims": victims}
    made["rates"] = rates.rates_table(cells, settings(), victims)
    for name, table in made.items():
        tables.write_csv(table, folder / f"{name}.csv")
    return tables.Tables(folder)


def of_essex(folder, *figures, offence: str = "rape") -> facts.Finding:
    return facts.finding(built(folder, *figures), "Essex", offence, settings())


@pytest.mark.parametrize("printed", TOLD)
def test_a_figure_is_told_on_its_own_side_with_its_bound_wherever_it_stands(tmp_path, printed) -> None:
    data = built(tmp_path, ("paper-a", printed))
    f = facts.finding(data, "Essex", "rape", settings())
    assert TOLD[printed] in plain(sentences.sentence(f))
    assert TOLD[printed] in sentences.alt_text(f)
    assert TOLD[printed] in plain(standfirst.page_finding(data, "Essex", settings()).standfirst)
    assert any(TOLD[printed] in plain(said) for said, _ in advice.may_say(f))


@pytest.mark.parametrize("printed", TOLD_OF_VICTIMS)
def test_a_figure_on_victims_is_told_on_its_own_side(tmp_path, printed) -> None:
    row = {"measure": VICTIMS, "offence": "all"}
    f = of_essex(tmp_path, ("paper-a", printed, row), offence=VICTIMS)
    assert TOLD_OF_VICTIMS[printed] in sentences.alt_text(f)


@pytest.mark.parametrize(
    ("printed", "counts", "share", "label"),
    [
        ("86% correct", "", "86% rightly cancelled", "86% rightly cancelled, sample not printed"),
        ("more than 30%", "", "more than 30%", "more than 30%, sample not printed"),
        ("one in 20", "", "1 in 20", "1 in 20, sample not printed"),
        ("fewer than five", "fewer than 5, no sample printed", "", "fewer than 5, sample not printed"),
        ("at least 5 of 20", "at least 5 of 20", "", "at least 5 of 20"),
        ("5% of 220", "10 to 12 of 220", "", "10 to 12 of 220"),
        ("fewer than two of 20", "fewer than 2 of 20", "", "fewer than 2 of 20"),
    ],
)
def test_tables_and_charts_keep_bound_and_side(tmp_path, printed, counts, share, label) -> None:
    f = of_essex(tmp_path, ("paper-a", printed))
    cells = glance.glance(f).plain
    assert (cells["counts"], cells["share"]) == (counts, share)
    assert captions.label(f) == label


def test_a_limit_has_no_mark_and_a_share_of_the_right_is_drawn_at_the_fault(tmp_path) -> None:
    assert marks.mark_of(of_essex(tmp_path, ("paper-a", "more than 30%")), 0) is None
    assert marks.mark_of(of_essex(tmp_path, ("paper-a", "fewer than five of 20")), 0) is None
    mark = marks.mark_of(of_essex(tmp_path, ("paper-a", "86% correct")), 0)
    assert mark is not None
    assert mark.share == pytest.approx(0.14)


@pytest.mark.parametrize("printed", ["fewer than 20%", "at most 5%", "0%", "fewer than five", "fewer than five of 20"])
def test_what_may_be_some_is_never_told_as_none(tmp_path, printed) -> None:
    figures = [("paper-a", printed, {"offence": offence}) for offence in ("rape", "robbery")]
    data = built(tmp_path, *figures)
    found = facts.findings_of(data, "Essex", settings())
    said = [plain(sentences.headline(f)) for f in found]
    said += [plain(captions.figures_title("Essex", [f for f in found if f.in_hand]))]
    said += [plain(standfirst.page_finding(data, "Essex", settings()).headline)]
    assert not [text for text in said if "none" in text or "no wrongly" in text]


def test_of_several_shares_the_one_that_says_most_is_told(tmp_path) -> None:
    f = of_essex(tmp_path, ("paper-a", "more than a third"), ("paper-b", "53pc"), ("paper-c", "about half"))
    assert "53% were wrongly cancelled" in sentences.alt_text(f)


def test_sources_that_contradict_each_other_are_told_with_both_values(tmp_path) -> None:
    f = of_essex(tmp_path, ("paper-a", "5 of 20"), ("paper-b", "8 of 20"))
    told = sentences.alt_text(f)
    assert "cannot all be true: five of 20 wrongly cancelled and eight of 20 wrongly cancelled" in told
    assert "six" not in told
    assert glance.glance(f).status == captions.label(f) == "sources contradict each other"
    assert "contradict" in plain(sentences.headline(f))


def test_how_a_number_was_worked_out_is_told_from_the_fewest_figures(tmp_path) -> None:
    apart = of_essex(tmp_path, ("paper-a", "some"), ("paper-b", "22 reviewed"), ("paper-c", "14%"))
    assert plain(certainty.worked_out(apart)) == (
        "The count of three was worked out from 22 reviewed and 14%, as printed."
    )
    turned = of_essex(tmp_path, ("paper-a", "86% of 22 correct"))
    assert "worked out from 86% of 22 rightly cancelled" in plain(certainty.worked_out(turned))


def test_figures_without_a_year_are_counted_beside_the_years(tmp_path) -> None:
    rows = [("paper-a", "14%", {"inspection_year": year}) for year in (2017, 2019, None)]
    cells = zip(("rape", "robbery", "violence"), rows, strict=True)
    data = built(tmp_path, *((source, text, {**more, "offence": o}) for o, (source, text, more) in cells))
    head = plain(standfirst.page_finding(data, "Essex", settings()).headline)
    assert head.endswith("(inspections of 2017 and 2019; the year of one figure is not stated)")


def test_a_pool_counts_its_samples_without_a_year(tmp_path) -> None:
    row = {"offence": "rape", "forces_in_hand": 3, "wrong": 5, "reviewed": 60, "leads": False}
    pool = pooled.Pool("rape", row, (2017, None, None), (), (), settings())
    assert "(inspection of 2017; the years of two samples are not stated)" in plain(pooled.pooled_sentence(pool))
    unknown = pooled.Pool("rape", row, (None, None, None), (), (), settings())
    assert "(inspection years not stated)" in plain(pooled.pooled_headline(unknown))


NOTE = {"note": "source says 'cancelled' where it means wrongly cancelled"}
READ = "The source printed “cancelled”; it is read here as wrongly cancelled."


def test_a_number_that_no_source_calls_wrong_says_so_wherever_it_is_told(tmp_path) -> None:
    data = built(tmp_path, ("paper-a", "11% of 19", NOTE))
    f = facts.finding(data, "Essex", "rape", settings())
    assert READ in plain(sentences.paragraph(f))
    assert READ in plain(standfirst.page_finding(data, "Essex", settings()).standfirst)
    assert any(READ in plain(said) for said, _ in advice.may_say(f))


def test_a_number_that_another_source_calls_wrong_needs_no_such_word(tmp_path) -> None:
    f = of_essex(tmp_path, ("paper-a", "11% of 19", NOTE), ("paper-b", "2 of 19"))
    assert "read here" not in plain(sentences.paragraph(f))


def test_a_sample_without_a_result_has_nothing_to_read_otherwise(tmp_path) -> None:
    f = of_essex(tmp_path, ("paper-a", "22 reviewed", NOTE))
    assert "read here" not in plain(sentences.paragraph(f))
