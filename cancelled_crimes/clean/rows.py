"""Rows in, tables out: the small conversions that every table of this package shares."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any

import pandas as pd

from cancelled_crimes.tables import FLOATS, INTEGERS

Row = dict[str, Any]


def rows_of(table: pd.DataFrame) -> list[Row]:
    """The rows of a table as dictionaries, with None for a missing number."""
    return list(each_row(table))


def each_row(table: pd.DataFrame) -> Iterator[Row]:
    """The rows of `rows_of` one by one, so that a long table is not held twice."""
    names = [str(name) for name in table.columns]
    columns = (_with_none(values) for _, values in table.items())
    return (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


def _with_none(values: pd.Series) -> list[Any]:
    cells = values.to_numpy(dtype=object)
    missing = values.isna().to_numpy()
    if missing.any():
        cells = cells.copy()
        cells[missing] = None
    return cells.tolist()


def rows_by(table: pd.DataFrame, *keys: str) -> Callable[..., list[Row]]:
    """A look-up of the rows that have given values in two or more columns; only those asked for become dictionaries."""
    places = table.groupby(list(keys), sort=False).indices
    return lambda *values: rows_of(table.iloc[places[values]]) if values in places else []


def table_of(rows: Iterable[Row], columns: list[str]) -> pd.DataFrame:
    """A table of rows with the given columns: counts and years as Int64, shares as float, the rest as text."""
    cells: dict[str, list[Any]] = {c: [] for c in columns}
    for row in rows:
        for column, values in cells.items():
            values.append(row[column])
    return pd.DataFrame({c: pd.Series(cells.pop(c), dtype=_type_of(c)) for c in columns}, columns=columns)


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
