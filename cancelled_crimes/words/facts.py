"""One finding: a row of rates.csv joined with its row of cancellations.csv or victims.csv, ready to be put in words."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from cancelled_crimes.clean.decide import CONTRADICTED
from cancelled_crimes.clean.meant import the_word
from cancelled_crimes.errors import MADE_ANEW, StoryError
from cancelled_crimes.settings import Settings, nearest
from cancelled_crimes.slugs import slug
from cancelled_crimes.tables import Tables, records, split
from cancelled_crimes.words.numbers import rounded
from cancelled_crimes.words.prose import listed, plain
from cancelled_crimes.words.topics import VICTIMS, Topic, topic, within


@dataclass(frozen=True)
class Finding:
    """What is in hand for one force and one offence ("victims informed" for the victims); shares and bounds are 0-1.

    For victims, `wrong` are those not told and `reviewed` those who were due to be told. `printed` holds what the
    sources printed, in the order of `raw_rows`. `others` is the number of other forces in hand,
    `others_*` their counts; the `comparison_*`, `expected_*` and `verdict` are those of rates.csv. `disputed` is
    set where sources contradict each other, `source_word` where every source used another word for the failure,
    `members` for a total that was printed for several forces together.
    """

    force: str
    offence: str
    status: str
    settings: Settings = field(repr=False, compare=False)
    inspection_year: int | None = None
    carried_from_year: int | None = None
    wrong: int | None = None
    reviewed: int | None = None
    wrong_low: int | None = None
    wrong_high: int | None = None
    share_low: float | None = None
    share_high: float | None = None
    smallest_sample: int | None = None
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    tier: str = "C"
    tier_reasons: tuple[str, ...] = ()
    comparison_p: float | None = None
    comparison_p_adjusted: float | None = None
    comparisons: int = 0
    expected_low: int | None = None
    expected_high: int | None = None
    verdict: str = ""
    printed: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    raw_rows: tuple[str, ...] = ()
    note: str = ""
    others: int = 0
    others_wrong: int = 0
    others_reviewed: int = 0
    disputed: bool = False
    source_word: str = ""
    members: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """Where it was found, as a phrase: "in Essex", "in Humberside and West Yorkshire taken together"."""
        return f"in {plain(listed(self.members))} taken together" if self.members else within(self.force)

    @property
    def has_counts(self) -> bool:
        """Both counts are known, printed or worked out exactly."""
        return self.status in ("counts", "recovered")

    @property
    def in_hand(self) -> bool:
        """Some figure is in hand, however little it says."""
        return self.status not in ("not available", "not found")

    @property
    def some_wrong(self) -> bool:
        """At least one failure is known, with or without its count."""
        known = (self.wrong, self.wrong_low, self.share_low)
        return self.status == "some" or any(k is not None and k > 0 for k in known)

    @property
    def sample_year(self) -> int | None:
        """The year of the inspection that drew the sample: the earlier one where a finding was carried over."""
        return self.carried_from_year or self.inspection_year

    @property
    def fact(self) -> str:
        """The key of its line in the fact-check sheet."""
        if self.members:
            return f"groups/{slug(self.force)}/{slug(self.offence)}"
        if self.offence == VICTIMS:
            return f"victims/{slug(self.force)}"
        return f"rates/{slug(self.force)}/{slug(self.offence)}"

    @property
    def things(self) -> str:
        """What is counted, in one word: "records", "victims"."""
        return "victims" if self.offence == VICTIMS else self.settings.words.records.split()[-1]

    @property
    def share(self) -> str:
        """The percentage that leads, with its decimals: "25%"; "" where counts lead (any tier but A)."""
        return rounded(self.wrong or 0, self.reviewed or 1) if self.has_counts and self.tier == "A" else ""

    @property
    def topic(self) -> Topic:
        """The words for what was counted."""
        return topic(self.offence, self.settings.words)


def findings_of(tables: Tables, force: str, settings: Settings) -> list[Finding]:
    """The findings of a force, one an offence, in the order of the settings' offences; victims apart."""
    index = tables.once(_Index)
    return [index.finding(_known(force, settings), offence, settings) for offence in settings.offences]


def victims_of(tables: Tables, force: str, settings: Settings) -> Finding:
    """What is in hand on the victims of a force who were due to be told of a cancellation."""
    return finding(tables, force, VICTIMS, settings)


def page_of(tables: Tables, force: str, settings: Settings) -> tuple[list[Finding], Finding]:
    """Both at once: the findings of a force, and what is in hand on its victims."""
    index, known = tables.once(_Index), _known(force, settings)
    return [index.finding(known, o, settings) for o in settings.offences], index.finding(known, VICTIMS, settings)


