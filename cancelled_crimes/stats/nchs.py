"""May this percentage be printed? The presentation standards of the US National Center for Health Statistics.

Parker and others (2017, revised 2021), "National Center for Health Statistics data presentation standards for
proportions", Vital and Health Statistics 2(175), the table on page 2, in its order: the number of records and the
effective number; the width of the Clopper-Pearson interval, for several units Korn and Graubard's; its width beside the
share; then, of what is left, what an official has to look at: under eight degrees of freedom, and none or all.
Here nobody reviews, so tier A is what the standard presents without review. Tiers B and C are this project's own.
"""

from typing import Literal, NamedTuple

from cancelled_crimes.settings import Tiers
from cancelled_crimes.stats.clustered import Estimate
from cancelled_crimes.words.numbers import numeral

DEGREES_FROM = 8
# Our own: a cause is named with a wide interval where it leaves less than this part of the records.
MUCH_LOST = 2 / 3


class Tier(NamedTuple):
    """A tier ("A", "B" or "C") and, in words, what keeps the percentage from being printed alone."""

    letter: str
    reasons: tuple[str, ...]


Status = Literal["present", "review", "suppress"]


class Standing(NamedTuple):
    """What the standard says of a proportion, the reasons in words, and whether the rest of it may be unreliable.

    `complement_unreliable` belongs to a proportion that is presented: its complement (1 - share) then needs a footnote.
    """

    status: Status
    reasons: tuple[str, ...]
    complement_unreliable: bool = False


def standing(found: Estimate, limits: Tiers, *, noun: str = "records", units: str = "forces") -> Standing:
    """The standing of an estimate; each reason is true of it, and names the number and the limit."""
    suppressed = [*_too_few(found, limits, noun, units), *_too_wide(found, limits, units)]
    if suppressed:
        return Standing("suppress", tuple(suppressed))
    doubtful = [*_too_few_units(found, units), *_one_sided(found, noun)]
    if doubtful:
        return Standing("review", tuple(doubtful))
    rest = found.width > limits.narrow_width and found.width / (1 - found.share) > limits.relative_width
    return Standing("present", (), rest)


def tier_of(found: Estimate, limits: Tiers, *, noun: str = "records", units: str = "forces") -> Tier:
    """A where the standard presents the percentage; else B, counts, from a number of records reviewed; else C.

    >>> from cancelled_crimes.stats.clustered import taken_together
    >>> tier_of(taken_together([1, 5, 1, 6], [14, 20, 6, 18]), Tiers()).letter
    'B'
    """
    decided = standing(found, limits, noun=noun, units=units)
    letter = "C" if found.reviewed < limits.counts_from else "A" if decided.status == "present" else "B"
    return Tier(letter, decided.reasons)


def _too_few(found: Estimate, limits: Tiers, noun: str, units: str) -> list[str]:
    floor = limits.percentage_from
    missed = [f"under {least}" for least in (limits.counts_from, floor) if found.reviewed < least]
    if missed:
        return [f"{found.reviewed} {noun}: {' and '.join(missed)}"]
    if found.effective < floor:
        worth = _rounded(found.effective, floor)
        return [f"the {units} differ so much that {found.reviewed} {noun} tell no more than {worth}: under {floor}"]
    return []


def _too_wide(found: Estimate, limits: Tiers, units: str) -> list[str]:
    # Of a single sample the interval shown may be another: its tier goes by the exact one.
    why, name = _why_wide(found, units), "exact interval" if found.degrees is None else "interval"
    if found.width >= limits.width_below:
        wide, most = _rounded(100 * found.width, 100 * limits.width_below), f"{100 * limits.width_below:g}"
        return [f"the {name} is {wide} points wide{why}: {most} or more"]
    if found.share > 0 and found.width > limits.narrow_width and found.width / found.share > limits.relative_width:
        ratio = _rounded(100 * found.width / found.share, 100 * limits.relative_width)
        return [f"the {name} is {ratio}% as wide as the share is large{why}: over {100 * limits.relative_width:g}%"]
    return []


def _why_wide(found: Estimate, units: str) -> str:
    """What makes an interval wide, where that is not only the number of records: units that differ, or few units."""
    left, why = min(
        (found.effective / found.reviewed, f", since the {units} differ"),
        (found.used / found.effective, f", with so few {units}"),
    )
    return why if left < MUCH_LOST else ""


def _too_few_units(found: Estimate, units: str) -> list[str]:
    if found.degrees is None or found.degrees >= DEGREES_FROM:
        return []
    return [f"samples from {numeral(found.units)} {units}: under {numeral(DEGREES_FROM + 1)}"]


def _one_sided(found: Estimate, noun: str) -> list[str]:
    if found.share not in (0, 1):
        return []
    return [f"{'none' if found.share == 0 else 'all'} of the {noun}: the share has a bound on one side only"]


def _rounded(value: float, limit: float) -> str:
    """A number, whole unless that would hide on which side of the limit it lies."""
    text = f"{value:.0f}"
    for decimals in range(1, 4):
        if value == limit or float(text) != limit:
            break
        text = f"{value:.{decimals}f}"
    return text
