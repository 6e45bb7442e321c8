"""What may have been meant by a name that is not known."""

from collections.abc import Iterable
from difflib import SequenceMatcher

_ALIKE = 0.75  # a slip of the pen or two; names of places share many letters by chance
_WORD = 4  # letters from which a single word of a name is telling


def closest(name: str, valid: Iterable[str]) -> str:
    """The valid name that was most likely meant, "" when none is near or two are as near.

    Near is a name of which it is a part ("Manchester"), or that is spelled alike as a whole or in one of its words.
    """
    valid = list(dict.fromkeys(valid))
    wanted = name.casefold().strip()
    part_of = [v for v in valid if wanted and wanted in v.casefold()]
    if len(part_of) == 1:
        return part_of[0]
    ranked = sorted(((_likeness(wanted, v.casefold()), v) for v in valid), reverse=True)
    (best, found), (second, _) = (*ranked, (0.0, ""), (0.0, ""))[:2]
    return found if best >= _ALIKE and best > second else ""


def nearest(name: str, valid: Iterable[str]) -> str:
    """A ready half-sentence with the nearest valid name, "" when none is near."""
    best = closest(name, valid)
    return f'; did you mean "{best}"?' if best else ""


def _likeness(name: str, valid: str) -> float:
    """How alike two names are, from 0 to 1; one of a single word also counts where it is like a word of the other."""
    words = [w for w in valid.split() if len(w) > _WORD] if len(name.split()) == 1 else []
    return max(SequenceMatcher(None, name, text).ratio() for text in (valid, *words))
