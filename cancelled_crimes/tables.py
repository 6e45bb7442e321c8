"""Processed tables: the one way to write a CSV, to read it back, and to hold them all together."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from cancelled_crimes.errors import MADE_ANEW, StoryError
from cancelled_crimes.paths import Project

Made = TypeVar("Made")

LIST_SEPARATOR = "; "
DECIMALS = 6  # far finer than any printed figure, coarse enough to hide the last bits of floating point

INTEGERS = {
    "carried_from_year", "chance_largest_sample", "comparisons", "due", "expected_high", "expected_low",
    "forces_in_hand", "forces_missing", "forces_none_without_sample", "highest_reviewed", "highest_wrong",
    "inspection_year", "not_told", "others_reviewed", "others_wrong", "reviewed", "smallest_sample", "told",
    "unrecorded_crimes_per_year", "wrong", "wrong_high", "wrong_low",
}  # fmt: skip
FLOATS = {
    "assumed_rate_high", "assumed_rate_low", "chance_high", "chance_low", "chance_median", "chance_p", "comparison_p",
    "comparison_p_adjusted", "effective_n", "exact_high", "exact_low", "high", "highest_share", "interval_n", "low",
    "rate", "recording_rate_ci_pct", "recording_rate_pct", "sexual_ci_pct", "sexual_recording_rate_pct", "share_high",
    "share_low", "violence_ci_pct", "violence_recording_rate_pct",
}  # fmt: skip
BOOLEANS = {"leads", "must_hold", "survives"}


def join(items: list[str]) -> str:
    """Join the items of a list for one CSV cell."""
    return LIST_SEPARATOR.join(items)


def split(cell: str) -> list[str]:
    """Split a CSV cell that holds a list; an empty cell is an empty list."""
    return cell.split(LIST_SEPARATOR) if cell else []


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """Write a table so that equal tables give equal bytes: UTF-8, "\\n", floats rounded to six decimals."""
    path.parent.mkdir(parents=True, exist_ok=True)
    floats = table.select_dtypes("float").columns
    table.assign(**{c: table[c].round(DECIMALS) for c in floats}).to_csv(path, index=False, lineterminator="\n")


def read_csv(path: Path) -> pd.DataFrame:
    """Read a processed table: text columns as str ("" when empty), counts and years as Int64, shares as float.

    Raises StoryError when the file is not there, or is not as it was made.
    """
    if not path.is_file():
        raise StoryError(f"{path.name} is not in {path.parent.name}/. {MADE_ANEW}.")
    try:
        return _parsed(path.read_bytes()).copy()
    except ValueError:
        raise StoryError(f"{path.name} is not as it was made, and cannot be read. {MADE_ANEW}.") from None


@lru_cache(maxsize=32)
def _parsed(content: bytes) -> pd.DataFrame:
    """The typed table that a file holds; pages ask for the same few files again and again."""
    return as_typed(pd.read_csv(BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8"))


def as_typed(table: pd.DataFrame) -> pd.DataFrame:
    """Give each column of a table of strings the type that its name stands for."""
    typed: dict[str, pd.Series] = {}
    for column in table.columns:
        values = table[column]
        if column in INTEGERS:
            typed[column] = pd.to_numeric(values.where(values != "")).astype("Int64")
        elif column in FLOATS:
            typed[column] = pd.to_numeric(values.where(values != "")).astype("float64")
        elif column in BOOLEANS:
            typed[column] = values == "True"
        else:
            typed[column] = values
    return pd.DataFrame(typed, columns=table.columns)


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries, missing values as they are: `to_dict("records")`, several times as fast."""
    columns = (values.to_numpy(dtype=object).tolist() for _, values in table.items())
    names = [str(name) for name in table.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


@dataclass(frozen=True)
class Tables:
    """The processed tables of a project, each read when first asked for."""

    folder: Path
    _made: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, make: "Callable[[Tables], Made]") -> "Made":
        """What `make` makes of these tables, made when first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]

    def _read(self, name: str) -> pd.DataFrame:
        return read_csv(self.folder / f"{name}.csv")

    @cached_property
    def figures(self) -> pd.DataFrame:
        return self._read("figures")

    @cached_property
    def cancellations(self) -> pd.DataFrame:
        return self._read("cancellations")

    @cached_property
    def victims(self) -> pd.DataFrame:
        return self._read("victims")

    @cached_property
    def inspections(self) -> pd.DataFrame:
        return self._read("inspections")

    @cached_property
    def sources(self) -> pd.DataFrame:
        return self._read("sources")

    @cached_property
    def findings(self) -> pd.DataFrame:
        return self._read("findings")

    @cached_property
    def rates(self) -> pd.DataFrame:
        return self._read("rates")

    @cached_property
    def pooled(self) -> pd.DataFrame:
        return self._read("pooled")

    @cached_property
    def sensitivity(self) -> pd.DataFrame:
        return self._read("sensitivity")

    @cached_property
    def claims(self) -> pd.DataFrame:
        return self._read("claims")


def load_tables(project: Project) -> Tables:
    """The processed tables in the project's processed folder."""
    return Tables(project.processed)
