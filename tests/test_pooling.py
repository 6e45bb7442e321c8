"""A pool describes the forces in hand with their extra spread, and says what it leaves out."""

import pandas as pd
import pytest
from statistics_cells import COUNTS, answered, cancellations, victims

from cancelled_crimes import tables
from cancelled_crimes.paths import find_project
from cancelled_crimes.settings import load_settings
from cancelled_crimes.stats.apart import against
from cancelled_crimes.stats.clustered import taken_together
from cancelled_crimes.stats.intervals import interval
from cancelled_crimes.stats.nchs import tier_of
from cancelled_crimes.stats.pooling import pooled_table
from cancelled_crimes.stats.rates import COLUMNS, rates_table
from cancelled_crimes.stats.sensitivity import all_sensitivity, sensitivity_table

STORY = load_settings(find_project().settings_file)
CELLS = cancellations(STORY)


@pytest.fixture(scope="module")
def pooled():
    return pooled_table(CELLS, STORY).set_index("offence")


@pytest.fixture(scope="module")
def rates():
    return rates_table(CELLS, STORY, victims(STORY)).set_index(["force", "offence"])


def sensitivity(force, offence, cells=CELLS):
    return sensitivity_table(cells, answered(), STORY, force, offence).set_index("check")


def test_rape_pools_to_10_of_118_beside_six_nones_without_a_sample(pooled):
    rape = pooled.loc["rape"]
    assert (rape["wrong"], rape["reviewed"]) == (10, 118)
    assert (rape["forces_in_hand"], rape["forces_none_without_sample"], rape["forces_missing"]) == (6, 6, 31)
    assert rape["left_out"] == "Cheshire"


def test_no_pooled_percentage_leads(pooled):
    assert not pooled["leads"].any()
    assert pooled.loc["rape", "lead_reason"].startswith("counts are in hand for 6 of 43 forces: under half")


def test_a_pool_of_most_forces_with_narrow_bounds_leads():
    many = CELLS.assign(wrong=10, reviewed=100, status="counts").astype({"wrong": "Int64", "reviewed": "Int64"})
    robbery = pooled_table(many, STORY).set_index("offence").loc["robbery"]
    assert (robbery["tier"], robbery["leads"]) == ("A", True)
    assert robbery["lead_reason"] == "counts are in hand for 43 of 43 forces: at least half"


def test_the_assumption_gives_each_none_and_each_share_14_to_22_records_so_that_it_runs_both_ways(pooled):
    low = (10 + 0.425 * 14) / (118 + 6 * 22 + 14)
    high = (10 + 0.435 * 22) / (118 + 6 * 14 + 22)
    assert pooled.loc["rape", "assumed_rate_low"] == pytest.approx(low)
    assert pooled.loc["rape", "assumed_rate_high"] == pytest.approx(high)
    assert (round(100 * low), round(100 * high)) == (6, 9), "not the 4% to 5% of the nones alone"
    assert pd.isna(pooled.loc["violence", "assumed_rate_low"])


def test_the_check_with_assumed_samples_counts_in_shares_as_well_as_nones():
    checks = sensitivity("Hampshire", "rape")
    low, high = (checks.loc[f"assumed-{end}"] for end in ("lowest", "highest"))
    assert (low["others_wrong"], low["others_reviewed"]) == (7 + 6, 99 + 6 * 22 + 14)
    assert (high["others_wrong"], high["others_reviewed"]) == (7 + 10, 99 + 6 * 14 + 22)
    assert low["note"] == "an assumption: 7 other forces added, of 14 to 22 records each"


def test_share_interval_and_tier_of_a_pool_come_from_one_estimate(pooled):
    for offence, row in pooled.iterrows():
        wrong, reviewed = zip(*COUNTS[offence].values(), strict=True)
        found = taken_together(list(wrong), list(reviewed))
        assert (row["rate"], row["low"], row["high"], row["method"]) == (*found[:3], "Korn-Graubard")
        assert (row["effective_n"], row["interval_n"]) == (found.effective, found.used)
        assert (row["tier"], tables.split(row["tier_reasons"])) == ("B", list(tier_of(found, STORY.tiers).reasons))


def test_a_pool_that_does_not_lead_says_what_is_true_of_it(pooled):
    reason = pooled.loc["sexual offences", "lead_reason"]
    assert "since the forces differ" in reason
    assert "too small" not in reason


def test_the_pooled_interval_is_wider_than_that_of_one_plain_sample(pooled):
    for row in pooled.itertuples():
        low, high = interval(row.wrong, row.reviewed)
        assert row.low < low < row.rate < high < row.high


def test_one_force_or_none_in_hand_still_gives_a_row():
    only = CELLS.assign(wrong=CELLS["wrong"].where(CELLS["force"] == "Suffolk"))
    table = pooled_table(only, STORY).set_index("offence")
    assert table.loc["rape", "method"] == "wilson"
    assert (table.loc["rape", "low"], table.loc["rape", "high"]) == interval(0, 20)
    assert table.loc["robbery", "forces_in_hand"] == 0
    assert pd.isna(table.loc["robbery", "rate"])
    assert not rates_table(only, STORY)["verdict"].any()


def test_no_table_ranks_forces(pooled, rates):
    order = rates.reset_index().query("offence == 'rape'")["force"].tolist()
    assert order == STORY.units
    assert not {"rank", "position"} & {*pooled.columns, *rates.columns}


