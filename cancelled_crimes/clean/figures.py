"""figures.csv: every printed figure, one a row, read by the grammar and turned to the direction of the fault."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import pandas as pd

from cancelled_crimes.clean.evidence import Evidence, Outcome, as_printed
from cancelled_crimes.clean.printed import NotUnderstoodError, Printed, parse
from cancelled_crimes.clean.repeats import CELL, refuse_repeats
from cancelled_crimes.clean.rows import Row, each_row, table_of
from cancelled_crimes.data.progress import with_progress
from cancelled_crimes.errors import StoryError
from cancelled_crimes.settings import Settings

if TYPE_CHECKING:
    from cancelled_crimes.data.reading import RawTables

CANCELLED = "wrongly cancelled"
VICTIMS = "victims informed"
# For each measure: the direction of the fault, the opposite one, and the direction that is meant when none is printed.
MEASURES = {CANCELLED: ("wrong", "right", "wrong"), VICTIMS: ("not informed", "informed", "")}
_WITHOUT_DIRECTION = ("not available", "sample")

COLUMNS = [
    "figure_id", "force", "offence", "measure", "inspection_year", "carried_from_year", "printed", "form", "direction",
    "status", "wrong", "reviewed", "wrong_low", "wrong_high", "share_low", "share_high", "smallest_sample", "source_id",
    "origin", "note",
]  # fmt: skip


@lru_cache(maxsize=100_000)
def read_figure(printed: str, measure: str) -> tuple[Printed, str, Evidence]:
    """One printed figure of a measure: the figure, its direction, and the evidence in the direction of the fault.

    Raises NotUnderstoodError for a form that is not in the grammar or a direction that does not go with the measure.
    """
    if measure not in MEASURES:
        raise NotUnderstoodError(f'"{measure}" is not a measure. Write one of: {", ".join(MEASURES)}.')
    fault, opposite, default = MEASURES[measure]
    figure = parse(printed)
    direction = figure.direction or default
    if direction not in (fault, opposite) and (direction or figure.form not in _WITHOUT_DIRECTION):
        said = f'says "{direction}"' if direction else "does not say which"
        raise NotUnderstoodError(
            f'"{printed}" {said}; for "{measure}" write "{printed} {fault}" or "{printed} {opposite}".'
        )
    evidence = as_printed(figure)
    if not evidence.is_possible:
        raise NotUnderstoodError(f'"{printed}" cannot be true of any sample: look it up in the source.')
    if direction == opposite:
        evidence = evidence.complement()
    if evidence.is_empty and figure.form != "not available":
        raise NotUnderstoodError(
            f'"{printed}" tells nothing about how many were {fault}: add the sample, as in "5 of 20".'
        )
    return figure, direction, evidence


def outcome_of(printed: str, measure: str) -> Outcome:
    """What one printed figure alone allows to be stated."""
    figure, _, evidence = read_figure(printed, measure)
    if figure.form == "not available":
        return Outcome("not available")
    return evidence.outcome(figure.form == "counts")


def figures_table(raw: "RawTables", settings: Settings) -> pd.DataFrame:
    """One row a printed figure of `published_figures` and `added_figures`, group totals among them.

    Counts are records wrongly cancelled or victims *not* told, shares 0-1; `status` is what the figure alone allows;
    `inspection_year` is the year as printed, `carried_from_year` that of the earlier sample which it repeats.
    Raises StoryError that lists every figure which cannot be read, or is another row's, with its file and line.
    """
    origins = dict(zip(raw.sources["source_id"], raw.sources["origin"], strict=True))
    problems: list[str] = []
    rows = _understood(with_progress(_raw_rows(raw), "Reading the printed figures"), origins, problems)
    table = table_of(rows, COLUMNS)
    if problems:
        raise StoryError("Some printed figures cannot be read:\n" + "\n".join(problems) + "\nMend them: make check")
    one_row_a_figure(raw)
    return table


def _understood(printed: Iterable[Row], origins: dict[str, str], problems: list[str]) -> Iterator[Row]:
    """The rows of the figures that can be read; of the others the problem is added to `problems`."""
    for row in printed:
        try:
            yield _figure_row(row, origins.get(row["source_id"], ""))
        except NotUnderstoodError as problem:
            problems.append(f'  - {row["raw_row"]}, column "printed": {problem}')


def one_row_a_figure(raw: "RawTables") -> None:
    """Raise RawDataError for each figure that one source prints once and that stands in two rows."""
    both = pd.concat([raw.published_figures, raw.added_figures], ignore_index=True)
    alike = both[both.duplicated(list(CELL), keep=False)]
    refuse_repeats((row, _says(row)) for row in each_row(alike))


def _raw_rows(raw: "RawTables") -> Iterator[Row]:
    return chain(each_row(raw.published_figures), each_row(raw.added_figures))


def _says(row: Row) -> tuple[Evidence, bool]:
    """What a row says, however it is written: "3 of 20" and "3/20" say the same."""
    figure, _, evidence = read_figure(row["printed"], row["measure"])
    return evidence, figure.form == "not available"


def _figure_row(row: Row, origin: str) -> Row:
    figure, direction, _ = read_figure(row["printed"], row["measure"])
    outcome = outcome_of(row["printed"], row["measure"])
    kept = ("force", "offence", "measure", "inspection_year", "carried_from_year", "printed", "source_id", "note")
    return {
        "figure_id": row["raw_row"],
        **{k: row[k] for k in kept},
        "form": figure.form,
        "direction": direction,
        "origin": origin,
        **outcome_columns(outcome),
    }


def outcome_columns(outcome: Outcome) -> Row:
    """The columns of a table that hold an outcome."""
    names = ("status", "wrong", "reviewed", "wrong_low", "wrong_high", "share_low", "share_high", "smallest_sample")
    return {name: getattr(outcome, name) for name in names}
