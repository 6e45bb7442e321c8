"""The grammar of printed figures: what newspapers and inspectors print, read into numbers and written back.

    figure    = quantity [direction] | "not available"
    quantity  = count "of" sample ["(" percent ")"]     9 of 17 (53%), nine of the 17, 3/19, none of 20, all 20
              | share "of" sample                       5% of 22, a quarter of 20
              | count "(" percent ")"                   4 (20%)
              | percent ";" "equates to" count          25%; equates to five offences
              | share                                   43%, 53pc, 53 per cent, one in 20, 1 in 5, half, two-thirds
              | count                                   five, 8 records, fewer than five
              | sample "reviewed"                       22 reviewed
              | "none" | "all" | "some"
    share     = percent | ratio | fraction
    direction = "wrong" | "correct" | "informed" | "not informed" | "recorded" | "not recorded", and their synonyms

A count or share that comes first may have a bound before it: fewer than, at most, at least, more than; a share also
about, nearly. What fits no form is refused, and so is a number over MOST, a percentage with more than six decimals, or
a share that is no rounding of the counts beside it. `str()` writes a figure in one way that parses back to it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from cancelled_crimes.clean.number_words import DENOMINATOR_WORD, DENOMINATORS, DIGITS
from cancelled_crimes.errors import StoryError

EXAMPLES = (
    "9 of 17", "9 of 17 (53%)", "3/19", "none of 20", "all 20", "5% of 22", "4 (20%)", "25%; equates to five offences",
    "43%", "53 per cent", "one in 20", "two-thirds", "more than a third", "around 20%", "fewer than five", "8 records",
    "22 reviewed", "none", "all", "some", "not available", "68 of 73 correct", "2 of 36 not informed",
)  # fmt: skip

DIRECTIONS = {
    "wrong": ("wrong", "wrongly", "incorrect", "incorrectly", "wrongly cancelled", "incorrectly cancelled"),
    "right": ("correct", "correctly", "right", "rightly", "correctly cancelled", "rightly cancelled"),
    "not informed": ("not informed", "not told", "uninformed"),
    "informed": ("informed", "told"),
    "not recorded": ("not recorded", "unrecorded"),
    "recorded": ("recorded",),
}
_PRINTED_DIRECTION = {"right": "correct"}

BOUNDS = {
    "about": ("about", "around", "roughly", "approximately"),
    "nearly": ("nearly", "almost", "just under"),
    "more than": ("more than", "over", "above"),
    "at least": ("at least", "no fewer than", "no less than"),
    "fewer than": ("fewer than", "less than", "under", "below"),
    "at most": ("at most", "up to", "no more than"),
}
_SYNONYMS = {synonym: bound for bound, synonyms in BOUNDS.items() for synonym in synonyms}
_DIRECTION_OF = {synonym: direction for direction, synonyms in DIRECTIONS.items() for synonym in synonyms}

MOST = 1_000_000  # more records than any inspection looks at; what is larger is a slip
_LONGEST = 200  # characters: no printed figure is longer
JUST = Fraction(1, 10**9)  # "more than half" leaves out the half itself
FRACTION_WIDTH = Fraction(25, 1000)  # a fraction word is read within 2.5 points


class NotUnderstoodError(StoryError):
    """A printed figure that the grammar does not know, or that cannot be true."""


class Share(NamedTuple):
    """A share as printed: `top`/`bottom` and its style ("percent", "ratio", "fraction"); 14.5% is 145/1000."""

    style: str
    top: int
    bottom: int

    def __str__(self) -> str:
        if self.style == "ratio":
            return f"{self.top} in {self.bottom}"
        if self.style == "fraction":
            return f"{self.top} {DENOMINATOR_WORD[self.bottom]}{'s' * (self.top > 1)}"
        decimals = len(str(self.bottom)) - 3
        return f"{self.top / (self.bottom // 100):.{decimals}f}%"

    def limits(self, bound: str = "") -> tuple[Fraction, Fraction]:
        """The lowest and highest share (0-1) that would be printed so, given the bound before it.

        A percentage is read within half of its last digit; "one in 20" as any share nearer to it than to one in 19
        or 21; a fraction word within 2.5 points. "About" reaches 2.5 points from a multiple of five per cent or a
        fraction, one point from any other; "nearly" as far, but only downwards.
        """
        value = Fraction(self.top, self.bottom)
        low, high = self._limits(value, bound)
        return max(low, Fraction(0)), min(high, Fraction(1))

    def _limits(self, value: Fraction, bound: str) -> tuple[Fraction, Fraction]:
        one_sided = {
            "more than": (value + JUST, Fraction(1)),
            "at least": (value, Fraction(1)),
            "fewer than": (Fraction(0), value - JUST),
            "at most": (Fraction(0), value),
        }
        if bound in one_sided:
            return one_sided[bound]
        if self.style == "ratio" and not bound:
            half = Fraction(1, 2)
            return self.top / (self.bottom + half), self.top / (self.bottom - half)
        width = self._width(value, bound)
        return value - width, value if bound == "nearly" else value + width

    def _width(self, value: Fraction, bound: str) -> Fraction:
        if self.style != "percent":
            return FRACTION_WIDTH
        if not bound:
            return Fraction(1, 2 * self.bottom)
        return FRACTION_WIDTH if value % Fraction(1, 20) == 0 else Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed figure. `form` is the form's name in FORMS; `bound` belongs to the quantity that came first.

    `count` and `reviewed` are whole numbers of records or victims, `share` a Share, `direction` a key of DIRECTIONS
    or "" where the figure leaves it to its measure.
    """

    form: str
    bound: str = ""
    count: int | None = None
    reviewed: int | None = None
    share: Share | None = None
    direction: str = ""

    def __str__(self) -> str:
        text = _WRITE[self.form](self)
        if self.bound:
            text = f"{self.bound.replace('fewer', 'less') if self.count is None else self.bound} {text}"
        return f"{text} {_PRINTED_DIRECTION.get(self.direction, self.direction)}".rstrip()


