"""Claims that cannot both be right, whatever the figures that are missing may be.

Only where the data does not decide: if it does, one of the two is contradicted by it already.
"""

import math
from collections.abc import Iterator

from cancelled_crimes.claims.evidence import Cell, Evidence
from cancelled_crimes.claims.finding import Found, decide
from cancelled_crimes.claims.forms import Forces
from cancelled_crimes.claims.ledger import Claim, Ledger
from cancelled_crimes.claims.of_all_forces import meets
from cancelled_crimes.claims.of_one_force import needed

_NUMBERS = {"number", "bound", "of", "share", "within", "first", "last", "judgment"}


def conflicts(claim: Claim, ledger: Ledger, evidence: Evidence) -> Iterator[Found]:
    """Every other claim that this one is at odds with, with the reason; the first is enough for a verdict."""
    for other in ledger.alike.get((claim.check.form, claim.topic), []):
        if other is claim:
            continue
        yield from _others(claim, other, ledger, evidence)
        yield from _apart(claim, other, ledger)


def _others(claim: Claim, other: Claim, ledger: Ledger, evidence: Evidence) -> Iterator[Found]:
    """A number of *other* forces beside the number of all forces, as counts of one analysis.

    The analysis counted the forces that it knew of. A force whose figure it did not have, as a source says, is not
    among them: leaving that force out takes nothing away from the number of all. Where no figure was found here, the
    analysis may have had one all the same.
    """
    check, whole = claim.check, other.check
    if not isinstance(check, Forces) or not isinstance(whole, Forces):
        return
    if not check.others_than or whole.others_than:
        return
    origin = ledger.origins[claim.source]
    if _condition(check) != _condition(whole) or origin != ledger.origins[other.source]:
        return
    left_out = [evidence.cells[claim.topic][force] for force in check.others_than]
    counted = [_counted(c, check, origin) for c in left_out]
    low, high = whole.wanted[0] - sum(h for _, h in counted), whole.wanted[1] - sum(low for low, _ in counted)
    if decide((max(low, 0), high), check.wanted) is not False:
        return
    known = ", ".join(f"{c.force} {c.told}" for c in left_out)
    said = f"what {ledger.names[other.source]} says ({_in_one_piece(other)})"
    reason = (
        f"as counts of one analysis, {said} makes it {_between(max(low, 0), high)} besides "
        f"{' and '.join(check.others_than)} ({claim.topic}: {known}), not {needed(check.bound, check.number)}"
    )
    yield Found(None, reason, tuple(left_out), refs=(f"claims: {other.id}",))


def _apart(claim: Claim, other: Claim, ledger: Ledger) -> Iterator[Found]:
    """Two numbers for one thing, with no value that would suit both."""
    mine, its = getattr(claim.check, "wanted", None), getattr(other.check, "wanted", None)
    if mine is None or its is None or _subject(claim) != _subject(other):
        return
    sizes = {size for c in (claim, other) if (size := getattr(c.check, "of", None))}
    if decide(mine, its) is False or len(sizes) > 1:
        yield Found(
            None,
            f"of the same thing, {ledger.names[other.source]} says: {_in_one_piece(other)}",
            refs=(f"claims: {other.id}",),
        )


def _subject(claim: Claim) -> tuple[object, object]:
    return claim.about, claim.check.model_dump(exclude=_NUMBERS)


def _condition(check: Forces) -> tuple[float | None, float | None]:
    return check.share_from, check.share_above


def _counted(cell: Cell, check: Forces, origin: str) -> tuple[int, int]:
    """At least and at most how often (0 or 1) an analysis counted a force, by the figures that come from it."""
    if origin not in cell.origins:
        return 0, 1
    if cell.status == "not available":
        return 0, 0
    met = meets(cell, check)
    return (0, 1) if met is None else (int(met), int(met))


def _between(low: float, high: float) -> str:
    if high == math.inf:
        return f"at least {low:.0f}"
    return f"{low:.0f}" if low == high else f"{low:.0f} to {high:.0f}"


def _in_one_piece(claim: Claim) -> str:
    """Another claim inside a reason: a paraphrase, so without quotation marks, and in one piece."""
    return claim.says.replace("; ", ", ")
