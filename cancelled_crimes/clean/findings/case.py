"""What every rule looks at, and what it hands back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from cancelled_crimes.clean.decide import Decision, Source, decide
from cancelled_crimes.clean.figures import CANCELLED, VICTIMS
from cancelled_crimes.clean.groups import GroupTotal, group_totals, members_of
from cancelled_crimes.clean.reconcile import source_index
from cancelled_crimes.clean.rows import Row, grouped, rows_of
from cancelled_crimes.clean.sources import names_of
from cancelled_crimes.clean.transcribed import told
from cancelled_crimes.settings import Settings

if TYPE_CHECKING:
    from cancelled_crimes.data.reading import RawTables

COMPLETE = ("counts", "recovered")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with the data; `subject` tells findings of one rule and cell apart."""

    rule: str
    severity: str
    force: str
    offence: str
    what: str
    done: str
    todo: str
    raw_rows: tuple[str, ...]
    subject: str = ""


@dataclass(frozen=True)
class Case:
    """All tables as rows, with the decisions behind them."""

    figures: list[Row]
    cancellations: list[Row]
    victims: list[Row]
    totals: list[GroupTotal]
    inspections: list[Row]
    other_printed: list[Row]
    national_claims: list[Row]
    story_claims: list[Row]
    qualitative: list[Row]
    names: dict[str, str]
    sources: dict[str, Source]
    groups: dict[str, tuple[str, ...]]
    settings: Settings

    @cached_property
    def decisions(self) -> dict[tuple[str, str, str], Decision]:
        """The decision behind each force, measure and offence with a figure, groups included."""
        cells = grouped(self.figures, "force", "measure", "offence")
        return {(str(f), str(m), str(o)): decide(rows, self.sources) for (f, m, o), rows in cells.items()}

    @cached_property
    def inspections_of(self) -> dict[str, list[Row]]:
        """The inspections of each force."""
        return {str(force): rows for (force,), rows in grouped(self.inspections, "force").items()}

    @property
    def place(self) -> str:
        """The place as a whole, for findings about all forces together."""
        return self.settings.story.place

    def own_counts(self, force: str, measure: str, offence: str) -> tuple[int, int] | None:
        """A force's own counts (at fault, reviewed), None where they are not known."""
        decision = self.decisions.get((force, measure, offence))
        if decision is None or decision.outcome.wrong is None or decision.outcome.reviewed is None:
            return None
        return decision.outcome.wrong, decision.outcome.reviewed

    def prints(self, figures: Iterable[Row]) -> str:
        """Who prints what, by the name that a link to the source carries: "York Press prints 14% correct; ..."."""
        return "; ".join(f"{self.names[f['source_id']]} prints {told([f['printed']])}" for f in figures)


def open_case(
    figures: pd.DataFrame, cancellations: pd.DataFrame, victims: pd.DataFrame, raw: "RawTables", settings: Settings
) -> Case:
    """Gather the tables that the rules look at."""
    return Case(
        rows_of(figures),
        rows_of(cancellations),
        rows_of(victims),
        group_totals(figures, raw),
        rows_of(raw.inspections),
        rows_of(raw.other_printed),
        rows_of(raw.national_claims),
        rows_of(raw.story_claims),
        rows_of(raw.qualitative_findings),
        names_of(rows_of(raw.sources)),
        source_index(raw),
        members_of(raw),
        settings,
    )


def subject_of(measure: str, offence: str) -> str:
    """What a figure is about, in words: the offence, or the victims informed."""
    return VICTIMS if measure == VICTIMS else offence


def cancelled(case: Case) -> Iterator[tuple[str, str, Decision]]:
    """Force, offence and decision of each cell about wrongly cancelled records, groups left out."""
    for (force, measure, offence), decision in case.decisions.items():
        if measure == CANCELLED and force not in case.groups:
            yield force, offence, decision


def in_words(number: int) -> str:
    """A number in a sentence: one to nine in words."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[number] if 0 <= number < len(words) else str(number)


def listed(names: Iterable[str]) -> str:
    """A list in a sentence: "a, b and c"."""
    *first, last = list(names)
    return f"{', '.join(first)} and {last}" if first else last