def test_every_cell_has_a_rate_row_and_only_known_counts_an_interval(rates):
    assert len(rates) == 43 * 4 + 43
    assert list(rates.reset_index().columns) == COLUMNS
    known = rates["wrong"].notna() & rates["reviewed"].notna()
    for column in ("rate", "low", "high", "exact_low", "exact_high"):
        assert (rates[column].notna() == known).all()
    assert rates["tier"].isin(["B", "C"]).all()
    assert (rates["tier_reasons"] != "").all()


def test_five_of_20_robbery_records_at_greater_manchester(rates):
    row = rates.loc[("Greater Manchester", "robbery")]
    assert [round(100 * row[bound], 1) for bound in ("low", "high", "exact_low", "exact_high")] == [
        11.2,
        46.9,
        8.7,
        49.1,
    ]
    assert (row["tier"], row["verdict"]) == ("B", ""), "three others are too few"


def test_each_force_is_compared_with_the_others_without_itself(rates):
    others = [counts for force, counts in COUNTS["sexual offences"].items() if force != "Hampshire"]
    row = rates.loc[("Hampshire", "sexual offences")]
    assert (row["comparison_p"], row["verdict"]) == against((9, 17), others, STORY.statistics)
    assert (row["comparisons"], round(row["comparison_p_adjusted"], 2)) == (9, 0.29)
    assert row["verdict"] == "worth a question"


def test_candidates_have_bounds_but_no_rate():
    fits = CELLS["force"].eq("Essex") & CELLS["offence"].eq("violence")
    cells = CELLS.copy()
    cells.loc[fits, ["wrong_low", "wrong_high", "reviewed", "status"]] = [10, 12, 220, "candidates"]
    row = rates_table(cells, STORY)[fits].iloc[0]
    assert pd.isna(row["rate"])
    assert (row["low"], row["high"]) == (interval(10, 220)[0], interval(12, 220)[1])
    assert pooled_table(cells, STORY).equals(pooled_table(CELLS.drop(index=CELLS[fits].index), STORY))


def test_victims_not_told_are_rated_like_records(rates):
    row = rates.loc[("North Yorkshire", "victims informed")]
    assert (row["wrong"], row["reviewed"], row["rate"]) == (8, 20, 0.4)


def test_hampshires_finding_falls_with_the_five_records_its_reply_speaks_of():
    checks = sensitivity("Hampshire", "sexual offences")
    assert checks.loc["published", "verdict"] == "worth a question"
    assert tuple(checks.loc["answered", ["wrong", "reviewed"]]) == (4, 17)
    assert checks.loc["answered", "verdict"] == "cannot be told apart"
    assert not checks.loc["answered", "survives"]
    assert "not the force's claim" in checks.loc["answered", "note"], "the reply does not ask for it"


def test_one_record_more_or_fewer_of_20_moves_the_share_by_five_points():
    checks = sensitivity("Greater Manchester", "robbery")
    assert checks.loc[["one-fewer", "published", "one-more"], "rate"].tolist() == [0.2, 0.25, 0.3]
    assert checks.loc[["one-fewer", "one-more"], "survives"].all()


def test_a_count_that_was_worked_out_does_not_survive_without_such_counts():
    checks = sensitivity("Greater Manchester", "robbery")
    assert not checks.loc["no-recovered", "survives"]
    assert pd.isna(checks.loc["no-recovered", "wrong"])
    assert sensitivity("Gwent", "violence").loc["no-recovered", "note"] == "2 other forces left out"


def test_findings_carried_over_are_left_out_on_both_sides():
    cells = CELLS.copy()
    cells.loc[(cells["force"] == "Suffolk") & (cells["offence"] == "rape"), "carried_from_year"] = 2016
    assert sensitivity("Hampshire", "rape", cells).loc["no-carried", "others_reviewed"] == 99 - 20
    assert not sensitivity("Suffolk", "rape", cells).loc["no-carried", "survives"]


def test_only_changes_that_can_alter_the_outcome_are_listed():
    table = all_sensitivity(CELLS, answered(), STORY)
    assert not table["check"].str.startswith("interval-").any(), "neither verdict nor tier goes by the interval shown"
    for _, cell in table.groupby(["force", "offence"]):
        first = cell[cell["check"] == "published"].iloc[0]
        for row in cell[cell["check"] != "published"].itertuples():
            same_count = pd.notna(row.wrong) and row.wrong == first["wrong"]
            same_others = (row.others_wrong, row.others_reviewed) == (first["others_wrong"], first["others_reviewed"])
            assert not (same_count and same_others), f"{row.force}, {row.offence}: {row.what}"
            assert not same_count or first["verdict"], "without a verdict the others alter nothing"


def test_a_cell_that_no_change_can_alter_has_none_but_its_own_counts():
    checks = sensitivity("Hampshire", "robbery")
    assert {"no-recovered", "no-carried", "assumed-lowest"}.isdisjoint(checks.index)


def test_a_cell_without_counts_has_no_checks_and_the_table_holds_all_that_have():
    assert sensitivity("Gwent", "rape").empty
    table = all_sensitivity(CELLS, answered(), STORY)
    assert table.loc[table["check"] == "published", "survives"].all()
    assert (table["check"] == "published").sum() == 24


def test_the_tables_come_back_from_their_files_as_they_were(tmp_path, pooled, rates):
    for table in (pooled.reset_index(), rates.reset_index(), all_sensitivity(CELLS, answered(), STORY)):
        tables.write_csv(table, tmp_path / "table.csv")
        first = (tmp_path / "table.csv").read_bytes()
        tables.write_csv(tables.read_csv(tmp_path / "table.csv"), tmp_path / "again.csv")
        assert (tmp_path / "again.csv").read_bytes() == first
