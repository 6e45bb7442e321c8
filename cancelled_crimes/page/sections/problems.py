"""What is wrong with the data: each problem with what was done and what a reporter should do."""

from cancelled_crimes.page.context import Context, Row
from cancelled_crimes.page.html import render

SEVERITIES = {"high": "Serious", "medium": "To know", "low": "Minor"}


def problems(context: Context) -> str:
    """The problems of a force and of totals that it is part of.

    The national page tells in full what concerns several forces, and names what stands on the pages of single ones.
    """
    found = [r for r in context.problems if context.concerns(r["force"])]
    paged = context.settings.local_editions if context.national else []
    rest: dict[str, list[Row]] = {}
    for row in found:
        if row["force"] in paged:
            rest.setdefault(row["force"], []).append(row)
    told = [r for r in found if r["force"] not in paged]
    return render("problems", found=told, rest=rest, severities=SEVERITIES) if found else ""
