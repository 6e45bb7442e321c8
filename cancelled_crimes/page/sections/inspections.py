"""What else the inspectorate said about a force: judgments, recording rates, and findings without a figure."""

from cancelled_crimes.page.context import Context, rows
from cancelled_crimes.page.html import render
from cancelled_crimes.words import recording


def inspections(context: Context) -> str:
    """A paragraph an inspection, oldest first, with the address of its report; then what is said without a figure."""
    visits = recording.inspections_of(context.tables.inspections, context.force)
    blocks = [
        {
            "row": visit,
            "fact": recording.fact_of(visit),
            "told": recording.inspection_paragraph(visit, context.settings),
        }
        for visit in visits
    ]
    said = [r for r in rows(context.raw.qualitative_findings) if r["force"] == context.force]
    caveat = recording.not_about_cancellations() if any(b["told"] for b in blocks) else ()
    return render("inspections", blocks=blocks, said=said, sources=context.sources, caveat=caveat)
