"""Several sources, one cell: the rules by which they are brought together."""

from typing import Any

import pandas as pd
import pytest
from cleaning import cell, made_up, settings, tables
from hypothesis import given
from hypothesis import strategies as st

from cancelled_crimes.clean.decide import Source, decide
from cancelled_crimes.clean.figures import CANCELLED, figures_table, read_figure
from cancelled_crimes.errors import StoryError


def counts(row: dict[str, object]) -> tuple[object, ...]:
    return row["status"], row["wrong"], row["reviewed"]


def test_agreement_within_one_origin_confirms_the_transcription_not_the_fact() -> None:
    row = cell(("paper-a", "1 of 22"), ("paper-b", "5% of 22"))
    assert counts(row) == ("counts", 1, 22)
    assert "2 sources of one origin agree, which confirms the transcription, not the fact" in row["rule"]
    assert row["raw_rows"] == "published_figures:2; published_figures:3"


def test_agreement_of_two_origins_is_said_to_be_that() -> None:
    assert "2 sources of 2 origins agree" in cell(("paper-a", "1 of 22"), ("paper-c", "1 of 22"))["rule"]


def test_two_versions_of_one_article_are_one_source() -> None:
    row = cell(("paper-b", "1 of 22"), ("paper-b-print", "1 of 22"))
    assert "agree" not in row["rule"]
    assert row["sources"] == "paper-b; paper-b-print"


def test_the_inspectorate_outranks_a_newspaper() -> None:
    row = cell(("paper-a", "3 of 22"), ("report", "1 of 22"))
    assert counts(row) == ("counts", 1, 22)
    assert row["raw_rows"] == "published_figures:3"
    assert "published_figures:2, printed as 3 of 22, set aside: contradicts the inspectorate" in row["note"]


def test_a_vaguer_word_of_the_inspectorate_does_not_drown_an_exact_figure_that_agrees() -> None:
    assert counts(cell(("report", "none"), ("paper-a", "none of 20"))) == ("counts", 0, 20)


def test_papers_that_contradict_each_other_leave_every_possibility_open() -> None:
    row = cell(("paper-a", "1 of 22"), ("paper-b", "3 of 22"))
    assert (*counts(row), row["wrong_low"], row["wrong_high"]) == ("candidates", None, 22, 1, 3)
    assert "none is chosen" in row["rule"]


def test_the_number_of_papers_decides_no_contradiction() -> None:
    row = cell(("paper-a", "1 of 22"), ("paper-b", "3 of 22"), ("paper-c", "3 of 22"))
    assert (row["status"], row["wrong_low"], row["wrong_high"]) == ("candidates", 1, 3)


def test_papers_that_contradict_each_other_on_count_and_sample_keep_both_counts() -> None:
    row = cell(("paper-a", "1 of 22"), ("paper-b", "3 of 20"))
    assert (*counts(row), row["wrong_low"], row["wrong_high"]) == ("candidates", None, None, 1, 3)
    assert (row["share_low"], row["share_high"]) == (1 / 22, 3 / 20)


def test_papers_that_contradict_each_other_on_the_sample_leave_it_open() -> None:
    row = cell(("paper-a", "1 of 22"), ("paper-b", "1 of 20"))
    assert (*counts(row), row["wrong_low"], row["wrong_high"]) == ("candidates", None, None, 1, 1)


POOL = (
    "1 of 22", "3 of 22", "3 of 20", "14%", "14% correct", "86% correct", "a quarter", "about 20%", "one in 20", "none",
    "some", "5 (25%)", "20 reviewed", "fewer than five", "5% of 220", "not available", "all correct", "more than half",
)  # fmt: skip


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b", "c", "r"]), st.sampled_from(POOL)), min_size=2, max_size=4),
    st.randoms(),
)
def test_no_order_of_any_rows_changes_the_outcome(printed: list[tuple[str, str]], random: Any) -> None:
    sources = {name: Source(int(name != "r"), name, name) for name in "abcr"}
    figures = [
        {
            "figure_id": f"row:{line}", "printed": text, "measure": CANCELLED, "source_id": source,
            "form": read_figure(text, CANCELLED)[0].form, "direction": read_figure(text, CANCELLED)[1],
            "inspection_year": 2019, "carried_from_year": None,
        }
        for line, (source, text) in enumerate(printed)
    ]  # fmt: skip
    shuffled = random.sample(figures, len(figures))
    assert decide(figures, sources).outcome == decide(shuffled, sources).outcome


def test_the_order_of_the_rows_does_not_matter() -> None:
    figures = [
        ("paper-a", "14% of 22"),
        ("paper-b", "14% correctly cancelled"),
        ("paper-c", "3 of 22"),
        ("report", "some"),
    ]
    rows = [cell(*figures), cell(*reversed(figures))]
    assert counts(rows[0]) == counts(rows[1]) == ("counts", 3, 22)


