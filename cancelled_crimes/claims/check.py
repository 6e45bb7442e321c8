"""The claims in the terminal: verdict, reason and evidence of each, and whether one that must hold does not."""

from collections import Counter
from typing import Any

from cancelled_crimes.claims.finding import CONTRADICTED, VERDICTS
from cancelled_crimes.claims.judge import Judged, judge_all
from cancelled_crimes.claims.ledger import load_claims
from cancelled_crimes.claims.rows import read_tables
from cancelled_crimes.paths import Project
from cancelled_crimes.settings import load_settings

PROCESSED = ("cancellations", "victims", "figures", "inspections", "rates")


def check_report(project: Project, tables: Any = None) -> tuple[list[str], bool]:
    """Lines to print, and whether a claim marked `must_hold` is contradicted.

    Checks against the processed tables in the project's folder, or against `tables` (as in `evidence.evidence_of`).
    Raises StoryError for a mistake in the ledger or a table that is not there.
    """
    settings = load_settings(project.settings_file)
    ledger = load_claims(project.claims_file, read_tables(project.raw, "sources", "groups"), settings)
    judged = judge_all(ledger, tables or read_tables(project.processed, *PROCESSED), settings)
    broken = [j for j in judged if j.claim.must_hold and j.verdict == CONTRADICTED]
    lines = [line for j in judged for line in _lines(j)]
    lines.append(_summary(judged))
    lines += [f"{j.claim.id} must hold, and is contradicted: {j.reason}" for j in broken]
    return lines, bool(broken)


def _lines(judged: Judged) -> list[str]:
    claim = judged.claim
    shown = ", ".join(judged.evidence[:6])
    more = len(judged.evidence) - 6
    evidence = f"{shown} and {more} more in claims.csv" if more > 0 else shown
    lines = [f"{claim.id}: {judged.verdict}", f"    says      {claim.says}", f"    because   {judged.reason}"]
    return [*lines, f"    evidence  {evidence}"] if evidence else lines


def _summary(judged: list[Judged]) -> str:
    counted = Counter(j.verdict for j in judged)
    return f"{len(judged)} claims: " + ", ".join(f"{counted[v]} {v}" for v in VERDICTS if counted[v])
