"""Answers that cannot be: about more records than were found wrong, or about a figure that nobody printed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from cancelled_crimes.clean.rows import Row, rows_of
from cancelled_crimes.data.problems import Problem, RawDataError

if TYPE_CHECKING:
    from cancelled_crimes.data.reading import RawTables

_WITHOUT_FIGURE = ("not found", "not available")


def refuse_impossible_answers(raw: "RawTables", cancellations: pd.DataFrame) -> None:
    """Raise RawDataError for each row of answered.csv that the cell it is about (of cancellations.csv) rules out."""
    cells = {(row["force"], row["offence"]): row for row in rows_of(cancellations)}
    answered = rows_of(raw.answered)
    problems = [p for row in answered for p in _problems(row, cells.get((row["force"], row["offence"])))]
    if problems:
        raise RawDataError(problems)


def _problems(row: Row, cell: Row | None) -> Iterator[Problem]:
    file, _, line = row["raw_row"].partition(":")
    name = f"{row['force']}, {row['offence']}"
    if cell is None or cell["status"] in _WITHOUT_FIGURE:
        expected = f"a figure that is printed, but there is no figure for {name}"
        mend = "Add the figure, or delete this row."
        yield Problem(f"{file}.csv", int(line), "offence", row["offence"], expected, mend)
        return
    highest = cell["reviewed"] if cell["wrong_high"] is None else cell["wrong_high"]
    if highest is not None and row["records"] > highest:
        expected = f"at most {highest}, for no more were found wrong ({name}: {cell['raw_rows']})"
        mend = "Look both up in the source."
        yield Problem(f"{file}.csv", int(line), "records", str(row["records"]), expected, mend)
