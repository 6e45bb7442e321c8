"""What is in hand to check a claim with: one cell a force and topic, each with its bounds.

A count that is not known exactly still lies between two bounds, and so does a share; a sum or a number of forces
inherits them. Bounds decide a claim wherever they can. Shares are 0-1.
"""

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from cancelled_crimes.claims.forms import Range
from cancelled_crimes.claims.interval import interval
from cancelled_crimes.claims.ledger import ALL, VICTIMS, Claim, Ledger
from cancelled_crimes.claims.rows import Row, items, number, rows_of, whole
from cancelled_crimes.clean.disputed import Grade, Printed
from cancelled_crimes.clean.transcribed import told
from cancelled_crimes.settings import Settings

EPS = 1e-6  # processed tables keep six decimals


@dataclass(frozen=True)
class Cell:
    """What is known of one force and one topic."""

    force: str
    topic: str
    status: str = "not found"
    wrong_low: int | None = None
    wrong_high: int | None = None
    reviewed: int | None = None
    share_low: float | None = None
    share_high: float | None = None
    smallest_sample: int | None = None
    inspection_year: int | None = None
    carried_from_year: int | None = None
    printed: str = ""
    sources: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    raw_rows: tuple[str, ...] = ()

    @property
    def share(self) -> Range:
        """The lowest and the highest share that the data allows."""
        if self.share_low is not None and self.share_high is not None:
            return self.share_low, self.share_high
        if self.wrong_high == 0:
            return 0.0, 0.0
        if self.reviewed and self.wrong_low is not None and self.wrong_high is not None:
            return self.wrong_low / self.reviewed, self.wrong_high / self.reviewed
        return 0.0, 1.0

    @property
    def count(self) -> Range:
        """The lowest and the highest count that the data allows.

        A share alone has a lowest count too: no sample has 43% at fault with fewer than three records, 3 of 7.
        """
        low = self.wrong_low if self.wrong_low is not None else least_count(self.share)
        most = self.reviewed if self.reviewed is not None else math.inf
        high = self.wrong_high if self.wrong_high is not None else 0 if self.share[1] < EPS else most
        return low, high

    def allows(self, wrong: int, reviewed: int) -> bool:
        """Whether a count of a sample is possible, by all that is known of either."""
        if self.reviewed not in (None, reviewed) or not self.count[0] <= wrong <= min(self.count[1], reviewed):
            return False
        return self.share[0] - EPS <= wrong / reviewed <= self.share[1] + EPS

    def gives(self, wrong: int) -> bool:
        """Whether a count is possible with a sample of some size, by the share that is known."""
        low, high = self.share[0] - EPS, self.share[1] + EPS
        return wrong == 0 or low <= 0 or math.ceil(wrong / high) <= math.floor(wrong / low)

    @property
    def has_counts(self) -> bool:
        """Both the count and the sample are known."""
        return self.wrong_low is not None and self.wrong_low == self.wrong_high and self.reviewed is not None

    @property
    def told(self) -> str:
        """The figure as it may be told: "5 of 20 (25%)", or the share or the word that was printed."""
        if self.has_counts and self.reviewed:
            return f"{self.wrong_low} of {self.reviewed} ({percent((self.wrong_low or 0) / self.reviewed)})"
        known = self.printed and self.status != "not available"
        return f"printed as {self.as_printed}" if known else self.status

    @property
    def as_printed(self) -> str:
        """Everything that was printed, as it was transcribed: shortened, so without quotation marks."""
        return told(items(self.printed))

    @property
    def refs(self) -> tuple[str, ...]:
        """Where the figure stands: its processed row, then the raw rows behind it."""
        if self.topic == VICTIMS:
            return (f"victims: {self.force}", *self.raw_rows)
        return (f"cancellations: {self.force}, {self.topic}", *self.raw_rows)


@dataclass(frozen=True)
class Total:
    """A total printed for several forces together; where printings differ, the lowest and the highest."""

    group: str
    members: tuple[str, ...]
    topic: str
    wrong: int
    most: int
    raw_rows: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """All that is in hand. `cells` by topic and force, in the order of the settings' forces.

    `articles`: for each source, the source whose article it repeats, or itself; `disputed`: grades without a verdict.
    """

    cells: dict[str, dict[str, Cell]]
    inspections: tuple[Row, ...]
    totals: tuple[Total, ...]
    outside: tuple[Row, ...]
    settings: Settings
    articles: dict[str, str] = field(default_factory=dict)
    disputed: dict[Grade, tuple[Printed, ...]] = field(default_factory=dict)

    def own_article(self, claim: Claim, source: str) -> bool:
        """Whether a source is the very article that prints the claim, or a copy of it."""
        return self.articles.get(source, source) == self.articles.get(claim.source, claim.source)

    def interval(self, cell: Cell) -> Range | None:
        """The interval of a cell's share, over all counts that fit; None where count or sample is not known."""
        if not cell.reviewed or cell.wrong_low is None or cell.wrong_high is None:
            return None
        statistics = self.settings.statistics
        bounds = (interval(wrong, cell.reviewed, statistics) for wrong in (cell.wrong_low, cell.wrong_high))
        (low, _), (_, high) = bounds
        return low, high

    def of(self, topic: str) -> list[Cell]:
        """The cells of a topic."""
        return list(self.cells[topic].values())


