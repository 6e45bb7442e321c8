"""How many comparisons were made of the samples of an offence, and which samples they tell apart, in words."""

from cancelled_crimes.stats.verdicts import FEWEST_OTHERS, OUT, QUESTION
from cancelled_crimes.words.numbers import numeral, probability
from cancelled_crimes.words.pooled import Pool
from cancelled_crimes.words.prose import BOUND, Number, Prose, as_sentence, listed, prose


def comparisons(p: Pool) -> Prose:
    """How many comparisons were made, each sample beside the others, and which samples they tell apart."""
    fact, units = p.key("comparisons"), p.settings.words.units
    if not p.compared:
        template = "no sample is compared with the others: that takes counts of at least {least} {units}"
        least = Number(numeral(FEWEST_OTHERS + 1), fact, BOUND)
        return as_sentence(prose(template, least=least, units=units))
    template = "allowing for how much {units} differ, each of the {many} samples was compared with the others"
    first = prose(template, units=units, many=Number(numeral(len(p.compared)), fact))
    told = [
        _apart(p, QUESTION, "{names} {is_} worth a question, and no more"),
        _apart(p, OUT, "{names} {stands} out"),
    ]
    found = listed([one for one in told if one]) or ("none of them can be told apart",)
    return as_sentence(prose("{first}: {found}", first=first, found=found))


def _apart(p: Pool, verdict: str, template: str) -> Prose:
    """The forces with a verdict, each with its count and the result adjusted for all comparisons; () without one."""
    mine = [f for f in p.compared if f.verdict == verdict]
    if not mine:
        return ()
    names = [
        prose(
            "{force} ({counts}; p = {p}, or {adjusted} adjusted for so many comparisons)",
            force=f.force,
            counts=Number(f"{numeral(f.wrong or 0)} of {numeral(f.reviewed or 0)}", f.fact),
            p=Number(probability(f.comparison_p or 0), p.key("comparisons"), BOUND),
            adjusted=Number(probability(f.comparison_p_adjusted or 0), p.key("comparisons"), BOUND),
        )
        for f in mine
    ]
    one = len(mine) == 1
    return prose(template, names=listed(names), is_="is" if one else "are", stands="stands" if one else "stand")
