"""The cleaned tables of the real figures, checked by values known beforehand and by an independent path."""

import re
import time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd
import pytest
from cleaning import raw, real, settings, tables

from cancelled_crimes.clean.groups import group_totals, totals_with, victims_not_told
from cancelled_crimes.clean.inspections import inspections_table
from cancelled_crimes.clean.missing import missing_cells
from cancelled_crimes.paths import find_project
from cancelled_crimes.tables import read_csv, write_csv

STATUSES = {
    "counts", "recovered", "candidates", "share only", "count only", "sample only", "some", "not available",
    "not found",
}  # fmt: skip


def cell(force: str, offence: str) -> pd.Series:
    table = real()["cancellations"]
    return table[(table["force"] == force) & (table["offence"] == offence)].iloc[0]


def test_there_is_one_row_a_force_and_offence() -> None:
    table = real()["cancellations"]
    expected = [(f, o) for f in settings().units for o in settings().offences]
    assert list(zip(table["force"], table["offence"], strict=True)) == expected
    assert len(table) == 172
    assert set(table["status"]) <= STATUSES
    assert list(real()["victims"]["force"]) == settings().units
    assert len(inspections_table(raw())) == 55


COUNTS = [
    ("Hampshire", "sexual offences", 9, 17, 2018, "counts"),
    ("Hampshire", "rape", 3, 19, 2018, "counts"),
    ("Hampshire", "violence", 2, 19, 2018, "counts"),
    ("Hampshire", "robbery", 6, 18, 2018, "counts"),
    ("Durham", "violence", 7, 33, 2017, "recovered"),
    ("Durham", "sexual offences", 2, 33, 2017, "recovered"),
    ("Durham", "robbery", 1, 14, 2017, "recovered"),
    ("North Yorkshire", "rape", 1, 22, 2019, "counts"),
    ("North Yorkshire", "sexual offences", 3, 22, 2019, "counts"),
    ("North Yorkshire", "violence", 2, 20, 2019, "recovered"),
    ("Greater Manchester", "robbery", 5, 20, 2018, "recovered"),
    ("Humberside", "rape", 4, 20, 2018, "recovered"),
    ("Humberside", "sexual offences", 8, 20, 2018, "recovered"),
    ("Cleveland", "sexual offences", 2, 19, None, "recovered"),
    ("Gwent", "robbery", 1, 6, 2018, "counts"),
    ("Gwent", "violence", 5, 20, 2018, "counts"),
    ("Suffolk", "rape", 0, 20, 2019, "counts"),
]


@pytest.mark.parametrize("known", COUNTS, ids=lambda known: f"{known[0]}-{known[1]}")
def test_known_counts(known: tuple[Any, ...]) -> None:
    force, offence, wrong, reviewed, year, status = known
    row = cell(force, offence)
    assert (row["wrong"], row["reviewed"], row["status"]) == (wrong, reviewed, status)
    assert row["share_low"] == row["share_high"] == wrong / reviewed
    assert pd.isna(row["inspection_year"]) if year is None else row["inspection_year"] == year


@pytest.mark.parametrize(
    ("force", "offence", "share", "smallest"),
    [
        ("Cheshire", "rape", 0.43, 7),
        ("Suffolk", "sexual offences", 0.05, 20),
        ("Greater Manchester", "sexual offences", 0.05, 19),
        ("Northamptonshire", "violence", 0.1, 10),
    ],
)
def test_known_shares_without_a_sample(force: str, offence: str, share: float, smallest: int) -> None:
    row = cell(force, offence)
    assert (row["status"], row["smallest_sample"]) == ("share only", smallest)
    assert pd.isna(row["wrong"]) and pd.isna(row["reviewed"])
    assert row["share_low"] < share < row["share_high"]


def test_a_whole_percentage_is_kept_within_half_a_point() -> None:
    row = cell("Cheshire", "rape")
    assert (row["share_low"], row["share_high"]) == (0.425, 0.435)
    assert pd.isna(row["inspection_year"])


def test_what_is_not_available_is_not_zero() -> None:
    for offence in ("rape", "violence"):
        row = cell("Greater Manchester", offence)
        assert row["status"] == "not available" and pd.isna(row["wrong"]) and pd.isna(row["share_low"])
    assert cell("Cleveland", "violence")[["status", "reviewed"]].tolist() == ["sample only", 22]