def _any(words: object) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_N = r"\d{1,3}(?:,\d{3})+|\d+"
_P = r"\d+(?:\.\d{1,6})?"
_NOUN = r"(?: (?:cancelled )?(?:record|offence|crime|case|report|victim)s?)"
_PERCENT = rf"(?P<percent>{_P}) ?%"
_SHARE = (
    rf"(?:{_PERCENT}|(?P<ratio_top>{_N}) in (?P<ratio_bottom>{_N})"
    rf"|(?:(?P<top>\d+|an?) )?(?P<fraction>{_any(DENOMINATORS)}))"
)
_BOUND = rf"(?:(?P<bound>{_any(_SYNONYMS)}) )?"
_REVIEWED = rf"(?P<reviewed>{_N}){_NOUN}?"
_DIRECTION = rf"(?:(?: were| was)? (?P<direction>{_any(_DIRECTION_OF)}))?"

FORMS = {
    "counts": (
        rf"{_BOUND}(?P<count>{_N}|none)(?: of the | out of the | out of | of | ?/ ?){_REVIEWED}(?: \({_PERCENT}\))?"
    ),
    "all of a sample": rf"(?P<whole>all)(?: of the| of| the)? {_REVIEWED}",
    "share": rf"{_BOUND}{_SHARE}",
    "share of a sample": rf"{_BOUND}{_SHARE} of (?:the )?{_REVIEWED}",
    "count and share": (
        rf"(?:(?P<count>{_N}){_NOUN}? \({_PERCENT}\)"
        rf"|(?P<percent2>{_P}) ?%(?:[;,]? (?:equates|equal|equivalent) to | \()(?P<count2>{_N}){_NOUN}?\)?)"
    ),
    "sample": rf"{_REVIEWED} reviewed",
    "none": r"none",
    "all": r"all",
    "some": r"some",
    "not available": r"not available|unavailable|not provided|n/a",
    "count": rf"{_BOUND}(?P<count>{_N})(?P<noun>{_NOUN})?",
}
_PATTERNS = [(form, re.compile(rf"(?:{pattern}){_DIRECTION}", re.ASCII).fullmatch) for form, pattern in FORMS.items()]

_WRITE: dict[str, Callable[[Printed], str]] = {
    "counts": lambda p: f"{p.count} of {p.reviewed}" + (f" ({p.share})" if p.share else ""),
    "share": lambda p: str(p.share),
    "share of a sample": lambda p: f"{p.share} of {p.reviewed}",
    "count and share": lambda p: f"{p.count} ({p.share})",
    "sample": lambda p: f"{p.reviewed} reviewed",
    "count": lambda p: f"{p.count} records",
    **{word: lambda p: p.form for word in ("none", "all", "some", "not available")},
}
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_HYPHENS = re.compile("[\u2010-\u2013]")
_PERCENT_WORDS = re.compile(r" ?\b(?:per cent|percent|pc)\b|(?<=\d)pc\b")


def _in_digits(text: str) -> str:
    """The text in lower case, single spaces, number words as digits, "pc" and "per cent" as a sign."""
    text = " ".join(text.casefold().split()).replace("-in-", " in ")
    if not text.isascii():
        text = _HYPHENS.sub("-", text)
    if "pc" in text or "per" in text:
        text = _PERCENT_WORDS.sub("%", text)
    return _WORD.sub(_digits_of, text)


def _digits_of(word: re.Match[str]) -> str:
    return DIGITS.get(word[0], word[0])


