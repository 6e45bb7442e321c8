"""A pool describes the forces in hand with their extra spread, and says what it leaves out."""

import time
from itertools import combinations_with_replacement
from math import factorial

import numpy as np
import pandas as pd
import pytest
import scipy
from statistics_cells import answered, cancellations, victims

from cancelled_crimes import tables
from cancelled_crimes.paths import find_project
from cancelled_crimes.settings import load_settings
from cancelled_crimes.stats.betabinomial import beta_binomial_interval, log_likelihood, profile_likelihood
from cancelled_crimes.stats.intervals import interval
from cancelled_crimes.stats.pooling import overdispersion, pooled_interval, pooled_table, pooled_tier
from cancelled_crimes.stats.rates import COLUMNS, rates_table
from cancelled_crimes.stats.sensitivity import all_sensitivity, sensitivity_table

STORY = load_settings(find_project().settings_file)
CELLS = cancellations(STORY)
RAPE = [3, 4, 1, 1, 0, 1], [19, 20, 22, 18, 20, 19]


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


def test_overdispersion_is_pearsons_statistic_over_its_degrees_of_freedom():
    wrong, reviewed = np.array(RAPE[0]), np.array(RAPE[1])
    table = np.array([wrong, reviewed - wrong])
    expected = scipy.stats.chi2_contingency(table, correction=False)
    assert overdispersion(wrong, reviewed) == pytest.approx(expected.statistic / expected.dof)


def test_extra_spread_shrinks_the_effective_number_of_records(pooled):
    sexual = pooled.loc["sexual offences"]
    assert sexual["overdispersion"] > 1
    assert sexual["effective_n"] == pytest.approx(188 / sexual["overdispersion"])
    assert pooled.loc["rape", "overdispersion"] > 1 or pooled.loc["rape", "effective_n"] == 118
    assert "effectively" in "; ".join(pooled_tier([0, 9, 0], [20, 20, 20], STORY).reasons)


@pytest.mark.parametrize("correlation", [0.01, 0.1, 0.4])
def test_the_beta_binomial_likelihood_is_that_of_scipy(correlation):
    wrong, reviewed, size = np.array(RAPE[0]), np.array(RAPE[1]), (1 - correlation) / correlation

    def scipys(mean):
        return scipy.stats.betabinom.logpmf(wrong, reviewed, mean * size, (1 - mean) * size).sum()

    ours = [log_likelihood(wrong, reviewed, mean, correlation) for mean in (0.1, 0.3)]
    assert ours[1] - ours[0] == pytest.approx(scipys(0.3) - scipys(0.1))


@pytest.mark.parametrize("correlation", [0, 1e-6, 0.01, 0.4, 0.99])
def test_the_likelihood_of_large_samples_is_that_of_scipy_too(correlation):
    """Of thousands of records the factors are not taken one by one; compared between means, constants fall away."""
    x, n = np.array([3, 900, 9_000]), np.array([20, 4_000, 30_000])

    def reference(mean):
        if not correlation:
            return scipy.stats.binom.logpmf(x, n, mean).sum()
        size = (1 - correlation) / correlation
        return scipy.stats.betabinom.logpmf(x, n, mean * size, (1 - mean) * size).sum()

    difference = log_likelihood(x, n, 0.3, correlation) - log_likelihood(x, n, 0.1, correlation)
    assert difference == pytest.approx(reference(0.3) - reference(0.1), abs=1e-3)


def test_a_pool_with_a_million_records_is_bounded_in_a_second_and_holds_its_share():
    start = time.process_time()
    low, high, _ = pooled_interval(
        [1, 6, 1, 5, 3], [14, 18, 6, 20, 1_000_000], load_settings(find_project().settings_file)
    )
    assert time.process_time() - start < 1
    assert low <= 16 / 1_000_058 <= high
    low, high, _ = pooled_interval([1, 6, 1, 1000], [14, 18, 6, 2000], load_settings(find_project().settings_file))
    assert low <= 1008 / 2038 <= high


def test_without_extra_spread_the_likelihood_is_binomial():
    wrong, reviewed = np.array([2, 2, 2]), np.array([20, 20, 20])
    expected = 6 * np.log(0.1) + 54 * np.log(0.9)
    assert profile_likelihood(wrong, reviewed, 0.1) == pytest.approx(expected)


def test_the_beta_binomial_interval_covers_about_as_often_as_promised():
    # Summed exactly over every outcome of four samples of five; counts in another order give the same interval.
    mean, size, samples = 0.25, 5, 4
    every = np.arange(size + 1)
    chances = {
        "no extra spread": scipy.stats.binom.pmf(every, size, mean),
        "correlation 0.1": scipy.stats.betabinom.pmf(every, size, 9 * mean, 9 * (1 - mean)),
    }
    covered = dict.fromkeys(chances, 0.0)
    for outcome in combinations_with_replacement(range(size + 1), samples):
        low, high = beta_binomial_interval(list(outcome), [size] * samples)
        orders = factorial(samples) / np.prod([factorial(outcome.count(x)) for x in set(outcome)])
        for name, chance in chances.items():
            covered[name] += orders * chance[list(outcome)].prod() * (low <= mean <= high)
    assert all(0.90 <= share <= 0.99 for share in covered.values()), covered


def test_the_pooled_interval_is_wider_than_that_of_one_plain_sample(pooled):
    for row in pooled.itertuples():
        low, high = interval(row.wrong, row.reviewed)
        assert row.low < low < row.rate < high < row.high


def test_pools_of_none_or_all_are_bounded_on_one_side():
    assert beta_binomial_interval([0, 0, 0], [20, 20, 20])[0] == 0
    assert 0 < beta_binomial_interval([0, 0, 0], [20, 20, 20])[1] < 1
    assert beta_binomial_interval([20, 20], [20, 20])[1] == 1


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
    assert (row["tier"], row["funnel"], row["verdict"]) == ("B", "inside", "cannot be told apart from")


def test_each_force_is_tested_against_the_others_without_itself(rates):
    table = [[9, 8], [30 - 9, (188 - 30) - 8]]
    expected = scipy.stats.fisher_exact(table).pvalue
    assert rates.loc[("Hampshire", "sexual offences"), "fisher_p"] == pytest.approx(expected)


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
    assert checks.loc["published", "verdict"] == "stands out"
    assert tuple(checks.loc["answered", ["wrong", "reviewed"]]) == (4, 17)
    assert checks.loc["answered", "verdict"] == "cannot be told apart from"
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
    assert sensitivity("Gwent", "robbery").loc["no-recovered", "note"] == "2 other forces left out"


def test_findings_carried_over_are_left_out_on_both_sides():
    cells = CELLS.copy()
    cells.loc[(cells["force"] == "Suffolk") & (cells["offence"] == "rape"), "carried_from_year"] = 2016
    assert sensitivity("Hampshire", "rape", cells).loc["no-carried", "others_reviewed"] == 99 - 20
    assert not sensitivity("Suffolk", "rape", cells).loc["no-carried", "survives"]


def test_the_other_two_intervals_are_shown():
    checks = sensitivity("Suffolk", "rape")
    assert checks.loc["interval-clopper-pearson", "high"] == interval(0, 20, method="clopper-pearson")[1]
    assert checks.loc["interval-jeffreys", "high"] == interval(0, 20, method="jeffreys")[1]
    assert "one-fewer" not in checks.index


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