def test_six_forces_print_none_for_rape_without_a_sample() -> None:
    table = real()["cancellations"].query("offence == 'rape' and status == 'count only'")
    assert len(table) == 6
    assert (table["wrong"] == 0).all() and table["reviewed"].isna().all()


def test_the_rape_cells_with_counts_pool_to_ten_of_118() -> None:
    table = real()["cancellations"].query("offence == 'rape' and status in ['counts', 'recovered']")
    assert (table["wrong"].sum(), table["reviewed"].sum()) == (10, 118)


def test_a_figure_for_an_offence_that_was_not_sampled_fills_no_other_cell() -> None:
    row = cell("Lancashire", "robbery")
    assert row["status"] == "not found"
    assert "burglary" in row["note"]


def test_victims_add_to_43_not_told_each_counted_once() -> None:
    totals = group_totals(real()["figures"], raw())
    assert victims_not_told(real()["victims"], totals) == 43
    assert real()["victims"]["not_told"].sum() == 21
    assert {t.printed[0] for t in totals_with("Humberside", totals)} == {
        "30 of 156 not informed",
        "7 of 81 (9%)",
        "16%",
    }
    assert totals_with("Essex", totals) == []


VICTIMS = {"Gwent": (36, 34, 2), "Lancashire": (15, 9, 6), "North Yorkshire": (20, 12, 8), "Suffolk": (29, 26, 3)}


@pytest.mark.parametrize(("force", "numbers"), VICTIMS.items())
def test_known_victims(force: str, numbers: tuple[int, int, int]) -> None:
    row = real()["victims"].set_index("force").loc[force]
    assert (row["due"], row["told"], row["not_told"]) == numbers


# The independent path: no parsing. Every pair of counts is printed in the manner of the source, and those that come out
# as the source printed them are the ones that are possible.


