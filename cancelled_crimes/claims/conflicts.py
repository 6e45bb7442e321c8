"""Claims that cannot both be right, whatever the figures that are missing may be.

Only where the data does not decide: if it does, one of the two is contradicted by it already.
"""

from collections.abc import Iterator

from cancelled_crimes.claims.evidence import Cell, Evidence
from cancelled_crimes.claims.finding import Found, decide
from cancelled_crimes.claims.ledger import Claim, Forces, Ledger
from cancelled_crimes.claims.of_one_force import needed

_NUMBERS = {"number", "bound", "share", "within", "first", "last", "judgment"}


def conflicts(claim: Claim, ledger: Ledger, evidence: Evidence) -> Iterator[Found]:
    """Every other claim that this one is at odds with, with the reason; the first is enough for a verdict."""
    for other in ledger.alike[claim.check.form, claim.topic]:
        if other is claim:
            continue
        yield from _others(claim, other, ledger, evidence)
        yield from _apart(claim, other)


def _others(claim: Claim, other: Claim, ledger: Ledger, evidence: Evidence) -> Iterator[Found]:
    """A number of *other* forces beside the number of all forces, as counts of one analysis.

    The analysis counted the forces that it knew of. A force whose figure it did not have is not among them, so leaving
    that force out takes nothing away from the number of all.
    """
    check, whole = claim.check, other.check
    if not isinstance(check, Forces) or not isinstance(whole, Forces):
        return
    if not check.others_than or whole.others_than or whole.bound not in ("exactly", "at least"):
        return
    if _condition(check) != _condition(whole) or ledger.origins[claim.source] != ledger.origins[other.source]:
        return
    left_out = [evidence.cells[claim.topic][force] for force in check.others_than]
    rest = whole.number - sum(1 for c in left_out if c.count[0] >= 1)
    if decide((rest, rest), check.wanted):
        return
    known = "; ".join(f"{c.force}, {c.topic}: {_known(c)}" for c in left_out)
    reason = (
        f'as counts of one analysis: "{other.says}" ({other.source}) makes it {rest} besides '
        f"{' and '.join(check.others_than)} ({known}), not {needed(check.bound, check.number)}"
    )
    yield Found(None, reason, tuple(left_out), refs=(f"claims: {other.id}",))


def _apart(claim: Claim, other: Claim) -> Iterator[Found]:
    """Two numbers for one thing, with no value that would suit both."""
    mine, its = getattr(claim.check, "wanted", None), getattr(other.check, "wanted", None)
    if mine is None or its is None or _subject(claim) != _subject(other):
        return
    if decide(mine, its) is False:
        yield Found(
            None, f'"{other.says}" is printed of the same thing ({other.source})', refs=(f"claims: {other.id}",)
        )


def _subject(claim: Claim) -> tuple[object, object]:
    return claim.about, claim.check.model_dump(exclude=_NUMBERS)


def _condition(check: Forces) -> tuple[float | None, float | None]:
    return check.share_from, check.share_above


def _known(cell: Cell) -> str:
    return cell.told if cell.count[0] >= 1 or cell.count[1] == 0 else "not known"
