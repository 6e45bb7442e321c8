"""Chart (d): all forces in hand, dot and whisker, offence by offence, sorted by name."""

from typing import Any

import pandas as pd

from cancelled_crimes.charts import captions, marks, style
from cancelled_crimes.charts.chart import Caption, Chart, table_of
from cancelled_crimes.charts.sheet import MARGIN, WIDTH, Scale, Sheet
from cancelled_crimes.charts.sources import source_line
from cancelled_crimes.settings import Settings
from cancelled_crimes.slugs import slug
from cancelled_crimes.tables import Tables, records
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.numbers import counts_in_table, decimals, percent
from cancelled_crimes.words.prose import Prose, joined, prose
from cancelled_crimes.words.topics import offence_in_words

SLUG = "forces-in-hand"
_HEADING, _LINE, _GAP = 24, 19, 12
_NAMES, _COUNTS = 132, 58  # widths of the columns beside the plot


def forces_chart(findings: list[Finding], tables: Tables, settings: Settings) -> Chart | None:
    """The chart from the findings of all forces; None when no count and no share is in hand."""
    groups = {o: [f for f in findings if f.offence == o and _told(f)] for o in settings.offences}
    groups = {o: sorted(group, key=lambda f: f.force) for o, group in groups.items() if group}
    if not groups:
        return None
    pools: _Pools = {str(p["offence"]): p for p in records(tables.pooled) if pd.notna(p["wrong"])}
    body = sum(_HEADING + _LINE * (len(g) + (o in pools)) + _GAP for o, g in groups.items())
    highest = max(max(f.high or 0, f.share_high or 0) for g in groups.values() for f in g)
    ticks = marks.steps(highest)
    source = source_line([f for group in groups.values() for f in group], tables, settings)
    caption = Caption(_title(groups, settings), _subtitle(findings, settings), source)
    with style.drawing():
        sheet = Sheet(caption, body, settings)
        across = Scale(MARGIN + _NAMES, WIDTH - MARGIN - _COUNTS, 0, ticks[-1])
        rows: list[float] = []
        drawn: list[marks.Mark] = []
        y = 0.0
        for offence, group in groups.items():
            sheet.text(MARGIN, y + 16, offence_in_words(offence), weight="bold", size=style.LABEL + 0.5)
            marks.scale(sheet, across, y + 16, ticks)
            y += _HEADING
            for f in group:
                _line(sheet, y, f.force, captions.short_label(f))
                rows.append(y + _LINE / 2)
                drawn += [m] if (m := marks.mark_of(f, y + _LINE / 2)) else []
                y += _LINE
            if pool := pools.get(offence):
                told = counts_in_table(int(pool["wrong"]), int(pool["reviewed"]))
                _line(sheet, y, "All with counts", told, "known")
                rows.append(y + _LINE / 2)
                drawn.append(
                    marks.Mark(pool["rate"], y + _LINE / 2, pool["low"], pool["high"], role="known", shape="D")
                )
                y += _LINE
            y += _GAP
        marks.tracks(sheet, across, rows, ticks, 3)
        marks.draw(sheet, across, drawn, style.DOT - 1)
        return sheet.finish(SLUG, _alt(groups, pools, settings), _table(groups, pools, settings))


_Pools = dict[str, dict[Any, Any]]


def _told(f: Finding) -> bool:
    return f.has_counts or f.status in ("candidates", "share only", "count only")


def _line(sheet: Sheet, y: float, name: str, told: str, role: str = "ink") -> None:
    weight = "bold" if role == "known" else "normal"
    sheet.text(MARGIN, y + 13.5, name, role, style.SMALL, weight=weight)
    sheet.text(WIDTH - MARGIN, y + 13.5, told, role, style.SMALL, ha="right", weight=weight)


def _title(groups: dict[str, list[Finding]], settings: Settings) -> Prose:
    """How many of the samples held a failure, in words that need no number."""
    samples = [f for group in groups.values() for f in group if f.has_counts]
    some = sum(f.some_wrong for f in samples)
    how = "all" if some == len(samples) else "most" if 2 * some > len(samples) else "some" if some else "none"
    words = settings.words
    return (f"In {how} of the samples in hand, {words.reviewers} found {words.records} that were {words.failure}",)


def _subtitle(findings: list[Finding], settings: Settings) -> Prose:
    words = settings.words
    return joined(
        [
            prose(
                "{measure}, with {level} intervals. Sorted by name.",
                measure=captions.measure(settings),
                level=captions.confidence(settings),
            ),
            f"Hollow: no sample printed. Diamond: the {words.units} with counts, pooled.",
            captions.small_samples(settings) if any(f.has_counts and f.tier == "C" for f in findings) else (),
        ]
    )


def _alt(groups: dict[str, list[Finding]], pools: _Pools, settings: Settings) -> str:
    parts = [f"Dot and whisker chart of the {settings.words.units} in hand, by offence, sorted by name."]
    for offence, group in groups.items():
        told = "; ".join(f"{f.force} {captions.label(f)}" for f in group)
        parts.append(f"{offence_in_words(offence)}: {told}.")
        if pool := pools.get(offence):
            counts = counts_in_table(int(pool["wrong"]), int(pool["reviewed"]))
            interval = captions.interval_text(pool["low"], pool["high"], pool["effective_n"])
            parts.append(f"All with counts together: {counts} ({_share(pool)}, interval {interval}).")
    return " ".join(parts)


def _share(pool: dict[str, Any]) -> str:
    return percent(pool["rate"], decimals(pool["effective_n"]))


def _table(groups: dict[str, list[Finding]], pools: _Pools, settings: Settings) -> pd.DataFrame:
    words = settings.words
    names = (
        "Offence",
        words.unit.capitalize(),
        words.failure.capitalize(),
        "Share of those reviewed",
        "Interval",
        "fact",
    )
    rows = []
    for offence, group in groups.items():
        heading = offence_in_words(offence)
        for f in group:
            counts, _, share = captions.label(f).partition(" (")
            bounds = captions.interval_text(f.low, f.high, f.reviewed or 0)
            rows.append((heading, f.force, counts, share.rstrip(")"), bounds, f.fact))
        if p := pools.get(offence):
            counts, share = (
                counts_in_table(int(p["wrong"]), int(p["reviewed"])),
                _share(p),
            )
            bounds = captions.interval_text(p["low"], p["high"], p["effective_n"])
            rows.append((heading, "All with counts", counts, share, bounds, f"pooled/{slug(offence)}"))
    return table_of([dict(zip(names, row, strict=True)) for row in rows])
