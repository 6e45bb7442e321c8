"""A finding in words, at three lengths: headline, sentence, paragraph; and as alt text.

In tier A the percentage leads, beside its counts. In tier B percentages and intervals stand only in the paragraph and
the alt text, beside their counts; in tier C nowhere.
"""

from cancelled_crimes.words.as_printed import figures_of, in_words, said
from cancelled_crimes.words.certainty import certainty
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.numbers import between, counted, decimals, numeral, rounded, was
from cancelled_crimes.words.prose import (
    CLAIM,
    SHARE_ONLY,
    Number,
    Prose,
    as_sentence,
    joined,
    listed,
    plain,
    prose,
)
from cancelled_crimes.words.topics import VICTIMS, result


def headline(f: Finding) -> Prose:
    """The finding as a headline or chart title, without a full stop: force, counts, year of the inspection."""
    return prose("{force}: {what}", force=f.force, what=joined([clause(f, short=True), year(f)]))


def sentence(f: Finding, place: bool = True) -> Prose:
    """The finding as one sentence: where (unless the place is clear), what, and the year of the inspection."""
    what = joined([clause(f), year(f)])
    return as_sentence(prose("{where}, {what}", where=f.where, what=what) if place else what)


def paragraph(f: Finding) -> Prose:
    """The finding as a paragraph: the sentence, and how sure one can be of it."""
    return joined([sentence(f), certainty(f), missing(f)])


def alt_text(f: Finding) -> str:
    """The finding as alt text of a chart: the sentence, its percentage beside it, and the interval if there is one."""
    text = plain(sentence(f))
    if not (f.has_counts and f.tier in ("A", "B")) or f.wrong is None or not f.reviewed:
        return text
    share = f"The mark stands at {rounded(f.wrong, f.reviewed)}, the share that {numeral(f.wrong)} of {f.reviewed} is"
    if f.low is None or f.high is None:
        return f"{text} {share}."
    bounds = between(f.low, f.high, decimals(f.reviewed))
    line = f"the line shows the {f.settings.statistics.confidence:.0%} interval, {bounds}"
    return f"{text} {share}; {line}."


def year(f: Finding) -> Prose:
    """The year of the inspection in brackets: "(inspection of 2018)"; says so when no source names it."""
    if f.status == "not found":
        return ()
    if f.inspection_year is None and f.carried_from_year is None:
        return ("(inspection years not stated)" if f.members else "(inspection year not stated)",)
    if f.carried_from_year:
        year_of_sample = Number(str(f.carried_from_year), f.fact)
        return prose("(inspection of {year}, carried over by a later report)", year=year_of_sample)
    return prose("(inspection of {year})", year=Number(str(f.inspection_year), f.fact))


def clause(f: Finding, short: bool = False) -> Prose:
    """What was found, as a clause without place and year; `short` for headlines."""
    tell = {
        "counts": _counted,
        "recovered": _counted,
        "candidates": _candidates,
        "share only": _share_only,
        "count only": _count_only,
        "sample only": _sample_only,
        "some": _candidates,
        "not available": _not_available,
    }.get(f.status, _not_found)
    return tell(f, short)


def _things(f: Finding, short: bool) -> str:
    return f"{f.topic.many} {f.topic.short_clause if short else f.topic.clause}"


def _counted(f: Finding, short: bool) -> Prose:
    if f.wrong is None or f.reviewed is None:
        return _not_found(f, short)
    return result(f.topic, f.wrong, f.reviewed, f.fact, short=short, share=f.share)


def _candidates(f: Finding, short: bool) -> Prose:
    """Several counts fit what was printed, or only a limit was ("some" is at least one): all that fits is told."""
    if f.disputed:
        return _disputed(f, short)
    told = said(f)
    return prose(
        "{counts} {of}{things} {verb} {failure}{but}",
        counts=Number(told.amount, f.fact),
        of="" if f.reviewed else "of the ",
        things=_things(f, short),
        verb=told.verb,
        failure=told.predicate,
        but=_left_open(f, short),
    )


def _left_open(f: Finding, short: bool) -> str:
    """What is not known beside a count: the sample, and of a lowest count the count itself."""
    if f.reviewed:
        return ""
    if f.status != "some":
        return _of_how_many(f, short)
    return "; how many is not known" if short else "; how many, and of how many, is not known"


def _disputed(f: Finding, short: bool) -> Prose:
    """Sources that cannot all be right: each is told, and none is chosen."""
    if short:
        return (f"sources contradict each other on {f.topic.many}",)
    told = [Number(in_words(figure, f.topic), f.fact, CLAIM) for figure in figures_of(f)]
    things = _things(f, short)
    return prose("for {things}, sources print what cannot all be true: {told}", things=things, told=listed(told))


def _share_only(f: Finding, short: bool) -> Prose:
    """The printed share; a headline says only that one is printed, because a share without a sample must not lead."""
    things = _things(f, short)
    if short and f.some_wrong:
        return (f"some of the {things} were {f.topic.failure}; only a share is printed, no sample",)
    if short:
        return (f"of the {things}, only a share is printed, no sample",)
    told = said(f)
    return prose(
        "of the {things}, {share} {verb} {predicate}{but}",
        share=Number(told.amount, f.fact, SHARE_ONLY),
        things=things,
        verb=told.verb,
        predicate=told.predicate,
        but=_of_how_many(f, short),
    )


def _of_how_many(f: Finding, short: bool) -> str:
    """That the size of the sample is not printed."""
    if short:
        return "; no sample is printed"
    return "; how many there were is not printed" if f.offence == VICTIMS else "; how many they reviewed is not printed"


def _count_only(f: Finding, short: bool) -> Prose:
    wrong = f.wrong or 0
    flipped = wrong == 0 and bool(f.topic.success)
    return prose(
        "{many} of the {things} {verb} {predicate}{but}",
        many=Number("all" if flipped else numeral(wrong), f.fact),
        things=_things(f, short),
        verb=was(wrong),
        predicate=f.topic.success if flipped else f.topic.failure,
        but=_of_how_many(f, short),
    )


def _sample_only(f: Finding, short: bool) -> Prose:
    n = f.reviewed or 0
    if f.offence == VICTIMS:
        return prose(
            "{n} should have been told of a cancellation; how many were told is not known",
            n=Number(counted(n, f.topic.one, f.topic.many), f.fact),
        )
    return prose(
        "{reviewers} reviewed {n} {noun}; how many were {failure} is not known",
        reviewers=f.settings.words.reviewers,
        n=Number(numeral(n), f.fact),
        noun=f.topic.noun(n),
        failure=f.topic.failure,
    )


def _not_available(f: Finding, short: bool) -> Prose:
    if f.offence == VICTIMS:
        return ("figures on victims told of a cancellation were not available, a source says",)
    return (f"figures on {f.topic.many} were not available, a source says",)


def _not_found(f: Finding, short: bool) -> Prose:
    if f.offence == VICTIMS:
        return ("no figure on victims told of a cancellation was found",)
    return (f"no figure on {f.topic.many} was found",)


def missing(f: Finding) -> Prose:
    """What a missing figure means: a gap, never a zero; () when a figure is in hand."""
    return () if f.in_hand else ("That is a gap, not a count of none.",)