def _whole(digits: str) -> int:
    return 0 if digits == "none" else int(digits.replace(",", ""))


def _share(found: dict[str, str | None]) -> Share | None:
    """The share among the named groups of a match, if it has one."""
    percent = found.get("percent") or found.get("percent2")
    if percent:
        digits, _, decimals = percent.partition(".")
        return Share("percent", int(digits + decimals), 100 * 10 ** len(decimals))
    if found.get("ratio_bottom"):
        return Share("ratio", _whole(found["ratio_top"] or "1"), _whole(found["ratio_bottom"] or "1"))
    if found.get("fraction"):
        top = found.get("top")
        return Share(
            "fraction", 1 if top in (None, "a", "an") else int(top or 1), DENOMINATORS[found["fraction"] or ""]
        )
    return None


def parse(text: str) -> Printed:
    """Read one printed figure. Raises NotUnderstoodError, which names the text and the forms allowed.

    >>> parse("nine of the 17 (53%)").count, str(parse("53pc correctly cancelled")), str(parse("two-thirds"))
    (9, '53% correct', '2 thirds')
    """
    if len(text) > _LONGEST:
        raise NotUnderstoodError(f'"{text[:30]}…" is longer than any printed figure. {_allowed()}')
    plain = _in_digits(text)
    for form, match in _PATTERNS:
        found = match(plain)
        if found:
            return _checked(_built(form, found.groupdict()), text, plain)
    digits = "" if all(c.isascii() for c in text if c.isdigit()) else " Write its digits as 0 to 9."
    raise NotUnderstoodError(f'"{text}" is not a form of printed figure that is understood.{digits} {_allowed()}')


def _built(form: str, found: dict[str, str | None]) -> Printed:
    """The figure that a matched form holds."""
    sample = found.get("reviewed")
    reviewed = _whole(sample) if sample else None
    count = found.get("count") or found.get("count2")
    return Printed(
        form="counts" if form == "all of a sample" else form,
        bound=_SYNONYMS[found["bound"] or ""] if found.get("bound") else "",
        count=reviewed if form == "all of a sample" else _whole(count) if count else None,
        reviewed=reviewed,
        share=_share(found),
        direction=_DIRECTION_OF[found["direction"] or ""] if found.get("direction") else "",
    )


def _checked(figure: Printed, text: str, plain: str) -> Printed:
    """The figure, unless it cannot be true or could mean two things."""
    problem = ""
    share = figure.share
    if max(figure.count or 0, figure.reviewed or 0, share.bottom if share and share.style == "ratio" else 0) > MOST:
        problem = f"{MOST:,} is the largest number that is read; is there a digit too many?"
    elif figure.reviewed == 0:
        problem = "a sample of none says nothing"
    elif figure.count is not None and figure.reviewed is not None and figure.count > figure.reviewed:
        problem = f"{figure.count} cannot be part of a sample of {figure.reviewed}"
    elif share and share.top > share.bottom:
        problem = "a share cannot be over 100%"
    elif share and share.style != "percent" and not 0 < share.top < share.bottom:
        problem = "a ratio or fraction must be a part of something larger"
    elif figure.bound and figure.count is not None and share:
        problem = "a bound and an exact share contradict each other"
    elif not (share_fits_count(figure) or share_fits_rest(figure)):
        problem = f"{share} is not a rounding of {figure.count} of {figure.reviewed}, nor of the others"
    elif figure.bound in ("about", "nearly") and figure.count is not None:
        problem = f'"{figure.bound}" gives a count no bounds'
    elif figure.form == "count" and plain.isdigit() and text.strip().isdigit():
        problem = f'a bare number may be a count or a share: write "{text.strip()} records" or "{text.strip()}%"'
    if problem:
        raise NotUnderstoodError(f'"{text}" cannot be a printed figure: {problem}. {_allowed()}')
    return figure


def share_fits_count(figure: Printed) -> bool:
    """Whether a share printed beside counts is a rounding of them: "9 of 17 (53%)" is, "9 of 17 (47%)" is not."""
    return _rounds(figure, figure.count or 0)


def share_fits_rest(figure: Printed) -> bool:
    """Whether a share printed beside counts is that of all the others: 47% is, beside 9 of 17."""
    return _rounds(figure, (figure.reviewed or 0) - (figure.count or 0))


def _rounds(figure: Printed, count: int) -> bool:
    if figure.share is None or figure.count is None or figure.reviewed is None:
        return True
    low, high = figure.share.limits()
    return low - JUST <= Fraction(count, figure.reviewed) <= high + JUST


def _allowed() -> str:
    return "Write it in one of these forms: " + ", ".join(f'"{e}"' for e in EXAMPLES) + "."
