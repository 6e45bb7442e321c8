"""Figures whose source uses another word than the measure's: the transcriber's note says which, and how it was read."""

import re

_MEANT = re.compile(r"source says '([^']+)' where it means ([^;]+)")


def meant(note: str) -> tuple[str, str] | None:
    """The word of the source and what it was read as, from a note; None where the source needed no reading.

    >>> meant("source says 'cancelled' where it means wrongly cancelled")
    ('cancelled', 'wrongly cancelled')
    """
    found = _MEANT.search(note)
    return (found[1], found[2].strip()) if found else None


def the_word(notes: list[str]) -> str:
    """The word that the sources used where none has the measure's own: "" as soon as one note names no word."""
    words = [reading[0] for note in notes if (reading := meant(note))]
    return words[0] if words and len(words) == len(notes) else ""
