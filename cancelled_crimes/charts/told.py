"""Chart (c) of a force: the victims who should have been told of a cancellation, one square each."""

import pandas as pd

from cancelled_crimes.charts import captions, marks, style
from cancelled_crimes.charts.chart import Caption, Chart, table_of
from cancelled_crimes.charts.sheet import MARGIN, WIDTH, Sheet
from cancelled_crimes.settings import Settings
from cancelled_crimes.slugs import slug
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.numbers import percent
from cancelled_crimes.words.prose import Prose, prose
from cancelled_crimes.words.sentences import alt_text, headline

_A_ROW, _STEP, _SIDE = 12, 25.5, 17.5
MOST_SQUARES = 120  # beyond, a square a victim would no longer be seen


def told_chart(force: str, f: Finding, settings: Settings) -> Chart | None:
    """The chart, or None when the counts of victims are not known."""
    if not f.has_counts or f.wrong is None or not f.reviewed:
        return None
    squares = f.reviewed <= MOST_SQUARES
    height = _STEP * -(-f.reviewed // _A_ROW) if squares else _STEP
    caption = Caption(headline(f), _subtitle(squares, settings), marks.source_line(settings))
    with style.drawing():
        sheet = Sheet(caption, height + 26, settings)
        sheet.text(MARGIN, 13, f"{f.wrong} not told", "accent", weight="bold")
        sheet.text(WIDTH - MARGIN, 13, f"{f.reviewed - f.wrong} told", "known", weight="bold", ha="right")
        (_squares if squares else _bar)(sheet, f.wrong, f.reviewed, height)
        return sheet.finish(f"{slug(force)}-victims", alt_text(f), _table(f))


def _squares(sheet: Sheet, not_told: int, due: int, height: float) -> None:
    """A square a victim: filled for those not told, outlined for those told."""
    width = WIDTH - 2 * MARGIN
    axes = sheet.panel(22, height, (MARGIN, MARGIN), (0, width))
    step = width / _A_ROW
    places = [(place % _A_ROW * step + step / 2, place // _A_ROW * _STEP + _STEP / 2) for place in range(due)]
    groups = (("accent", "accent", places[:not_told]), ("known", "paper", places[not_told:]))
    for edge, fill, group in groups:
        axes.plot(
            [x for x, _ in group],
            [y for _, y in group],
            "s",
            markersize=_SIDE,
            markerfacecolor=sheet.colour(fill),
            markeredgecolor=sheet.colour(edge),
            markeredgewidth=1.6,
            clip_on=False,
        )


def _bar(sheet: Sheet, not_told: int, due: int, height: float) -> None:
    axes = sheet.panel(22, height, (MARGIN, MARGIN), (0, due))
    axes.barh([height / 2], [due], 18, facecolor=sheet.colour("paper"), edgecolor=sheet.colour("known"), linewidth=1.6)
    axes.barh([height / 2], [not_told], 18, color=sheet.colour("accent"))


def _subtitle(squares: bool, settings: Settings) -> Prose:
    what = "One square a victim" if squares else "Bar: all victims"
    template = "{what} whom the {unit} should have told that the record of the crime was cancelled; filled: not told."
    return prose(template, what=what, unit=settings.words.unit)


def _table(f: Finding) -> pd.DataFrame:
    wrong, due = f.wrong or 0, f.reviewed or 1
    share = "" if f.tier == "C" else percent(wrong / due)
    row = {"Victims who should have been told": str(due), "Told": str(due - wrong), "Not told": str(wrong)}
    return table_of(
        [{**row, "Share not told": share, "Interval": captions.interval_text(f.low, f.high), "fact": f.fact}]
    )
