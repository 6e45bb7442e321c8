"""Numbers as a newspaper prints them: AP numerals, percentages without decimals, agreement.

Counts from one to nine are words, others numerals, percentages always numerals (AP style). Shares are 0-1.
"""

import math
from collections.abc import Iterable

from num2words import num2words

_SMALL = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TINY = 1e-9  # so that a half that floating point holds a hair too low still rounds up


def spelled(number: int) -> str:
    """A number in words: 12 -> "twelve", 140 -> "one hundred and forty"."""
    return str(num2words(int(number)))


def numeral(number: int) -> str:
    """A count inside a sentence: 5 -> "five", 20 -> "20", 13700 -> "13,700", 0 -> "none"."""
    return _SMALL[number] if number < len(_SMALL) else f"{int(number):,}"


def in_table(number: int) -> str:
    """A count in a table, always a numeral: 5 -> "5", 13700 -> "13,700"."""
    return f"{number:,}"


def percent(share: float) -> str:
    """A share as a whole percentage, half rounded up; never "0%" or "100%" for what is neither.

    >>> percent(0.125), percent(0.002), percent(0)
    ('13%', 'less than 1%', '0%')
    """
    whole = math.floor(share * 100 + 0.5 + _TINY)
    if whole == 0 and share > _TINY:
        return "less than 1%"
    if whole == 100 and share < 1 - _TINY:
        return "more than 99%"
    return f"{whole}%"


def rounded(wrong: int, reviewed: int) -> str:
    """The share of a count with "about" where it was rounded: 5, 20 -> "25%"; 3, 19 -> "about 16%"."""
    text = percent(wrong / reviewed)
    exact = 100 * wrong % reviewed == 0
    return text if exact or " " in text else f"about {text}"


def between(low: float, high: float) -> str:
    """An interval in words: "between 11% and 47%", "up to 16%" from zero, "84% or more" to one."""
    floor, ceiling = percent(low), percent(high)
    nothing, everything = floor in ("0%", "less than 1%"), ceiling in ("100%", "more than 99%")
    if floor == ceiling:
        return floor if " " in floor else f"about {floor}"
    if nothing and everything:
        return "between 0% and 100%"
    if nothing:
        return ceiling if ceiling == "less than 1%" else f"up to {ceiling}"
    if everything:
        return floor if " " in floor else f"{floor} or more"
    return f"between {floor} and {ceiling}"


def counts(wrong: int, reviewed: int) -> str:
    """A count of a sample: "five of 20", "none of 20", "all six", "both", "neither of two", "the one"."""
    if reviewed == 1:
        return "the one"
    if wrong == reviewed:
        return "both" if reviewed == 2 else f"all {numeral(reviewed)}"
    if wrong == 0 and reviewed == 2:
        return "neither of two"
    return f"{numeral(wrong)} of {numeral(reviewed)}"


def counts_in_table(wrong: int, reviewed: int) -> str:
    """A count of a sample in a table, always in numerals: "5 of 20"."""
    return f"{in_table(wrong)} of {in_table(reviewed)}"


def was(number: int) -> str:
    """The verb that agrees: one "was", others (and none) "were"."""
    return "was" if number == 1 else "were"


def counted(number: int, one: str, many: str) -> str:
    """A number with the noun that agrees: "one force", "six forces", "no force"."""
    return f"no {one}" if number == 0 else f"{numeral(number)} {one if number == 1 else many}"


def years(of: Iterable[int | None]) -> str:
    """Years of inspections in words: "2018", "2018 and 2019", "2016 to 2020"; those not known are left out."""
    known = sorted({year for year in of if year})
    return f"{known[0]} to {known[-1]}" if len(known) > 2 else " and ".join(map(str, known))
