"""Does the finding survive? One force and offence, computed again under other choices that could be defended.

A finding is what may be said and printed: the verdict on the force beside the others in hand, and the tier. It survives
a change that leaves both as they were.
"""

from typing import Any, NamedTuple

import pandas as pd

from cancelled_crimes.settings import Settings
from cancelled_crimes.stats import cells, comparison, pooling
from cancelled_crimes.stats.intervals import METHODS, interval
from cancelled_crimes.stats.tiers import tier

NAMES = {"wilson": "Wilson", "jeffreys": "Jeffreys", "clopper-pearson": "Clopper-Pearson"}
COLUMNS = [
    "force", "offence", "check", "what", "wrong", "reviewed", "rate", "low", "high", "tier", "others_wrong",
    "others_reviewed", "funnel", "fisher_p", "verdict", "survives", "note",
]  # fmt: skip


class Check(NamedTuple):
    """One change: a code, its words, the force's counts and the others' counts under it, and the interval method."""

    code: str
    what: str
    wrong: int | None
    reviewed: int | None
    others: tuple[int, int]
    method: str
    note: str = ""


def all_sensitivity(cancellations: pd.DataFrame, disputed: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """sensitivity.csv: the checks of every cell with known counts, in the order of cancellations.csv."""
    known = cells.with_counts(cancellations)
    parts = [
        sensitivity_table(cancellations, disputed, settings, force, offence)
        for force, offence in zip(known["force"], known["offence"], strict=True)
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)


def sensitivity_table(
    cancellations: pd.DataFrame, disputed: pd.DataFrame, settings: Settings, force: str, offence: str
) -> pd.DataFrame:
    """The "does the finding survive?" table of one force and offence; no rows when its counts are not known.

    `disputed` has the columns of data/raw/disputed.csv: force, offence, disputed (records). Columns: those in COLUMNS;
    `check` is a stable code, `what` its words, rate, low, high are shares 0-1, `survives` is true or false.
    """
    known = cells.in_hand(cancellations, offence)
    mine = known[known["force"] == force]
    if mine.empty:
        return pd.DataFrame(columns=COLUMNS)
    own, others = mine.iloc[0], known[known["force"] != force]
    nones = pooling.nones_without_sample(cancellations, offence)
    checks = [
        *_other_counts(own, others, settings),
        *_other_methods(own, others, settings),
        *_left_out(own, others, settings),
        *_nones_added(own, others, nones[nones["force"] != force], settings),
        *_disputes_taken_off(own, others, disputed, settings),
    ]
    judged = [_judge(check, settings) for check in checks]
    base = judged[0]
    rows = [
        {
            **row,
            "force": force,
            "offence": offence,
            "survives": all(row[key] == base[key] for key in ("verdict", "tier")),
            "note": check.note,
        }
        for check, row in zip(checks, judged, strict=True)
    ]
    return pd.DataFrame(rows)[COLUMNS].astype({"wrong": "Int64", "reviewed": "Int64"})


def _other_counts(own: pd.Series, others: pd.DataFrame, settings: Settings) -> list[Check]:
    """As published, and with one record more or fewer found wrong."""
    x, n, rest, method = int(own["wrong"]), int(own["reviewed"]), _totals(others), settings.statistics.interval
    checks = [Check("published", "as published", x, n, rest, method)]
    if x > 0:
        checks.append(Check("one-fewer", "one record fewer found wrong", x - 1, n, rest, method))
    if x < n:
        checks.append(Check("one-more", "one record more found wrong", x + 1, n, rest, method))
    return checks


def _other_methods(own: pd.Series, others: pd.DataFrame, settings: Settings) -> list[Check]:
    """The same counts with each of the other intervals."""
    x, n = int(own["wrong"]), int(own["reviewed"])
    methods = [m for m in METHODS if m != settings.statistics.interval]
    return [Check(f"interval-{m}", f"with the {NAMES[m]} interval", x, n, _totals(others), m) for m in methods]


def _left_out(own: pd.Series, others: pd.DataFrame, settings: Settings) -> list[Check]:
    """Without the counts that were worked out, and without the findings carried over from an earlier inspection."""
    worked_out, carried = others["status"] == "recovered", others["carried_from_year"].notna()
    checks = []
    for code, what, dropped, mine, own_note in (
        (
            "no-recovered",
            "counts that were worked out",
            worked_out,
            own["status"] == "recovered",
            "count was worked out",
        ),
        (
            "no-carried",
            "findings carried over",
            carried,
            pd.notna(own["carried_from_year"]),
            "finding was carried over",
        ),
    ):
        note = (
            f"{dropped.sum()} other {_units(dropped.sum(), settings)} left out"
            if dropped.any()
            else "none to leave out"
        )
        x, n = (None, None) if mine else (int(own["wrong"]), int(own["reviewed"]))
        rest, method = _totals(others[~dropped]), settings.statistics.interval
        checks.append(Check(code, f"without {what}", x, n, rest, method, f"this {own_note}" if mine else note))
    return checks


def _nones_added(own: pd.Series, others: pd.DataFrame, nones: pd.DataFrame, settings: Settings) -> list[Check]:
    """With every other "none" that was printed without a sample taken as the largest sample that is assumed for it."""
    if nones.empty:
        return []
    assumed = max(settings.pooled.assumed_sample)
    x, n = _totals(others)
    rest = (x, n + assumed * len(nones))
    what = f'if each "none" printed without a sample stood for {assumed} records'
    note = f"an assumption: {len(nones)} other {_units(len(nones), settings)} added"
    method = settings.statistics.interval
    return [Check("nones-assumed", what, int(own["wrong"]), int(own["reviewed"]), rest, method, note)]


def _disputes_taken_off(
    own: pd.Series, others: pd.DataFrame, disputed: pd.DataFrame, settings: Settings
) -> list[Check]:
    """With the records that the force disputes counted as rightly cancelled: still reviewed, no longer wrong."""
    mine = (disputed["force"] == own["force"]) & (disputed["offence"] == own["offence"])
    records = int(disputed.loc[mine, "disputed"].sum())
    if not records:
        return []
    x, n = max(int(own["wrong"]) - records, 0), int(own["reviewed"])
    noun = "record" if records == 1 else "records"
    what = f"if the {settings.words.unit} is right about the {noun} it disputes"
    return [Check("disputed", what, x, n, _totals(others), settings.statistics.interval, f"{records} {noun} disputed")]


def _totals(others: pd.DataFrame) -> tuple[int, int]:
    return int(others["wrong"].sum()), int(others["reviewed"].sum())


def _judge(check: Check, settings: Settings) -> dict[str, Any]:
    """The share, interval, tier and verdict under one change."""
    x, n, (others_x, others_n) = check.wrong, check.reviewed, check.others
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {"check": check.code, "what": check.what, "wrong": x, "reviewed": n, "funnel": "", "verdict": "", "tier": ""}
    row |= {"others_wrong": others_x, "others_reviewed": others_n}
    if x is None or n is None:
        return row
    confidence = settings.statistics.confidence
    low, high = interval(x, n, confidence, check.method)
    exact = interval(x, n, confidence, "clopper-pearson")
    row |= {"rate": x / n, "low": low, "high": high, "tier": tier(x / n, *exact, n, settings.tiers).letter}
    if others_n:
        pooled_share = (x + others_x) / (n + others_n)
        position = comparison.funnel_position(x, n, pooled_share, settings.statistics)
        row |= {"funnel": position, "verdict": comparison.VERDICTS[position]}
        row["fisher_p"] = comparison.fisher_p(x, n, others_x, others_n)
    return row


def _units(count: int, settings: Settings) -> str:
    return settings.words.unit if count == 1 else settings.words.units
