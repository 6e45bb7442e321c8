"""Chart (g): what chance alone would do. The highest share in hand beside the highest that equal forces would show."""

from typing import Any

import pandas as pd

from cancelled_crimes.charts import captions, marks, style
from cancelled_crimes.charts.chart import Caption, Chart, table_of
from cancelled_crimes.charts.sheet import MARGIN, WIDTH, Scale, Sheet
from cancelled_crimes.charts.sources import source_line
from cancelled_crimes.settings import Settings
from cancelled_crimes.slugs import slug
from cancelled_crimes.stats import cells
from cancelled_crimes.stats.chance import highest_share_distribution
from cancelled_crimes.tables import Tables, records
from cancelled_crimes.words.as_printed import share_as_printed
from cancelled_crimes.words.facts import Finding, all_findings
from cancelled_crimes.words.numbers import counts_in_table, percent
from cancelled_crimes.words.pooled import higher, pools
from cancelled_crimes.words.prose import Prose, listed, plain, prose
from cancelled_crimes.words.topics import offence_in_words

SLUG = "what-chance-would-do"
_BIN = 0.05
_BARS, _ROW = 52, 128
_ACROSS = Scale(MARGIN + 6, WIDTH - MARGIN - 14)
# By verdict: the clause that opens a title, and the one that goes on with it.
_TITLES = {
    "more": ("The highest share for {} is more than chance alone would make it", ""),
    "within|less": ("The highest share for {} is no more than chance alone would make it", "for {} it is not"),
    "depends": (
        "Whether the highest share for {} is more than chance alone would make it cannot be said",
        "for {} that cannot be said",
    ),
}
_SAYS = {"more": "beyond", "less": "below", "within": "within", "depends": "more than chance or not cannot be said"}
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def chance_chart(tables: Tables, settings: Settings) -> Chart | None:
    """The chart; None when no offence has two samples in hand."""
    without_sample = {p.offence: higher(p) for p in pools(tables, settings)}
    shown = [p for p in records(tables.pooled) if p["forces_in_hand"] > 1 and pd.notna(p["highest_share"])]
    rows = [{**p, "higher": without_sample[p["offence"]]} for p in shown]
    if not rows:
        return None
    body = _ROW * len(rows) + 16
    source = source_line(_samples(rows, tables, settings), tables, settings)
    caption = Caption(_title(rows), _subtitle(settings), source)
    with style.drawing():
        sheet = Sheet(caption, body, settings)
        for place, pool in enumerate(rows):
            _one(sheet, place * _ROW, pool, tables)
        marks.scale(sheet, _ACROSS, body - 5, TICKS)
        return sheet.finish(SLUG, _alt(rows, settings), _table(rows, settings))


def _samples(pools: list[dict[str, Any]], tables: Tables, settings: Settings) -> list[Finding]:
    """The findings that the chart shows: those with counts, and the higher shares that it names."""
    shown = {p["offence"] for p in pools}
    counted = [f for f in all_findings(tables, settings) if f.offence in shown and f.has_counts]
    return [*counted, *(f for p in pools for f in p["higher"])]


