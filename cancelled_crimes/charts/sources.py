"""The source line of a chart on cancelled records: whose figures it shows, from the sources of its rows."""

from collections.abc import Iterable

from cancelled_crimes.settings import Settings
from cancelled_crimes.stats import cells
from cancelled_crimes.tables import Tables, records
from cancelled_crimes.words.facts import Finding, finding
from cancelled_crimes.words.prose import listed, plain


def source_line(shown: list[Finding], tables: Tables, settings: Settings, beside: Iterable[Finding] = ()) -> str:
    """Who printed the figures of `shown`, and those of other forces that stand `beside` them."""
    own = _printers((s for f in shown for s in f.sources), tables)
    others = [name for name in _printers((s for f in beside for s in f.sources), tables) if name not in own]
    parts = [f"{settings.words.inspectorate} inspections"]
    parts += [f"as printed by {plain(listed(own))}"] if own else []
    parts += [f"the figures of other {settings.words.units} also by {plain(listed(others))}"] if others else []
    return f"Source: {', '.join(parts[:2])}{''.join(f'; {p}' for p in parts[2:])}. {settings.story.newsroom}"


def others_beside(findings: list[Finding], tables: Tables, settings: Settings) -> list[Finding]:
    """The findings with counts of other forces, of the offences of these findings."""
    pairs = [(sample.force, f.offence) for f in findings for sample in cells.others_in_hand(tables, f.force, f.offence)]
    return [finding(tables, force, offence, settings) for force, offence in pairs]


def _printers(ids: Iterable[str], tables: Tables) -> list[str]:
    """The names of sources by name, each article once: in its publisher's own version where that was seen."""
    known = tables.once(_sources)
    articles: dict[str, str] = {}
    for row in sorted((known[i] for i in set(ids)), key=lambda r: (r["copy_at"] != "", r["source_id"])):
        articles.setdefault(row["same_article_as"] or row["source_id"], row["name"])
    return sorted(set(articles.values()), key=str.casefold)


def _sources(tables: Tables) -> dict[str, dict[str, str]]:
    return {row["source_id"]: row for row in records(tables.sources)}
