"""What may be said of a finding, and what may not, each with its reason."""

from cancelled_crimes.stats.verdicts import OUT, QUESTION
from cancelled_crimes.words.as_printed import share_as_printed
from cancelled_crimes.words.certainty import comparison, interval, may_be_all, no_sample, worked_out
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.numbers import numeral
from cancelled_crimes.words.prose import Number, Part, Prose, as_sentence, prose
from cancelled_crimes.words.sentences import sentence
from cancelled_crimes.words.topics import VICTIMS, the

Advice = tuple[Prose, Prose]


def may_say(f: Finding) -> list[Advice]:
    """What the evidence carries, ready to be used: pairs of a sentence and the reason why it may stand."""
    if not f.in_hand:
        return [_pair(sentence(f), "it says what is missing, and fills no gap")]
    if not f.has_counts:
        said = [_pair(sentence(f), "it says what is printed, and what is not")]
        return [
            *said,
            *_if(worked_out(f), "no source prints it so, and a reader should know where it comes from"),
            *_if(no_sample(f), "it shows how little is needed to print such a share", f.status == "share only"),
        ]
    carried = f"{'these' if f.tier == 'A' else 'so few'} {f.things} carry"
    beside = f"it sets the {f.settings.words.unit} beside the others without putting them in an order"
    where = "anywhere" if f.tier == "A" else "in a box, a table or a chart, where the counts stand beside it"
    return [
        _pair(sentence(f), "it names what was counted, out of how many, and when"),
        *_if(worked_out(f), "no source prints it so, and a reader should know where it comes from"),
        *_if(interval(f), f"{where}; it says how far {carried}"),
        *_if(may_be_all(f), "how many such records there were is not printed"),
        *_if(comparison(f) if f.verdict else (), beside),
    ]


def may_not_say(f: Finding) -> list[Advice]:
    """What the evidence does not carry: pairs of a claim, described, and the reason why it must not be made."""
    if not f.in_hand:
        return [_pair(f"zero, or that none were {f.topic.failure}", "a missing figure is not a count of none")]
    shared = [*_wrong_base(f), *_scaled_up(f), *_as_of_now(f)]
    if f.has_counts:
        return [*_bare_percentage(f), *_zero(f), *shared, *_compared(f)]
    if f.status == "share only":
        n = Number(numeral(f.smallest_sample or 0), f.fact)
        smallest = prose("{n} is only the smallest sample that fits {share}", n=n, share=share_as_printed(f))
        missing = smallest if f.smallest_sample else "the number reviewed is not printed"
        return [
            _pair(f"a count of {f.things}", missing),
            _pair("the share without saying that its sample is not printed", "it may rest on very few"),
            *shared,
        ]
    return [
        *_zero(f),
        _pair("a share", "a share needs the exact count and the number reviewed; one of them is not known"),
        *shared,
    ]


def _bare_percentage(f: Finding) -> list[Advice]:
    if f.tier == "A":
        return []
    reasons = "; ".join(f.tier_reasons) or f"too few {f.things}"
    return [_pair("a percentage in a headline, or without its counts", reasons)]


def _wrong_base(f: Finding) -> list[Advice]:
    if f.offence == VICTIMS:
        return [
            _pair(
                "anything about all victims",
                "only those were counted who should have been told that their record was cancelled",
            )
        ]
    reason = f"{f.settings.words.reviewers} looked at {f.settings.words.records} only, and the figure is about those"
    return [_pair("that this is about all crimes, cases or reports of the kind", reason)]


def _scaled_up(f: Finding) -> list[Advice]:
    return [
        _pair(
            f"a total for the whole {f.settings.words.unit}, or for other years",
            f"how {f.settings.words.reviewers} chose the {f.things} is not known here: the count cannot be scaled up",
        )
    ]


def _as_of_now(f: Finding) -> list[Advice]:
    if f.sample_year is None:
        return [_pair("a year for this finding", "no source names the inspection it comes from")]
    year = Number(str(f.sample_year), f.fact)
    return [
        _pair(
            "that it is so today", prose("it is the inspection of {year}; what changed since is not in it", year=year)
        )
    ]


def _zero(f: Finding) -> list[Advice]:
    if f.wrong != 0:
        return []
    what = "tells every victim" if f.offence == VICTIMS else "never gets it wrong"
    reason = (
        "the number reviewed is not printed"
        if not f.reviewed
        else "a count of none among those reviewed leaves room for some elsewhere"
    )
    return [_pair(f"that {the(f.force)} {what}", reason)]


def _compared(f: Finding) -> list[Advice]:
    units = f.settings.words.units
    much = "part" if f.tier == "A" else "much"
    rank = _pair(f"a place in an order of {units}", f"chance alone decides {much} of such an order")
    if f.verdict in (QUESTION, OUT):
        return [rank]
    why = comparison(f) or ("there is nothing in hand to set it beside",)
    return [_pair(f"that {the(f.force)} does better or worse than other {units}", why), rank]


def _pair(what: Part, why: Part) -> Advice:
    return as_sentence(what), as_sentence(why)


def _if(what: Prose, why: str, wanted: bool = True) -> list[Advice]:
    return [_pair(what, why)] if what and wanted else []
