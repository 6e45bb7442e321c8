"""When the samples were drawn, in brackets: the years that are known, and how many samples have none."""

from collections.abc import Sequence

from cancelled_crimes.words.numbers import numeral, years
from cancelled_crimes.words.prose import Number, Prose, prose


def inspected(of: Sequence[int | None], fact: str, what: str = "sample") -> Prose:
    """The years of inspections, one for each sample or other thing counted (None where no source states it).

    "(inspection of 2018)", "(inspections of 2017 to 2019; the year of one sample is not stated)".
    """
    known = {year for year in of if year}
    unknown = sum(not year for year in of)
    if not known:
        return ("(inspection years not stated)" if len(of) > 1 else "(inspection year not stated)",)
    told = prose(
        "({noun} of {years}{rest})",
        noun="inspection" if len(known) == 1 else "inspections",
        years=Number(years(known), fact),
        rest=_not_stated(unknown, fact, what),
    )
    return told


def _not_stated(unknown: int, fact: str, what: str) -> Prose:
    if not unknown:
        return ()
    template = "; the year of {n} is not stated" if unknown == 1 else "; the years of {n} are not stated"
    return prose(template, n=Number(f"{numeral(unknown)} {what}{'s' * (unknown > 1)}", fact))
