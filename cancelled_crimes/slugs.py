"""File and fragment names made from the names of forces and offences, and which names make none that is safe."""

import re
from collections.abc import Callable, Iterable

LONGEST = 80  # characters: leaves room for endings and folders where a whole path may have 260
# What the project makes itself, as a page, a chart, or the key of a fact: no force may be called so.
RESERVED = frozenset(
    {"all", "coverage", "forces-in-hand", "index", "recording-rates", "victims-informed", "what-chance-would-do"}
)
# Windows keeps these for devices, with any ending: "con.html" cannot be written there.
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


def slug(name: str) -> str:
    """Lower-case ASCII words joined by hyphens: "Devon and Cornwall" -> "devon-and-cornwall", "Київ" -> "kiiv"."""
    if not name.isascii():
        from anyascii import anyascii  # noqa: PLC0415 - a run with nothing to do does not wait for its tables

        name = anyascii(name)
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def slug_fault(name: str) -> str:
    """Why no file can be named after a name, and what to write; "" where one can."""
    made = slug(name)
    if not made:
        return "it has no letter or digit to name a file after. Write it in letters."
    if made in RESERVED:
        return f'its files would be called "{made}", as some that every edition has. Write it longer.'
    if made in DEVICES:
        return f'Windows allows no file called "{made}". Write it longer.'
    if len(made) > LONGEST:
        return f"its files would have names of {len(made)} characters, at most {LONGEST} are safe. Write it shorter."
    return ""


def sharing(names: Iterable[str], by: Callable[[str], str]) -> dict[str, list[str]]:
    """Names that become the same: sharing(["Gwent", "gwent!"], slug) -> {"gwent": ["Gwent", "gwent!"]}."""
    same: dict[str, list[str]] = {}
    for name in names:
        same.setdefault(by(name), []).append(name)
    return {made: sharers for made, sharers in same.items() if made and len(sharers) > 1}
