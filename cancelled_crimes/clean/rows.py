"""Rows in, tables out: the small conversions that every table of this package shares."""

from collections.abc import Hashable, Iterable
from typing import Any

import pandas as pd

from cancelled_crimes.tables import FLOATS, INTEGERS, records

Row = dict[str, Any]


def rows_of(table: pd.DataFrame) -> list[Row]:
    """The rows of a table as dictionaries, with None for a missing number."""
    return [{name: None if pd.isna(cell) else cell for name, cell in row.items()} for row in records(table)]


def table_of(rows: Iterable[Row], columns: list[str]) -> pd.DataFrame:
    """A table of rows with the given columns: counts and years as Int64, shares as float, the rest as text."""
    rows = list(rows)
    return pd.DataFrame({c: pd.Series([r[c] for r in rows], dtype=_type_of(c)) for c in columns}, columns=columns)


def grouped(rows: Iterable[Row], *keys: str) -> dict[tuple[Hashable, ...], list[Row]]:
    """The rows by the values of `keys`, both in the order in which they come."""
    groups: dict[tuple[Hashable, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[k] for k in keys), []).append(row)
    return groups


def unique(items: Iterable[Any]) -> list[Any]:
    """The items that are not empty, each once, in the order in which they come."""
    return list(dict.fromkeys(i for i in items if i not in ("", None)))


def _type_of(column: str) -> str:
    return "Int64" if column in INTEGERS else "float64" if column in FLOATS else "str"
