"""The claims in print, each with its verdict and the evidence one click away."""

from collections import Counter
from typing import Any

from cancelled_crimes.claims.names import VERDICTS
from cancelled_crimes.claims.wording import OPENINGS, reasons_prose, says_prose
from cancelled_crimes.page.context import Context, Row
from cancelled_crimes.page.html import render
from cancelled_crimes.words.numbers import numeral
from cancelled_crimes.words.prose import Prose, numbers_in, plain


def claims(context: Context) -> str:
    """All claims on the national page, a force's own on its page; "" where there is none."""
    rows = [row for row in context.claims if context.concerns(row["force"])]
    if not rows:
        return ""
    own = [_claim(context, row) for row in rows]
    return render("claims", claims=own, tally=tally(rows), here=context.place, national=context.national)


def tally(rows: list[Row]) -> list[tuple[str, str, str]]:
    """Each verdict that a claim has, in their order, with the number of claims and what the verdict means."""
    counted = Counter(row["verdict"] for row in rows)
    return [(v, numeral(counted[v]), OPENINGS[v]) for v in VERDICTS if counted[v]]


def _claim(context: Context, row: Row) -> dict[str, Any]:
    return {
        **row,
        "fact": f"claims/{row['claim_id']}",
        "source": context.sources[row["source_id"]]["name"],
        "says": plain(says_prose(row)),
        "reasons": [(plain(reason), _kind(reason)) for reason in reasons_prose(row)],
    }


def _kind(reason: Prose) -> str:
    """The kind of the percentages in a reason; "" where counts stand beside them, or there are none."""
    shares = [n for n in numbers_in(reason) if "%" in n.text]
    return "" if any(" of " in n.text for n in shares) else next((n.kind for n in shares), "")
