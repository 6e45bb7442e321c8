"""Chart (e): coverage. For every force and offence, what is known and how, written into the grid itself."""

import textwrap
from dataclasses import dataclass

import pandas as pd

from cancelled_crimes.charts import captions, style
from cancelled_crimes.charts.chart import Caption, Chart, table_of
from cancelled_crimes.charts.sheet import MARGIN, WIDTH, Sheet
from cancelled_crimes.charts.sources import source_line
from cancelled_crimes.settings import Settings
from cancelled_crimes.slugs import slug
from cancelled_crimes.tables import Tables
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.numbers import numeral
from cancelled_crimes.words.prose import Number, Prose, prose
from cancelled_crimes.words.topics import offence_in_words

SLUG = "coverage"
_NAMES, _LINE, _KEY_LINE, _HEAD = 114, 17, 20, 36
_SHORT = 9  # characters that fit a cell


@dataclass(frozen=True)
class _Look:
    """How a kind of cell looks: fill, edge and text are roles."""

    sample: str
    says: str
    fill: str = "paper"
    edge: str = "paper"
    text: str = "ink"
    limit: str = ""  # stands for what is too long for a cell


LOOKS = {
    "counts": _Look("5/20", "count and sample printed", "known", "known", "paper"),
    "recovered": _Look("5/20", "worked out from what is printed", "soft", "soft"),
    "candidates": _Look("2–3/40", "more than one count fits", "soft", "known", limit="range"),
    "share only": _Look("5%", "share printed, sample not", edge="known", limit="share"),
    "count only": _Look("none", "count printed, sample not", edge="known", limit="count"),
    "some": _Look("some", "a lower limit, count not known", edge="rule", text="muted"),
    "sample only": _Look("?/20", "sample seen, result not", edge="rule", text="muted"),
    "not available": _Look("n/a", "not available, a source says", text="muted"),
    "not found": _Look("·", "not found", text="muted"),
}


def coverage_chart(findings: list[Finding], tables: Tables, settings: Settings) -> Chart:
    """The chart from the findings of all forces: a line a force, a column an offence."""
    kinds = [kind for kind in LOOKS if any(f.status == kind for f in findings)]
    forces = sorted({f.force for f in findings})
    top = _KEY_LINE * len(kinds) + 8
    body = top + _HEAD + _LINE * len(forces)
    caption = Caption(_title(findings, settings), _subtitle(settings), source_line(findings, tables, settings))
    column = (WIDTH - 2 * MARGIN - _NAMES) / len(settings.offences)
    with style.drawing():
        sheet = Sheet(caption, body, settings)
        for place, kind in enumerate(kinds):
            number = sum(f.status == kind for f in findings)
            y = place * _KEY_LINE
            _cell(sheet, (MARGIN, y, 46), LOOKS[kind], LOOKS[kind].sample)
            sheet.text(MARGIN + 54, y + 12, f"{LOOKS[kind].says}: {number}", size=style.SMALL)
        for place, offence in enumerate(settings.offences):
            middle = MARGIN + _NAMES + column * (place + 0.5)
            for line, word in enumerate(textwrap.wrap(offence, 9)[::-1]):
                sheet.text(middle, top + _HEAD - 8 - 12 * line, word, size=style.SMALL - 1.5, ha="center")
        for f in findings:
            y = top + _HEAD + _LINE * forces.index(f.force)
            x = MARGIN + _NAMES + column * settings.offences.index(f.offence)
            _cell(sheet, (x + 1.5, y, column - 3), LOOKS[f.status], _told(f))
        for place, force in enumerate(forces):
            known = any(f.in_hand for f in findings if f.force == force)
            role = "ink" if known else "muted"
            sheet.text(MARGIN, top + _HEAD + _LINE * place + 12, force, role, style.SMALL - 1)
        return sheet.finish(SLUG, _alt(findings, kinds, settings), _table(findings, forces, settings))


def _cell(sheet: Sheet, box: tuple[float, float, float], look: _Look, text: str) -> None:
    """A cell at (left, top, width), drawn unless it is empty paper."""
    x, y, width = box
    if look.edge != "paper":
        sheet.box(x, y + 1, (width, _LINE - 3), look.fill, look.edge)
    sheet.text(x + width / 2, y + 12, text, look.text, style.SMALL - 1, ha="center")


def _told(f: Finding) -> str:
    """What is known of a cell, as short as it can be."""
    if f.has_counts:
        return f"{f.wrong}/{f.reviewed}"
    if f.status == "sample only":
        return f"?/{f.reviewed}"
    text = captions.short_label(f).replace(" of ", "/").replace(" to ", "–")
    short = f.status in ("candidates", "share only", "count only") and len(text) <= _SHORT
    return text if short else LOOKS[f.status].limit or LOOKS[f.status].sample


def _in_hand(findings: list[Finding]) -> tuple[int, int]:
    """Forces of which anything is in hand, and forces."""
    return len({f.force for f in findings if f.in_hand}), len({f.force for f in findings})


def _title(findings: list[Finding], settings: Settings) -> Prose:
    known, total = _in_hand(findings)
    return prose(
        "Figures were found for {known} {units}; the rest are missing, not zero",
        known=Number(f"{numeral(known)} of {total}", "coverage/all"),
        units=settings.words.units,
    )


def _subtitle(settings: Settings) -> Prose:
    words = settings.words
    text = f"{words.records.capitalize()} {words.failure}, of those that {words.reviewers} reviewed, by offence. "
    return (f"{text}Percentages are shares of those reviewed, printed without their number.",)


def _alt(findings: list[Finding], kinds: list[str], settings: Settings) -> str:
    known, total = _in_hand(findings)
    cells = "; ".join(f"{LOOKS[k].says}: {sum(f.status == k for f in findings)}" for k in kinds)
    return (
        f"Grid of {total} {settings.words.units} by {len(settings.offences)} offences. Something is in "
        f"hand for {known}. Of {len(findings)} cells: {cells}. The table below gives each of them."
    )


def _table(findings: list[Finding], forces: list[str], settings: Settings) -> pd.DataFrame:
    by_cell = {(f.force, f.offence): f for f in findings}
    unit = settings.words.unit.capitalize()
    rows = []
    for force in forces:
        cells = {offence_in_words(o): captions.label(by_cell[force, o]).partition(" (")[0] for o in settings.offences}
        rows.append({unit: force, **cells, "fact": f"coverage/{slug(force)}"})
    return table_of(rows)
