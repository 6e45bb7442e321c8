"""One finding: a row of rates.csv joined with its row of cancellations.csv or victims.csv, ready to be put in words."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from cancelled_crimes.errors import StoryError
from cancelled_crimes.settings import Settings, nearest
from cancelled_crimes.slugs import slug
from cancelled_crimes.tables import Tables, split
from cancelled_crimes.words.prose import listed, plain
from cancelled_crimes.words.topics import VICTIMS, Topic, topic, within


@dataclass(frozen=True)
class Finding:
    """What is in hand for one force and one offence ("victims informed" for the victims); shares and bounds are 0-1.

    For victims, `wrong` are those not told and `reviewed` those who were due to be told. `printed` holds what the
    sources printed, in the order of `raw_rows`. `others_*` are the counts of the other forces in hand. `members` is set
    for a total that was printed for several forces together.
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
    funnel: str = ""
    verdict: str = ""
    printed: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    raw_rows: tuple[str, ...] = ()
    note: str = ""
    others_wrong: int = 0
    others_reviewed: int = 0
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
    def topic(self) -> Topic:
        """The words for what was counted."""
        return topic(self.offence, self.settings.words)


def findings_of(tables: Tables, force: str, settings: Settings) -> list[Finding]:
    """The findings of a force, one an offence, in the order of the settings' offences; victims apart."""
    return [finding(tables, force, offence, settings) for offence in settings.offences]


def victims_of(tables: Tables, force: str, settings: Settings) -> Finding:
    """What is in hand on the victims of a force who were due to be told of a cancellation."""
    return finding(tables, force, VICTIMS, settings)


def all_findings(tables: Tables, settings: Settings) -> list[Finding]:
    """The findings of all forces, in the order of the settings; victims apart."""
    return [f for force in settings.units for f in findings_of(tables, force, settings)]


def finding(tables: Tables, force: str, offence: str, settings: Settings) -> Finding:
    """The finding of one force and one offence. Raises StoryError for a force or offence that is not in the tables."""
    if force not in settings.units:
        raise StoryError(f'unknown {settings.words.unit} "{force}"{nearest(force, settings.units)}')
    cell = _row(tables.victims, force) if offence == VICTIMS else _row(tables.cancellations, force, offence)
    return finding_from(cell, _row(tables.rates, force, offence), tables, settings)


def finding_from(cell: dict[str, Any], rate: dict[str, Any], tables: Tables, settings: Settings) -> Finding:
    """A finding from its row of cancellations.csv or victims.csv and its row of rates.csv, as dictionaries."""
    offence = cell.get("offence", VICTIMS)
    victims = offence == VICTIMS
    wrong, reviewed = (cell["not_told"], cell["due"]) if victims else (cell["wrong"], cell["reviewed"])
    others_wrong, others_reviewed = _others(tables.rates, cell["force"], offence)
    return Finding(
        force=cell["force"],
        offence=offence,
        status=cell["status"],
        settings=settings,
        inspection_year=_int(cell.get("inspection_year")),
        carried_from_year=_int(cell.get("carried_from_year")),
        wrong=_int(wrong),
        reviewed=_int(reviewed),
        wrong_low=_int(cell.get("wrong_low")),
        wrong_high=_int(cell.get("wrong_high")),
        share_low=_float(cell.get("share_low")),
        share_high=_float(cell.get("share_high")),
        smallest_sample=_int(cell.get("smallest_sample")),
        rate=_float(rate.get("rate")),
        low=_float(rate.get("low")),
        high=_float(rate.get("high")),
        tier=rate.get("tier", "C"),
        tier_reasons=tuple(split(rate.get("tier_reasons", ""))),
        funnel=rate.get("funnel", ""),
        verdict=rate.get("verdict", ""),
        printed=_printed(tables.figures, split(cell["raw_rows"])),
        sources=tuple(split(cell["sources"])),
        raw_rows=tuple(split(cell["raw_rows"])),
        note=cell["note"],
        others_wrong=others_wrong,
        others_reviewed=others_reviewed,
    )


def _row(table: pd.DataFrame, force: str, offence: str = "") -> dict[str, Any]:
    rows = table[(table["force"] == force) & (table["offence"] == offence if offence else True)]
    if rows.empty:
        raise StoryError(f"no row for {force}{', ' + offence if offence else ''} in the processed data. Type: make all")
    return {str(k): v for k, v in rows.iloc[0].to_dict().items()}


def _others(rates: pd.DataFrame, force: str, offence: str) -> tuple[int, int]:
    """Failures and sample sizes of the other forces whose counts are known."""
    known = rates[(rates["offence"] == offence) & (rates["force"] != force) & rates["wrong"].notna()]
    known = known[known["reviewed"].notna()]
    return int(known["wrong"].sum()), int(known["reviewed"].sum())


def _printed(figures: pd.DataFrame, raw_rows: list[str]) -> tuple[str, ...]:
    """What was printed in these rows, each wording once, in the rows' order."""
    by_id = dict(zip(figures["figure_id"], figures["printed"], strict=True))
    return tuple(dict.fromkeys(by_id[row] for row in raw_rows if row in by_id))


def _int(value: Any) -> int | None:
    return None if value is None or pd.isna(value) else int(value)


def _float(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
