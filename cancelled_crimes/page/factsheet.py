"""The fact-check sheet: a line for every number that a page prints, and the sources with address and date.

Which numbers a page prints is read from its sections, so that none can be forgotten.
"""

from typing import Any

from cancelled_crimes.page.context import Context
from cancelled_crimes.page.facts import KINDS, line
from cancelled_crimes.page.html import printed_in, render

TITLES = {
    "finding": "headline", "at_a_glance": "glance", "group_totals": "totals", "neighbours": "neighbours",
    "coverage": "coverage", "pooled": "together", "may_say": "may be said", "charts": "charts",
    "how_sure": "how sure", "inspections": "inspectorate", "claims": "claims", "missing": "missing",
    "replies": "replies", "problems": "problems", "method": "method", "corrections": "corrections",
    "changes": "changes", "editions": "editions", "help_lines": "help", "build": "page",
}  # fmt: skip


def fact_sheet(context: Context, sections: dict[str, str]) -> str:
    """The sheet for the numbers of the sections (name -> HTML), grouped by kind. Raises StoryError without a line."""
    printed = {name: printed_in(html) for name, html in sections.items()}
    keys = list(dict.fromkeys(key for texts in printed.values() for key in texts))
    made = {key: _entry(context, key, printed) for key in keys}
    groups = []
    for name, kind in KINDS.items():
        lines = [entry for key, entry in made.items() if key.partition(".")[0] == name]
        if lines:
            groups.append((kind, sorted(lines, key=lambda e: e["key"])))
    strange = [key for key in keys if key.partition(".")[0] not in KINDS]
    if strange:
        line(context, strange[0].replace(".", "/"))
    cited = dict.fromkeys(s for entry in made.values() for s in entry["line"].sources)
    sources = [context.sources[s] for s in sorted(cited, key=lambda s: _by_name(context, s)) if s in context.sources]
    return render("fact_sheet", groups=groups, sources=sources, publisher=_publishers(context))


def _entry(context: Context, key: str, printed: dict[str, dict[str, list[str]]]) -> dict[str, Any]:
    texts = dict.fromkeys(text for found in printed.values() for text in found.get(key, ()))
    where = [(name, TITLES[name]) for name, found in printed.items() if key in found]
    return {"key": key, "texts": list(texts), "line": line(context, _key(key)), "where": where}


def _key(anchored: str) -> str:
    """The key of a fact from its anchor."""
    return anchored.replace(".", "/")


def _by_name(context: Context, source: str) -> tuple[str, str]:
    row = context.sources.get(source, {"publisher": "", "published": ""})
    return row["publisher"].casefold(), row["published"]


def _publishers(context: Context) -> dict[str, str]:
    """A short name for each source: its publisher and year."""
    return {key: f"{r['publisher']} {r['published'][:4]}".strip() for key, r in context.sources.items()}