def test_a_reversed_direction_is_detected_against_the_others() -> None:
    row = cell(("paper-a", "14% of 22"), ("paper-b", "14% correctly cancelled"), ("paper-c", "3 of 22"))
    assert counts(row) == ("counts", 3, 22)
    assert (
        "published_figures:3, printed as 14% correctly cancelled, set aside: printed the wrong way round" in row["note"]
    )


def test_one_share_against_one_is_not_enough_to_call_either_reversed() -> None:
    row = cell(("paper-a", "14%"), ("paper-b", "14% correctly cancelled"))
    assert row["status"] == "candidates"


def test_a_figure_that_is_correctly_printed_as_correct_is_not_set_aside() -> None:
    row = cell(("paper-a", "3 of 22"), ("paper-b", "86% correctly cancelled"))
    assert counts(row) == ("counts", 3, 22)
    assert "set aside" not in row["note"]


def test_the_most_recent_inspection_wins() -> None:
    row = cell(("paper-a", "9 of 20", {"inspection_year": 2016}), ("paper-b", "1 of 20"))
    assert (*counts(row), row["inspection_year"]) == ("counts", 1, 20, 2019)
    assert "inspection of 2016, and that of 2019 is more recent" in row["note"]


def test_a_figure_carried_over_belongs_to_the_earlier_sample_and_year() -> None:
    row = cell(("report", "none", {"inspection_year": 2020, "carried_from_year": 2016}))
    assert (row["inspection_year"], row["carried_from_year"], row["status"]) == (2016, 2016, "count only")
    newer = cell(("report", "none", {"inspection_year": 2020, "carried_from_year": 2016}), ("paper-a", "2 of 20"))
    assert (newer["inspection_year"], newer["carried_from_year"], newer["wrong"]) == (2019, None, 2)


def test_an_unknown_year_stays_unknown() -> None:
    assert cell(("paper-a", "43%", {"inspection_year": None}))["inspection_year"] is None


def test_a_figure_without_a_year_gives_way_to_one_with_a_year() -> None:
    row = cell(("paper-a", "9 of 20", {"inspection_year": None}), ("paper-b", "1 of 20"))
    assert counts(row) == ("counts", 1, 20)


def test_a_share_and_a_sample_of_two_sources_give_a_count() -> None:
    assert counts(cell(("paper-a", "25%"), ("paper-b", "20 reviewed"))) == ("recovered", 5, 20)


def test_a_fraction_word_narrows_nothing_that_is_printed_more_exactly() -> None:
    row = cell(("paper-a", "a quarter"), ("paper-b", "27%"))
    assert (row["share_low"], row["share_high"]) == (0.265, 0.275)
    alone = cell(("paper-a", "a quarter"))
    assert (alone["share_low"], alone["share_high"]) == (0.225, 0.275)


def test_a_source_without_a_figure_does_not_drown_one_with_a_figure() -> None:
    row = cell(("paper-a", "not available"), ("paper-b", "1 of 20"))
    assert counts(row) == ("counts", 1, 20)
    assert "set aside: says that no figure was available" in row["note"]


def test_missing_is_told_from_not_available_and_neither_is_zero() -> None:
    missing = cell(("paper-a", "1 of 20"), offence="robbery")
    unavailable = cell(("paper-a", "not available"))
    assert counts(missing) == ("not found", None, None)
    assert counts(unavailable) == ("not available", None, None)
    assert missing["raw_rows"] == "" and unavailable["raw_rows"] == "published_figures:2"


def test_an_added_figure_counts_like_any_other() -> None:
    source = made_up()
    added = made_up(("report", "1 of 20")).published_figures.assign(raw_row="added_figures:2")
    table = tables(type(source)(**{**vars(source), "added_figures": added}))["cancellations"]
    row = table[(table["force"] == "Essex") & (table["offence"] == "rape")].iloc[0]
    assert (row["status"], row["wrong"], row["reviewed"], row["raw_rows"]) == ("counts", 1, 20, "added_figures:2")


def test_every_unreadable_figure_is_listed_at_once_with_its_line() -> None:
    with pytest.raises(StoryError) as caught:
        figures_table(made_up(("paper-a", "lots"), ("paper-a", "1 of 20"), ("paper-b", "9 of 8")), settings())
    assert "published_figures:2" in str(caught.value)
    assert "published_figures:4" in str(caught.value)
    assert "published_figures:3" not in str(caught.value)


def test_the_share_beside_counts_does_not_change_them() -> None:
    result = tables(made_up(("paper-a", "9 of 17 (47%)")))
    row = result["cancellations"].query("force == 'Essex' and offence == 'rape'").iloc[0]
    assert (row["wrong"], row["reviewed"]) == (9, 17)
    assert "share does not match its count" in set(result["findings"]["rule"])
    assert pd.isna(row["smallest_sample"])
