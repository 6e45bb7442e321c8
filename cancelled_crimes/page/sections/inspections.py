"""What else the inspectorate said about a force: judgments, recording rates, and findings without a figure."""

from collections.abc import Iterable

from cancelled_crimes.page.context import Context, Row
from cancelled_crimes.page.html import render
from cancelled_crimes.tables import records
from cancelled_crimes.words import recording


def inspections(context: Context) -> str:
    """A paragraph an inspection, oldest first, with the address of its report; then what is said without a figure."""
    visits = recording.inspections_of(context.tables.inspections, context.force)
    blocks = [
        {
            "row": visit,
            "fact": recording.fact_of(visit),
            "told": recording.inspection_paragraph(visit, context.settings, context.disputes),
        }
        for visit in visits
    ]
    said: dict[tuple[str, int], list[Row]] = {}
    for row in records(context.raw.qualitative_findings):
        if row["force"] == context.force:
            said.setdefault((row["finding"], row["inspection_year"]), []).append(row)
    told = [(*key, _once(r["offence"] for r in own), _publishers(context, own)) for key, own in said.items()]
    caveat = recording.not_about_cancellations() if any(b["told"] for b in blocks) else ()
    return render("inspections", blocks=blocks, said=told, context=context, caveat=caveat)


def _publishers(context: Context, own: list[Row]) -> list[str]:
    return _once(context.sources[r["source_id"]]["name"] for r in own)


def _once(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))
