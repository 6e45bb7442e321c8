"""The claims in the terminal: verdict, reason and evidence of each, and those that must hold and do not."""

from collections import Counter
from pathlib import Path
from typing import Any

from cancelled_crimes.claims.judge import Judged, judge_all
from cancelled_crimes.claims.ledger import Ledger
from cancelled_crimes.claims.names import VERDICTS, no_longer_holds
from cancelled_crimes.claims.rows import read_rows
from cancelled_crimes.settings import Settings

_SHOWN = 6  # rows of evidence: the first are those that decide, and claims.csv has them all


def check_report(ledger: Ledger, tables: Any, settings: Settings, last: Path) -> tuple[list[str], list[str]]:
    """Lines to print, and a sentence for each claim marked `must_hold` that does not hold.

    `tables` are those made of the raw data as they stand now (as in `evidence.evidence_of`), `last` the claims.csv of
    the last run: what is new or has another verdict than there comes last, where a reporter looks first.
    """
    judged = judge_all(ledger, tables, settings)
    known = _known(last)
    news = {j.claim.id for j in judged if known.get(j.claim.id) != j.verdict} if known else set()
    lines = [line for j in sorted(judged, key=lambda j: j.claim.id in news) for line in _lines(j, news, known)]
    told = (no_longer_holds(j.claim.id, j.verdict, j.reason) for j in judged if j.claim.must_hold)
    return [*lines, _summary(judged)], [sentence for sentence in told if sentence]


def _known(path: Path) -> dict[str, str]:
    """The verdicts of the last run by claim; empty where there was none."""
    return {row["claim_id"]: row["verdict"] for row in read_rows(path)} if path.is_file() else {}


def _lines(judged: Judged, news: set[str], known: dict[str, str]) -> list[str]:
    claim = judged.claim
    was = f" (was: {known[claim.id]})" if claim.id in known else " (new)"
    shown, more = ", ".join(judged.evidence[:_SHOWN]), len(judged.evidence) - _SHOWN
    evidence = f"{shown} and {more} more in claims.csv" if more > 0 else shown
    lines = [
        f"{claim.id}: {judged.verdict}{was if claim.id in news else ''}",
        f"    says      {claim.says}",
        *([f'    quote     "{claim.quote}"'] if claim.quote else []),
        f"    because   {judged.reason}",
    ]
    return [*lines, f"    evidence  {evidence}"] if evidence else lines


def _summary(judged: list[Judged]) -> str:
    counted = Counter(j.verdict for j in judged)
    each = "; ".join(f"{counted[v]} {v}" for v in VERDICTS if counted[v])
    return f"{len(judged)} {'claim' if len(judged) == 1 else 'claims'}: {each}"
