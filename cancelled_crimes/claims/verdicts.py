"""claims.csv: every claim of the ledger with its verdict, the reason and the rows of evidence."""

from typing import Any

import pandas as pd

from cancelled_crimes.claims.judge import Judged, judge_all
from cancelled_crimes.claims.ledger import Ledger
from cancelled_crimes.settings import Settings
from cancelled_crimes.tables import join

COLUMNS = [
    "claim_id", "source_id", "force", "offence", "measure", "form", "says", "quote", "verdict", "reason",
    "evidence_rows", "must_hold",
]  # fmt: skip


def claims_table(claims: Ledger, tables: Any, settings: Settings) -> pd.DataFrame:
    """claims.csv, a row a claim in the order of the ledger.

    Columns: those in COLUMNS. `force` is the place for a claim about all forces; `offence` is "victims informed" for a
    claim about victims and "all" where none is named; `verdict` is one of `names.VERDICTS`; `evidence_rows` are
    references to processed rows ("cancellations: Essex, rape") and raw rows ("published_figures:14"). `quote` is empty
    where no words of the source were kept. `tables` has `cancellations`, `victims`, `figures` and `inspections`.
    """
    rows = [_row(judged) for judged in judge_all(claims, tables, settings)]
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({c: "bool" if c == "must_hold" else "str" for c in COLUMNS})


def _row(judged: Judged) -> dict[str, Any]:
    claim = judged.claim
    return {
        "claim_id": claim.id,
        "source_id": claim.source,
        "force": claim.about.force,
        "offence": claim.topic,
        "measure": claim.about.measure,
        "form": claim.check.form,
        "says": claim.says,
        "quote": claim.quote,
        "verdict": judged.verdict,
        "reason": judged.reason,
        "evidence_rows": join(list(judged.evidence)),
        "must_hold": claim.must_hold,
    }
