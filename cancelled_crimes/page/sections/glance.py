"""At a glance: the figures of a force in a table, counts and percentage beside each other."""

from cancelled_crimes.page.context import Context
from cancelled_crimes.page.html import render
from cancelled_crimes.words import recording
from cancelled_crimes.words.certainty import worked_out
from cancelled_crimes.words.glance import glance
from cancelled_crimes.words.groups import apart, group_finding
from cancelled_crimes.words.prose import joined
from cancelled_crimes.words.sentences import sentence


def at_a_glance(context: Context) -> str:
    """A row an offence, and one for the victims."""
    if not any(f.in_hand or f.status == "not available" for f in context.own):
        return _nothing(context)
    notes = [note for f in context.own if (note := worked_out(f))]
    return render("glance", rows=[(f, glance(f)) for f in context.own], notes=notes, settings=context.settings)


def _nothing(context: Context) -> str:
    """Where no figure was found: what is known all the same, the recording rate of the latest inspection."""
    visits = recording.inspections_of(context.tables.inspections, context.force)
    told = [
        text
        for visit in visits
        if (
            text := recording.recording_rate(visit, context.settings)
            or recording.judgment(visit, context.settings, context.disputes)
        )
    ]
    return render("glance_nothing", told=told[-1:], caveat=recording.not_about_cancellations(), context=context)


def group_totals(context: Context) -> str:
    """Totals that were printed for several forces, this one among them."""
    found = [group_finding(total, context.settings) for total in context.totals]
    told = [(f, joined([sentence(f), apart(f, context.force)])) for f in found]
    return render("totals", told=told) if told else ""