def _one(sheet: Sheet, top: float, pool: dict[str, Any], tables: Tables) -> None:
    """One offence: bars of what chance would do, their central range, and the highest share in hand."""
    sheet.text(MARGIN, top + 14, offence_in_words(pool["offence"]), weight="bold", size=style.LABEL + 0.5)
    if pool["higher"]:
        highest = max(pool["higher"], key=lambda f: f.share_low or 0)
        text = f"{highest.force}: {share_as_printed(highest).text}, sample not printed"
        sheet.text(WIDTH - MARGIN, top + 14, text, "muted", style.SMALL, ha="right")
    sheet.text(MARGIN, top + 31, f"Highest in hand: {_highest(pool)}", "accent", style.SMALL)
    sheet.text(MARGIN, top + 47, f"By chance: {_range(pool)}", "known", style.SMALL)
    reviewed = [sample.reviewed for sample in tables.once(cells.samples)[pool["offence"]]]
    table = highest_share_distribution(reviewed, pool["wrong"] / pool["reviewed"])
    axes = sheet.axes(top + 52, _BARS, _ACROSS)
    import seaborn as sns  # noqa: PLC0415 - only the process that draws this chart is to wait for it

    sns.histplot(
        table, x="share", weights="probability", binwidth=_BIN, binrange=(-_BIN / 2, 1 + _BIN / 2), ax=axes,
        color=sheet.colour("rule"), alpha=1, edgecolor=sheet.colour("paper"), linewidth=0.8, clip_on=False,
    )  # fmt: skip
    axes.set(xlim=(0, 1), ylim=(0, axes.dataLim.ymax))
    y = top + 52 + _BARS + 6
    marks.tracks(sheet, _ACROSS, [y], TICKS)
    sheet.lines([[(_ACROSS(pool["chance_low"]), y), (_ACROSS(pool["chance_high"]), y)]], "known", 5)
    marks.draw(sheet, _ACROSS, [marks.Mark(pool["highest_share"], y)], style.DOT + 1)


def _highest(pool: dict[str, Any]) -> str:
    counts = counts_in_table(int(pool["highest_wrong"]), int(pool["highest_reviewed"]))
    return f"{counts} ({percent(pool['highest_share'])})"


def _higher(pool: dict[str, Any]) -> str:
    """The higher shares that are printed without a sample: "Cheshire 43%"."""
    return ", ".join(f"{f.force} {share_as_printed(f).text}" for f in pool["higher"])


def _range(pool: dict[str, Any]) -> str:
    bounds = captions.interval_text(pool["chance_low"], pool["chance_high"])
    return f"{bounds}, typically {percent(pool['chance_median'])}"


def _title(pools: list[dict[str, Any]]) -> Prose:
    """What can be said of the highest shares, whatever samples stood behind those printed without one."""
    names = {v: plain(listed([p["offence"] for p in pools if p["chance_verdict"] in v.split("|")])) for v in _TITLES}
    told = [v for v in _TITLES if names[v]]
    clauses = [_TITLES[v][v != told[0]].format(names[v]) for v in told]
    return ("; ".join(clauses),)


def _subtitle(settings: Settings) -> Prose:
    words = settings.words
    return prose(
        "Bars: how likely each highest share among the samples in hand would be, had every {unit} the same share "
        "{failure} of the {records} that {reviewers} reviewed. Thick line: {level} range. Dot: the highest in hand. "
        "Shares printed without a sample have no dot.",
        unit=words.unit,
        failure=words.failure,
        records=words.records,
        reviewers=words.reviewers,
        level=captions.confidence(settings),
    )


def _alt(pools: list[dict[str, Any]], settings: Settings) -> str:
    parts = [f"Had every {settings.words.unit} the same share, how high would the highest be?"]
    for p in pools:
        parts.append(
            f"{offence_in_words(p['offence'])}: highest in hand {_highest(p)}{_aside(p)}; by chance {_range(p)}; "
            f"{_SAYS[p['chance_verdict']]}."
        )
    return " ".join(parts)


def _aside(pool: dict[str, Any]) -> str:
    return f"; higher, without a printed sample: {_higher(pool)}" if pool["higher"] else ""


def _table(pools: list[dict[str, Any]], settings: Settings) -> pd.DataFrame:
    level = captions.confidence(settings).text
    rows = []
    for p in pools:
        chance = {
            "Median by chance": percent(p["chance_median"]),
            f"{level} range": captions.interval_text(p["chance_low"], p["chance_high"]),
        }
        likely = "less than 1 in 1,000" if p["chance_p"] < 0.001 else f"{p['chance_p']:.3f}"
        row = {"Offence": offence_in_words(p["offence"]), "Samples in hand": str(p["forces_in_hand"])}
        row |= {"Highest in hand": _highest(p), **chance, "Probability of so high a share": likely}
        row["Higher, sample not printed"] = _higher(p)
        rows.append({**row, "fact": f"chance/{slug(p['offence'])}"})
    return table_of(rows)
