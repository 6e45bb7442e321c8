"""The claims in print, each with its verdict and the evidence one click away."""

import re
from typing import Any

from cancelled_crimes.page.context import Context, Row
from cancelled_crimes.page.html import render
from cancelled_crimes.words.prose import BOUND, CLAIM


def claims(context: Context) -> str:
    """All claims on the national page, a force's own on its page; "" where there is none."""
    own = [_claim(context, row) for row in context.claims if context.concerns(row["force"])]
    return render("claims", claims=own, national=context.national) if own else ""


def _claim(context: Context, row: Row) -> dict[str, Any]:
    return {
        **row,
        "fact": f"claims/{row['claim_id']}",
        "publisher": context.sources[row["source_id"]]["publisher"],
        "reasons": [(part, _kind(part)) for part in row["reason"].split("; ") if part],
    }


def _kind(reason: str) -> str:
    """The kind of the percentages in a part of a reason that has no counts beside them."""
    if "%" not in reason or re.search(r"\b\d+ of \d+\b", reason):
        return ""
    return CLAIM if '"' in reason else BOUND
