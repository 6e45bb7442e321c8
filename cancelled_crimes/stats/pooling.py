"""The forces in hand taken together, offence by offence: what they say of the records reviewed there, not of a nation.

What is estimated is the share of all records reviewed in these forces that were wrong, as if these forces had been
drawn from many like them. Share, interval and tier come from one estimate (`clustered.py`).
"""

from typing import Any

import pandas as pd

from cancelled_crimes import tables
from cancelled_crimes.settings import Settings
from cancelled_crimes.stats import cells, chance, unsampled
from cancelled_crimes.stats.clustered import taken_together
from cancelled_crimes.stats.intervals import interval
from cancelled_crimes.stats.nchs import Tier, tier_of
from cancelled_crimes.stats.tiers import NO_FIGURE
from cancelled_crimes.stats.unsampled import Counts

KORN_GRAUBARD = "Korn-Graubard"


def pooled_table(cancellations: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """pooled.csv: one row an offence, over the forces with known counts.

    Columns: offence, wrong, reviewed (records), rate, low, high (shares 0-1), method, forces_in_hand,
    forces_none_without_sample, forces_missing (forces), left_out (forces of which a share is printed without a sample),
    effective_n (records that would tell as much if the forces were alike), interval_n (records that the interval stands
    on: fewer where forces are few), tier, tier_reasons, leads, lead_reason, assumed_rate_low, assumed_rate_high
    (shares, with every "none" and share printed without a sample counted in at an assumed one; missing where there is
    none such), highest_wrong, highest_reviewed, highest_share, chance_median, chance_low, chance_high (shares),
    chance_p (probability), chance_verdict (of the highest share of all, whatever samples stood behind the shares
    printed without one, up to chance_largest_sample records).
    """
    rows = [
        _pool(cancellations[cancellations["offence"] == offence], offence, settings) for offence in settings.offences
    ]
    table = pd.DataFrame(rows)
    integers, floats = tables.INTEGERS & set(table), tables.FLOATS & set(table)
    return table.astype(dict.fromkeys(integers, "Int64") | dict.fromkeys(floats, "float64"))


def pooled_interval(wrong: list[int], reviewed: list[int], settings: Settings) -> tuple[float, float, str]:
    """The interval of the share of all records, and its method; of a single force that of its own row in rates.csv."""
    if len(reviewed) > 1:
        found = taken_together(wrong, reviewed, settings.statistics.confidence)
        return found.low, found.high, KORN_GRAUBARD
    method = settings.statistics.interval
    return (*interval(wrong[0], reviewed[0], settings.statistics.confidence, method), method)


def nones_without_sample(cancellations: pd.DataFrame, offence: str) -> pd.DataFrame:
    """The cells of an offence for which a source printed "none" and no sample size."""
    cell = cancellations[cancellations["offence"] == offence]
    return cell[(cell["status"] == "count only") & (cell["wrong"] == 0).fillna(False)]


def shares_alone(cell: pd.DataFrame) -> list[str]:
    """The forces for which a share is printed and no sample, among the cells of one offence."""
    alone = cell["status"].isin(["share only", "candidates"]) & cell["reviewed"].isna() & cell["share_low"].notna()
    return list(cell.loc[alone, "force"])


def _pool(cell: pd.DataFrame, offence: str, settings: Settings) -> dict[str, Any]:
    """One row of pooled.csv from the cells of one offence."""
    known = cells.with_counts(cell)
    nones = nones_without_sample(cell, offence)
    row = {
        "offence": offence,
        **dict.fromkeys(("wrong", "reviewed", "rate", "low", "high")),
        "method": "",
        "forces_in_hand": len(known),
        "forces_none_without_sample": len(nones),
        "forces_missing": len(settings.units) - len(known) - len(nones),
        "left_out": tables.join(shares_alone(cell)),
        **dict.fromkeys(("effective_n", "interval_n")),
        **_tier_columns(Tier("C", (NO_FIGURE,)), len(known), settings),
        **dict.fromkeys(("assumed_rate_low", "assumed_rate_high", "highest_wrong")),
        **dict.fromkeys(
            ("highest_reviewed", "highest_share", "chance_median", "chance_low", "chance_high", "chance_p")
        ),
        "chance_verdict": "",
        "chance_largest_sample": None,
    }
    shares = unsampled.shares_without_sample(tables.records(cell))
    return row if known.empty else {**row, **_numbers(known, shares, offence, settings)}


def _numbers(
    known: pd.DataFrame, shares: list[tuple[float, float]], offence: str, settings: Settings
) -> dict[str, Any]:
    """What can be computed of one offence when at least one force is in hand."""
    x, n = known["wrong"].astype(int).tolist(), known["reviewed"].astype(int).tolist()
    found = taken_together(x, n, settings.statistics.confidence)
    low, high, method = pooled_interval(x, n, settings)
    highest = chance.highest_by_chance(x, n, settings.statistics.confidence)
    counts: list[Counts] = list(zip(x, n, strict=True))
    assumed_low, assumed_high = assumed_pools(counts, shares, settings) if shares else (None, None)
    largest = max(*n, *settings.pooled.assumed_sample)
    possible = [unsampled.possible(share, largest) for share in shares]
    noun, units = cells.noun(settings, offence, found.reviewed), settings.words.units
    return {
        "wrong": sum(x),
        "reviewed": sum(n),
        "rate": found.share,
        "low": low,
        "high": high,
        "method": method,
        "effective_n": found.effective,
        "interval_n": found.used,
        **_tier_columns(tier_of(found, settings.tiers, noun=noun, units=units), len(known), settings),
        "assumed_rate_low": assumed_low and unsampled.pooled_share(assumed_low),
        "assumed_rate_high": assumed_high and unsampled.pooled_share(assumed_high),
        "highest_wrong": highest.wrong,
        "highest_reviewed": highest.reviewed,
        "highest_share": highest.share,
        "chance_median": highest.median,
        "chance_low": highest.low,
        "chance_high": highest.high,
        "chance_p": highest.p,
        "chance_verdict": chance.verdict(counts, possible, settings.statistics.confidence),
        "chance_largest_sample": largest if shares else None,
    }


def assumed_pools(
    known: list[Counts], shares: list[tuple[float, float]], settings: Settings
) -> tuple[list[Counts], list[Counts]]:
    """All counts of a pool with an assumed sample for every share printed without one: at the lowest, at the highest.

    Each share may have had any sample in the range of `story.toml`, whatever the others had.
    """
    options = [unsampled.assumed(share, settings.pooled.assumed_sample) for share in shares]
    low, high = (unsampled.extreme_pool(known, options, lowest) for lowest in (True, False))
    return [*known, *low], [*known, *high]


def _tier_columns(found: Tier, in_hand: int, settings: Settings) -> dict[str, Any]:
    """The tier, and whether a percentage may lead: only in tier A and with enough of the forces in hand."""
    total, least = len(settings.units), settings.pooled.lead_from_share_of_forces
    enough = in_hand >= least * total
    part = "half" if least == 0.5 else f"{100 * least:.0f}% of them"
    coverage = f"counts are in hand for {in_hand} of {total} {settings.words.units}"
    reasons = [f"{coverage}: {'at least' if enough else 'under'} {part}"]
    if found.letter != "A":
        reasons.append(f"taken together they do not carry one: {found.reasons[0]}")
    return {
        "tier": found.letter,
        "tier_reasons": tables.join(list(found.reasons)),
        "leads": enough and found.letter == "A",
        "lead_reason": tables.join(reasons),
    }
