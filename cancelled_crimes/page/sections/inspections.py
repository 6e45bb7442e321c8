"""What else the inspectorate said about a force: its judgments and recording rates."""

from cancelled_crimes.page.context import Context
from cancelled_crimes.page.html import render
from cancelled_crimes.words import recording


def inspections(context: Context) -> str:
    """A paragraph an inspection, oldest first, with the address of its report."""
    visits = recording.inspections_of(context.tables.inspections, context.force)
    blocks = [
        {
            "row": visit,
            "fact": recording.fact_of(visit),
            "told": recording.inspection_paragraph(visit, context.settings, context.disputes),
        }
        for visit in visits
    ]
    caveat = recording.not_about_cancellations() if any(b["told"] for b in blocks) else ()
    return render("inspections", blocks=blocks, caveat=caveat)
