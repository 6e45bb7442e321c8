"""Printed figures inside a sentence. Their transcription is the shortest form of what a source printed, and so not word
for word: they stand without quotation marks, which would make our words the source's."""

import re
from collections.abc import Iterable

_ADDED = re.compile(r"[;,] (.+)$")


def told(printed: Iterable[str]) -> str:
    """Transcribed figures in one piece, each as it is; what was added to one comes in brackets, so that no list splits.

    >>> told(["25%", "25%; equates to five offences"])
    '25% and 25% (equates to five offences)'
    """
    *first, last = (_ADDED.sub(r" (\1)", text) for text in printed)
    return f"{', '.join(first)} and {last}" if first else last
