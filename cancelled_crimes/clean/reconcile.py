"""cancellations.csv: one honest row a force and offence, and where each comes from."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pandas as pd

from cancelled_crimes.clean.answered import refuse_impossible_answers
from cancelled_crimes.clean.carried import carried_over
from cancelled_crimes.clean.decide import Decision, Source, decide
from cancelled_crimes.clean.figures import CANCELLED, outcome_columns
from cancelled_crimes.clean.rows import Row, each_row, rows_by, rows_of, table_of, unique
from cancelled_crimes.clean.transcribed import told
from cancelled_crimes.settings import Settings
from cancelled_crimes.tables import join

if TYPE_CHECKING:
    from cancelled_crimes.data.reading import RawTables

# What may explain an empty cell: the force, whether it is about an offence, and the hint.
Hint = tuple[str, Callable[[str], bool], str]

COLUMNS = [
    "force", "offence", "inspection_year", "carried_from_year", "reviewed", "wrong", "wrong_low", "wrong_high",
    "share_low", "share_high", "smallest_sample", "status", "printed", "sources", "origins", "raw_rows", "rule", "note",
]  # fmt: skip


def cancellations_table(figures: pd.DataFrame, raw: "RawTables", settings: Settings) -> pd.DataFrame:
    """One row for each of the settings' forces and offences, in their order, whether a figure is in hand or not.

    `inspection_year` is the year of the sample (of the most recent inspection, where that is known, for a cell not
    found); `wrong` of `reviewed` cancelled records; shares 0-1, both the same where counts are known, the limits of
    rounding where a share is printed without its sample. `printed`, `sources`, `origins`, `raw_rows` list the figures
    used; `rule` says how they were read; `note` what was set aside, and the notes of the raw rows. Raises RawDataError
    for an answer (answered.csv) that a cell rules out.
    """
    cells = rows_by(figures, "measure", "force", "offence")
    sources, recent = source_index(raw), recent_years(raw)
    hints = [*_outside_frame(figures, settings), *_carried_over(raw, settings)]
    table = table_of(
        (
            _cell(force, offence, decide(cells(CANCELLED, force, offence), sources), recent, hints)
            for force in settings.units
            for offence in settings.offences
        ),
        COLUMNS,
    )
    refuse_impossible_answers(raw, table)
    return table


def _cell(force: str, offence: str, decision: Decision, recent: dict[str, int], hints: list[Hint]) -> Row:
    row = {"force": force, "offence": offence, **outcome_columns(decision.outcome), **trace_columns(decision)}
    if decision.outcome.status == "not found":
        row["inspection_year"] = recent.get(force)
        row["note"] = "; ".join(text for about, covers, text in hints if about == force and covers(offence))
    return row


def trace_columns(decision: Decision) -> Row:
    """The columns that lead from a decision back to its raw rows."""
    aside = [
        f"{f['figure_id']}, printed as {told([f['printed']])}, set aside: {reason}" for f, reason in decision.aside
    ]
    used = decision.used
    return {
        "inspection_year": decision.year,
        "carried_from_year": decision.carried_from_year,
        "printed": join(unique(f["printed"].replace("; ", ", ") for f in used)),
        "sources": join(unique(f["source_id"] for f in used)),
        "origins": join(unique(f["origin"] for f in used)),
        "raw_rows": join([f["figure_id"] for f in used]),
        "rule": decision.rule,
        "note": "; ".join(unique([*aside, *(part for f in used for part in f["note"].split("; "))])),
    }


def source_index(raw: "RawTables") -> dict[str, Source]:
    """Each source by its id: rank (the inspectorate first), article (two versions share one) and origin."""
    return {
        s["source_id"]: Source(int(s["kind"] != "inspectorate"), s["same_article_as"] or s["source_id"], s["origin"])
        for s in rows_of(raw.sources)
    }


def recent_years(raw: "RawTables") -> dict[str, int]:
    """The year of each force's most recent inspection, for the forces where it is known to be that."""
    return {i["force"]: i["inspection_year"] for i in rows_of(raw.inspections) if i["is_most_recent"] == "yes"}


def _outside_frame(figures: pd.DataFrame, settings: Settings) -> Iterator[Hint]:
    """A hint for each figure printed for an offence that the inspections did not sample."""
    outside = figures[(figures["measure"] == CANCELLED) & ~figures["offence"].isin(settings.offences)]
    for f in each_row(outside):
        text = f"{f['figure_id']} prints {told([f['printed']])} for {f['offence']}, which was not sampled"
        yield f["force"], lambda offence: True, text


def _carried_over(raw: "RawTables", settings: Settings) -> Iterator[Hint]:
    """A hint for each offence at which the latest inspection did not look again."""
    for c in carried_over(rows_of(raw.inspections), settings.offences):
        yield c.force, c.covers, f"{c.raw_row}: the inspection of {c.year} repeats the finding of {c.earlier}"
