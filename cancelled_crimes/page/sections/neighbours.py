"""What is in hand for the forces beside this one: in their order by name, never by rate."""

from typing import Any

from cancelled_crimes.page.context import Context
from cancelled_crimes.page.html import render
from cancelled_crimes.slugs import slug
from cancelled_crimes.stats.comparison import Difference, difference
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.glance import glance
from cancelled_crimes.words.survival import two_forces
from cancelled_crimes.words.topics import offence_in_words


def neighbours(context: Context) -> str:
    """A line a neighbour with what is in hand for it, and each pair of counts compared; "" without neighbours."""
    peers = sorted(context.settings.peers.get(context.force, []))
    lines = [_line(context, peer) for peer in peers]
    pairs = [
        (offence_in_words(f.offence), two_forces(f, other, _difference(f, other)))
        for f in context.found
        for peer in peers
        if f.has_counts and (other := context.everything[peer, f.offence]).has_counts
    ]
    return render("neighbours", lines=lines, pairs=pairs, words=context.settings.words) if peers else ""


def _line(context: Context, peer: str) -> dict[str, Any]:
    found = [context.everything[peer, offence] for offence in context.settings.offences]
    page = f"{slug(peer)}.html" if peer in context.settings.local_editions else ""
    return {"name": peer, "page": page, "found": [(f.fact, glance(f)) for f in found if f.in_hand]}


def _difference(a: Finding, b: Finding) -> Difference:
    one, other = ((f.wrong or 0, f.reviewed or 0) for f in (a, b))
    return difference(one, other, a.settings.statistics.confidence)