def all_findings(tables: Tables, settings: Settings) -> list[Finding]:
    """The findings of all forces, in the order of the settings; victims apart."""
    index = tables.once(_Index)
    return [index.finding(force, offence, settings) for force in settings.units for offence in settings.offences]


def all_victims(tables: Tables, settings: Settings) -> list[Finding]:
    """What is in hand on victims, for all forces in the order of the settings."""
    index = tables.once(_Index)
    return [index.finding(force, VICTIMS, settings) for force in settings.units]


def finding(tables: Tables, force: str, offence: str, settings: Settings) -> Finding:
    """The finding of one force and one offence. Raises StoryError for a force or offence that is not in the tables."""
    return tables.once(_Index).finding(_known(force, settings), offence, settings)


def _known(force: str, settings: Settings) -> str:
    if force not in settings.units:
        raise StoryError(f'unknown {settings.words.unit} "{force}"{nearest(force, settings.units)}')
    return force


class _Index:
    """The rows of the tables by force and offence, looked up once for many findings."""

    def __init__(self, tables: Tables) -> None:
        self.cells = _by_cell(tables.cancellations) | _by_cell(tables.victims.assign(offence=VICTIMS))
        self.rates = _by_cell(tables.rates)
        self.printed = dict(zip(tables.figures["figure_id"], tables.figures["printed"], strict=True))
        self.notes = dict(zip(tables.figures["figure_id"], tables.figures["note"], strict=True))
        self.totals: dict[str, tuple[int, int, int]] = {}
        for (_, offence), rate in self.rates.items():
            units, wrong, reviewed = self.totals.get(offence, (0, 0, 0))
            if (own := _counts(rate)) is not None:
                self.totals[offence] = (units + 1, wrong + own[0], reviewed + own[1])

    def finding(self, force: str, offence: str, settings: Settings) -> Finding:
        """The finding of one force and one offence; StoryError when the tables have no such row."""
        key = (force, offence)
        if key not in self.cells or key not in self.rates:
            raise StoryError(f"no row for {force}, {offence} in the processed data. {MADE_ANEW}.")
        cell, rate = self.cells[key], self.rates[key]
        victims = offence == VICTIMS
        counts, total = _counts(rate), self.totals.get(offence, (0, 0, 0))
        own = (0, 0, 0) if counts is None else (1, *counts)
        raw_rows = split(cell["raw_rows"])
        return Finding(
            force=force,
            offence=offence,
            status=cell["status"],
            settings=settings,
            inspection_year=_int(cell["inspection_year"]),
            carried_from_year=_int(cell.get("carried_from_year")),
            wrong=_int(cell["not_told"] if victims else cell["wrong"]),
            reviewed=_int(cell["due"] if victims else cell["reviewed"]),
            wrong_low=_int(cell.get("wrong_low")),
            wrong_high=_int(cell.get("wrong_high")),
            share_low=_float(cell.get("share_low")),
            share_high=_float(cell.get("share_high")),
            smallest_sample=_int(cell.get("smallest_sample")),
            rate=_float(rate["rate"]),
            low=_float(rate["low"]),
            high=_float(rate["high"]),
            tier=rate["tier"],
            tier_reasons=tuple(split(rate["tier_reasons"])),
            comparison_p=_float(rate["comparison_p"]),
            comparison_p_adjusted=_float(rate["comparison_p_adjusted"]),
            comparisons=_int(rate["comparisons"]) or 0,
            expected_low=_int(rate["expected_low"]),
            expected_high=_int(rate["expected_high"]),
            verdict=rate["verdict"],
            printed=tuple(dict.fromkeys(self.printed[row] for row in raw_rows if row in self.printed)),
            sources=tuple(split(cell["sources"])),
            raw_rows=tuple(raw_rows),
            note=cell["note"],
            disputed=cell["rule"].startswith(CONTRADICTED),
            source_word=the_word([self.notes[row] for row in raw_rows if row in self.notes]),
            others=total[0] - own[0],
            others_wrong=total[1] - own[1],
            others_reviewed=total[2] - own[2],
        )


def _by_cell(table: pd.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["force"], row["offence"]): row for row in records(table)}


def _counts(rate: dict[str, Any]) -> tuple[int, int] | None:
    """The counts of a row of rates.csv, None when one of them is not known."""
    wrong, reviewed = _int(rate["wrong"]), _int(rate["reviewed"])
    return None if wrong is None or reviewed is None else (wrong, reviewed)


def _int(value: Any) -> int | None:
    return None if value is None or pd.isna(value) else int(value)


def _float(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
