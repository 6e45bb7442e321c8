"""How sure one can be of a finding, in words: its share and interval, how a count was worked out, what a sample is."""

from cancelled_crimes.slugs import slug
from cancelled_crimes.stats.verdicts import FEWEST_OTHERS, OUT, QUESTION, SAME
from cancelled_crimes.words.as_printed import Figure, amount, in_words, is_as_printed, share_in_words, told_by
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.numbers import between, counts, decimals, numeral, probability, rounded
from cancelled_crimes.words.prose import BOUND, CLAIM, Number, Prose, as_sentence, joined, listed, prose
from cancelled_crimes.words.topics import VICTIMS, the

WHOLE_GROUP_BELOW = 20  # inspectors looked at about 20 records an offence; a smaller sample may be all there were


def certainty(f: Finding) -> Prose:
    """All that must be known beside the finding, as one paragraph; () when nothing is in hand."""
    return joined([worked_out(f), interval(f), may_be_all(f), no_sample(f), comparison(f)])


def worked_out(f: Finding) -> Prose:
    """How a count or a sample that no source prints came about: from which printed figures, and from which word."""
    return joined([_worked_out(f), reading(f)])


def _worked_out(f: Finding) -> Prose:
    if f.disputed or f.reviewed is None or is_as_printed(f):
        return ()
    told = told_by(f)
    printed = listed([Number(text, f.fact, CLAIM) for text in _pieces(f, told)])
    if f.status in ("candidates", "some"):
        first = "each of these counts fits" if f.status == "candidates" else "that follows from"
        return as_sentence(prose("{first} what is printed, {printed}", first=first, printed=printed))
    if f.status != "recovered" or f.wrong is None:
        return ()
    if not any(figure.printed.reviewed for figure in told):
        what = prose("the sample of {sample} was", sample=Number(numeral(f.reviewed), f.fact))
    elif not any(figure.printed.count is not None for figure in told):
        what = prose("the count of {count} was", count=Number(numeral(f.wrong), f.fact))
    else:
        what = prose("these numbers were")
    return as_sentence(prose("{what} worked out from {printed}, as printed", what=what, printed=printed))


def _pieces(f: Finding, told: list[Figure]) -> list[str]:
    """The printed figures in words; of a count beside its share, the share and the count: "25%", "five"."""
    pieces = []
    for figure in told:
        printed = figure.printed
        if printed.form == "count and share" and printed.share and not figure.is_turned:
            pieces += [share_in_words(printed.share), numeral(printed.count or 0)]
        else:
            pieces.append(in_words(figure, f.topic) if figure.is_turned else amount(printed))
    return pieces


def reading(f: Finding) -> Prose:
    """That every source used another word than the one told here, as a sentence."""
    return as_sentence(source_word(f)) if source_word(f) else ()


def source_word(f: Finding) -> Prose:
    """That every source used another word than the one told here; () where one has it, or where nothing is told."""
    if not f.source_word or not f.in_hand or f.status == "sample only":
        return ()
    template = "the source printed “{word}”; it is read here as {failure}"
    return prose(template, word=f.source_word, failure=f.topic.failure)


def interval(f: Finding) -> Prose:
    """The share beside its counts, and the interval; () in tier C, which tells counts only."""
    if not f.has_counts or f.tier not in ("A", "B") or f.low is None or f.high is None:
        return ()
    wrong, reviewed = f.wrong or 0, f.reviewed or 0
    bounds = Number(between(f.low, f.high, decimals(f.reviewed or 0)), f.fact, BOUND)
    level = Number(f"{f.settings.statistics.confidence:.0%}", "settings/confidence", BOUND)
    if f.offence == VICTIMS:
        rest = f"all victims whom {the(f.force)} should have told in the period"
    else:
        rest = f"all {f.topic.many} of {the(f.force)} in the period"
    if wrong in (0, reviewed):
        template = (
            "with {counts} {failure}, a share of {bounds} would still fit {rest}, if those {seen} had been picked at "
            "random from them ({level} interval)"
        )
    else:
        template = "as a share, {counts} is {share}; if those {seen} had been picked at random from {rest}, "
        template += "the share among them could be {bounds} ({level} interval)"
    return as_sentence(
        prose(
            template,
            counts=Number(_of(wrong, reviewed), f.fact),
            failure=f.topic.failure,
            share=Number(rounded(wrong, reviewed), f.fact),
            seen=Number(numeral(reviewed), f.fact),
            rest=rest,
            bounds=bounds,
            level=level,
        )
    )


