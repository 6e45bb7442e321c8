"""What was said of cancelled records without a figure: praise, reproach, "some"; each with who said it and when."""

from collections.abc import Iterable

from cancelled_crimes.page.context import Context, Row
from cancelled_crimes.page.html import render
from cancelled_crimes.tables import records
from cancelled_crimes.words.topics import VICTIMS


def said(context: Context) -> str:
    """On a force's page what was said of it, on the national page of each force; "" where nothing was."""
    alike: dict[tuple[str, str, int], list[Row]] = {}
    for row in records(context.raw.qualitative_findings):
        if context.national or row["force"] == context.force:
            alike.setdefault((row["force"], row["finding"], row["inspection_year"]), []).append(row)
    told = [
        {
            "force": force,
            "finding": finding,
            "year": year,
            "about": [_about(o) for o in _once(r["offence"] for r in own) if o != "all"],
            "sources": [context.sources[s] for s in _once(r["source_id"] for r in own)],
        }
        for (force, finding, year), own in alike.items()
    ]
    return render("said", told=told, national=context.national, words=context.settings.words) if told else ""


def _about(offence: str) -> str:
    return "victims told" if offence == VICTIMS else offence


def _once(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))
