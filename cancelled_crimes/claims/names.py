"""The verdicts by name, and the claims that must hold and do not. Nothing here loads more than the csv module."""

import csv
from pathlib import Path

HOLDS = "holds"
CAVEAT = "holds with a caveat"
WRONG_BASE = "right number, wrong base"
CONTRADICTED = "contradicted"
INCONSISTENT = "inconsistent"
UNKNOWN = "cannot be checked"
VERDICTS = (HOLDS, CAVEAT, WRONG_BASE, CONTRADICTED, INCONSISTENT, UNKNOWN)

NUMBER_HOLDS = frozenset({HOLDS, CAVEAT, WRONG_BASE})


def no_longer_holds(claim: str, verdict: str, reason: str) -> str:
    """What to say of a claim marked `must_hold` whose number does not hold; "" where it does.

    A claim that cannot be checked any more holds no longer either: nothing supports the story that rests on it.
    """
    if verdict in NUMBER_HOLDS:
        return ""
    said = {CONTRADICTED: "is contradicted", INCONSISTENT: "is inconsistent"}.get(verdict, verdict)
    return f'Claim "{claim}" must hold, but {said}: {reason}'


def broken_in(path: Path) -> list[str]:
    """A sentence for each claim of claims.csv that must hold and does not; none where the file is not there."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        marked = [row for row in csv.DictReader(file) if row["must_hold"] == "True"]
    told = (no_longer_holds(row["claim_id"], row["verdict"], row["reason"]) for row in marked)
    return [sentence for sentence in told if sentence]
