"""The verdict on every claim: the rule of its form, then the caveats if it holds, or the conflicts if nothing decides.

Nothing on this way loads pandas, so that the terminal answers at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cancelled_crimes.claims import of_all_forces, of_inspections, of_one_force
from cancelled_crimes.claims.caveats import caveats, misdescribed_base
from cancelled_crimes.claims.conflicts import conflicts
from cancelled_crimes.claims.evidence import Evidence, evidence_of
from cancelled_crimes.claims.finding import Found
from cancelled_crimes.claims.ledger import Claim, Ledger
from cancelled_crimes.claims.names import CAVEAT, CONTRADICTED, HOLDS, INCONSISTENT, UNKNOWN, WRONG_BASE
from cancelled_crimes.settings import Settings

Rule = Callable[[Claim, Any, Evidence], Found]

RULES: dict[str, Rule] = {
    "count": of_one_force.count,
    "share": of_one_force.share,
    "higher": of_one_force.higher,
    "highest": of_one_force.highest,
    "missing": of_one_force.missing,
    "scope": of_one_force.scope,
    "text": of_one_force.text,
    "forces": of_all_forces.forces,
    "maximum": of_all_forces.maximum,
    "sum": of_all_forces.total,
    "judgment": of_inspections.judgment,
    "period": of_inspections.period,
}


@dataclass(frozen=True)
class Judged:
    """A claim with its verdict, the reason, and references to the rows of evidence."""

    claim: Claim
    verdict: str
    reason: str
    evidence: tuple[str, ...]


def judge_all(ledger: Ledger, tables: Any, settings: Settings) -> list[Judged]:
    """The verdict on each claim of the ledger, in its order; `tables` as in `evidence.evidence_of`."""
    evidence = evidence_of(tables, ledger, settings)
    return [judge(claim, ledger, evidence) for claim in ledger.claims]


def judge(claim: Claim, ledger: Ledger, evidence: Evidence) -> Judged:
    """The verdict on one claim: what the data decides comes first, then what other claims rule out."""
    found = RULES[claim.check.form](claim, claim.check, evidence)
    if found.right is False:
        return _judged(claim, CONTRADICTED, found)
    if found.right:
        base, reasons = misdescribed_base(claim, evidence), caveats(claim, found, evidence)
        for reason in [*base, *reasons]:
            found = found.says(reason)
        return _judged(claim, WRONG_BASE if base else CAVEAT if reasons else HOLDS, found)
    conflict = next(conflicts(claim, ledger, evidence), None)
    if conflict:
        return _judged(claim, INCONSISTENT, conflict.says(f"what the data shows: {found.reason}"))
    return _judged(claim, UNKNOWN, found)


def _judged(claim: Claim, verdict: str, found: Found) -> Judged:
    rows = (*(ref for cell in found.cells for ref in cell.refs), *found.refs, claim.raw_row)
    return Judged(claim, verdict, found.reason, tuple(dict.fromkeys(r for r in rows if r)))
