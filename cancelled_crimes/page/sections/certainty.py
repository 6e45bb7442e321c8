"""How sure are we: interval, sample, comparison, and whether the finding survives other choices."""

from typing import Any

import pandas as pd

from cancelled_crimes.page.context import Context
from cancelled_crimes.page.html import marked, render
from cancelled_crimes.page.sections.replies import answers
from cancelled_crimes.slugs import slug
from cancelled_crimes.tables import records
from cancelled_crimes.words import certainty, survival
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.numbers import counts_in_table, percent
from cancelled_crimes.words.prose import BOUND, Number, Prose
from cancelled_crimes.words.topics import offence_in_words


def how_sure(context: Context) -> str:
    """A block a finding with a figure; on the national page what limits all figures alike."""
    if context.national:
        return render("how_sure_national", words=context.settings.words)
    blocks = [_block(context, f) for f in context.own if f.in_hand]
    blocks = [b for b in blocks if b["parts"]]
    return render("how_sure", blocks=blocks, words=context.settings.words) if blocks else ""


def _block(context: Context, f: Finding) -> dict[str, Any]:
    spoken_of = sum(int(r["records"]) for r in context.answers if r["offence"] == f.offence)
    checks = context.tables.sensitivity
    checks = checks[(checks["force"] == f.force) & (checks["offence"] == f.offence)]
    parts = (
        certainty.certainty(f),
        survival.one_record(f),
        marked(survival.survives(f, checks), f"sensitivity/{slug(f.force)}/{slug(f.offence)}"),
        marked(certainty.tier(f), f.fact) if f.status not in ("not available",) else (),
    )
    return {
        "title": offence_in_words(f.offence),
        "parts": [part for part in parts if part],
        "replies": answers(context, [f]),
        "what_if": survival.without_answered(f, spoken_of),
        "checks": [_check(row) for row in records(checks)],
    }


def _check(row: dict[str, Any]) -> dict[str, Prose | str | bool]:
    """A row of the table "does the finding survive?"; shares only beside their counts, and not in tier C."""
    fact = f"sensitivity/{slug(row['force'])}/{slug(row['offence'])}"
    known = pd.notna(row["wrong"]) and pd.notna(row["reviewed"])
    shown = known and row["tier"] in ("A", "B")
    return {
        "what": marked(row["what"], fact),
        "counts": (Number(counts_in_table(int(row["wrong"]), int(row["reviewed"])), fact),) if known else (),
        "share": (Number(percent(row["rate"]), fact),) if shown else (),
        "interval": (Number(f"{percent(row['low'])} to {percent(row['high'])}", fact, BOUND),) if shown else (),
        "verdict": row["verdict"],
        "survives": bool(row["survives"]),
        "note": marked(row["note"], fact),
    }
