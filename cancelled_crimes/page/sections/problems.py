"""What is wrong with the data: each problem with what was done and what a reporter should do."""

from cancelled_crimes.page.context import Context, rows
from cancelled_crimes.page.html import render

SEVERITIES = {"high": "Serious", "medium": "To know", "low": "Minor"}


def problems(context: Context) -> str:
    """All problems on the national page; on a force's page its own and those of totals that it is part of."""
    found = [r for r in rows(context.tables.findings) if context.concerns(r["force"])]
    return render("problems", found=found, severities=SEVERITIES) if found else ""
