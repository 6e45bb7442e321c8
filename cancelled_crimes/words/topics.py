"""What is counted, in words: cancelled records of an offence, or victims who were due to be told.

The names of units, records and failures come from the settings, so that a fork changes them in one place.
"""

from dataclasses import dataclass

from cancelled_crimes.settings import Words
from cancelled_crimes.words.numbers import counts
from cancelled_crimes.words.prose import Number, Prose, prose

VICTIMS = "victims informed"
_BODIES = ("Police", "Constabulary", "Service")


@dataclass(frozen=True)
class Topic:
    """The words for one thing counted; `right` is said of those at no fault.

    `success` is set where "none" of a failure reads better as "all" of it.
    """

    one: str
    many: str
    clause: str
    short_clause: str
    failure: str
    right: str
    success: str = ""

    def noun(self, number: int) -> str:
        """The noun that agrees with a number."""
        return self.one if number == 1 else self.many


_VICTIMS = Topic(
    one="victim",
    many="victims",
    clause="who should have been told of a cancellation",
    short_clause="who should have been told of a cancellation",
    failure="not told",
    right="told",
    success="told",
)


def topic(offence: str, words: Words) -> Topic:
    """The words for an offence, or for the victims (offence "victims informed")."""
    if offence == VICTIMS:
        return _VICTIMS
    singular = words.singular.get(offence, offence)
    return Topic(
        one=_with_offence(words.record, singular),
        many=_with_offence(words.records, singular),
        clause=f"that {words.reviewers} reviewed",
        short_clause="reviewed",
        failure=words.failure,
        right=_opposite(words.failure),
    )


def _opposite(failure: str) -> str:
    """What is said of the others: "wrongly cancelled" -> "rightly cancelled", "lost" -> "not lost"."""
    return f"rightly {failure.removeprefix('wrongly ')}" if failure.startswith("wrongly ") else f"not {failure}"


def _with_offence(record: str, singular: str) -> str:
    """ "cancelled records" and "sexual offence" -> "cancelled sexual offence records"; "" -> unchanged."""
    *before, noun = record.split()
    return " ".join([*before, *([singular] if singular else []), noun])


def result(of: Topic, wrong: int, reviewed: int, fact: str, *, short: bool = False, share: str = "") -> Prose:
    """The finding as a clause, with agreement: "five of 20 cancelled robbery records that ... were wrongly ...".

    `share` is the percentage that leads, where one may; the counts then stand beside it.
    """
    if share:
        counted = Number(counts(wrong, reviewed), fact)
        return _led_by_share(of, Number(share, fact), counted, short)
    flipped = bool(of.success) and wrong in (0, reviewed)
    told, predicate = (reviewed - wrong, of.success) if flipped else (wrong, of.failure)
    if reviewed == 1 and told == 0:
        predicate = of.failure if flipped else f"not {predicate}"
    single = reviewed == 1 or told == 1 or (reviewed == 2 and told == 0)
    return prose(
        "{counts} {noun} {clause} {verb} {predicate}",
        counts=Number(counts(told, reviewed), fact),
        noun=of.noun(reviewed),
        clause=of.short_clause if short else of.clause,
        verb="was" if single else "were",
        predicate=predicate,
    )


def _led_by_share(of: Topic, share: Number, counted: Number, short: bool) -> Prose:
    """ "25% (75 of 300) of the ... were ..." in a headline; a sentence names the records first."""
    headline = "{share} ({counts}) of the {many} {clause} were {failure}"
    return prose(
        headline if short else "of the {many} {clause}, {share} ({counts}) were {failure}",
        share=share,
        counts=counted,
        many=of.many,
        clause=of.short_clause if short else of.clause,
        failure=of.failure,
    )


def within(force: str) -> str:
    """Where something was found: "in Greater Manchester", "at the Metropolitan Police"."""
    return f"at the {force}" if force.endswith(_BODIES) else f"in {force}"


def the(force: str) -> str:
    """The force as the subject of a sentence: "Essex", "the Metropolitan Police"."""
    return f"the {force}" if force.endswith(_BODIES) else force


def offence_in_words(offence: str) -> str:
    """An offence, or the victims, as the heading of a row: "Rape", "Victims told of a cancellation"."""
    return "Victims told of a cancellation" if offence == VICTIMS else offence[:1].upper() + offence[1:]
