"""Prose and tables as HTML: every printed number becomes a link to its line in the fact-check sheet.

All text goes through Jinja with autoescape or through `escape`; nothing that was read from a file is trusted.
"""

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from cancelled_crimes.slugs import slug
from cancelled_crimes.words.prose import BOUND, Number, Part, Prose

TEMPLATES = Path(__file__).parent / "templates"
_LINK = re.compile(r'<a class="n" href="#fact-([^"]+)"')
_HELD = re.compile(r'<(\w+) data-fact="([^"]+)"')
_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def anchor(fact: str) -> str:
    """The key of a fact as a part of an id: "rates/essex/rape" -> "rates.essex.rape"."""
    return fact.replace("/", ".")


def number(n: Number) -> Markup:
    """A printed number as a link to its line; its kind is marked where it has one."""
    kind = Markup(' data-kind="{}"').format(n.kind) if n.kind else ""
    return Markup('<a class="n" href="#fact-{}"{}>{}</a>').format(anchor(n.fact), kind, n.text)


def prose(text: Part) -> Markup:
    """Prose as HTML."""
    pieces = text if isinstance(text, tuple) else (text,)
    return Markup("").join(escape(p) if isinstance(p, str) else number(p) for p in pieces)


def marked(text: Part, fact: str, kind: str = BOUND) -> Prose:
    """The prose with every numeral that stands in plain text made a number of one fact (thresholds, widths, margins)."""
    pieces: list[str | Number] = []
    for piece in text if isinstance(text, tuple) else (text,):
        if isinstance(piece, Number):
            pieces.append(piece)
            continue
        at = 0
        for found in _NUMERAL.finditer(piece):
            pieces += [piece[at : found.start()], Number(found[0], fact, kind)]
            at = found.end()
        pieces.append(piece[at:])
    return tuple(p for p in pieces if p != "")


def cell(text: str, fact: str, kind: str = "") -> Markup:
    """The text of a table's cell; a link to the fact where it holds a digit."""
    return number(Number(text, fact, kind)) if re.search(r"\d", text) else escape(text)


def address(url: str, label: str = "") -> Markup:
    """A web address as a link if it is one (http or https), otherwise as text."""
    if re.match(r"https?://[^\s\"'<>]+$", url):
        return Markup('<a href="{}" rel="noreferrer">{}</a>').format(url, label or shown(url))
    return escape(label or url)


def shown(url: str) -> str:
    """An address as printed on paper: without the scheme."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


def day(value: dt.date | str) -> Markup:
    """A day in words, as a <time>: 2019-10-08 -> "8 October 2019"; anything else as it is."""
    try:
        date = value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
    except ValueError:
        return escape(value)
    return Markup('<time datetime="{}">{} {:%B %Y}</time>').format(date.isoformat(), date.day, date)


def month(value: str) -> Markup:
    """A month in words, as a <time>: "2020-10" -> "October 2020"; anything else as it is."""
    try:
        date = dt.date.fromisoformat(f"{value}-01")
    except ValueError:
        return escape(value)
    return Markup('<time datetime="{}">{:%B %Y}</time>').format(value, date)


def chart_table(table: pd.DataFrame) -> dict[str, Any]:
    """A chart's table for a template: its columns without `fact`, and its rows of linked cells."""
    columns = [c for c in table.columns if c != "fact"]
    kinds = [_kind_of(c) for c in columns]
    rows = [
        [cell(text, row[-1], kind) for text, kind in zip(row[:-1], kinds, strict=True)]
        for row in table[[*columns, "fact"]].astype(str).itertuples(index=False, name=None)
    ]
    return {"columns": columns, "rows": rows}


def _kind_of(column: str) -> str:
    """The kind of the numbers of a chart's column, by its heading."""
    heading = column.lower()
    if "interval" in heading or "range" in heading or "chance" in heading:
        return BOUND
    return "recording-rate" if "recorded" in heading or "recording" in heading else ""


@cache
def environment() -> Environment:
    """The templates of the sections, autoescaped; an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES / "sections"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"prose": prose, "day": day, "month": month, "marked": marked, "cell": cell, "anchor": anchor}
    made.filters |= {"address": address, "shown": shown, "in_a_sentence": sentence_list}
    made.globals["slug"] = slug
    return made


def render(template: str, **names: Any) -> Markup:
    """A section's template filled in, without the empty lines that its logic leaves."""
    text = environment().get_template(f"{template}.html.j2").render(**names)
    return Markup(re.sub(r"\n\s*\n+", "\n", text).strip())  # all parts of it went through autoescape


def with_ways_back(section: str, html: str) -> str:
    """Give the first number of each fact in a section an id, so that the fact-check sheet can lead back to it."""
    met: set[str] = set()

    def first(key: str) -> bool:
        new = key not in met
        met.add(key)
        return new

    def named(match: re.Match[str]) -> str:
        return f'{match[0]} id="{section}.{match[1]}"' if first(match[1]) else match[0]

    def held(match: re.Match[str]) -> str:
        key = anchor(match[2])
        return f'{match[0]} id="{section}.{key}"' if first(key) else match[0]

    return _LINK.sub(named, _HELD.sub(held, html))


def printed_in(html: str) -> dict[str, list[str]]:
    """The facts that a section prints, by anchor, each with the texts that are printed of it."""
    found: dict[str, list[str]] = {}
    for key in _HELD.findall(html):
        found.setdefault(anchor(key[1]), [])
    for key, text in re.findall(r'<a class="n" href="#fact-([^"]+)"[^>]*>(.*?)</a>', html, re.DOTALL):
        found.setdefault(key, []).append(text)
    return {key: list(dict.fromkeys(texts)) for key, texts in found.items()}  # already escaped


def sentence_list(items: Iterable[str]) -> str:
    """Names in a sentence: "a, b and c"."""
    names = list(items)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
