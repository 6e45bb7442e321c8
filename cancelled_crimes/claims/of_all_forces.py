"""Rules for claims about all forces together: how many, the highest share, the sum."""

from cancelled_crimes.claims.evidence import EPS, Cell, Evidence, Total, percent
from cancelled_crimes.claims.finding import Found, decide
from cancelled_crimes.claims.forms import Forces, Maximum, Range, Sum
from cancelled_crimes.claims.ledger import Claim
from cancelled_crimes.claims.of_one_force import allows, needed


def forces(claim: Claim, check: Forces, evidence: Evidence) -> Found:
    """How many forces are known to meet a condition, known not to, and not known; the claim lies between, or not."""
    cells = [c for c in evidence.of(claim.topic) if c.force not in check.others_than]
    met = {c.force: meets(c, check) for c in cells}
    yes = [c for c in cells if met[c.force] is True]
    no = [c for c in cells if met[c.force] is False]
    unknown = len(cells) - len(yes) - len(no)
    more, less = _condition(check)
    unit = evidence.settings.words.units if len(yes) != 1 else evidence.settings.words.unit
    reason = (
        f"{claim.topic}{_without(check)}: {len(yes)} {unit} known with {more}, {len(no)} with {less}, "
        f"{unknown} unknown; the claim needs {needed(check.bound, check.number)}"
    )
    threshold = check.share_from is not None or check.share_above is not None
    return Found(decide((len(yes), len(yes) + unknown), check.wanted), reason, (*yes, *no), of_shares=threshold)


def maximum(claim: Claim, check: Maximum, evidence: Evidence) -> Found:
    """Whether a force reaches the highest share claimed, and whether any is above it."""
    low, high = check.wanted
    cells = evidence.of(claim.topic)
    above = [c for c in cells if c.share[0] > high + EPS]
    if above:
        return Found(False, f"higher: {_list(above)}; {allows(check.wanted)}", tuple(above), of_shares=True)
    there = [c for c in cells if check.force in ("", c.force)]
    reach = [c for c in there if decide(c.share, check.wanted)]
    if not any(c.share[1] >= low - EPS for c in there):
        best = sorted(there, key=lambda c: -c.share[1])[:1]
        return Found(False, f"lower: {_list(best)}; {allows(check.wanted)}", tuple(best), of_shares=True)
    named = next((c for c in cells if c.force == check.force), None)
    if named and (worse := [c for c in cells if c.share[0] > named.share[1] + EPS]):
        shown = (named, *worse)
        return Found(None, f"higher elsewhere, within the rounding of the claim: {_list([*shown])}", shown)
    limit = named.share[0] if named else high
    open_ones = [c for c in cells if c is not named and c.share[1] > limit + EPS]
    right = True if reach and not open_ones else None
    units = evidence.settings.words.units
    reached = f"reached: {_list(reach)}" if reach else "reached by none in hand"
    reason = f"{claim.topic}: {reached}; higher: none in hand, {len(open_ones)} {units} unknown"
    known = [c for c in cells if c not in open_ones and c not in reach]
    return Found(right, reason, (*reach, *known), of_shares=True)


def total(claim: Claim, check: Sum, evidence: Evidence) -> Found:
    """The sum of what is in hand, each record or victim once; forces that are not known can only add to it."""
    cells = evidence.of(claim.topic)
    counted, used = without_overlap(cells, [t for t in evidence.totals if t.topic == claim.topic])
    inside = {m for t in used for m in t.members}
    unknown = [c for c in cells if c.force not in inside and c.count[0] != c.count[1]]
    low = sum(c.count[0] for c in counted) + sum(t.wrong for t in used)
    bounds = (low, sum(c.count[1] for c in counted) + sum(t.most for t in used))
    vague = any(c.count[0] != c.count[1] and c.count[0] > 0 for c in counted)
    words = evidence.settings.words
    once = [f"{c.force} once only, inside {t.group}" for t in used for c in cells if c.force in t.members and _own(c)]
    parts = [f"{'at least ' if vague else ''}{low:.0f} in hand", *once, f"{len(unknown)} {words.units} unknown"]
    reason = f"{claim.topic}: {', '.join(parts)}; the claim needs {needed(check.bound, check.number)}"
    refs = tuple(r for t in used for r in (f"figures: {t.group}", *t.raw_rows))
    return Found(decide(bounds, check.wanted), reason, tuple(c for c in cells if _own(c)), refs)


def without_overlap(cells: list[Cell], totals: list[Total]) -> tuple[list[Cell], list[Total]]:
    """The cells and the printed totals that add up without counting anyone twice.

    A total stands in for its members where it is more than what the members' own figures add up to.
    """
    own, used = list(cells), []
    for t in totals:
        inside = [c for c in own if c.force in t.members]
        if t.wrong > sum(c.count[0] for c in inside):
            own = [c for c in own if c not in inside]
            used.append(t)
    return own, used


def _own(cell: Cell) -> bool:
    return cell.count[0] > 0 or cell.count[1] == 0


def meets(cell: Cell, check: Forces) -> bool | None:
    """Whether a force meets the claim's condition; None where that is not known."""
    if check.share_from is not None:
        return _reaches(cell.share, check.share_from - EPS)
    if check.share_above is not None:
        return _reaches(cell.share, check.share_above + EPS)
    return True if cell.count[0] >= 1 else False if cell.count[1] == 0 else None


def _reaches(share: Range, limit: float) -> bool | None:
    return True if share[0] >= limit else False if share[1] < limit else None


def _condition(check: Forces) -> tuple[str, str]:
    """The condition and its opposite, in words."""
    if check.share_from is not None:
        return f"{percent(check.share_from, 1)} or more", "less"
    if check.share_above is not None:
        return f"more than {percent(check.share_above, 1)}", "that or less"
    return "at least one", "none"


def _without(check: Forces) -> str:
    return f", without {', '.join(check.others_than)}" if check.others_than else ""


def _list(cells: list[Cell]) -> str:
    return ", ".join(f"{c.force} {c.told}" for c in cells)
