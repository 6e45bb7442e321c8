"""Does the finding survive? One force and offence, computed again under other choices that could be defended.

A finding is what may be said and printed: the verdict on the force beside the others in hand, and the tier. It survives
a change that leaves both as they were. Only changes that can alter the outcome are listed: those that touch the force's
own count, and those that touch the others where there is a verdict to alter.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from cancelled_crimes.settings import Settings
from cancelled_crimes.stats import cells
from cancelled_crimes.stats.apart import against
from cancelled_crimes.stats.clustered import taken_together
from cancelled_crimes.stats.intervals import interval
from cancelled_crimes.stats.nchs import tier_of
from cancelled_crimes.stats.pooling import assumed_pools
from cancelled_crimes.stats.unsampled import Counts, shares_without_sample

COLUMNS = [
    "force", "offence", "check", "what", "wrong", "reviewed", "rate", "low", "high", "tier", "others_wrong",
    "others_reviewed", "comparison_p", "verdict", "survives", "note",
]  # fmt: skip

Row = dict[str, Any]


class Check(NamedTuple):
    """One change: a code, its words, the force's counts and the other samples under it."""

    code: str
    what: str
    wrong: int | None
    reviewed: int | None
    others: list[Counts]
    note: str = ""


def all_sensitivity(cancellations: pd.DataFrame, answered: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """sensitivity.csv: the checks of every cell with known counts, in the order of cancellations.csv."""
    rows = _rows(cancellations)
    known = [row for row in rows if _has_counts(row)]
    return _table([line for own in known for line in _checked(own, rows, answered, settings)])


def sensitivity_table(
    cancellations: pd.DataFrame, answered: pd.DataFrame, settings: Settings, force: str, offence: str
) -> pd.DataFrame:
    """The "does the finding survive?" table of one force and offence; no rows when its counts are not known.

    `answered` has the columns of data/raw/answered.csv: force, offence, records. Columns: those in COLUMNS;
    `check` is a stable code, `what` its words, rate, low, high are shares 0-1, `survives` is true or false.
    """
    rows = _rows(cancellations)
    mine = [row for row in rows if (row["force"], row["offence"]) == (force, offence) and _has_counts(row)]
    return _table([line for own in mine for line in _checked(own, rows, answered, settings)])


def _rows(cancellations: pd.DataFrame) -> list[Row]:
    """The cells as plain rows, None for what is missing: hundreds of small choices are made on them."""
    columns = ["force", "offence", "status", "wrong", "reviewed", "share_low", "share_high", "carried_from_year"]
    table = cancellations[columns].astype(object)
    return [dict(zip(columns, row, strict=True)) for row in table.where(table.notna(), None).to_numpy().tolist()]


def _has_counts(row: Row) -> bool:
    return row["wrong"] is not None and bool(row["reviewed"])


def _table(rows: list[Row]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({"wrong": "Int64", "reviewed": "Int64"}) if rows else table


def _checked(own: Row, cells: list[Row], answered: pd.DataFrame, settings: Settings) -> list[Row]:
    """The checks of one cell with known counts, judged."""
    same = [row for row in cells if row["offence"] == own["offence"] and row["force"] != own["force"]]
    others = [row for row in same if _has_counts(row)]
    unsampled = shares_without_sample(same)
    published = Check("published", "as published", own["wrong"], own["reviewed"], _counts(others))
    changes = [
        *_other_counts(published),
        *_left_out(own, others, settings),
        *_assumed_added(published, unsampled, settings),
        *_answered_taken_off(own, published, answered, settings),
    ]
    first = _judge(published, own["offence"], settings)
    kept = [check for check in changes if _can_alter(check, published, first["verdict"])]
    told = [(published, first), *((check, _judge(check, own["offence"], settings)) for check in kept)]
    return [
        {
            **row,
            "force": own["force"],
            "offence": own["offence"],
            "survives": all(row[key] == first[key] for key in ("verdict", "tier")),
            "note": check.note,
        }
        for check, row in told
    ]


def _can_alter(check: Check, published: Check, verdict: str) -> bool:
    """Whether a change can alter what is said: of the force's own count always, of the others with a verdict only."""
    if (check.wrong, check.reviewed) != (published.wrong, published.reviewed):
        return True
    return check.others != published.others and bool(verdict)


def _other_counts(published: Check) -> list[Check]:
    """With one record more or fewer found wrong."""
    x, n = published.wrong or 0, published.reviewed or 0
    fewer = published._replace(code="one-fewer", what="with one record fewer found wrong", wrong=x - 1)
    more = published._replace(code="one-more", what="with one record more found wrong", wrong=x + 1)
    return [*([fewer] if x > 0 else []), *([more] if x < n else [])]


class _LeftOut(NamedTuple):
    """A kind of cell to do without: which cells are of the kind, and what they are called."""

    code: str
    what: str
    about: str
    drops: Callable[[Row], bool]


_KINDS = (
    _LeftOut(
        "no-recovered", "counts that were worked out", "count was worked out", lambda row: row["status"] == "recovered"
    ),
    _LeftOut(
        "no-carried",
        "findings carried over",
        "finding was carried over",
        lambda row: row["carried_from_year"] is not None,
    ),
)


def _left_out(own: Row, others: list[Row], settings: Settings) -> list[Check]:
    """Without the counts that were worked out, and without the findings carried over from an earlier inspection.

    Where the force's own is of that kind, nothing is left to judge.
    """
    return [_without(kind, own, others, settings) for kind in _KINDS]


def _without(kind: _LeftOut, own: Row, others: list[Row], settings: Settings) -> Check:
    kept = [row for row in others if not kind.drops(row)]
    dropped = len(others) - len(kept)
    note = f"{dropped} other {_units(dropped, settings)} left out" if dropped else ""
    x, n = own["wrong"], own["reviewed"]
    if kind.drops(own):
        x, n, note = None, None, f"this {kind.about}"
    return Check(kind.code, f"without {kind.what}", x, n, _counts(kept), note)


def _assumed_added(published: Check, shares: list[tuple[float, float]], settings: Settings) -> list[Check]:
    """With every other "none" and share printed without a sample counted in, at assumed samples: at the least and most.

    Assumptions run both ways: a "none" and a share of 43% are counted in alike.
    """
    if not shares or not published.others:
        return []
    few, many = settings.pooled.assumed_sample
    note = f"an assumption: {len(shares)} other {_units(len(shares), settings)} added, of {few} to {many} records each"
    what = "with what is printed without a sample counted in, the others at their {}"
    ends = zip(("lowest", "highest"), assumed_pools(published.others, shares, settings), strict=True)
    return [
        published._replace(code=f"assumed-{end}", what=what.format(end), others=pool, note=note) for end, pool in ends
    ]


def _counts(rows: list[Row]) -> list[Counts]:
    return [(row["wrong"], row["reviewed"]) for row in rows]


def _sums(pool: list[Counts]) -> tuple[int, int]:
    """Records wrong, rounded to whole ones, and records reviewed."""
    return round(sum(wrong for wrong, _ in pool)), sum(reviewed for _, reviewed in pool)


def _answered_taken_off(own: Row, published: Check, answered: pd.DataFrame, settings: Settings) -> list[Check]:
    """What if the records that the force's reply speaks of had not been found wrong: still reviewed, no longer wrong.

    The reply need not ask for that: it is this project's question, and is called one.
    """
    lines = zip(answered["force"], answered["offence"], answered["records"], strict=True)
    records = sum(int(count) for *cell, count in lines if cell == [own["force"], own["offence"]])
    if not records:
        return []
    noun = "record" if records == 1 else "records"
    what = f"if the {noun} that the {settings.words.unit}'s reply speaks of had not been found wrong"
    note = f"a what-if, not the {settings.words.unit}'s claim: {records} {noun}"
    return [published._replace(code="answered", what=what, wrong=max(own["wrong"] - records, 0), note=note)]


def _judge(check: Check, offence: str, settings: Settings) -> Row:
    """The share, interval, tier and verdict under one change."""
    x, n = check.wrong, check.reviewed
    row: Row = dict.fromkeys(COLUMNS)
    row |= {"check": check.code, "what": check.what, "wrong": x, "reviewed": n, "verdict": "", "tier": ""}
    row["others_wrong"], row["others_reviewed"] = _sums(check.others)
    if x is None or n is None:
        return row
    low, high = interval(x, n, settings.statistics.confidence, settings.statistics.interval)
    found = taken_together([x], [n], settings.statistics.confidence)
    tier = tier_of(found, settings.tiers, noun=cells.noun(settings, offence, n), units=settings.words.units)
    p, verdict = against((x, n), check.others, settings.statistics)
    return {**row, "rate": x / n, "low": low, "high": high, "tier": tier.letter, "comparison_p": p, "verdict": verdict}


def _units(count: int, settings: Settings) -> str:
    return settings.words.unit if count == 1 else settings.words.units
