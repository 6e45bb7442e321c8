"""Chart (b) of a force: its samples in the funnel of what chance alone would do around the forces in hand.

Exact binomial limits around the pooled share (Spiegelhalter 2005, Statistics in Medicine 24, 1185-1202).
"""

from collections.abc import Sequence

import pandas as pd

from cancelled_crimes.charts import captions, marks, style
from cancelled_crimes.charts.chart import Caption, Chart, table_of
from cancelled_crimes.charts.sheet import MARGIN, WIDTH, Scale, Sheet
from cancelled_crimes.charts.sources import others_beside, source_line
from cancelled_crimes.settings import Settings
from cancelled_crimes.slugs import slug
from cancelled_crimes.stats import cells
from cancelled_crimes.stats.cells import Sample
from cancelled_crimes.stats.comparison import funnel_limits
from cancelled_crimes.tables import Tables
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.numbers import counts_in_table, in_table, percent
from cancelled_crimes.words.prose import Prose, prose
from cancelled_crimes.words.topics import offence_in_words

_TOP, _PANEL, _ROW, _SCALE, _ENDS, _GUTTER = 38, 118, 206, 35, 40, 14
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_LABELS, _SIZES = 6, 200  # at most so many labels below a funnel, and sizes along its limits
_SMALLEST = 4  # limits of fewer records say nothing
_VERDICTS = {
    "inside": "inside the limits: cannot be told apart",
    "95": "beyond the first limit: worth a question",
    "99.8": "beyond both limits: stands out",
}


def funnel_chart(force: str, findings: list[Finding], tables: Tables, settings: Settings) -> Chart | None:
    """The chart, or None when no sample of the force is large enough for a mark, or no other is in hand."""
    told = [f for f in findings if f.has_counts and f.tier != "C" and f.funnel and f.others_reviewed]
    if not told:
        return None
    columns = min(2, len(told))
    body = _ROW * -(-len(told) // columns)
    width = (WIDTH - 2 * MARGIN - _GUTTER * (columns - 1)) / columns
    source = source_line(told, tables, settings, others_beside(told, tables, settings))
    caption = Caption(captions.funnel_title(force, told, settings), _subtitle(settings), source)
    with style.drawing():
        sheet = Sheet(caption, body, settings)
        for place, f in enumerate(told):
            row, column = divmod(place, columns)
            left = MARGIN + column * (width + _GUTTER)
            others = cells.others_in_hand(tables, f.force, f.offence)
            _funnel(sheet, f, others, (row * _ROW, left), width)
        return sheet.finish(f"{slug(force)}-funnel", _alt(told, settings), _table(told, settings))


def _funnel(sheet: Sheet, f: Finding, others: list[Sample], place: tuple[float, float], width: float) -> None:
    """One offence: the limits, the samples of the others as small dots, the force's sample as a large one."""
    top, left = place
    sample = f.reviewed or 1
    most = max(30, -(-(max(sample, *(other.reviewed for other in others)) + 1) // 10) * 10)
    across = Scale(left + _SCALE, left + width - _ENDS, _SMALLEST, most)
    up = Scale(top + _TOP + _PANEL, top + _TOP)
    sheet.text(left, top + 13, offence_in_words(f.offence), weight="bold", size=style.LABEL + 0.5)
    sheet.text(left, top + 28, captions.label(f), "accent", style.SMALL)
    sheet.lines([[(across.start, up(at)), (across.end, up(at))] for at in TICKS], "rule", style.TRACK, zorder=0.9)
    for at in TICKS:
        sheet.text(across.start - 4, up(at) + 4, marks.tick_label(at), "muted", style.SMALL - 1, ha="right")
    step = 10 * -(-most // (10 * _LABELS))
    for n in range(step, most + 1, step):
        sheet.text(across(n), up.start + 16, in_table(n), "muted", style.SMALL - 1, ha="center")
    sheet.text(across.start, up.start + 30, f"{_records(f)} reviewed", "muted", style.SMALL - 1)
    _limits(sheet, f, across, up)
    small = [(across(other.reviewed), up(other.wrong / other.reviewed)) for other in others]
    sheet.dots(small, "muted", 4.6, ("muted", 0), alpha=0.75)
    sheet.dots([(across(sample), up((f.wrong or 0) / sample))], "accent", style.DOT + 1.5, ("paper", 1), zorder=3)


def _limits(sheet: Sheet, f: Finding, across: Scale, up: Scale) -> None:
    """The two limits around the pooled share: the inner one filled, each named at its end."""
    levels = (f.settings.statistics.funnel_warning, f.settings.statistics.funnel_alarm)
    pooled = _pooled(f)
    most = int(across.high)
    sizes = list(range(_SMALLEST, most + 1, -(-most // _SIZES)))
    inner, outer = (
        [[(across(n), up(share)) for n, share in zip(sizes, shares, strict=True)] for shares in limits]
        for limits in (funnel_limits(sizes, pooled, level) for level in levels)
    )
    sheet.area([*inner[0], *inner[1][::-1]], "soft", zorder=0.5)
    sheet.lines([inner[1]], "known", 1.1)
    sheet.lines([outer[1]], "known", 1.1, linestyle=(0, (3, 2)))
    sheet.lines([[(across.start, up(pooled)), (across.end, up(pooled))]], "known", 0.8)
    names = ["pooled", *(captions.level(level, "").text for level in levels)]
    for y, name in zip(_apart([up(pooled), inner[1][-1][1], outer[1][-1][1]], 12), names, strict=True):
        sheet.text(across.end + 4, y + 4, name, "known", style.SMALL - 1.5)


def _others(f: Finding) -> str:
    """Counts and share of the other forces in hand."""
    share = f.others_wrong / f.others_reviewed
    return f"{counts_in_table(f.others_wrong, f.others_reviewed)} ({percent(share)})"


def _pooled(f: Finding) -> float:
    """The share of all forces in hand taken together, this one with them, as in rates.csv."""
    return (f.others_wrong + (f.wrong or 0)) / (f.others_reviewed + (f.reviewed or 0))


def _records(f: Finding) -> str:
    return f.settings.words.records.split()[-1]


def _apart(heights: Sequence[float], least: float) -> list[float]:
    """Heights from the lowest up (units count downwards), moved up until each is clear of the one below it."""
    moved: list[float] = []
    for height in heights:
        moved.append(min(height, moved[-1] - least) if moved else height)
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
            f"{f.force}, {_others(f)} in the other {settings.words.units} in hand; "
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
                f"Other {settings.words.units} in hand": _others(f),
                f"Highest share inside {captions.level(s.funnel_warning, '').text}": highest[0],
                f"Highest share inside {captions.level(s.funnel_alarm, '').text}": highest[1],
                "Reading": _VERDICTS[f.funnel],
                "fact": f"comparison/{slug(f.force)}/{slug(f.offence)}",
            }
        )
    return table_of(rows)
