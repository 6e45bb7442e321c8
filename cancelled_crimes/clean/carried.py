"""Inspections that repeated an earlier finding without looking again, as the notes on them say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cancelled_crimes.clean.rows import Row

_CARRIED = re.compile(r"(\d{4}) findings?(?: \([^)]*\))? carried over")


@dataclass(frozen=True)
class CarriedOver:
    """An inspection of `year` that repeats the finding of `earlier` for `offences` (all, where none is named)."""

    force: str
    year: int
    earlier: int
    offences: tuple[str, ...]
    raw_row: str

    def covers(self, offence: str) -> bool:
        """Whether an offence is among those that were not looked at again."""
        return not self.offences or offence in self.offences


def carried_over(inspections: list[Row], offences: list[str]) -> Iterator[CarriedOver]:
    """The findings carried over, read from notes such as "Rape not re-inspected (2017 finding carried over)"."""
    for row in inspections:
        for sentence in re.split(r"[.;] ", row["notes"]):
            carried = _CARRIED.search(sentence)
            if carried:
                named = tuple(o for o in offences if o in sentence.casefold())
                yield CarriedOver(row["force"], row["inspection_year"], int(carried[1]), named, row["raw_row"])
