"""What may be said and what may not, each with its reason."""

from collections import Counter
from typing import Any

from cancelled_crimes.page.context import Context
from cancelled_crimes.page.html import marked, render
from cancelled_crimes.page.sections.replies import answers
from cancelled_crimes.words import advice, pooled
from cancelled_crimes.words.advice import Advice
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.prose import as_sentence, plain
from cancelled_crimes.words.standfirst import page_finding
from cancelled_crimes.words.topics import offence_in_words


def may_say(context: Context) -> str:
    """A block a finding; what goes for several of them stands once, at the end."""
    blocks, shared = _national(context) if context.national else _local(context)
    return render("advice", blocks=blocks, shared=shared)


def _local(context: Context) -> tuple[list[dict[str, Any]], list[Advice]]:
    """In hand first; of what is missing, what may be said of each and what may not of all."""
    known = [f for f in context.own if f.in_hand]
    gaps = [f for f in context.own if not f.in_hand]
    refused = {f.offence: [_marked(a, f) for a in advice.may_not_say(f)] for f in known}
    counted = Counter(plain(what) + plain(why) for pairs in refused.values() for what, why in pairs)

    def common(pair: Advice) -> bool:
        return counted[plain(pair[0]) + plain(pair[1])] > 1

    blocks = [
        {
            "title": offence_in_words(f.offence),
            "may": [*(_marked(a, f) for a in advice.may_say(f)), *_replies(context, f)],
            "may_not": [a for a in refused[f.offence] if not common(a)],
        }
        for f in known
    ]
    every = {plain(a[0]) + plain(a[1]): a for pairs in refused.values() for a in pairs if common(a)}
    if len(gaps) == len(context.own) and all(f.status == "not found" for f in gaps):
        whole = page_finding(context.tables, context.force, context.settings).standfirst
        said = [(whole, as_sentence("it says what is missing, and fills no gap"))]
        blocks.append({"title": "What is missing", "may": said, "may_not": advice.may_not_say(gaps[0])})
    elif gaps:
        said = [_marked(a, f) for f in gaps for a in advice.may_say(f)]
        said = [(what, ()) for what, _ in said[:-1]] + said[-1:]
        blocks.append({"title": "What is missing", "may": said, "may_not": advice.may_not_say(gaps[0])})
    return blocks, list(every.values())


def _replies(context: Context, f: Finding) -> list[Advice]:
    """What the force says in reply belongs beside the count."""
    return [(told, as_sentence("it says what the reply says, and no more")) for told, _ in answers(context, [f])]


def _marked(pair: Advice, f: Finding) -> Advice:
    """Numerals in a reason (thresholds, widths) belong to the finding whose reason it is."""
    return pair[0], marked(pair[1], f.fact)


def _national(context: Context) -> tuple[list[dict[str, Any]], list[Advice]]:
    words, place = context.settings.words, context.settings.story.place
    blocks = [
        {
            "title": offence_in_words(p.offence),
            "may": [
                (pooled.pooled_sentence(p), as_sentence(f"it names what was counted, and in how many {words.units}"))
            ],
            "may_not": [] if p.row["leads"] else [(as_sentence("a percentage in a headline"), pooled.lead(p))],
        }
        for p in context.pools
    ]
    shared = [
        (
            f"A figure for {place}",
            f"the {words.units} in hand are those of which something was found, not a cross-section",
        ),
        (f"A table of {words.units} by their share", "with samples this small, chance alone decides much of the order"),
        ("A share of crimes, cases or reports", f"{words.reviewers} looked at {words.records} only"),
        (f"Zero for {words.units} that are not in hand", "a missing figure is not a count of none"),
    ]
    return blocks, [(as_sentence(what), as_sentence(why)) for what, why in shared]
