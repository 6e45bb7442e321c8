"""The cells that the statistics work on: one force, one offence, and what is known about the count."""

from typing import NamedTuple

import pandas as pd

from cancelled_crimes.settings import Settings
from cancelled_crimes.tables import Tables, records

VICTIMS = "victims informed"


def with_counts(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table with `wrong` and `reviewed` in which both are known and a record was reviewed."""
    return table[table["wrong"].notna() & table["reviewed"].notna() & (table["reviewed"].fillna(0) > 0)]


class Sample(NamedTuple):
    """What is known of a force's sample of an offence: how many records were wrong, of how many reviewed."""

    force: str
    wrong: int
    reviewed: int


def samples(tables: Tables) -> dict[str, list[Sample]]:
    """The known counts by offence, the pool of the forces in hand, in the order of the table."""
    found: dict[str, list[Sample]] = {}
    for row in records(with_counts(tables.cancellations)):
        found.setdefault(row["offence"], []).append(Sample(row["force"], row["wrong"], row["reviewed"]))
    return found


def others_in_hand(tables: Tables, force: str, offence: str) -> list[Sample]:
    """The samples of an offence but for that of one force."""
    return [sample for sample in tables.once(samples).get(offence, []) if sample.force != force]


def victims_as_cells(victims: pd.DataFrame) -> pd.DataFrame:
    """The rows of victims.csv in the columns of cancellations.csv: `wrong` are those not told, `reviewed` those due."""
    cells = victims.rename(columns={"not_told": "wrong", "due": "reviewed"}).drop(columns="told")
    return cells.assign(offence=VICTIMS)


def noun(settings: Settings, offence: str, count: float) -> str:
    """What is counted in a cell, in the number that agrees with `count`: "record", "records", "victim", "victims"."""
    if offence == VICTIMS:
        return "victim" if count == 1 else "victims"
    return (settings.words.record if count == 1 else settings.words.records).split()[-1]
