"""The one place where a printed figure becomes words: how many, with its bound, and on which side it counts.

What is told is the figure as it was read, never its raw text: "53pc" is 53%, and "86% correct" is 86% rightly
cancelled. Whatever is said here can be read again and leaves possible what the figure left possible, no more and no
less; and it is told on the side on which it was printed, so that no rounding is turned round.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain, combinations

from cancelled_crimes.clean.evidence import Evidence
from cancelled_crimes.clean.figures import CANCELLED, MEASURES, read_figure
from cancelled_crimes.clean.number_words import DENOMINATOR_WORD, spelled_out
from cancelled_crimes.clean.printed import Printed, Share
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.numbers import in_table, numeral
from cancelled_crimes.words.prose import SHARE_ONLY, Number
from cancelled_crimes.words.topics import VICTIMS, Topic

Numeral = Callable[[int], str]
_LISTED = 4  # so many counts that fit are named one by one; of more, the lowest and the highest


@dataclass(frozen=True)
class Figure:
    """A figure as it was read: what was printed, its direction, and what it leaves possible of the fault."""

    printed: Printed
    direction: str
    evidence: Evidence

    @property
    def is_turned(self) -> bool:
        """Whether it counts what was right."""
        return any(self.direction == opposite for _, opposite, _ in MEASURES.values())


@dataclass(frozen=True)
class Said:
    """How many ("more than 30%"), what is said of them ("rightly cancelled"), and whether the verb is singular."""

    amount: str
    predicate: str
    single: bool = False

    @property
    def verb(self) -> str:
        """The verb that agrees."""
        return "was" if self.single else "were"


def figures_of(f: Finding) -> list[Figure]:
    """What the sources printed for a finding, as it was read."""
    measure = VICTIMS if f.offence == VICTIMS else CANCELLED
    return [Figure(*read_figure(text, measure)) for text in f.printed]


def amount(printed: Printed, number: Numeral = numeral) -> str:
    """How many a figure names, in words: "more than 30%", "nearly a third", "fewer than five", "nine of 17 (53%)"."""
    share = share_in_words(printed.share, number) if printed.share else ""
    count = "zero" if printed.bound and printed.count == 0 else number(printed.count or 0)
    told = {
        "counts": f"{count} of {number(printed.reviewed or 0)}" + (f" ({share})" if share else ""),
        "share": share,
        "share of a sample": f"{share} of {number(printed.reviewed or 0)}",
        "count and share": f"{count} ({share})" if printed.count else count,
        "sample": f"{number(printed.reviewed or 0)} reviewed",
        "count": count,
    }.get(printed.form, printed.form)
    bound = printed.bound.replace("fewer", "less") if printed.count is None else printed.bound
    return f"{bound} {told}".strip()


def share_in_words(share: Share, number: Numeral = numeral) -> str:
    """A share as it was printed: "14.5%", "one in 20", "a third", "two-thirds"."""
    if share.style == "percent":
        return str(share)
    if share.style == "ratio":
        return f"{number(share.top)} in {number(share.bottom)}"
    word = DENOMINATOR_WORD[share.bottom]
    if share.top > 1:
        return f"{spelled_out(share.top)}-{word}s"
    return word if word == "half" else f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def in_words(figure: Figure, topic: Topic) -> str:
    """A figure with its side, as a piece of a sentence: "86% rightly cancelled", "22 reviewed"."""
    told = amount(figure.printed)
    return told if figure.printed.form in ("sample", "not available") else f"{told} {_predicate(figure, topic)}"


def said(f: Finding, number: Numeral = numeral) -> Said:
    """What may be said of a finding whose count is not exactly known, or whose sample is not."""
    if f.status == "share only":
        figure = _narrowest(f)
        share = figure.printed.share
        single = share is not None and share.style == "ratio" and share.top == 1
        return Said(amount(figure.printed, number), _predicate(figure, f.topic), single)
    if bounded := _bounded(f):
        single = bounded.printed.count == 1 and bounded.printed.bound in ("at least", "at most")
        return Said(amount(bounded.printed, number), f.topic.failure, single)
    if f.wrong is not None:
        return Said(number(f.wrong), f.topic.failure, f.wrong == 1)
    low, high = f.wrong_low or 0, f.wrong_high
    of = f" of {number(f.reviewed)}" if f.reviewed else ""
    last = low if high in (None, f.reviewed) else high if low == 0 else 0
    return Said(_range(low, high, f.reviewed, number) + of, f.topic.failure, last == 1)


def share_as_printed(f: Finding, number: Numeral = numeral) -> Number:
    """A share without its sample, as it may stand alone: "43%", or with the side it counts, "86% rightly cancelled"."""
    told = said(f, number)
    text = told.amount if told.predicate == f.topic.failure else f"{told.amount} {told.predicate}"
    return Number(text, f.fact, SHARE_ONLY)


def as_point(f: Finding) -> float | None:
    """The share (0-1, of the fault) at which one without a sample is drawn; None where only a limit is printed."""
    figure = _narrowest(f)
    low, high = figure.evidence.share_low, figure.evidence.share_high
    one_sided = figure.printed.bound not in ("", "about", "nearly")
    return None if one_sided else float((low + high) / 2)


def told_by(f: Finding) -> list[Figure]:
    """The fewest of the printed figures from which the numbers of a finding follow; all, where no few do."""
    figures = figures_of(f)
    few = chain.from_iterable(combinations(figures, n) for n in (1, 2))
    return list(next((found for found in few if _gives(found, f)), figures))


def is_as_printed(f: Finding) -> bool:
    """Whether the counts of a finding are told in the words of one printed figure."""
    return _bounded(f) is not None


def _gives(figures: Iterable[Figure], f: Finding) -> bool:
    """Whether figures alone lead to the counts of a finding."""
    merged: Evidence | None = Evidence()
    for figure in figures:
        merged = merged.merged(figure.evidence) if merged else None
    outcome = merged.outcome() if merged else None
    return outcome is not None and (outcome.wrong_low, outcome.wrong_high, outcome.reviewed) == _counts(f)


def _counts(f: Finding) -> tuple[int | None, int | None, int | None]:
    """The lowest and the highest count and the sample of a finding."""
    known = f.wrong is not None
    return (f.wrong, f.wrong, f.reviewed) if known else (f.wrong_low, f.wrong_high, f.reviewed)


def _narrowest(f: Finding) -> Figure:
    """The printed figure that says most about a share; of equal ones, that on the side of the fault."""
    return min(figures_of(f), key=lambda g: (g.evidence.share_high - g.evidence.share_low, g.is_turned))


def _bounded(f: Finding) -> Figure | None:
    """The printed bound of a count that says all that is known: "fewer than five", "at least five of 20"."""
    fitting = (g for g in figures_of(f) if g.printed.bound and g.printed.count and not g.is_turned)
    return next((g for g in fitting if _gives([g], f)), None)


def _predicate(figure: Figure, topic: Topic) -> str:
    return topic.right if figure.is_turned else topic.failure


def _range(low: int, high: int | None, reviewed: int | None, number: Numeral) -> str:
    """The counts that remain possible: "at least five", "10, 11 or 12", "at most four", "between five and 12"."""
    if high is None or high == reviewed:
        return f"at least {number(low)}"
    if low == 0:
        return f"at most {number(high)}"
    if number is in_table:
        return f"{number(low)} to {number(high)}"
    if high - low < _LISTED:
        *first, last = map(number, range(low, high + 1))
        return f"{', '.join(first)} or {last}"
    return f"between {number(low)} and {number(high)}"