def evidence_of(tables: Any, ledger: Ledger, settings: Settings) -> Evidence:
    """Gather the evidence from `cancellations`, `victims`, `figures` and `inspections`.

    `tables` has them as attributes, each a data frame or a list of rows.
    """
    found = [_cell(r, r["offence"]) for r in rows_of(tables.cancellations)]
    found += [_cell(_as_cancellation(r), VICTIMS) for r in rows_of(tables.victims)]
    topics = (*settings.offences, VICTIMS)
    figures = rows_of(_beside(tables.figures, settings.units, (*topics, ALL)))
    cells = {topic: {force: Cell(force, topic) for force in settings.units} for topic in topics}
    for cell in found:
        cells.setdefault(cell.topic, {})[cell.force] = cell
    return Evidence(
        cells,
        tuple(rows_of(tables.inspections)),
        tuple(_totals(figures, ledger)),
        tuple(f for f in figures if f["offence"] not in (*topics, ALL)),
        settings,
        ledger.articles,
        ledger.disputed,
    )


def _beside(figures: Any, units: list[str], offences: tuple[str, ...]) -> Any:
    """The figures that no cell holds, of groups of units or of other offences: few, where figures may be a million."""
    if isinstance(figures, list):
        return [f for f in figures if f["force"] not in units or f["offence"] not in offences]
    return figures[~figures["force"].isin(units) | ~figures["offence"].isin(offences)]


@lru_cache(maxsize=10_000)
def least_count(share: Range) -> int:
    """The smallest count above none that any sample gives within a share's bounds; 0 where none fits too.

    >>> least_count((0.425, 0.435)), least_count((0.045, 0.055)), least_count((0.0, 1.0))
    (3, 1, 0)
    """
    known = Cell("", "", share_low=share[0], share_high=share[1])
    return next(filter(known.gives, itertools.count(1))) if share[0] > EPS else 0


def percent(share: float, decimals: int = 0) -> str:
    """A share as a percentage, half rounded up: 0.225, 1 -> "22.5%"; 0.2 -> "20%"; trailing zeros are left out."""
    scale = 10**decimals
    rounded = math.floor(share * 100 * scale + 0.5 + EPS) / scale
    return f"{rounded:g}%"


def _cell(row: Row, topic: str) -> Cell:
    wrong = whole(row["wrong"])
    low, high = whole(row["wrong_low"]), whole(row["wrong_high"])
    return Cell(
        force=row["force"],
        topic=topic,
        status=row["status"],
        wrong_low=low if wrong is None else wrong,
        wrong_high=high if wrong is None else wrong,
        reviewed=whole(row["reviewed"]),
        share_low=number(row["share_low"]),
        share_high=number(row["share_high"]),
        smallest_sample=whole(row.get("smallest_sample", "")),
        inspection_year=whole(row["inspection_year"]),
        carried_from_year=whole(row.get("carried_from_year", "")),
        printed=row.get("printed", ""),
        sources=items(row["sources"]),
        origins=items(row.get("origins", "")),
        raw_rows=items(row["raw_rows"]),
    )


def _as_cancellation(row: Row) -> Row:
    """A row of victims.csv with the columns of cancellations.csv: those not told, of those due to be told."""
    wrong, due = row["not_told"], row["due"]
    share = str(int(float(wrong)) / int(float(due))) if wrong and due and float(due) else ""
    return row | {
        "wrong": wrong, "wrong_low": wrong, "wrong_high": wrong, "reviewed": due,
        "share_low": share, "share_high": share,
    }  # fmt: skip


def _totals(figures: Iterable[Row], ledger: Ledger) -> list[Total]:
    """The printed totals of groups, one for each group and topic."""
    totals: dict[tuple[str, str], Total] = {}
    for row in figures:
        wrong, group = whole(row["wrong"]), row["force"]
        if group not in ledger.members or wrong is None:
            continue
        topic = VICTIMS if row["measure"] == VICTIMS else row["offence"]
        known = totals.get((group, topic))
        rows = (*(known.raw_rows if known else ()), row["figure_id"])
        least, most = (min(wrong, known.wrong), max(wrong, known.most)) if known else (wrong, wrong)
        totals[group, topic] = Total(group, ledger.members[group], topic, least, most, rows)
    return list(totals.values())
