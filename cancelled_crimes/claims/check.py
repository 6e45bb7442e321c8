"""The claims in the terminal: verdict, reason and evidence of each, and whether one that must hold does not.

It answers at once: nothing here loads pandas.
"""

from collections import Counter
from pathlib import Path
from typing import Any

from cancelled_crimes.claims.finding import CONTRADICTED, VERDICTS
from cancelled_crimes.claims.judge import Judged, judge_all
from cancelled_crimes.claims.ledger import load_claims
from cancelled_crimes.claims.rows import read_rows, read_tables
from cancelled_crimes.paths import Project
from cancelled_crimes.settings import load_settings

PROCESSED = ("cancellations", "victims", "figures", "inspections", "rates")
_SHOWN = 6  # rows of evidence: the first are those that decide, and claims.csv has them all


def check_report(project: Project, tables: Any = None) -> tuple[list[str], bool]:
    """Lines to print, and whether a claim marked `must_hold` is contradicted.

    Checks against the processed tables in the project's folder, or against `tables` (as in `evidence.evidence_of`).
    What is new or has another verdict than in claims.csv comes last, where a reporter looks first. Raises StoryError
    for a mistake in the ledger; where processed tables are missing, says so and checks nothing.
    """
    settings = load_settings(project.settings_file)
    ledger = load_claims(project.claims_file, read_tables(project.raw, "sources", "groups"), settings)
    absent = [name for name in PROCESSED if not (project.processed / f"{name}.csv").is_file()]
    if absent and tables is None:
        return [f"Claims: read, but not checked, for {absent[0]}.csv is not in data/processed/. Type: make all"], False
    judged = judge_all(ledger, tables or read_tables(project.processed, *PROCESSED), settings)
    known = _known(project.processed / "claims.csv")
    news = {j.claim.id for j in judged if known.get(j.claim.id) != j.verdict} if known else set()
    broken = [j for j in judged if j.claim.must_hold and j.verdict == CONTRADICTED]
    lines = [line for j in sorted(judged, key=lambda j: j.claim.id in news) for line in _lines(j, j.claim.id in news)]
    lines.append(_summary(judged))
    lines += [f"{j.claim.id} must hold, and is contradicted: {j.reason}" for j in broken]
    return lines, bool(broken)


def _known(path: Path) -> dict[str, str]:
    """The verdicts of the last run by claim; empty where there was none."""
    return {row["claim_id"]: row["verdict"] for row in read_rows(path)} if path.is_file() else {}


def _lines(judged: Judged, new: bool) -> list[str]:
    claim = judged.claim
    shown, more = ", ".join(judged.evidence[:_SHOWN]), len(judged.evidence) - _SHOWN
    evidence = f"{shown} and {more} more in claims.csv" if more > 0 else shown
    lines = [
        f"{claim.id}: {judged.verdict}{' (new)' if new else ''}",
        f"    says      {claim.says}",
        f"    because   {judged.reason}",
    ]
    return [*lines, f"    evidence  {evidence}"] if evidence else lines


def _summary(judged: list[Judged]) -> str:
    counted = Counter(j.verdict for j in judged)
    each = ", ".join(f"{counted[v]} {v}" for v in VERDICTS if counted[v])
    return f"{len(judged)} {'claim' if len(judged) == 1 else 'claims'}: {each}"
