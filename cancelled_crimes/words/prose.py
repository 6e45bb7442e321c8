"""Prose that remembers which of its pieces are numbers, and which fact each number tells.

A page turns the numbers into links to the fact-check sheet; alt text and chart titles are the same prose as plain text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from string import Formatter

from cancelled_crimes.words.numbers import spelled

# The kinds of number that may stand without counts beside them, as the pages mark them.
CLAIM = "claim"
SHARE_ONLY = "share-only"
RECORDING_RATE = "recording-rate"
BOUND = "bound"
KINDS = ("", CLAIM, SHARE_ONLY, RECORDING_RATE, BOUND)


@dataclass(frozen=True)
class Number:
    """A printed number: its text, the key of its line in the fact-check sheet, and its kind (one of KINDS)."""

    text: str
    fact: str
    kind: str = ""

    def __post_init__(self) -> None:
        """Refuse an unknown kind: a page could not mark it."""
        if self.kind not in KINDS:
            raise ValueError(f'unknown kind of number "{self.kind}": expected one of {KINDS}')


Prose = tuple[str | Number, ...]
Part = Prose | Number | str


def prose(template: str, **parts: Part) -> Prose:
    """Fill a template with strings, numbers and other prose.

    >>> plain(prose("{what} were counted", what=Number("five of 20", "rates/a/robbery")))
    'five of 20 were counted'
    """
    pieces: list[str | Number] = []
    for literal, name, _, _ in Formatter().parse(template):
        pieces.append(literal)
        if name is not None:
            pieces.extend(_pieces(parts[name]))
    return _merged(pieces)


def plain(text: Part) -> str:
    """The prose as plain text."""
    return "".join(p if isinstance(p, str) else p.text for p in _pieces(text))


def numbers_in(text: Prose) -> list[Number]:
    """The numbers of the prose, in their order."""
    return [p for p in text if isinstance(p, Number)]


def listed(items: Iterable[Part], last: str = "and") -> Prose:
    """Items as a list in a sentence: "a, b and c". With items that hold commas, the last one still reads."""
    parts = [_pieces(item) for item in items]
    if not parts:
        return ()
    pieces: list[str | Number] = list(parts[0])
    for place, part in enumerate(parts[1:], start=2):
        pieces.append(f" {last} " if place == len(parts) else ", ")
        pieces.extend(part)
    return _merged(pieces)


def joined(items: Iterable[Part], separator: str = " ") -> Prose:
    """Prose of all items that are not empty, with the separator between them."""
    pieces: list[str | Number] = []
    for part in (p for p in map(_pieces, items) if plain(p)):
        pieces.extend([separator, *part] if pieces else part)
    return _merged(pieces)


def as_sentence(text: Part) -> Prose:
    """The prose as one sentence: the first word capitalised (a leading number spelled out), a full stop at its end.

    >>> plain(as_sentence("12 of 40 records were kept"))
    'Twelve of 40 records were kept.'
    """
    pieces = list(_pieces(text))
    if not pieces:
        return ()
    first = pieces[0]
    pieces[0] = _capital(first) if isinstance(first, str) else replace(first, text=_capital(first.text))
    end = "" if re.search(r"[.?!][\"”’)]?$", plain(tuple(pieces))) else "."
    return _merged([*pieces, end])


def _capital(text: str) -> str:
    """Capitalise; a number that opens a sentence is spelled out (a year, four digits without a comma, may stay)."""
    number = re.match(r"(?!\d{4}\b)(\d[\d,]*)(?=$|[\s.;:)])", text)
    if number:
        text = spelled(int(number[1].replace(",", ""))) + text[number.end() :]
    return text[:1].upper() + text[1:]


def _pieces(part: Part) -> Prose:
    return part if isinstance(part, tuple) else (part,)


def _merged(pieces: Sequence[str | Number]) -> Prose:
    """Neighbouring strings made one, so that equal prose is equal however it was put together."""
    merged: list[str | Number] = []
    for piece in pieces:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        elif piece != "":
            merged.append(piece)
    return tuple(merged)
