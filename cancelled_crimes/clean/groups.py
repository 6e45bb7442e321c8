"""Totals that were printed for several forces together: kept apart, and checked against the forces' own figures."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from cancelled_crimes.clean.decide import decide
from cancelled_crimes.clean.evidence import Outcome
from cancelled_crimes.clean.figures import VICTIMS
from cancelled_crimes.clean.reconcile import source_index
from cancelled_crimes.clean.rows import grouped, rows_of, unique

if TYPE_CHECKING:
    from cancelled_crimes.data.reading import RawTables


@dataclass(frozen=True)
class GroupTotal:
    """A total printed for `members` together: what was printed, what it allows to be stated, and its raw rows.

    For the measure "victims informed", `outcome.wrong` of `outcome.reviewed` are victims who were not told.
    """

    group: str
    members: tuple[str, ...]
    measure: str
    offence: str
    printed: tuple[str, ...]
    outcome: Outcome
    sources: tuple[str, ...]
    raw_rows: tuple[str, ...]
    disputed: bool = False


def members_of(raw: "RawTables") -> dict[str, tuple[str, ...]]:
    """The forces of each group, in the order of groups.csv."""
    return {str(g): tuple(r["force"] for r in rows) for (g,), rows in grouped(rows_of(raw.groups), "group").items()}


def group_totals(figures: pd.DataFrame, raw: "RawTables") -> list[GroupTotal]:
    """Every total that was printed for a group of forces, decided by the same rules as a force's own figures."""
    members, sources = members_of(raw), source_index(raw)
    printed = grouped((f for f in rows_of(figures) if f["force"] in members), "force", "measure", "offence")
    totals = []
    for (group, measure, offence), rows in printed.items():
        decision = decide(rows, sources)
        totals.append(
            GroupTotal(
                str(group),
                members[str(group)],
                str(measure),
                str(offence),
                tuple(unique(f["printed"] for f in decision.used)),
                decision.outcome,
                tuple(unique(f["source_id"] for f in decision.used)),
                tuple(f["figure_id"] for f in decision.used),
                decision.disputed,
            )
        )
    return totals


def totals_with(force: str, totals: list[GroupTotal]) -> list[GroupTotal]:
    """The totals that a force is part of: what its page shows beside its own figures."""
    return [t for t in totals if force in t.members]


def victims_not_told(victims: pd.DataFrame, totals: list[GroupTotal]) -> int:
    """Victims not told over all figures in hand, each counted once: a group's total stands in for its members.

    A total is used only where it is the larger, so that forces with figures of their own are never counted twice.
    """
    own = {r["force"]: r["not_told"] for r in rows_of(victims) if r["not_told"] is not None}
    for total in totals:
        inside = [f for f in total.members if f in own]
        wrong = total.outcome.wrong
        if total.measure == VICTIMS and wrong is not None and wrong > sum(own[f] for f in inside):
            own = {f: n for f, n in own.items() if f not in inside} | {total.group: wrong}
    return sum(own.values())
