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
from cancelled_crimes.tables import Tables, records
from cancelled_crimes.words.numbers import percent, years
from cancelled_crimes.words.prose import RECORDING_RATE, Number, Prose, prose

SLUG = "recording-rates"
_NAMES, _RATES, _LINE = 132, 44, 17


def recording_chart(tables: Tables, settings: Settings) -> Chart | None:
    """The chart; None when no recording rate is in hand."""
    latest = latest_rates(tables.inspections)
    if latest.empty:
        return None
    rows = records(latest)
    body = _LINE * len(rows) + 22
    first = min(int((r["rate"] - (r["margin"] if pd.notna(r["margin"]) else 0)) * 10) for r in rows) / 10
    ticks = [first + (1 - first) * part for part in (0, 0.5, 1)]
    caption = Caption(_title(rows, settings), _subtitle(rows, settings), _source(settings))
    with style.drawing():
        sheet = Sheet(caption, body, settings)
        across = Scale(MARGIN + _NAMES, WIDTH - MARGIN - _RATES, first, 1)
        for place, row in enumerate(rows):
            y = place * _LINE
            sheet.text(MARGIN, y + 12.5, row["force"], size=style.SMALL)
            sheet.text(WIDTH - MARGIN, y + 12.5, f"{row['rate'] * 100:.1f}%", size=style.SMALL, ha="right")
        marks.tracks(sheet, across, [_LINE * (place + 0.5) for place in range(len(rows))], ticks, 2.5)
        marks.draw(sheet, across, [_mark(row, _LINE * (place + 0.5)) for place, row in enumerate(rows)], 5.6)
        marks.scale(sheet, across, body - 5, ticks)
        return sheet.finish(SLUG, _alt(rows, settings), _table(rows, settings))


def latest_rates(inspections: pd.DataFrame) -> pd.DataFrame:
    """The latest inspection of each force that printed an overall rate: force, inspection_year, rate, margin (0-1)."""
    known = inspections[inspections["recording_rate_pct"].notna()]
    latest = known.sort_values(["force", "inspection_year"]).drop_duplicates("force", keep="last")
    shares = {"rate": latest["recording_rate_pct"] / 100, "margin": latest["recording_rate_ci_pct"] / 100}
    return latest[["force", "inspection_year"]].assign(**shares)


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
        f"hollow: none printed. Sorted by name. Another audit than that of {words.records}.",
    )


def _source(settings: Settings) -> str:
    return f"Source: {settings.words.inspectorate} inspection reports. {settings.story.newsroom}"


def _alt(rows: list[dict[str, Any]], settings: Settings) -> str:
    told = "; ".join(f"{r['force']} {_printed(r)} ({r['inspection_year']})" for r in rows)
    return (
        f"Dot and whisker chart of the recording rates of {len(rows)} {settings.words.units}, sorted by name. {told}."
    )


def _printed(row: dict[str, Any]) -> str:
    margin = "" if pd.isna(row["margin"]) else f" ± {row['margin'] * 100:.4g}"
    return f"{row['rate'] * 100:.4g}%{margin}"


def _table(rows: list[dict[str, Any]], settings: Settings) -> pd.DataFrame:
    names = (settings.words.unit.capitalize(), "Inspection", "Recording rate", "Interval printed", "fact")
    cells = [
        (
            r["force"],
            str(r["inspection_year"]),
            f"{r['rate'] * 100:.4g}%",
            "" if pd.isna(r["margin"]) else f"± {r['margin'] * 100:.4g} points",
            _fact(r),
        )
        for r in rows
    ]
    return table_of([dict(zip(names, row, strict=True)) for row in cells])
