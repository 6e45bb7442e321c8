"""Chart (f): the recording rates of all forces, with the inspectorate's own intervals where it printed them.

A recording rate is another measure from another, larger audit: of the crimes reported to a force, the share recorded.
"""

from typing import Any

import pandas as pd

from cancelled_crimes.charts import marks, style
from cancelled_crimes.charts.chart import Caption, Chart, table_of
from cancelled_crimes.charts.sheet import MARGIN, WIDTH, Scale, Sheet
from cancelled_crimes.settings import Settings
from cancelled_crimes.slugs import slug
from cancelled_crimes.tables import Tables, records, split
from cancelled_crimes.words.numbers import percent, years
from cancelled_crimes.words.prose import RECORDING_RATE, Number, Prose, listed, plain, prose
from cancelled_crimes.words.recording import printed_rate

SLUG = "recording-rates"
_NAMES, _RATES, _LINE = 132, 76, 17  # room for a word before the rate: "more than 96.6%"


def recording_chart(tables: Tables, settings: Settings) -> Chart | None:
    """The chart; None when no recording rate is in hand."""
    latest = latest_rates(tables.inspections)
    if latest.empty:
        return None
    rows = records(latest)
    body = _LINE * len(rows) + 22
    first = min(int((r["rate"] - (r["margin"] if pd.notna(r["margin"]) else 0)) * 10) for r in rows) / 10
    ticks = [first + (1 - first) * part for part in (0, 0.5, 1)]
    caption = Caption(_title(rows, settings), _subtitle(rows, settings), _source(rows, settings))
    with style.drawing():
        sheet = Sheet(caption, body, settings)
        across = Scale(MARGIN + _NAMES, WIDTH - MARGIN - _RATES, first, 1)
        for place, row in enumerate(rows):
            y = place * _LINE
            sheet.text(MARGIN, y + 12.5, row["force"], size=style.SMALL)
            sheet.text(WIDTH - MARGIN, y + 12.5, row["printed"], size=style.SMALL, ha="right")
        marks.tracks(sheet, across, [_LINE * (place + 0.5) for place in range(len(rows))], ticks, 2.5)
        marks.draw(sheet, across, [_mark(row, _LINE * (place + 0.5)) for place, row in enumerate(rows)], 5.6)
        marks.scale(sheet, across, body - 5, ticks)
        return sheet.finish(SLUG, _alt(rows, settings), _table(rows, settings))


def latest_rates(inspections: pd.DataFrame) -> pd.DataFrame:
    """The latest inspection of each force that printed an overall rate.

    Columns: force, inspection_year, rate and margin (0-1), printed (the rate in words: "around 89%"), printed_by (who
    printed it, "" for the report itself).
    """
    known = inspections[inspections["recording_rate_pct"].notna()]
    latest = known.sort_values(["force", "inspection_year"]).drop_duplicates("force", keep="last")
    return latest[["force", "inspection_year"]].assign(
        rate=latest["recording_rate_pct"] / 100,
        margin=latest["recording_rate_ci_pct"] / 100,
        printed=[printed_rate(r) for r in records(latest)],
        printed_by=latest["recording_rate_printed_by"],
    )


def _mark(row: dict[str, Any], y: float) -> marks.Mark:
    """A dot with the printed interval, or a hollow one where none was printed."""
    if pd.isna(row["margin"]):
        return marks.Mark(row["rate"], y, role="known", hollow=True)
    return marks.Mark(row["rate"], y, row["rate"] - row["margin"], min(1, row["rate"] + row["margin"]), role="known")


def _fact(row: dict[str, Any]) -> str:
    return f"inspections/{slug(row['force'])}/{row['inspection_year']}"


def _title(rows: list[dict[str, Any]], settings: Settings) -> Prose:
    low, high = min(rows, key=lambda r: r["rate"]), max(rows, key=lambda r: r["rate"])
    return prose(
        "The share of reported crimes that {units} recorded runs from {low} to {high}",
        units=settings.words.units,
        low=Number(percent(low["rate"]), _fact(low), RECORDING_RATE),
        high=Number(percent(high["rate"]), _fact(high), RECORDING_RATE),
    )


def _subtitle(rows: list[dict[str, Any]], settings: Settings) -> Prose:
    words = settings.words
    when = years([int(r["inspection_year"]) for r in rows])
    return (
        f"Recording rate: of the crimes reported to a {words.unit} that {words.reviewers} audited, the share it had "
        f"recorded; latest inspection with an overall rate, {when}. Whisker: {words.inspectorate}’s own interval; "
        f"hollow: we found none. Sorted by name. Another audit than that of {words.records}.",
    )


def _source(rows: list[dict[str, Any]], settings: Settings) -> str:
    """Whose figures the chart shows: the inspectorate's reports, and who printed the rates that are not from them."""
    words = settings.words
    others = sorted({name for r in rows for name in split(r["printed_by"])}, key=str.casefold)
    reports = f"inspection reports of {words.inspectorate}" if any(not r["printed_by"] for r in rows) else ""
    if others:
        named = plain(listed(others))
        others_said = f"for some {words.units}, rates as printed by {named}" if reports else f"as printed by {named}"
        return f"Sources: {'; '.join(p for p in (reports, others_said) if p)}. {settings.story.newsroom}"
    return f"Source: {reports}. {settings.story.newsroom}"


def _alt(rows: list[dict[str, Any]], settings: Settings) -> str:
    told = "; ".join(f"{r['force']} {_printed(r)} ({r['inspection_year']})" for r in rows)
    return (
        f"Dot and whisker chart of the recording rates of {len(rows)} {settings.words.units}, sorted by name. {told}."
    )


def _printed(row: dict[str, Any]) -> str:
    margin = "" if pd.isna(row["margin"]) else f" ± {row['margin'] * 100:.4g}"
    return f"{row['printed']}{margin}"


def _table(rows: list[dict[str, Any]], settings: Settings) -> pd.DataFrame:
    names = (settings.words.unit.capitalize(), "Inspection", "Recording rate", "Interval printed", "Printed by", "fact")
    cells = [
        (
            r["force"],
            str(r["inspection_year"]),
            r["printed"],
            "" if pd.isna(r["margin"]) else f"± {r['margin'] * 100:.4g} points",
            r["printed_by"] or f"{settings.words.inspectorate} report",
            _fact(r),
        )
        for r in rows
    ]
    return table_of([dict(zip(names, row, strict=True)) for row in cells])
