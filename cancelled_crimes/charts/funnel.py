"""Chart (b) of a force: its samples in the funnel of what chance alone would do around the forces in hand.

Exact binomial limits around the pooled share (Spiegelhalter 2005, Statistics in Medicine 24, 1185-1202).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from cancelled_crimes.charts import captions, marks, style
from cancelled_crimes.charts.chart import Caption, Chart, table_of
from cancelled_crimes.charts.sheet import MARGIN, WIDTH, Sheet
from cancelled_crimes.settings import Settings
from cancelled_crimes.slugs import slug
from cancelled_crimes.stats import cells
from cancelled_crimes.stats.comparison import funnel_limits
from cancelled_crimes.tables import Tables
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.numbers import counts_in_table, percent
from cancelled_crimes.words.prose import Prose, prose
from cancelled_crimes.words.topics import offence_in_words

_PANEL, _ROW, _SCALE, _ENDS, _GUTTER = 120, 176, 30, 40, 14
_SMALLEST = 4  # limits of fewer records say nothing
_VERDICTS = {
    "inside": "inside the limits: cannot be told apart",
    "95": "beyond the first limit: worth a question",
    "99.8": "beyond both limits: stands out",
}


def funnel_chart(force: str, findings: list[Finding], tables: Tables, settings: Settings) -> Chart | None:
    """The chart, or None when no sample of the force is large enough for a mark or there is nothing to set it against."""
    told = [f for f in findings if f.has_counts and f.tier != "C" and f.funnel and f.others_reviewed]
    if not told:
        return None
    columns = min(2, len(told))
    body = _ROW * -(-len(told) // columns)
    width = (WIDTH - 2 * MARGIN - _GUTTER * (columns - 1)) / columns
    caption = Caption(captions.funnel_title(force, told, settings), _subtitle(settings), marks.source_line(settings))
    with style.drawing():
        sheet = Sheet(caption, body, settings)
        for place, f in enumerate(told):
            row, column = divmod(place, columns)
            left = MARGIN + column * (width + _GUTTER)
            _funnel(sheet, f, _other_samples(f, tables), row * _ROW, left, width)
        return sheet.finish(f"{slug(force)}-funnel", _alt(told, settings), _table(told, settings))


def _other_samples(f: Finding, tables: Tables) -> pd.DataFrame:
    known = cells.in_hand(tables.cancellations, f.offence)
    return known[known["force"] != f.force]


def _funnel(sheet: Sheet, f: Finding, others: pd.DataFrame, top: float, left: float, width: float) -> None:
    """One offence: the limits, the samples of the others as small dots, the force's sample with its counts."""
    reviewed = others["reviewed"].astype(int).to_numpy()
    shares = others["wrong"].astype(int).to_numpy() / reviewed
    sample, share = f.reviewed or 0, (f.wrong or 0) / (f.reviewed or 1)
    most = max(30, -(-(max(reviewed.max(), sample) + 1) // 10) * 10)
    sheet.text(left, top + 13, offence_in_words(f.offence), weight="bold")
    inner = left + _SCALE
    axes = sheet.panel(top + 26, _PANEL, (inner, WIDTH - left - width + _ENDS), (_SMALLEST, most), (0, 1))
    muted, ink = sheet.colour("muted"), sheet.colour("ink")
    axes.hlines([0, 0.25, 0.5, 0.75, 1], _SMALLEST, most, colors=sheet.colour("rule"), linewidth=style.TRACK, zorder=0)
    for at in (0, 0.25, 0.5, 0.75, 1):
        text = f"{at * 100:.0f}%" if at else "0"
        axes.text(_SMALLEST - 0.8, at, text, color=muted, fontsize=style.SMALL - 1, ha="right", va="center")
    for at in range(10, most + 1, 10):
        axes.text(at, -0.13, str(at), color=muted, fontsize=style.SMALL - 1, ha="center")
    _limits(sheet, axes, f, most)
    axes.plot(reviewed, shares, "o", color=muted, markersize=4.6, markeredgewidth=0, alpha=0.75, clip_on=False)
    axes.plot([sample], [share], "o", color=sheet.colour("accent"), markersize=style.DOT + 1, clip_on=False, zorder=4)
    above = share < 0.85
    axes.annotate(
        counts_in_table(f.wrong or 0, sample),
        (sample, share),
        (0, 8 if above else -17),
        textcoords="offset points",
        color=ink,
        fontsize=style.SMALL,
        weight="bold",
        ha="center",
    )


def _limits(sheet: Sheet, axes: Axes, f: Finding, most: int) -> None:
    """The two limits around the pooled share: the inner one filled, each named at its end."""
    statistics = f.settings.statistics
    pooled = _pooled(f)
    n = np.arange(_SMALLEST, most + 1)
    inner, outer = (funnel_limits(n, pooled, at) for at in (statistics.funnel_warning, statistics.funnel_alarm))
    known = sheet.colour("known")
    axes.fill_between(n, *inner, color=sheet.colour("soft"), linewidth=0, zorder=0.5)
    axes.plot(n, inner[1], color=known, linewidth=1.1)
    axes.plot(n, outer[1], color=known, linewidth=1.1, linestyle=(0, (3, 2)))
    axes.hlines([pooled], _SMALLEST, most, colors=known, linewidth=0.8)
    ends = _apart([pooled, inner[1][-1], outer[1][-1]], 0.1)
    texts = ["pooled", *(captions.level(x, "").text for x in (statistics.funnel_warning, statistics.funnel_alarm))]
    for at, text in zip(ends, texts, strict=True):
        axes.text(most + 0.6, at, text, color=known, fontsize=style.SMALL - 1.5, va="center")


def _pooled(f: Finding) -> float:
    """The share of all forces in hand taken together, this one with them, as in rates.csv."""
    return (f.others_wrong + (f.wrong or 0)) / (f.others_reviewed + (f.reviewed or 0))


def _apart(heights: Sequence[float], least: float) -> list[float]:
    """Rising heights moved up until each is at least `least` above the one before."""
    moved: list[float] = []
    for height in heights:
        moved.append(max(height, moved[-1] + least) if moved else height)
    return moved


def _subtitle(settings: Settings) -> Prose:
    s = settings.statistics
    return prose(
        "{measure}, by number reviewed. Large dot: this {unit}; small: the others in hand. Lines: limits of chance, "
        "{warning} and {alarm}, around the pooled share of all in hand.",
        measure=captions.measure(settings),
        unit=settings.words.unit,
        warning=captions.level(s.funnel_warning, "settings/funnel-warning"),
        alarm=captions.level(s.funnel_alarm, "settings/funnel-alarm"),
    )


def _alt(told: list[Finding], settings: Settings) -> str:
    parts = [f"Funnel plot of {settings.words.records} reviewed and the share {settings.words.failure}."]
    for f in told:
        wrong, reviewed = f.wrong or 0, f.reviewed or 1
        parts.append(
            f"{offence_in_words(f.offence)}: {counts_in_table(wrong, reviewed)} ({percent(wrong / reviewed)}) in "
            f"{f.force}, {counts_in_table(f.others_wrong, f.others_reviewed)} "
            f"({percent(f.others_wrong / f.others_reviewed)}) in the other {settings.words.units} in hand; "
            f"{_VERDICTS[f.funnel]}."
        )
    return " ".join(parts)


def _table(told: list[Finding], settings: Settings) -> pd.DataFrame:
    s = settings.statistics
    rows = []
    for f in told:
        pooled = _pooled(f)
        highest = [
            percent(float(funnel_limits(f.reviewed, pooled, at)[1])) for at in (s.funnel_warning, s.funnel_alarm)
        ]
        rows.append(
            {
                "Offence": offence_in_words(f.offence),
                f.force: captions.label(f),
                f"Other {settings.words.units} in hand": f"{counts_in_table(f.others_wrong, f.others_reviewed)} ({percent(f.others_wrong / f.others_reviewed)})",
                f"Highest share inside {captions.level(s.funnel_warning, '').text}": highest[0],
                f"Highest share inside {captions.level(s.funnel_alarm, '').text}": highest[1],
                "Reading": _VERDICTS[f.funnel],
                "fact": f"comparison/{slug(f.force)}/{slug(f.offence)}",
            }
        )
    return table_of(rows)
