"""Chart (b) of a force: its samples in the funnel of counts that would be no surprise beside the other forces in hand.

The limits are those of the comparison (`stats/apart.py`): around the others, the force itself left out, wider where the
others differ from each other. So the chart says what the sentence says.
"""

from collections.abc import Sequence
from math import ceil

import pandas as pd
from matplotlib.ticker import MaxNLocator

from cancelled_crimes.charts import captions, marks, style
from cancelled_crimes.charts.chart import Caption, Chart, table_of
from cancelled_crimes.charts.sheet import MARGIN, WIDTH, Scale, Sheet
from cancelled_crimes.charts.sources import others_beside, source_line
from cancelled_crimes.settings import Settings
from cancelled_crimes.slugs import slug
from cancelled_crimes.stats import cells
from cancelled_crimes.stats.apart import expected_counts
from cancelled_crimes.stats.cells import Sample
from cancelled_crimes.stats.verdicts import OUT, QUESTION, SAME
from cancelled_crimes.tables import Tables
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.numbers import counts_in_table, in_table, probability, share_of
from cancelled_crimes.words.prose import Prose, prose
from cancelled_crimes.words.topics import offence_in_words

_TOP, _PANEL, _ROW, _SCALE, _ENDS, _GUTTER = 38, 118, 206, 39, 40, 14
_SMALLEST = 4  # limits of fewer records say nothing
_SIZES = 40  # of samples for which limits are worked out: enough for a line across the panel
_READING = {
    SAME: "inside the limits: cannot be told apart",
    QUESTION: "beyond the first limit: worth a question",
    OUT: "beyond both limits: stands out",
}
_Bounds = list[tuple[int, float, float]]  # of a sample size, the lowest and the highest share inside


def funnel_chart(force: str, findings: list[Finding], tables: Tables, settings: Settings) -> Chart | None:
    """The chart, or None when no sample of the force is large enough for a mark, or too few others are in hand."""
    told = [f for f in findings if f.has_counts and f.tier != "C" and f.verdict]
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


