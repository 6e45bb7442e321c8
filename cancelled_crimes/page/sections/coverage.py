"""The national page: for how many forces anything is in hand, and where each force's own page is."""

from cancelled_crimes.page.context import Context
from cancelled_crimes.page.html import render
from cancelled_crimes.slugs import slug
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.prose import Number
from cancelled_crimes.words.topics import VICTIMS, offence_in_words


def coverage(context: Context) -> str:
    """What is known of how many forces, an offence a row."""
    found = list(context.everything.values())
    kinds = {
        "counts": ("counts", "recovered"),
        "partly": ("candidates", "share only", "count only", "sample only", "some"),
        "not available": ("not available",),
        "not found": ("not found",),
    }
    table = []
    for offence in (*context.settings.offences, VICTIMS):
        fact = f"coverage/{slug(offence)}"
        mine = [f.status for f in found if f.offence == offence]
        cells = [Number(str(sum(s in statuses for s in mine)), fact) for statuses in kinds.values()]
        table.append((offence_in_words(offence), cells))
    return render("coverage", table=table, settings=context.settings)


def editions(context: Context) -> str:
    """All editions in the order of the settings, each with what it has, and a box to search them."""
    made = context.settings.local_editions
    listed = []
    for force in made:
        own = [f for (name, _), f in context.everything.items() if name == force and f.in_hand]
        listed.append((force, f"{slug(force)}.html", _has(own)))
    return render("editions", listed=listed, words=context.settings.words)


def _has(own: list[Finding]) -> str:
    """What an edition has, in a word or two."""
    if any(f.has_counts for f in own):
        return "counts"
    return "partly" if own else "inspections only"
