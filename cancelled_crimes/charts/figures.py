"""Chart (a) of a force: its figures with their intervals, each beside the other forces in hand, pooled."""

import pandas as pd

from cancelled_crimes.charts import captions, marks, style
from cancelled_crimes.charts.chart import Caption, Chart, table_of
from cancelled_crimes.charts.sheet import MARGIN, WIDTH, Scale, Sheet
from cancelled_crimes.charts.sources import others_beside, source_line
from cancelled_crimes.settings import Settings
from cancelled_crimes.slugs import slug
from cancelled_crimes.stats import cells, pooling
from cancelled_crimes.tables import Tables
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.numbers import counts_in_table, share_of
from cancelled_crimes.words.prose import Prose, joined, prose
from cancelled_crimes.words.sentences import alt_text
from cancelled_crimes.words.topics import offence_in_words

TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_HEADING, _LABEL, _TRACK, _GAP = 19, 15, 13, 15  # heights of the lines of a block


def figures_chart(force: str, findings: list[Finding], tables: Tables, settings: Settings) -> Chart | None:
    """The chart, or None when no count and no share of the force is in hand."""
    if not any(f.has_counts or f.status in ("share only", "candidates") for f in findings):
        return None
    pools = {f.offence: _others(f, tables, settings) for f in findings}
    blocks = [(f, pools[f.offence]) for f in findings]
    body = sum(_height(f, pool) for f, pool in blocks) + 16
    compared = others_beside([f for f in findings if pools[f.offence]], tables, settings)
    source = source_line([f for f in findings if f.in_hand], tables, settings, compared)
    caption = Caption(captions.figures_title(force, findings), _subtitle(findings, settings), source)
    with style.drawing():
        sheet = Sheet(caption, body, settings)
        across = Scale(MARGIN + 8, WIDTH - MARGIN - 14)
        top, rows, drawn = 0.0, [], []
        for f, pool in blocks:
            lines, block_marks = _write(sheet, f, pool, top)
            rows += lines
            drawn += block_marks
            top += _height(f, pool)
        marks.tracks(sheet, across, rows, TICKS)
        marks.draw(sheet, across, drawn)
        marks.scale(sheet, across, body - 4, TICKS)
        return sheet.finish(
            f"{slug(force)}-figures", _alt(findings, pools, settings), _table(findings, pools, settings)
        )


_Pool = tuple[int, int, float, float] | None


def _others(f: Finding, tables: Tables, settings: Settings) -> _Pool:
    """Counts and interval of the other forces in hand; only where the force has a mark to set beside them."""
    if marks.mark_of(f, 0) is None:
        return None
    known = cells.others_in_hand(tables, f.force, f.offence)
    if not known:
        return None
    wrong, reviewed = [sample.wrong for sample in known], [sample.reviewed for sample in known]
    low, high, _ = pooling.pooled_interval(wrong, reviewed, settings)
    return sum(wrong), sum(reviewed), low, high


def _height(f: Finding, pool: _Pool) -> float:
    marked = marks.mark_of(f, 0) is not None
    return _HEADING + _LABEL + (_TRACK if marked else 0) + (_LABEL + _TRACK if pool else 0) + _GAP


def _write(sheet: Sheet, f: Finding, pool: _Pool, top: float) -> tuple[list[float], list[marks.Mark]]:
    """Write the lines of one offence; return the heights of its tracks and its marks."""
    sheet.text(MARGIN, top + 13, offence_in_words(f.offence), weight="bold", size=style.LABEL + 0.5)
    top += _HEADING
    known = f.in_hand
    who = f"{f.force}: " if known else ""
    sheet.text(MARGIN, top + 11, who + captions.label(f), "accent" if known else "muted", style.SMALL + 0.5)
    mark = marks.mark_of(f, top + _LABEL + 5)
    if mark is None:
        return [], []
    if pool is None:
        return [mark.y], [mark]
    top += _LABEL + _TRACK
    wrong, reviewed, low, high = pool
    told = f"Other {f.settings.words.units} in hand: {counts_in_table(wrong, reviewed)} ({share_of(wrong, reviewed)})"
    sheet.text(MARGIN, top + 13, told, "known", style.SMALL + 0.5)
    other = marks.Mark(wrong / reviewed, top + _LABEL + 7, low, high, "known", "D")
    return [mark.y, other.y], [mark, other]


def _subtitle(findings: list[Finding], settings: Settings) -> Prose:
    drawn = [m for f in findings if (m := marks.mark_of(f, 0))]
    parts: list[Prose] = [prose("{measure}, with {level} intervals.", measure=captions.measure(settings),
                                level=captions.confidence(settings))]  # fmt: skip
    if any(m.hollow for m in drawn):
        parts.append(("A hollow mark has no interval: its sample was not printed.",))
    if any(f.has_counts and f.tier == "C" for f in findings):
        parts.append(captions.small_samples(settings))
    return joined(parts)


def _alt(findings: list[Finding], pools: dict[str, _Pool], settings: Settings) -> str:
    """What the chart shows, offence by offence, with all of its numbers."""
    parts = ["Dot and whisker chart."]
    for f in findings:
        parts.append(alt_text(f))
        pool = pools[f.offence]
        if pool:
            units = settings.words.units
            parts.append(
                f"The other {units} in hand together: {counts_in_table(pool[0], pool[1])}, "
                f"{share_of(pool[0], pool[1])}, interval {captions.interval_text(pool[2], pool[3], pool[1])}."
            )
    return " ".join(parts)


def _table(findings: list[Finding], pools: dict[str, _Pool], settings: Settings) -> pd.DataFrame:
    """The chart's numbers: a row for the force and one for the others, an offence."""
    words = settings.words
    rows = []
    for f in findings:
        share = (
            share_of(f.wrong, f.reviewed)
            if f.has_counts and f.tier != "C" and f.reviewed and f.wrong is not None
            else ""
        )
        row = {"Offence": offence_in_words(f.offence), words.unit.capitalize(): f.force}
        told = captions.label(f).partition(" (")[0]
        rows.append({**row, words.failure.capitalize(): told, "Share of those reviewed": share,
                     "Interval": captions.interval_text(f.low, f.high, f.reviewed or 0), "fact": f.fact})  # fmt: skip
        pool = pools[f.offence]
        if pool:
            row[words.unit.capitalize()] = f"Other {words.units} in hand"
            rows.append({**row, words.failure.capitalize(): counts_in_table(pool[0], pool[1]),
                         "Share of those reviewed": share_of(pool[0], pool[1]),
                         "Interval": captions.interval_text(pool[2], pool[3], pool[1]),
                         "fact": f"comparison/{slug(f.force)}/{slug(f.offence)}"})  # fmt: skip
    return table_of(rows)
