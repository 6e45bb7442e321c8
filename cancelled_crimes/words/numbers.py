"""Numbers as a newspaper prints them: AP numerals, percentages without decimals, agreement.

Counts from one to nine are words, others numerals, percentages always numerals (AP style). Shares are 0-1.
"""

import math
from collections.abc import Iterable

from num2words import num2words

_SMALL = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
RECORDS_FOR_A_DECIMAL = 1000
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


def decimals(records: float) -> int:
    """The decimals of a percentage that so many records carry: one, where a record is a tenth of a point or less.

    >>> decimals(300), decimals(4000)
    (0, 1)
    """
    return 1 if records >= RECORDS_FOR_A_DECIMAL else 0


def percent(share: float, places: int = 0) -> str:
    """A share as a percentage, whole or with decimals, half rounded up; never "0%" or "100%" for what is neither.

    >>> percent(0.125), percent(0.002), percent(0), percent(0.00075, 1)
    ('13%', 'less than 1%', '0%', '0.1%')
    """
    steps = 10**places  # of which a percentage point has so many
    rounded_to = math.floor(share * 100 * steps + 0.5 + _TINY)
    if rounded_to == 0 and share > _TINY:
        return f"less than {1 / steps:g}%"
    if rounded_to == 100 * steps and share < 1 - _TINY:
        return f"more than {100 - 1 / steps:g}%"
    return f"{rounded_to / steps:g}%"


def share_of(wrong: int, reviewed: int) -> str:
    """The share of a count as a percentage with the decimals it carries: 5, 20 -> "25%"; 3, 4000 -> "0.1%"."""
    return percent(wrong / reviewed, decimals(reviewed))


def rounded(wrong: int, reviewed: int) -> str:
    """The share of a count with "about" where it was rounded: 5, 20 -> "25%"; 3, 19 -> "about 16%"."""
    text = share_of(wrong, reviewed)
    exact = 100 * 10 ** decimals(reviewed) * wrong % reviewed == 0
    return text if exact or " " in text else f"about {text}"


def between(low: float, high: float, places: int = 0) -> str:
    """An interval in words: "between 11% and 47%", "up to 16%" from zero, "84% or more" to one."""
    floor, ceiling = percent(low, places), percent(high, places)
    nothing, everything = floor == "0%" or floor.startswith("less"), ceiling == "100%" or ceiling.startswith("more")
    if floor == ceiling:
        return floor if " " in floor else f"about {floor}"
    if nothing and everything:
        return "between 0% and 100%"
    if nothing:
        return ceiling if ceiling.startswith("less") else f"up to {ceiling}"
    if everything:
        return floor if " " in floor else f"{floor} or more"
    return f"between {floor} and {ceiling}"


def probability(p: float) -> str:
    """A p-value: 0.032 -> "0.032", 0.4 -> "0.40", 0.0002 -> "under 0.001"."""
    return "under 0.001" if p < 0.001 else f"{p:.2f}" if p >= 0.1 else f"{p:.3f}" if p >= 0.01 else f"{p:.4f}"


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
