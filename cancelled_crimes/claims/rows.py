"""Tables as plain rows of text, from a data frame or straight from a CSV file.

Checking claims must answer at once, so nothing on its way loads pandas; the rows are the same either way.
"""

import csv
import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from cancelled_crimes.data.decoding import decode
from cancelled_crimes.errors import MADE_ANEW, StoryError
from cancelled_crimes.safely import read_safely

Row = dict[str, str]
SEPARATOR = "; "  # of lists in a cell, as in cancelled_crimes.tables


def rows_of(table: Any) -> list[Row]:
    """The rows of a data frame as text, "" for what is missing; a list of rows is returned as it is."""
    if isinstance(table, list):
        return table
    columns = {
        str(name): ["" if missing else str(value) for value, missing in zip(column, column.isna(), strict=True)]
        for name, column in table.items()
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV file. Raises StoryError when it is not there."""
    if not path.is_file():
        raise StoryError(f"{path.name} is not in {path.parent.name}/. {MADE_ANEW}.")
    text, _ = decode(read_safely(path, within=path.parents[2]))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def read_tables(folder: Path, *names: str) -> Any:
    """The named tables of a folder as attributes, each a list of rows."""
    return SimpleNamespace(**{name: read_rows(folder / f"{name}.csv") for name in names})


def items(cell: str) -> tuple[str, ...]:
    """The items of a cell that holds a list."""
    return tuple(cell.split(SEPARATOR)) if cell else ()


def number(cell: str) -> float | None:
    """The number in a cell, None when it is empty."""
    return float(cell) if cell else None


def whole(cell: str) -> int | None:
    """The whole number in a cell, None when it is empty."""
    return int(float(cell)) if cell else None
