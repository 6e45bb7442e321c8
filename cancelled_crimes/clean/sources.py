"""sources.csv: the sources as transcribed, each with the name that a link to it carries."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from cancelled_crimes.data.reading import RawTables


def sources_table(raw: "RawTables") -> "pd.DataFrame":
    """One row a source: the raw columns, `name` (what a link to it says) and `raw_row`."""
    table = raw.sources.reset_index(drop=True)
    names = [name_of(*pair) for pair in zip(table["publisher"], table["copy_at"], strict=True)]
    table.insert(list(table.columns).index("url"), "name", names)
    return table


def names_of(sources: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The name of each source by its id, from the rows of sources.csv, raw or as read."""
    return {str(row["source_id"]): name_of(row["publisher"], row["copy_at"]) for row in sources}


def name_of(publisher: str, copy_at: str) -> str:
    """What a link to a source says: who published it, and whose copy the link leads to where it is one.

    >>> name_of("Yorkshire Post", "PressReader")
    'PressReader (a copy of Yorkshire Post)'
    """
    return f"{copy_at} (a copy of {publisher})" if copy_at else publisher
