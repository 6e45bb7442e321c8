"""Chart (c) of a force: the victims who should have been told of a cancellation, one square each."""

import pandas as pd

from cancelled_crimes.charts import captions, style
from cancelled_crimes.charts.chart import Caption, Chart, table_of
from cancelled_crimes.charts.sheet import MARGIN, WIDTH, Scale, Sheet
from cancelled_crimes.charts.sources import source_line
from cancelled_crimes.settings import Settings
from cancelled_crimes.slugs import slug
from cancelled_crimes.tables import Tables
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.numbers import share_of
from cancelled_crimes.words.prose import Prose, prose
from cancelled_crimes.words.sentences import alt_text, headline

_TOP, _A_ROW, _STEP, _SIDE = 22, 12, 25.5, 17.5
MOST_SQUARES = 120  # beyond, a square a victim would no longer be seen


def told_chart(force: str, f: Finding, tables: Tables, settings: Settings) -> Chart | None:
    """The chart, or None when the counts of victims are not known."""
    if not f.has_counts or f.wrong is None or not f.reviewed:
        return None
    squares = f.reviewed <= MOST_SQUARES
    height = _STEP * -(-f.reviewed // _A_ROW) if squares else _STEP
    caption = Caption(headline(f), _subtitle(squares, settings), source_line([f], tables, settings))
    with style.drawing():
        sheet = Sheet(caption, _TOP + height + 4, settings)
        sheet.text(MARGIN, 13, f"{f.wrong} not told", "accent", weight="bold")
        sheet.text(WIDTH - MARGIN, 13, f"{f.reviewed - f.wrong} told", "known", weight="bold", ha="right")
        (_squares if squares else _bar)(sheet, f.wrong, f.reviewed)
        return sheet.finish(f"{slug(force)}-victims", alt_text(f), _table(f))


def _squares(sheet: Sheet, not_told: int, due: int) -> None:
    """A square a victim: filled for those not told, outlined for those told."""
    step = (WIDTH - 2 * MARGIN) / _A_ROW
    places = [(MARGIN + (n % _A_ROW + 0.5) * step, _TOP + (n // _A_ROW + 0.5) * _STEP) for n in range(due)]
    sheet.dots(places[:not_told], "accent", _SIDE, ("accent", 1.6), marker="s")
    sheet.dots(places[not_told:], "paper", _SIDE, ("known", 1.6), marker="s")


def _bar(sheet: Sheet, not_told: int, due: int) -> None:
    across = Scale(MARGIN, WIDTH - MARGIN, 0, due)
    sheet.box(MARGIN, _TOP + 4, (across(due) - MARGIN, _SIDE), "paper", "known")
    sheet.box(MARGIN, _TOP + 4, (across(not_told) - MARGIN, _SIDE), "accent", "accent")


def _subtitle(squares: bool, settings: Settings) -> Prose:
    what = "One square a victim" if squares else "Bar: all victims"
    template = "{what} whom the {unit} should have told that the record of the crime was cancelled; filled: not told."
    return prose(template, what=what, unit=settings.words.unit)


def _table(f: Finding) -> pd.DataFrame:
    wrong, due = f.wrong or 0, f.reviewed or 1
    share = "" if f.tier == "C" else share_of(wrong, due)
    row = {"Victims who should have been told": str(due), "Told": str(due - wrong), "Not told": str(wrong)}
    return table_of(
        [{**row, "Share not told": share, "Interval": captions.interval_text(f.low, f.high, due), "fact": f.fact}]
    )
