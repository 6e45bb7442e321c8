"""The national page: what the forces in hand show together, counts first, and what chance alone would do."""

from cancelled_crimes.page.context import Context
from cancelled_crimes.page.html import render
from cancelled_crimes.words import pooled as words
from cancelled_crimes.words.compared import comparisons
from cancelled_crimes.words.topics import offence_in_words


def pooled(context: Context) -> str:
    """An offence a block: the counts, how sure, the assumption on what is printed without a sample, chance alone."""
    blocks = [
        {
            "offence": offence_in_words(p.offence),
            "lead": words.pooled_sentence(p),
            "rest": [part for part in (words.pooled_interval(p), words.without_sample(p), words.lead(p)) if part],
            "chance": [words.chance(p), comparisons(p)],
        }
        for p in context.pools
    ]
    return render("pooled", blocks=blocks) if blocks else ""
