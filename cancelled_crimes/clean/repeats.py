"""One figure that one source prints is one row: the same figure written another way is refused, with both lines."""

from collections.abc import Hashable, Iterable

from cancelled_crimes.clean.rows import Row
from cancelled_crimes.data.problems import Problem, RawDataError

CELL = ("force", "measure", "offence", "inspection_year", "carried_from_year", "source_id")


def refuse_repeats(figures: Iterable[tuple[Row, Hashable]]) -> None:
    """Raise RawDataError for each raw row that says what an earlier row of the same source and cell says.

    Each row of published_figures or added_figures comes with what it says, in a form that can be compared.
    """
    first: dict[Hashable, Row] = {}
    problems = []
    for row, says in figures:
        earlier = first.setdefault((says, *(row[column] for column in CELL)), row)
        if earlier is not row:
            problems.append(_problem(row, earlier))
    if problems:
        raise RawDataError(problems)


def _problem(row: Row, earlier: Row) -> Problem:
    table, _, line = row["raw_row"].partition(":")
    other, _, place = earlier["raw_row"].partition(":")
    expected = (
        f'a figure of its own, but {other}.csv, line {place}, has the same from this source: "{earlier["printed"]}"'
    )
    return Problem(f"{table}.csv", int(line), "printed", row["printed"], expected, "Delete one of the two.")
