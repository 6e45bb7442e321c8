"""Samples of hundreds and thousands: percentages lead where they carry, with sensible words and a readable chart."""

import re
from itertools import pairwise

import pandas as pd
import pytest

from cancelled_crimes import tables as processed
from cancelled_crimes.charts.funnel import even_steps, funnel_chart, sizes
from cancelled_crimes.paths import find_project
from cancelled_crimes.settings import load_settings
from cancelled_crimes.stats.pooling import pooled_table
from cancelled_crimes.stats.rates import rates_table
from cancelled_crimes.words import advice, certainty, facts, glance, pooled, sentences, standfirst
from cancelled_crimes.words.prose import plain

PROJECT = find_project()
SETTINGS = load_settings(PROJECT.settings_file)
LARGE = {"Essex": (3, 4000), "Kent": (75, 300), "Surrey": (9, 3000), "Sussex": (2, 4000), "Norfolk": (40, 900)}


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """The committed tables with large samples of robbery in place of those in hand."""
    folder = tmp_path_factory.mktemp("processed")
    committed = processed.load_tables(PROJECT)
    cells = committed.cancellations.copy()
    for force, (wrong, reviewed) in LARGE.items():
        at = (cells["force"] == force) & (cells["offence"] == "robbery")
        cells.loc[at, ["wrong", "reviewed", "inspection_year", "status"]] = [wrong, reviewed, 2018, "counts"]
    rest = ~cells["force"].isin(LARGE) & (cells["offence"] == "robbery")
    cells.loc[rest, ["wrong", "reviewed"]] = pd.NA
    cells.loc[rest, "status"] = "not found"
    for name in ("figures", "victims", "inspections", "sources"):
        processed.write_csv(getattr(committed, name), folder / f"{name}.csv")
    processed.write_csv(cells, folder / "cancellations.csv")
    processed.write_csv(rates_table(cells, SETTINGS, committed.victims), folder / "rates.csv")
    processed.write_csv(pooled_table(cells, SETTINGS), folder / "pooled.csv")
    return processed.Tables(folder)


def robbery(tables, force):
    return facts.finding(tables, force, "robbery", SETTINGS)


def test_a_large_sample_leads_with_its_percentage_and_the_decimals_it_carries(tables):
    essex, kent = robbery(tables, "Essex"), robbery(tables, "Kent")
    assert (essex.tier, kent.tier) == ("A", "A")
    assert plain(sentences.headline(essex)).startswith(
        "Essex: about 0.1% (three of 4,000) of the cancelled robbery records"
    )
    assert plain(sentences.headline(kent)).startswith("Kent: 25% (75 of 300) of the cancelled robbery records reviewed")
    assert "25% (75 of 300) were wrongly cancelled" in plain(sentences.sentence(kent))
    assert "25% (75 of 300)" in plain(standfirst.page_finding(tables, "Kent", SETTINGS).headline)


def test_its_row_has_the_same_decimals_as_its_sentence(tables):
    row = glance.glance(robbery(tables, "Essex")).plain
    assert (row["share"], row["interval"]) == ("0.1%", "up to 0.2%")
    assert "up to 0.2%" in plain(certainty.interval(robbery(tables, "Essex")))
    assert glance.glance(robbery(tables, "Kent")).plain["share"] == "25%"


def test_nothing_that_is_said_of_a_large_sample_calls_it_small(tables):
    for force in ("Essex", "Kent"):
        f = robbery(tables, force)
        pairs = [*advice.may_say(f), *advice.may_not_say(f)]
        said = " ".join(plain(part) for pair in pairs for part in pair) + plain(certainty.tier(f))
        assert not re.search(r"so few|too few|small|under 30", said), said
        assert "a percentage in a headline" not in said
        assert "percentage may lead" in said


def test_a_pool_of_large_samples_from_few_forces_still_does_not_lead(tables):
    p = pooled.pool(tables, "robbery", SETTINGS)
    assert "%" not in plain(pooled.pooled_headline(p))
    assert plain(pooled.lead(p)).startswith("No percentage leads: counts are in hand for five of 43 forces")


def test_a_pool_that_may_lead_leads_with_its_percentage(tables):
    many = tables.cancellations.assign(wrong=10, reviewed=100, status="counts", inspection_year=2018)
    many = many.astype({"wrong": "Int64", "reviewed": "Int64", "inspection_year": "Int64"})
    leading = processed.Tables(tables.folder)
    vars(leading).update(
        cancellations=many, rates=rates_table(many, SETTINGS, tables.victims), pooled=pooled_table(many, SETTINGS)
    )
    p = pooled.pool(leading, "robbery", SETTINGS)
    assert plain(pooled.pooled_headline(p)).startswith("Robbery: 10% (430 of 4,300) of the cancelled robbery records")
    assert "10% (430 of 4,300) in 43 forces for robbery" in plain(
        standfirst.page_finding(leading, "", SETTINGS).standfirst
    )


@pytest.mark.parametrize("force", ["Essex", "Kent"])
def test_the_funnel_of_large_samples_has_few_labels_and_few_bytes(tables, force):
    chart = funnel_chart(force, [robbery(tables, force)], tables, SETTINGS)
    numbers = re.findall(r">([\d,]+)</text>", chart.svg)
    assert {"2,000", "4,000"} <= set(numbers)
    assert len(numbers) <= 8, numbers
    assert len(chart.svg) < 30_000
    wrong, reviewed = LARGE[force]
    assert f"{wrong} of {reviewed:,}" in chart.alt


def test_the_shares_of_a_funnel_of_small_shares_can_be_told_apart(tables):
    few = funnel_chart("Essex", [robbery(tables, "Essex")], tables, SETTINGS)
    assert "3 of 4,000 (0.1%)" in few.svg


@pytest.mark.parametrize("most", [4, 30, 50, 400, 4010, 100_000])
def test_limits_are_worked_out_for_no_more_sizes_than_a_line_needs(most):
    found = sizes(most)
    assert (found[0], found[-1]) == (4, most)
    assert len(found) <= 42
    assert most > 40 or found == list(range(4, most + 1)) or most == 4


@pytest.mark.parametrize("highest", [0.001, 0.03, 0.3, 1.0, 31, 401, 4001])
def test_the_labels_of_a_scale_are_few_even_and_reach_the_highest(highest):
    steps = even_steps(highest, 4)
    assert 3 <= len(steps) <= 7
    assert steps[0] == 0
    assert steps[-1] >= highest
    assert len({round(b - a, 9) for a, b in pairwise(steps)}) == 1
