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
from cancelled_crimes.words.prose import BOUND, RECORDING_RATE, SHARE_ONLY, Number, Part, Prose

TEMPLATES = Path(__file__).parent / "templates"
_FACT = re.compile(r'(<a class="n" href="#fact-|<\w+ data-fact=")([^"]+)"')
_MARKED = re.compile(rf'{_FACT.pattern} id="([^"]+)"')
_LINKED = re.compile(r'<a class="n" href="#fact-([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
_ROW = re.compile(r'<tr><th scope="row"><a class="n" href="#fact-([^"]+)"[^>]*>[^<]*</a></th>(.*?)</tr>', re.DOTALL)
_CELL = re.compile(r"<td[^>]*>([^<]*\d[^<]*)</td>")
_ADDRESS = re.compile(
    r"https?://[^\s\"'<>]+|\b[a-z][\w-]*(?:\.[a-z][\w-]*)*\.(?:uk|com|org|net|info|news)/[^\s\"'<>;,)]+"
)
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
    """The prose with every numeral of its plain text made a number of one fact: thresholds, widths, margins."""
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
    """A web address as a link by its host (on paper the style adds the rest); as text if it is not http or https."""
    if re.match(r"https?://[^\s\"'<>]+$", url):
        return Markup('<a class="out" href="{}">{}</a>').format(url, label or host(url))
    return escape(label or url)


def linked(text: str) -> Markup:
    """Text of a note with the addresses in it as links by their host."""
    pieces, at = Markup(""), 0
    for found in _ADDRESS.finditer(text):
        url = found[0] if found[0].startswith("http") else f"https://{found[0]}"
        pieces += escape(text[at : found.start()]) + address(url)
        at = found.end()
    return pieces + escape(text[at:])


def host(url: str) -> str:
    """The host of an address: "https://www.bbc.co.uk/news" -> "bbc.co.uk"."""
    return re.sub(r"^https?://(www\.)?", "", url).partition("/")[0]


def row_refs(refs: Iterable[str]) -> str:
    """References to rows, those of one file together: "published_figures:13, 14; inspections:20"."""
    files: dict[str, list[str]] = {}
    for ref in refs:
        file, _, line = ref.partition(":")
        files.setdefault(file, []).append(line.strip())
    return "; ".join(f"{file}:{', '.join(lines)}" for file, lines in files.items())


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
    """A chart's table for a template: its columns without `fact`; its rows as head and cells with their kinds.

    The head of a row that holds a digit is a link to the row's line in the fact-check sheet. Where all percentages are
    of one kind, `kind` is that of the whole table.
    """
    columns = [c for c in table.columns if c != "fact"]
    whole = RECORDING_RATE if any("record" in c.lower() and "rate" in c.lower() for c in columns) else ""
    rows = []
    for *texts, fact in table[[*columns, "fact"]].astype(str).itertuples(index=False, name=None):
        linked = any(re.search(r"\d", text) for text in texts)
        head = Markup('<a class="n" href="#fact-{}">{}</a>').format(anchor(fact), texts[0]) if linked else texts[0]
        counted = any(re.search(r"\d of \d", text) for text in texts)
        rows.append((head, [(text, "" if whole or counted else _kind_of(text)) for text in texts[1:]]))
    heads = [prose(marked(c, "settings/levels")) for c in columns]
    return {"columns": columns, "heads": heads, "rows": rows, "kind": whole}


def _kind_of(text: str) -> str:
    """The kind of the percentages of a cell that has no counts in its row."""
    if "%" not in text:
        return ""
    return BOUND if " to " in text else SHARE_ONLY


def column_labels(columns: Iterable[str]) -> Markup:
    """A style attribute by which a narrow screen, where a table's rows are stacked, names the columns."""
    quoted = (re.sub(r'[\\"\n<]', " ", c) for c in columns)
    return Markup(' style="{}"').format(";".join(f'--c{n}:"{c}: "' for n, c in enumerate(quoted, start=1) if n > 1))


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
    made.filters |= {
        "address": address,
        "in_a_sentence": sentence_list,
        "row_refs": row_refs,
        "upperfirst": upper_first,
        "linked": linked,
    }
    made.globals |= {"slug": slug, "labels": column_labels}
    return made


def render(template: str, **names: Any) -> Markup:
    """A section's template filled in, without the empty lines that its logic leaves."""
    text = environment().get_template(f"{template}.html.j2").render(**names)
    return Markup(re.sub(r"\n\s*\n+", "\n", text).strip())  # all parts of it went through autoescape


def with_ways_back(section: str, html: str) -> str:
    """Give the first number of each fact in a section an id, so that the fact-check sheet can lead back to it."""
    met: dict[str, str] = {}

    def named(match: re.Match[str]) -> str:
        key = anchor(match[2])
        if key in met:
            return match[0]
        met[key] = f"{section}.{len(met) + 1}"
        return f'{match[0]} id="{met[key]}"'

    return _FACT.sub(named, html)


def printed_in(html: str) -> dict[str, list[str]]:
    """The facts that a section prints, by anchor, each with the texts printed of it (escaped, as they stand)."""
    found: dict[str, list[str]] = {anchor(m[2]): [] for m in _FACT.finditer(html)}
    for key, text in _LINKED.findall(html):
        found[key].append(text)
    for key, cells in _ROW.findall(html):
        found[key] = [t for t in found[key] if re.search(r"\d", t)] + _CELL.findall(cells)
    return {key: list(dict.fromkeys(texts)) for key, texts in found.items()}


def ways_back(html: str) -> dict[str, str]:
    """The id in a section of the first number of each fact, by anchor."""
    return {anchor(m[2]): m[3] for m in _MARKED.finditer(html)}


def upper_first(text: str) -> str:
    """The text with its first letter capitalised and the rest as it is."""
    return text[:1].upper() + text[1:]


def sentence_list(names: Iterable[str]) -> Markup:
    """Names of publications or things in a sentence: "a, b and c"; each stands as a name, whatever digits are in it."""
    cited = [Markup("<cite>{}</cite>").format(name) for name in names]
    *rest, last = cited or [Markup("")]
    return Markup(", ").join(rest) + Markup(" and ") + last if rest else last
