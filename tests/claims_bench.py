"""Handmade tables and ledgers for the tests of claims: the real figures as plain rows, to be moved at will."""

import copy
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from cancelled_crimes.claims.evidence import evidence_of
from cancelled_crimes.claims.judge import Judged, judge
from cancelled_crimes.claims.ledger import Claim, Ledger, load_claims
from cancelled_crimes.claims.rows import read_tables
from cancelled_crimes.settings import load_settings

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = load_settings(ROOT / "story.toml")
RAW_TABLES = ("sources", "groups", "inspections", "other_printed", "story_claims", "national_claims")
RAW = read_tables(ROOT / "data" / "raw", *RAW_TABLES)
PROCESSED = read_tables(ROOT / "data" / "processed", "cancellations", "victims", "figures", "inspections")
LEDGER = load_claims(ROOT / "claims.toml", RAW, SETTINGS)
CLAIMS = {claim.id: claim for claim in LEDGER.claims}

CLAIM = """
[[claim]]
id = "{0}"
source = "{3}"
says = "handmade"
about = {1}
check = {2}
"""

NO_FIGURE = {
    "wrong": "", "wrong_low": "", "wrong_high": "", "reviewed": "", "share_low": "", "share_high": "",
    "smallest_sample": "", "status": "not found",
}  # fmt: skip


def tables() -> Any:
    """A copy of the real tables, as rows that a test may change."""
    return SimpleNamespace(**copy.deepcopy(vars(PROCESSED)))


def set_cell(of: Any, force: str, topic: str, wrong: int | None, reviewed: int = 10_000) -> None:
    """Give a force counts for a topic, or take its figure away (wrong is None)."""
    if topic == "victims informed":
        row = next(r for r in of.victims if r["force"] == force)
        given = wrong is not None
        row |= {
            "not_told": str(wrong) if given else "",
            "due": str(reviewed) if given else "",
            "told": str(reviewed - wrong) if given else "",
            "status": "counts" if given else "not found",
        }  # fmt: skip
        return
    row = next(r for r in of.cancellations if (r["force"], r["offence"]) == (force, topic))
    row |= NO_FIGURE
    if wrong is not None:
        share = str(wrong / reviewed)
        row |= {"wrong": str(wrong), "wrong_low": str(wrong), "wrong_high": str(wrong), "reviewed": str(reviewed)}
        row |= {"share_low": share, "share_high": share, "status": "counts"}


def ledger_of(text: str) -> Ledger:
    """The ledger of a claims.toml with this text."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "claims.toml"
        path.write_text(text, encoding="utf-8")
        return load_claims(path, RAW, SETTINGS)


def handmade(*claims: tuple[str, ...]) -> Ledger:
    """A ledger of (id, about, check) or (id, about, check, source), the middle two as TOML."""
    return ledger_of(
        "".join(CLAIM.format(*claim, *(["suffolk-news-2020"] if len(claim) == 3 else [])) for claim in claims)
    )


def judged(claim: Claim | str, of: Any = None, ledger: Ledger = LEDGER) -> Judged:
    """The verdict on one claim against the tables (the real ones when none are given)."""
    claim = next(c for c in ledger.claims if c.id == claim) if isinstance(claim, str) else claim
    return judge(claim, ledger, evidence_of(of or PROCESSED, ledger, SETTINGS))
