"""The published counts in the columns of the processed tables, small enough to read beside the tests that use them."""

import pandas as pd

from cancelled_crimes.settings import Settings

COUNTS = {
    "rape": {
        "Hampshire": (3, 19), "Humberside": (4, 20), "North Yorkshire": (1, 22), "South Yorkshire": (1, 18),
        "Suffolk": (0, 20), "West Yorkshire": (1, 19),
    },
    "sexual offences": {
        "Cleveland": (2, 19), "Durham": (2, 33), "Gwent": (3, 19), "Hampshire": (9, 17), "Humberside": (8, 20),
        "Lancashire": (1, 20), "North Yorkshire": (3, 22), "South Yorkshire": (1, 20), "West Yorkshire": (1, 18),
    },
    "violence": {
        "Durham": (7, 33), "Gwent": (5, 20), "Hampshire": (2, 19), "Lancashire": (1, 20), "North Yorkshire": (2, 20),
    },
    "robbery": {"Durham": (1, 14), "Greater Manchester": (5, 20), "Gwent": (1, 6), "Hampshire": (6, 18)},
}  # fmt: skip
RECOVERED = {("Durham", o) for o in COUNTS} | {
    ("Humberside", "rape"), ("Humberside", "sexual offences"), ("Cleveland", "sexual offences"),
    ("Greater Manchester", "robbery"), ("North Yorkshire", "violence"),
}  # fmt: skip
NONE_OF_RAPE = ["Avon and Somerset", "Gwent", "Hertfordshire", "Lancashire", "Merseyside", "Northamptonshire"]
VICTIMS = {
    "Gwent": (2, 36), "Lancashire": (6, 15), "North Yorkshire": (8, 20), "Northamptonshire": (2, 19),
    "Suffolk": (3, 29),
}  # fmt: skip


def cancellations(settings: Settings) -> pd.DataFrame:
    """A row for each force and offence: the counts in hand, some of the other states, the rest not found."""
    rows = []
    for force in settings.units:
        for offence in settings.offences:
            row = {"force": force, "offence": offence, "status": "not found"}
            if force in COUNTS[offence]:
                wrong, reviewed = COUNTS[offence][force]
                status = "recovered" if (force, offence) in RECOVERED else "counts"
                row |= {"wrong": wrong, "reviewed": reviewed, "status": status}
            elif offence == "rape" and force in NONE_OF_RAPE:
                row |= {"wrong": 0, "status": "count only"}
                row |= {"carried_from_year": 2017} if force == "Lancashire" else {}
            elif (force, offence) == ("Cheshire", "rape"):
                row |= {"share_low": 0.425, "share_high": 0.435, "status": "share only"}
            elif (force, offence) == ("Hertfordshire", "robbery"):
                row |= {"wrong_low": 1, "status": "some"}
            rows.append(row)
    return _typed(pd.DataFrame(rows))


def victims(settings: Settings) -> pd.DataFrame:
    """A row for each force: those due to be told and those not told."""
    rows = []
    for force in settings.units:
        not_told, due = VICTIMS.get(force, (None, None))
        told = None if due is None else due - not_told
        rows.append({"force": force, "not_told": not_told, "due": due, "told": told})
    table = pd.DataFrame(rows).astype({"not_told": "Int64", "due": "Int64", "told": "Int64"})
    status = table["due"].notna().map({True: "counts", False: "not found"})
    return table.assign(inspection_year=pd.Series(pd.NA, index=table.index, dtype="Int64"), status=status)


def answered() -> pd.DataFrame:
    """The records that a force's reply speaks of."""
    rows = [("Hampshire", "sexual offences", 5), ("Hampshire", "robbery", 1)]
    return pd.DataFrame(rows, columns=["force", "offence", "records"])


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    integers = ["wrong", "reviewed", "wrong_low", "wrong_high", "carried_from_year", "inspection_year"]
    table = table.reindex(columns=[*dict.fromkeys([*table.columns, *integers])])
    table["wrong_low"], table["wrong_high"] = table["wrong_low"].fillna(table["wrong"]), table["wrong"]
    return table.astype(dict.fromkeys(integers, "Int64"))
