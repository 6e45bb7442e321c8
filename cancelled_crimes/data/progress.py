"""A line that says how far a long reading has come; short ones stay silent."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

Item = TypeVar("Item")
SECONDS = 2.0  # of work before anything is said
_SILENT = 20_000  # rows take less than a second, and to load the library would add to it


def with_progress(rows: Iterable[Item], what: str) -> Iterator[Item]:
    """The rows as they come; from two seconds on, a line on the error stream of a terminal says how far one is."""
    rows = iter(rows)
    yield from islice(rows, _SILENT)
    more = list(islice(rows, 1))
    if more:
        from tqdm import tqdm  # noqa: PLC0415

        rest = chain(more, rows)
        look = {"unit": " rows", "unit_scale": True, "leave": False, "disable": None}
        yield from tqdm(rest, what, initial=_SILENT, delay=SECONDS, **look)