def sizes(most: int) -> list[int]:
    """The sample sizes at which limits are worked out: each up to a few dozen, then evenly spaced, never too many."""
    step = max(1, -(-(most - _SMALLEST) // _SIZES))
    return [*range(_SMALLEST, most, step), most]


def even_steps(highest: float, steps: int, *, whole: bool = False) -> list[float]:
    """The labels of a scale from 0 that holds the highest value: about `steps` round numbers, evenly spaced."""
    return [float(at) for at in MaxNLocator(steps, integer=whole, steps=[1, 2, 2.5, 5, 10]).tick_values(0, highest)]


def limits(f: Finding, others: list[Sample], most: int, level: float) -> _Bounds:
    """The limits beside the others at a level, for samples up to `most` records."""
    wrong, reviewed = [o.wrong for o in others], [o.reviewed for o in others]
    found = ((n, expected_counts(n, wrong, reviewed, level)) for n in sizes(most))
    return [(n, bounds[0] / n, bounds[1] / n) for n, bounds in found if bounds is not None]


def _funnel(sheet: Sheet, f: Finding, others: list[Sample], place: tuple[float, float], width: float) -> None:
    """One offence: the limits, the samples of the others as small dots, the force's sample as a large one."""
    top, left = place
    sample = f.reviewed or 1
    most = max(30, ceil(1.05 * max(sample, *(other.reviewed for other in others))))
    across = Scale(left + _SCALE, left + width - _ENDS, _SMALLEST, most)
    s = f.settings.statistics
    inner, outer = (limits(f, others, most, level) for level in (s.question_level, s.stands_out_level))
    shares = [(f.wrong or 0) / sample, *(other.wrong / other.reviewed for other in others)]
    typical = min(sample, *(other.reviewed for other in others))
    beside = [high for n, _, high in [*inner, *_reachable(outer)] if n >= typical]
    heights = [at for at in even_steps(min(1, max([*shares, *beside, 0.001])), 4) if at <= 1]
    up = Scale(top + _TOP + _PANEL, top + _TOP, 0, heights[-1])
    sheet.text(left, top + 13, offence_in_words(f.offence), weight="bold", size=style.LABEL + 0.5)
    sheet.text(left, top + 28, captions.label(f), "accent", style.SMALL)
    sheet.lines([[(across.start, up(at)), (across.end, up(at))] for at in heights], "rule", style.TRACK, zorder=0.9)
    for at in heights:
        sheet.text(across.start - 4, up(at) + 4, marks.tick_label(at), "muted", style.SMALL - 1, ha="right")
    for n in (int(at) for at in even_steps(most, 4, whole=True) if _SMALLEST <= at <= most):
        sheet.text(across(n), up.start + 16, in_table(n), "muted", style.SMALL - 1, ha="center")
    sheet.text(across.start, up.start + 30, f"{_records(f)} reviewed", "muted", style.SMALL - 1)
    _draw_limits(sheet, f, (inner, outer), across, up)
    small = [(across(other.reviewed), up(other.wrong / other.reviewed)) for other in others]
    sheet.dots(small, "muted", 4.6, ("muted", 0), alpha=0.75)
    sheet.dots([(across(sample), up(shares[0]))], "accent", style.DOT + 1.5, ("paper", 1), zorder=3)


def _reachable(bounds: _Bounds) -> _Bounds:
    """The limits that a share can lie beyond: not those at 100%."""
    return [(n, low, high) for n, low, high in bounds if high < 1]


def _draw_limits(sheet: Sheet, f: Finding, bounds: tuple[_Bounds, _Bounds], across: Scale, up: Scale) -> None:
    """The two limits, the inner one filled, and the share of the others together; each named at its end."""
    inner, outer = (
        [(across(n), up(min(high, up.high))) for n, _, high in each] for each in (bounds[0], _reachable(bounds[1]))
    )
    lowest = [(across(n), up(low)) for n, low, _ in bounds[0]]
    pooled = up(f.others_wrong / f.others_reviewed)
    sheet.area([*lowest, *inner[::-1]], "soft", zorder=0.5)
    sheet.lines([inner], "known", 1.1)
    sheet.lines([outer] if outer else [], "known", 1.1, linestyle=(0, (3, 2)))
    sheet.lines([[(across.start, pooled), (across.end, pooled)]], "known", 0.8)
    s = f.settings.statistics
    levels = [captions.level(level, "").text for level in (s.question_level, s.stands_out_level)]
    ends = [
        (pooled, "others"),
        *((line[-1][1], name) for line, name in zip((inner, outer), levels, strict=True) if line),
    ]
    for y, (_, name) in zip(_apart([y for y, _ in ends], 12), ends, strict=True):
        sheet.text(across.end + 4, y + 4, name, "known", style.SMALL - 1.5)


def _others(f: Finding) -> str:
    """Counts and share of the other forces in hand."""
    return f"{counts_in_table(f.others_wrong, f.others_reviewed)} ({share_of(f.others_wrong, f.others_reviewed)})"


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
        "{measure}, by number reviewed. Large dot: this {unit}; small: the others in hand. Lines: what would be no "
        "surprise beside the others, allowing for how much they differ, at {warning} and, where a share can lie "
        "beyond, {alarm}.",
        measure=captions.measure(settings),
        unit=settings.words.unit,
        warning=captions.level(s.question_level, "settings/question-level"),
        alarm=captions.level(s.stands_out_level, "settings/stands-out-level"),
    )


def _alt(told: list[Finding], settings: Settings) -> str:
    parts = [f"Funnel plot of {settings.words.records} reviewed and the share {settings.words.failure}."]
    for f in told:
        wrong, reviewed = f.wrong or 0, f.reviewed or 1
        parts.append(
            f"{offence_in_words(f.offence)}: {counts_in_table(wrong, reviewed)} ({share_of(wrong, reviewed)}) in "
            f"{f.force}, {_others(f)} in the other {settings.words.units} in hand; "
            f"p = {probability(f.comparison_p or 0)}, {_READING[f.verdict]}."
        )
    return " ".join(parts)


def _table(told: list[Finding], settings: Settings) -> pd.DataFrame:
    rows = [
        {
            "Offence": offence_in_words(f.offence),
            f.force: captions.label(f),
            f"Other {settings.words.units} in hand": _others(f),
            "No surprise beside the others": _expected(f),
            "p": probability(f.comparison_p or 0),
            "p, adjusted": probability(f.comparison_p_adjusted or 0),
            "Comparisons made": str(f.comparisons),
            "Reading": _READING[f.verdict],
            "fact": f"comparison/{slug(f.force)}/{slug(f.offence)}",
        }
        for f in told
    ]
    return table_of(rows)


def _expected(f: Finding) -> str:
    """The counts that would be no surprise: "0 to 8 of 17"."""
    if f.expected_low is None or f.expected_high is None:
        return ""
    return f"{in_table(f.expected_low)} to {counts_in_table(f.expected_high, f.reviewed or 0)}"
