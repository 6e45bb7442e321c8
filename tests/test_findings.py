"""What is wrong with the data: every known trap is found, by rules that know no force, and nothing else is."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from cleaning import made_up, raw, real, settings, tables

import cancelled_crimes.clean.findings as package
from cancelled_crimes.tables import split

EXPECTED = {
    # The traps that the compilers of the figures knew of.
    ("reversed direction", "North Yorkshire", "sexual offences"),
    ("total against parts", "Yorkshire (4 forces)", "rape"),
    ("total overlaps its parts", "Yorkshire (4 forces)", "victims informed"),
    ("offence outside the sampling frame", "Lancashire", "burglary"),
    ("offence outside the sampling frame", "England and Wales", "burglary"),
    ("two values for one thing", "Greater Manchester", ""),
    ("two values for one thing", "Suffolk", ""),
    ("two values for one thing", "Lincolnshire", ""),
    ("two values for one thing", "Hertfordshire", ""),
    ("other forces miscounted", "Greater Manchester", "rape"),
    ("base of a share not named", "Greater Manchester", "robbery"),
    ("base of a share not named", "Greater Manchester", "sexual offences"),
    ("base of a share not named", "Cheshire", "rape"),
    ("rate and its complement", "Cheshire", ""),
    ("inspection not named", "Cheshire", "rape"),
    ("inspection not named", "Avon and Somerset", "rape"),
    ("inspection not named", "Avon and Somerset", "sexual offences"),
    ("audit period", "Lancashire", ""),
    ("audit period", "Cumbria", ""),
    ("carried over", "Devon and Cornwall", ""),
    ("carried over", "Kent", "rape"),
    ("carried over", "Lancashire", "rape; robbery"),
    ("carried over", "Merseyside", "rape; robbery"),
    ("carried over", "North Yorkshire", "robbery"),
    ("word of the source read otherwise", "Cleveland", "sexual offences; violence"),
    ("word of the source read otherwise", "North Yorkshire", "rape; sexual offences; violence"),
    ("one article twice", "Yorkshire (4 forces)", "victims informed; rape; sexual offences"),
    # Cautions that the tables themselves call for.
    ("agreement within one origin", "England and Wales", ""),
    ("later inspection mentioned", "South Yorkshire", ""),
    ("none without a sample", "England and Wales", "rape"),
    ("none without a sample", "England and Wales", "robbery"),
}


def found(source: Any) -> set[tuple[str, str, str]]:
    table = tables(source)["findings"]
    return set(zip(table["rule"], table["force"], table["offence"], strict=True))


def rules(source: Any) -> set[str]:
    return {rule for rule, _, _ in found(source)}


def test_every_trap_is_found_and_there_is_no_false_alarm() -> None:
    table = real()["findings"]
    assert set(zip(table["rule"], table["force"], table["offence"], strict=True)) == EXPECTED
    assert len(table) == len(EXPECTED)
    assert table["finding_id"].is_unique


def test_each_finding_says_what_was_done_and_what_to_do_and_where_it_comes_from() -> None:
    names = {
        name
        for table in vars(raw()).values()
        if isinstance(table, pd.DataFrame) and "raw_row" in table
        for name in table["raw_row"]
    }
    for row in real()["findings"].to_dict("records"):
        assert row["severity"] in ("high", "medium", "low")
        assert all(row[column].endswith(".") for column in ("what", "done", "todo"))
        assert split(row["raw_rows"]) and set(split(row["raw_rows"])) <= names


def test_no_rule_names_a_force() -> None:
    code = "".join(p.read_text(encoding="utf-8") for p in Path(package.__file__).parent.rglob("*.py"))
    named = [force for force in [*settings().units, "Yorkshire", "GMP", "Lancs"] if force in code]
    assert named == []


def test_the_same_is_found_under_other_names() -> None:
    """Shuffle the names of the forces: the findings move with them."""
    old = settings().units
    moved = dict(zip(old, [*old[7:], *old[:7]], strict=True))

    def renamed(table: pd.DataFrame) -> pd.DataFrame:
        return table.assign(force=table["force"].replace(moved)) if "force" in table else table

    names = (
        "published_figures", "inspections", "other_printed", "national_claims", "story_claims", "groups", "answered",
    )  # fmt: skip
    other = replace(
        raw(),
        qualitative_findings=renamed(raw().qualitative_findings),
        **{name: renamed(getattr(raw(), name)) for name in names},
    )
    assert found(other) == {(rule, moved.get(force, force), offence) for rule, force, offence in EXPECTED}


def test_a_number_of_others_keeps_the_bound_of_the_number_of_all() -> None:
    assert "at least 19, not 18" in real()["findings"].query("rule == 'other forces miscounted'")["what"].iloc[0]


def test_the_total_that_reconciles_is_not_reported() -> None:
    assert ("total against parts", "Yorkshire (4 forces)", "sexual offences") not in EXPECTED
    assert "7 of 79" in real()["findings"].query("rule == 'total against parts'")["what"].iloc[0]


def _edited(table: str, where: dict[str, Any], **values: Any) -> Any:
    """The raw tables with the matching rows of one table changed."""
    changed = getattr(raw(), table).copy()
    mask = pd.Series(True, index=changed.index)
    for column, value in where.items():
        mask &= changed[column] == value
    assert mask.any()
    for column, value in values.items():
        changed.loc[mask, column] = value
    return replace(raw(), **{table: changed})


MENDED = [
    ("published_figures", {"printed": "14% correctly cancelled"}, {"printed": "14%"}, "reversed direction"),
    ("published_figures", {"printed": "7 of 81 (9%)"}, {"printed": "7 of 79 (9%)"}, "total against parts"),
    ("other_printed", {"printed": "about 14%"}, {"printed": "about 16%"}, "rate and its complement"),
    ("other_printed", {"printed": "72.9%"}, {"printed": "72.7%"}, "two values for one thing"),
    ("other_printed", {"printed": "2016-10-01 to 2016-03-31"}, {"printed": "2016-10-01 to 2017-03-31"}, "audit period"),
    ("story_claims", {"claim_id": "eighteen-other-forces"}, {"value": "19"}, "other forces miscounted"),
    ("sources", {"source_id": "yorkshire-post"}, {"same_article_as": ""}, "one article twice"),
    ("other_printed", {"measure": "later inspection"}, {"inspection_year": 2018}, "later inspection mentioned"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "where", "values", "rule"), MENDED, ids=[m[3] for m in MENDED])
def test_a_mended_row_silences_its_finding_and_no_other(
    table: str, where: dict[str, Any], values: dict[str, Any], rule: str
) -> None:
    gone = EXPECTED - found(_edited(table, where, **values))
    assert len(gone) == 1
    assert {r for r, _, _ in gone} == {rule}


BROKEN = [
    ("published_figures", {"printed": "9 of 17 (53%)"}, {"printed": "9 of 17 (47%)"}, "share does not match its count"),
    ("published_figures", {"printed": "3 of 19 (16%)"}, {"printed": "4 of 19 (21%)"}, "two values for one figure"),
    ("published_figures", {"printed": "16%"}, {"printed": "18%"}, "total against parts"),
    ("published_figures", {"printed": "6 of 18 (33%)"}, {"printed": "9 of 18"}, "higher than the printed maximum"),
    ("published_figures", {"printed": "6 of 18 (33%)"}, {"inspection_year": 2015}, "no such inspection"),
    ("published_figures", {"printed": "1 of 6"}, {"offence": "arson"}, "offence outside the sampling frame"),
    ("national_claims", {"offence": "robbery"}, {"printed": "3 forces with any incorrect"}, "number of forces"),
    ("inspections", {"records_examined_to": "2017-10-31"}, {"records_examined_to": "2016-10-31"}, "audit period"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "where", "values", "rule"), BROKEN, ids=[f"{b[3]}-{b[2]}" for b in BROKEN])
def test_a_new_slip_is_found(table: str, where: dict[str, Any], values: dict[str, Any], rule: str) -> None:
    new = found(_edited(table, where, **values)) - EXPECTED
    assert rule in {r for r, _, _ in new}


@pytest.mark.parametrize(("table", "where", "values", "rule"), BROKEN, ids=[f"{b[3]}-{b[2]}" for b in BROKEN])
def test_a_new_slip_is_told_without_marks_round_what_was_transcribed(
    table: str, where: dict[str, Any], values: dict[str, Any], rule: str
) -> None:
    told = tables(_edited(table, where, **values))["findings"].query("rule == @rule")
    assert '"' not in " ".join([*told["what"], *told["done"]])


def test_a_figure_of_an_earlier_inspection_is_reported_unless_it_was_carried_over() -> None:
    assert "figure of an earlier inspection" in rules(
        made_up(("paper-a", "1 of 20", {"inspection_year": 2017}), force="Kent")
    )
    carried = {"inspection_year": 2018, "carried_from_year": 2017}
    assert "figure of an earlier inspection" not in rules(made_up(("report", "1 of 20", carried), force="Kent"))


def test_the_inspectorate_contradicted_by_a_paper_is_reported() -> None:
    source = made_up(("paper-a", "3 of 22"), ("report", "1 of 22"))
    row = tables(source)["findings"].query("rule == 'two values for one figure'").iloc[0]
    assert row["done"] == "Used the inspectorate's figure and set the other aside."
    assert split(row["raw_rows"]) == ["published_figures:3", "published_figures:2"]


def test_figures_without_a_fault_give_no_finding_about_figures() -> None:
    about_inspections = {"audit period", "carried over"}
    assert rules(made_up(("paper-a", "1 of 22"), ("paper-c", "1 of 22 (5%)"))) <= about_inspections


def test_sentences_hold_no_doubled_words_or_spaces() -> None:
    for row in real()["findings"].to_dict("records"):
        text = " ".join(row[c] for c in ("what", "done", "todo"))
        assert not re.search(r"\b(\w+) \1\b|  |\bnan\b|<NA>|None", text), text


def test_a_word_of_the_source_that_was_read_otherwise_is_a_finding() -> None:
    remark = {"note": "page 2; source says 'cancelled' where it means wrongly cancelled; seen in print"}
    table = tables(made_up(("paper-a", "3 of 20", remark), ("paper-b", "3 of 20")))["findings"]
    (row,) = table[table["rule"] == "word of the source read otherwise"].to_dict("records")
    assert row["raw_rows"] == "published_figures:2"
    assert '"cancelled"' in row["what"] and "read here as wrongly cancelled" in row["what"]
