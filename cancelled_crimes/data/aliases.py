"""One spelling for each name: aliases of forces, capitals, "&" and hyphens."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

Names = Mapping[str, str]


def folded(name: str) -> str:
    """A name without what writers vary: "The Avon & Somerset" and "avon and somerset" fold to the same."""
    plain = (
        unicodedata.normalize("NFKC", name)
        .casefold()
        .replace("&", " and ")
        .replace("-", " ")
        .replace(".", "")
        .replace("'", "")
    )
    return re.sub(r"^the ", "", " ".join(plain.split()))


def names_of(valid: Iterable[str], aliases: Iterable[tuple[str, str]] = ()) -> Names:
    """The valid names by their folded form, and those that aliases stand for; a valid name outranks an alias."""
    valid = list(valid)
    standing_for = {folded(alias): name for alias, name in aliases if name in valid}
    return {**standing_for, **{folded(name): name for name in valid}}


def spelled(value: str, names: Names) -> str:
    """The valid spelling of a value, or the value itself where it is not known."""
    return names.get(folded(value), value)
