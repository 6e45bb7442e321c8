"""Grades on which sources disagree: told with every value, relied on by nothing.

A grade is settled where the inspectorate itself is on record with one value, and that is the value listed; what others
print beside it is their mistake. Everywhere else, two values for one grade leave it open.
"""

from collections.abc import Iterable, Mapping
from typing import Any

Grade = tuple[str, int, str]  # force, year of the inspection, column of inspections.csv
Printed = tuple[str, str]  # value, who printed it

_OFFICIAL = "inspectorate"
_LISTED = "the list of inspections"


def disputed_grades(
    inspections: Iterable[Mapping[str, Any]], other_printed: Iterable[Mapping[str, Any]]
) -> dict[Grade, tuple[Printed, ...]]:
    """The disputed grades by force, year and column ("overall_judgment"), each with all that is printed for it.

    Takes the rows of inspections.csv and other_printed.csv, raw or as read; a measure of other_printed.csv is named as
    its column is, with spaces ("overall judgment"). Values are in small letters.
    """
    printed: dict[Grade, list[Mapping[str, Any]]] = {}
    for row in other_printed:
        if str(row["measure"]).endswith(" judgment"):
            grade = (str(row["force"]), int(row["inspection_year"]), str(row["measure"]).replace(" ", "_"))
            printed.setdefault(grade, []).append(row)
    listed = {(str(row["force"]), int(row["inspection_year"])): row for row in inspections}
    found = {g: _values(listed.get(g[:2], {}).get(g[2]), rows) for g, rows in printed.items()}
    return {g: values for g, values in found.items() if values}


def _values(own: Any, rows: list[Mapping[str, Any]]) -> tuple[Printed, ...]:
    """Every value with its source where the grade is disputed; nothing where it is not. `own` is that of the list."""
    said = [(str(row["printed"]).casefold(), str(row["where"])) for row in rows]
    official = {str(row["printed"]).casefold() for row in rows if row["kind"] == _OFFICIAL}
    if isinstance(own, str) and own:
        if official == {own.casefold()}:
            return ()
        if own.casefold() not in {value for value, _ in said}:
            said.insert(0, (own.casefold(), _LISTED))
    elif len(official) == 1:
        return ()
    return tuple(said) if len({value for value, _ in said}) > 1 else ()