def _of(wrong: int, reviewed: int) -> str:
    """The counts in the plain form "20 of 20", for sentences about the count itself."""
    return f"{numeral(wrong)} of {numeral(reviewed)}" if reviewed > 1 else counts(wrong, reviewed)


def may_be_all(f: Finding) -> Prose:
    """What a sample under 20 may be: all the records there were."""
    if not f.has_counts or f.offence == VICTIMS or (f.reviewed or 0) >= WHOLE_GROUP_BELOW:
        return ()
    sample = Number(numeral(f.reviewed or 0), f.fact)
    if f.reviewed == 1:
        return as_sentence(prose("a sample of {sample} may be all there was", sample=sample))
    return as_sentence(
        prose(
            "a sample under {usual} may be all there were: these {sample} may be all such {things} of the period",
            usual=Number(str(WHOLE_GROUP_BELOW), f.fact),
            sample=sample,
            things=f.things,
        )
    )


def no_sample(f: Finding) -> Prose:
    """What is missing where a share or a count was printed without its sample, or a sample without its count."""
    if f.disputed or f.reviewed is not None or not f.in_hand:
        return ()
    if f.smallest_sample:
        return as_sentence(
            prose(
                "no interval can be given without the number of {what}; the smallest that fits is {n}",
                what=f.things,
                n=Number(numeral(f.smallest_sample), f.fact),
            )
        )
    return as_sentence("without the number reviewed, no share and no interval can be given")


def comparison(f: Finding) -> Prose:
    """The verdict beside the other forces in hand: of how many, and what so many comparisons make of it.

    () where nothing else is in hand. Where too few others are, that there is no verdict.
    """
    if not f.has_counts or not f.others_reviewed:
        return ()
    units = f.settings.words.units
    if not f.verdict:
        template = "{force} is not compared with the others: that takes counts of at least {least} other {units}"
        least = Number(numeral(FEWEST_OTHERS), comparison_fact(f), BOUND)
        return as_sentence(prose(template, force=the(f.force), least=least, units=units))
    others = prose(
        "the other {n} {units} with counts ({counts} there)",
        n=Number(numeral(f.others), f.fact),
        units=units,
        counts=Number(_of(f.others_wrong, f.others_reviewed), f.fact),
    )
    template = {
        SAME: "{force} cannot be told apart from {others}",
        QUESTION: "{force} lies farther from {others} than is usual (p = {p}): worth a question, and no more",
        OUT: "{force} stands out from {others} (p = {p}); why is not known here",
    }[f.verdict]
    p = Number(probability(f.comparison_p or 0), comparison_fact(f), BOUND)
    return joined([as_sentence(prose(template, force=the(f.force), others=others, p=p)), _adjusted(f)])


def _adjusted(f: Finding) -> Prose:
    """How many comparisons were made, and the result adjusted for that; () where nothing can be told apart."""
    if f.verdict == SAME:
        return ()
    p = f.comparison_p_adjusted or 0
    still = p <= 1 - f.settings.statistics.question_level
    return as_sentence(
        prose(
            "that is one of {many} such comparisons; adjusted for so many, p = {p}, {what}",
            many=Number(numeral(f.comparisons), comparison_fact(f), BOUND),
            p=Number(probability(p), comparison_fact(f), BOUND),
            what="which is still unusual" if still else "which is no longer unusual",
        )
    )


def comparison_fact(f: Finding) -> str:
    """The key of the comparison in the fact-check sheet."""
    return f"comparison/{slug(f.force)}/{slug(f.offence)}"


def tier(f: Finding) -> Prose:
    """What may be printed of the finding, with every reason of its tier."""
    reasons = "; ".join(f.tier_reasons)
    if f.tier == "A":
        return as_sentence(
            "a percentage may lead, with its counts and interval: it meets the US standard for percentages"
        )
    if f.tier == "C":
        return as_sentence(f"by our own rule, counts only, where there are any: {reasons}")
    rule = "so, by our own rule, counts lead; the percentage and the interval stand only beside the counts"
    return joined([as_sentence(f"short of the US standard for percentages ({reasons})"), as_sentence(rule)])