def _as_percent(wrong: int, reviewed: int) -> str:
    return str((Decimal(100 * wrong) / reviewed).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _possible(printed: str, fault: str, right: str) -> set[tuple[int, int]]:
    """All (wrong, reviewed) up to 60 records that a source could have printed so."""
    names = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    bare = printed.replace(f" {fault}", "").replace(f" {right}", "")
    flipped = printed.endswith(f" {right}") and not printed.endswith(f" {fault}")
    found = set()
    for reviewed in range(1, 61):
        for count in range(reviewed + 1):
            share = _as_percent(count, reviewed)
            number = names[count] if count < 10 else str(count)
            ways = {
                f"{count} of {reviewed}", f"{count} of {reviewed} ({share}%)", f"{number} of {reviewed}",
                f"{share}% of {reviewed}", f"{count} ({share}%)", f"{share}%; equates to {number} offences",
                f"{share}%",
            }  # fmt: skip
            if bare in ways:
                found.add((reviewed - count if flipped else count, reviewed))
    return found


RAW_ROWS = {
    row["raw_row"]: row
    for table in ("published_figures", "added_figures")
    for row in getattr(raw(), table).to_dict("records")
}


def _raw_rows(row: Any) -> list[dict[str, Any]]:
    return [RAW_ROWS[name] for name in row["raw_rows"].split("; ") if name]


def _traces() -> list[Any]:
    cancellations = real()["cancellations"].to_dict("records")
    victims = [
        {**v, "offence": "all", "wrong": v["not_told"], "reviewed": v["due"]}
        for v in real()["victims"].to_dict("records")
    ]
    return [
        pytest.param(r, id=f"{r['force']}-{r['offence']}")
        for r in [*cancellations, *victims]
        if r["status"] != "not found"
    ]


@pytest.mark.parametrize("row", _traces())
def test_every_value_follows_from_its_raw_rows_by_another_path(row: dict[str, Any]) -> None:
    rows = _raw_rows(row)
    assert rows and {(r["force"], r["offence"]) for r in rows} == {(row["force"], row["offence"])}
    fault, right = (
        ("not informed", "informed") if row["offence"] == "all" else ("wrongly cancelled", "correctly cancelled")
    )
    possible = [p for p in (_possible(r["printed"], fault, right) for r in rows) if p]
    common = set.intersection(*possible) if possible else set()
    if row["status"] in ("counts", "recovered"):
        assert common == {(row["wrong"], row["reviewed"])}
    elif row["status"] == "share only" and common:
        assert min(n for _, n in common) == row["smallest_sample"]
        shares = [k / n for k, n in common]
        assert row["share_low"] <= min(shares) and max(shares) <= row["share_high"]
    else:
        words = {
            "count only": "none", "some": "some", "not available": "not available",
            "sample only": f"{row['reviewed']} reviewed", "share only": f"one in {row.get('smallest_sample')}",
        }  # fmt: skip
        assert {r["printed"] for r in rows} == {words[row["status"]]}


def test_every_printed_figure_of_a_force_and_offence_is_used_or_set_aside_with_a_reason() -> None:
    told = " ".join(
        [*real()["cancellations"]["raw_rows"], *real()["victims"]["raw_rows"], *real()["cancellations"]["note"]]
    )
    named = set(re.findall(r"published_figures:\d+", told))
    groups = set(raw().groups["group"])
    assert {name for name, row in RAW_ROWS.items() if row["force"] not in groups} == named


def test_the_committed_tables_are_those_that_cleaning_gives(tmp_path: Any) -> None:
    for name, table in {**real(), "inspections": inspections_table(raw())}.items():
        write_csv(table, tmp_path / f"{name}.csv")
        committed = find_project().root / "data" / "processed" / f"{name}.csv"
        assert (tmp_path / f"{name}.csv").read_bytes() == committed.read_bytes(), f"{name}.csv is stale. Type: make all"


def test_tables_come_back_from_disk_as_they_were(tmp_path: Any) -> None:
    write_csv(real()["cancellations"], tmp_path / "table.csv")
    pd.testing.assert_frame_equal(read_csv(tmp_path / "table.csv"), real()["cancellations"].round(6))


def test_missing_cells_name_the_report_to_look_in() -> None:
    table = real()
    missing = missing_cells(table["cancellations"], table["victims"], inspections_table(raw()), settings())
    without = table["cancellations"]["status"].isin(["counts", "recovered"])
    assert len(missing) == (~without).sum() + (~table["victims"]["status"].isin(["counts", "recovered"])).sum()
    essex = missing.query("force == 'Essex' and offence == 'rape'").iloc[0]
    assert essex["status"] == "not found"
    assert essex["report_url"] == (
        "https://hmicfrs.justiceinspectorates.gov.uk/publications/essex-crime-data-integrity-inspection-2019/"
    )
    assert (missing["report_url"] != "").all()


def test_a_carried_over_finding_is_looked_for_in_the_report_of_its_own_sample() -> None:
    table = real()
    missing = missing_cells(table["cancellations"], table["victims"], inspections_table(raw()), settings())
    years = {(m["force"], m["offence"]): m["report_year"] for m in missing.to_dict("records")}
    assert years["North Yorkshire", "robbery"] == years["Lancashire", "robbery"] == years["Kent", "rape"] == "2017"
    assert years["Kent", "violence"] == "2018"
    assert {years["Devon and Cornwall", offence] for offence in settings().offences} == {"2016"}
    assert years["Devon and Cornwall", "victims informed"] == "2018"
    assert "repeats the finding of 2017" in cell("Kent", "rape")["note"]


def test_cleaning_is_linear_in_rows() -> None:
    tables(_times(2))
    ten, hundred = (min(_seconds(_times(n)) for _ in range(2)) for n in (10, 100))
    assert hundred < 15 * ten, f"10 times the figures take {ten:.2f} s, 100 times {hundred:.2f} s"


def _times(copies: int) -> Any:
    """The raw tables with every printed figure that many times, on lines and from sources of its own."""
    copied = {}
    for name in ("published_figures", "sources"):
        table = getattr(raw(), name)
        parts = [table.assign(source_id=table["source_id"] + f"-{n}") for n in range(1, copies)]
        copied[name] = pd.concat([table, *parts], ignore_index=True)
        copied[name]["raw_row"] = [f"{name}:{n + 2}" for n in range(len(copied[name]))]
    return type(raw())(**{**vars(raw()), **copied})


def _seconds(source: Any) -> float:
    start = time.process_time()
    tables(source)
    return time.process_time() - start
