"""What is missing, and the report in which a reporter can look for it."""

import pandas as pd

from cancelled_crimes.clean.carried import CarriedOver, carried_over
from cancelled_crimes.clean.rows import Row, grouped, rows_of, table_of
from cancelled_crimes.settings import Settings

COMPLETE = ("counts", "recovered")
VICTIMS_INFORMED = "victims informed"
COLUMNS = ["force", "offence", "status", "missing", "report_year", "report", "report_url"]

_MISSING = {
    "candidates": "the exact count",
    "share only": "the count and the sample",
    "count only": "the sample",
    "sample only": "the count",
    "some": "the count and the sample",
}


def missing_cells(
    cancellations: pd.DataFrame, victims: pd.DataFrame, inspections: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """Every cell without counts, by force: its status, what is missing, and the report to look in.

    `offence` is one of the settings' offences, or "victims informed". `report_year`, `report` and `report_url` are
    those of the inspection of the cell's year, or else of the latest inspection listed; but of the earlier one where
    the latest repeats its finding without looking again. They are empty where no inspection is listed.
    """
    listed = rows_of(inspections)
    reports = grouped(listed, "force")
    repeats = list(carried_over(listed, settings.offences))
    cells = [*rows_of(cancellations), *({**v, "offence": VICTIMS_INFORMED} for v in rows_of(victims))]
    order = {force: n for n, force in enumerate(settings.units)}
    lacking = [c for c in cells if c["status"] not in COMPLETE]
    lacking.sort(key=lambda c: order[c["force"]])
    return table_of((_missing(c, reports.get((c["force"],), []), repeats) for c in lacking), COLUMNS)


def _missing(cell: Row, reports: list[Row], repeats: list[CarriedOver]) -> Row:
    latest = max(reports, key=lambda i: i["inspection_year"], default=None)
    year = cell["inspection_year"]
    if cell["status"] == "not found" and latest:
        year = _sample_year(cell, year or latest["inspection_year"], repeats)
    report = next((i for i in reports if i["inspection_year"] == year), latest)
    return {
        "force": cell["force"],
        "offence": cell["offence"],
        "status": cell["status"],
        "missing": _MISSING.get(cell["status"], "the figure"),
        "report_year": str(report["inspection_year"]) if report else "",
        "report": report["inspection_title"] if report else "",
        "report_url": report["source_url"] if report else "",
    }


def _sample_year(cell: Row, year: int, repeats: list[CarriedOver]) -> int:
    """The year of the sample that an inspection of `year` describes: an earlier one, where it looked at none anew."""
    for repeat in repeats:
        same = (repeat.force, repeat.year) == (cell["force"], year)
        if same and cell["offence"] != VICTIMS_INFORMED and repeat.covers(cell["offence"]):
            return repeat.earlier
    return year
