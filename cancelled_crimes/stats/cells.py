"""The cells that the statistics work on: one force, one offence, and what is known about the count."""

import pandas as pd

from cancelled_crimes.settings import Settings

VICTIMS = "victims informed"


def with_counts(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table with `wrong` and `reviewed` in which both are known and a record was reviewed."""
    return table[table["wrong"].notna() & table["reviewed"].notna() & (table["reviewed"].fillna(0) > 0)]


def in_hand(cancellations: pd.DataFrame, offence: str) -> pd.DataFrame:
    """The cells of one offence with known counts: the pool of the forces in hand, in the order of the table."""
    return with_counts(cancellations[cancellations["offence"] == offence])


def victims_as_cells(victims: pd.DataFrame) -> pd.DataFrame:
    """The rows of victims.csv in the columns of cancellations.csv: `wrong` are those not told, `reviewed` those due."""
    cells = victims.rename(columns={"not_told": "wrong", "due": "reviewed"}).drop(columns="told")
    return cells.assign(offence=VICTIMS, wrong_low=cells["wrong"], wrong_high=cells["wrong"])


def noun(settings: Settings, offence: str, count: float) -> str:
    """What is counted in a cell, in the number that agrees with `count`: "record", "records", "victim", "victims"."""
    if offence == VICTIMS:
        return "victim" if count == 1 else "victims"
    return (settings.words.record if count == 1 else settings.words.records).split()[-1]
