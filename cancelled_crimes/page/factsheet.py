"""The fact-check sheet: a line for every number that a page prints, and the sources with address and date.

Which numbers a page prints is read from its sections, so that none can be forgotten.
"""

import re
from collections import Counter
from typing import Any

from cancelled_crimes.page.context import Context, Row
from cancelled_crimes.page.facts import KINDS, Line, line
from cancelled_crimes.page.html import printed_in, render, ways_back
from cancelled_crimes.words.prose import BOUND, CLAIM, RECORDING_RATE, SHARE_ONLY

TITLES = {
    "finding": "headline", "at_a_glance": "glance", "group_totals": "totals", "neighbours": "neighbours",
    "coverage": "coverage", "pooled": "together", "may_say": "may be said", "charts": "charts",
    "how_sure": "how sure", "inspections": "inspectorate", "said": "said", "claims": "claims", "missing": "missing",
    "replies": "replies", "problems": "problems", "method": "method", "corrections": "corrections",
    "changes": "changes", "editions": "editions", "build": "page",
}  # fmt: skip

Texts = dict[str, dict[str, list[str]]]


def fact_sheet(context: Context, sections: dict[str, str]) -> str:
    """The sheet for the numbers of the sections (name -> HTML), grouped by kind. Raises StoryError without a line."""
    printed = {name: printed_in(html) for name, html in sections.items()}
    ways = {name: ways_back(html) for name, html in sections.items()}
    keys = list(dict.fromkeys(key for texts in printed.values() for key in texts))
    made = {key: _entry(context, key, printed, ways) for key in keys}
    groups = []
    for name, kind in KINDS.items():
        lines = [entry for key, entry in made.items() if key.partition(".")[0] == name]
        if lines:
            kinds = {entry["kind"] for entry in lines}
            groups.append((kind, kinds.pop() if len(kinds) == 1 else "", sorted(lines, key=lambda e: e["key"])))
    strange = [key for key in keys if key.partition(".")[0] not in KINDS]
    if strange:
        line(context, strange[0].replace(".", "/"))
    cited = {s for entry in made.values() for s in entry["line"].sources if s in context.sources}
    origins = _by_origin([context.sources[s] for s in cited])
    sources = [r for same in origins.values() for r in same]
    days = [r["accessed"] for r in sources]
    return render(
        "fact_sheet",
        groups=groups,
        origins=origins,
        name=_names(context, sources),
        article=_articles(context, sources),
        number={r["source_id"]: f"{n}. " if context.national else "" for n, r in enumerate(sources, start=1)},
        anchors={r["source_id"]: f"s{n}" for n, r in enumerate(sources, start=1)},
        accessed=max(days, key=days.count, default=""),
        same_day=len(set(days)) < 2,
    )


def _by_origin(sources: list[Row]) -> dict[str, list[Row]]:
    """The sources of each origin that has several, then ("") the others; by publisher and date."""
    ordered = sorted(sources, key=lambda r: (r["publisher"].casefold(), r["published"], r["source_id"]))
    many = Counter(r["origin"] for r in ordered if r["origin"])
    shared = sorted(origin for origin, n in many.items() if n > 1)
    found = {origin: [r for r in ordered if r["origin"] == origin] for origin in shared}
    others = [r for r in ordered if r["origin"] not in shared]
    return found | ({"": others} if others else {})


def _entry(context: Context, key: str, printed: Texts, ways: dict[str, dict[str, str]]) -> dict[str, Any]:
    texts = dict.fromkeys(text for found in printed.values() for text in found.get(key, ()))
    where = [(ids[key], TITLES[name]) for name, ids in ways.items() if key in ids]
    where = where[:1] if context.national else where  # the national sheet is long enough
    made = line(context, _key(key))
    return {"key": key, "texts": _plainest(list(texts)), "line": made, "where": where, "kind": _kind(key, texts, made)}


def _kind(key: str, texts: dict[str, None], made: Line) -> str:
    """The kind of the percentages of a line that has no counts beside them."""
    if "%" not in f"{''.join(texts)}{made.how}" or any(re.search(r"\w of \d", text) for text in texts):
        return ""
    kinds = {"inspections": RECORDING_RATE, "rates": SHARE_ONLY, "groups": SHARE_ONLY, "coverage": SHARE_ONLY}
    return kinds.get(key.partition(".")[0], CLAIM if key.startswith(("claims", "replies", "corrections")) else BOUND)


def _plainest(texts: list[str]) -> list[str]:
    """The texts without those that only say more around another one: "5%, sample not printed" beside "5%"."""
    numbers = [t for t in texts if "%" in t or " of " in t]
    return [t for t in texts if not any(n != t and t.startswith((f"{n},", f"{n} ")) for n in numbers)]


def _key(anchored: str) -> str:
    """The key of a fact from its anchor."""
    return anchored.replace(".", "/")


def _articles(context: Context, sources: list[Row]) -> dict[str, Row]:
    """The other version of each source's article, where there is one."""
    return {r["source_id"]: context.sources[r["same_article_as"]] for r in sources if r["same_article_as"]}


def _names(context: Context, sources: list[Row]) -> dict[str, str]:
    """What a line calls a source: its name and year, or its place in the long list of the national page."""
    if context.national:
        return {r["source_id"]: str(place) for place, r in enumerate(sources, start=1)}
    return {r["source_id"]: f"{r['name']} {r['published'][:4]}".strip() for r in sources}
