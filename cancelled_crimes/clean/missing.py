"""What is missing, and the report in which a reporter can look for it."""

import pandas as pd

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
    those of the inspection of the cell's year, or else of the latest inspection listed; empty where none is listed.
    """
    reports = grouped(rows_of(inspections), "force")
    cells = [*rows_of(cancellations), *({**v, "offence": VICTIMS_INFORMED} for v in rows_of(victims))]
    order = {force: n for n, force in enumerate(settings.units)}
    lacking = [c for c in cells if c["status"] not in COMPLETE]
    lacking.sort(key=lambda c: order[c["force"]])
    return table_of((_missing(c, reports.get((c["force"],), [])) for c in lacking), COLUMNS)


def _missing(cell: Row, reports: list[Row]) -> Row:
    latest = max(reports, key=lambda i: i["inspection_year"], default=None)
    report = next((i for i in reports if i["inspection_year"] == cell["inspection_year"]), latest)
    return {
        "force": cell["force"],
        "offence": cell["offence"],
        "status": cell["status"],
        "missing": _MISSING.get(cell["status"], "the figure"),
        "report_year": str(report["inspection_year"]) if report else "",
        "report": report["inspection_title"] if report else "",
        "report_url": report["source_url"] if report else "",
    }
