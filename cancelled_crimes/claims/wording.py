"""A claim and its verdict as prose for the pages: fair to who printed it, every number tied to the claim's facts.

The reasons in claims.csv are plain text with numerals; here their counts become words where a newspaper would write
them so, and each number is marked for what it is: the claim's own, a share printed without a sample, or a bound.
"""

import re
from collections.abc import Iterator
from typing import Any

from cancelled_crimes.claims.names import CAVEAT, CONTRADICTED, HOLDS, INCONSISTENT, UNKNOWN, WRONG_BASE
from cancelled_crimes.claims.rows import items
from cancelled_crimes.words import prose as p
from cancelled_crimes.words.numbers import counts, numeral
from cancelled_crimes.words.prose import Number, Prose

OPENINGS = {
    HOLDS: "This agrees with what was found",
    CAVEAT: "This holds, with a caveat",
    WRONG_BASE: "The number is right; what it is said to be a share of is not",
    CONTRADICTED: "What was found contradicts this",
    INCONSISTENT: "This does not fit with another printed claim",
    UNKNOWN: "This cannot be checked with what was found",
}

_PERCENT = r"\d+(?:\.\d+)?%"
_YEAR = r"\b(?:19|20)\d\d\b"
_TOKENS = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in {
            "date": r"\b\d{4}-\d{2}-\d{2}\b",
            "reference": r"\b[a-z_]+:\d+\b|\b(?=[a-z0-9-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)+\b",
            "bound": rf"between {_PERCENT} and {_PERCENT}|{_PERCENT}(?= interval)",
            "claimed": rf"{_PERCENT} to {_PERCENT}|{_PERCENT} or more|more than {_PERCENT}",
            "printed": r"(?<=printed as )[^;,]*\d[^;,]*",
            "quoted": r'"[^"]*"',
            "counts": r"\b(?P<wrong>\d+) of (?P<reviewed>\d+)\b(?P<share> \(\d+%\))?",
            "named": r"\(\d+ [a-z]+\)",
            "year": _YEAR,
            "percent": _PERCENT,
            "whole": r"\b\d[\d,]*\b",
        }.items()
    )
)
_SAID = re.compile(
    rf"{_PERCENT}|\bone in (?:\d+|[a-z]+)\b|\ba (?:quarter|third|fifth|tenth|half)\b|{_YEAR}|(?P<whole>\b\d[\d,]*\b)"
    r"|\b(?:two|three|four|five|six|seven|eight|nine)\b"
)


def claim_prose(row: Any) -> Prose:
    """What is claimed, then the verdict with its reason: one paragraph. `row` is a row of claims.csv."""
    return p.joined([says_prose(row), verdict_prose(row)])


def says_prose(row: Any) -> Prose:
    """The claim as a sentence; its numbers are of the kind "claim"."""
    return p.as_sentence(_filled(_said(str(row["says"]), _fact(row))))


def verdict_prose(row: Any) -> Prose:
    """The verdict and its reason, a sentence each."""
    told = p.joined(reasons_prose(row), "; ")
    return p.joined([p.as_sentence(OPENINGS[row["verdict"]]), p.as_sentence(told)])


def reasons_prose(row: Any) -> list[Prose]:
    """The reasons one by one, for a list: what decided first, then each caveat."""
    return [_filled(_reasoned(part, _fact(row))) for part in items(str(row["reason"]))]


def _fact(row: Any) -> str:
    return f"claims/{row['claim_id']}"


def _filled(pieces: Iterator[str | Number]) -> Prose:
    return tuple(piece for piece in pieces if piece != "")


def _said(text: str, fact: str) -> Iterator[str | Number]:
    """The text of a claim with its numbers, in figures or words, as numbers of the claim."""
    end = 0
    for match in _SAID.finditer(text):
        yield text[end : match.start()]
        yield Number(_in_words(match[0]) if match["whole"] else match[0], fact, p.CLAIM)
        end = match.end()
    yield text[end:]


def _reasoned(text: str, fact: str) -> Iterator[str | Number]:
    """The text of a reason with its numbers marked for what they are; references to rows stay text."""
    end = 0
    for match in _TOKENS.finditer(text):
        yield text[end : match.start()]
        plain = match["reference"] or (match["quoted"] and not any(c.isdigit() for c in match[0]))
        yield match[0] if plain else _marked(match, fact)
        end = match.end()
    yield text[end:]


def _marked(match: re.Match[str], fact: str) -> Number:
    if match["bound"]:
        return Number(match[0], fact, p.BOUND)
    if match["printed"]:
        return Number(match[0], fact, p.SHARE_ONLY)
    if match["claimed"] or match["quoted"] or match["percent"]:
        return Number(match[0], fact, p.CLAIM)
    if match["counts"]:
        return Number(counts(int(match["wrong"]), int(match["reviewed"])) + (match["share"] or ""), fact)
    return Number(_in_words(match[0]) if match["whole"] else match[0], fact)


def _in_words(number: str) -> str:
    """A whole number as a newspaper prints it; zero is not "none" here, since forces are counted "with none"."""
    value = int(number.replace(",", ""))
    return numeral(value) if value else "zero"
