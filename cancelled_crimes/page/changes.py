"""What changed since the published edition: `publish`, and nothing else, keeps its numbers in data/published.json."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from cancelled_crimes.page.context import Context, open_context
from cancelled_crimes.page.stamp import Stamp, stamp
from cancelled_crimes.paths import Project
from cancelled_crimes.slugs import slug
from cancelled_crimes.words.facts import Finding
from cancelled_crimes.words.glance import STATUS, glance
from cancelled_crimes.words.numbers import counts_in_table, percent
from cancelled_crimes.words.topics import offence_in_words

NOTHING = "nothing"


@dataclass(frozen=True)
class Change:
    """A number that is no longer what was published: `fact` is its key, `why` is data, settings or method."""

    fact: str
    what: str
    old: str
    new: str
    why: str


def publish(project: Project) -> Path:
    """Write data/published.json: the numbers of the edition as it stands, with the digests of what they came from."""
    context = Context("", project, *_opened(project))
    made = stamp(project)
    content = {
        "as_of": context.settings.story.as_of.isoformat(),
        "inputs": _parts(made),
        "numbers": numbers_of(context),
    }
    path = published_file(project)
    text = json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def published_file(project: Project) -> Path:
    """Where the numbers of the published edition are kept."""
    return project.root / "data" / "published.json"


def published_on(project: Project) -> str:
    """The `as_of` of the published edition, "" when none was published."""
    return str(_published(project).get("as_of", ""))


def changed_numbers(context: Context) -> list[Change]:
    """The numbers that differ from the published ones, in the order of their keys."""
    before = _published(context.project)
    old, new = before.get("numbers", {}), numbers_of(context)
    changed = _parts(stamp(context.project))
    differs = {part for part, digest in changed.items() if before.get("inputs", {}).get(part) != digest}
    keys = sorted({k for k in old.keys() | new.keys() if old.get(k) != new.get(k)})
    return [_change(key, old.get(key, {}), new.get(key, {}), differs) for key in keys]


def numbers_of(context: Context) -> dict[str, dict[str, str]]:
    """Every published number by its fact: what it is, what is printed of it, and what is computed from that."""
    found = {f.fact: _of_finding(f) for f in context.everything.values()}
    for p in context.pools:
        low_high = f"{percent(p.row['low'])} to {percent(p.row['high'])}"
        found[p.fact] = _entry(offence_in_words(p.offence), counts_in_table(p.wrong, p.reviewed), low_high)
    for row in context.visits:
        if pd.notna(row["recording_rate_pct"]):
            what = f"{row['force']}, recording rate, inspection of {row['inspection_year']}"
            fact = f"inspections/{slug(row['force'])}/{row['inspection_year']}"
            found[fact] = _entry(what, f"{row['recording_rate_pct']:g}%", "")
    for row in context.claims:
        found[f"claims/{row['claim_id']}"] = _entry(row["says"], "", row["verdict"])
    return found


def _of_finding(f: Finding) -> dict[str, str]:
    cells = glance(f).plain
    printed = cells["counts"] or cells["share"] or STATUS[f.status]
    computed = ", ".join(t for t in (cells["share"], cells["interval"]) if t) if f.has_counts else ""
    return _entry(f"{f.force}, {f.offence}", printed, computed)


def _entry(what: str, printed: str, computed: str) -> dict[str, str]:
    return {"what": what, "printed": printed, "computed": computed}


def _change(key: str, old: dict[str, str], new: dict[str, str], differs: set[str]) -> Change:
    """The reason is the data where what is printed changed, otherwise the first other input that changed."""
    evidence = old.get("printed") != new.get("printed")
    order = ["data", "settings", "method"] if evidence else ["settings", "method", "data"]
    why = next((part for part in order if part in differs), "method")
    return Change(key, (new or old)["what"], _told(old), _told(new), why)


def _told(entry: dict[str, str]) -> str:
    return "; ".join(t for t in (entry.get("printed", ""), entry.get("computed", "")) if t) or NOTHING


def _parts(made: Stamp) -> dict[str, str]:
    return {"data": made.data, "settings": made.settings, "method": made.method}


def _published(project: Project) -> dict[str, Any]:
    try:  # opened in any case: a page is made again when the file arrives
        published: dict[str, Any] = json.loads(published_file(project).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return published


def _opened(project: Project) -> tuple[Any, Any]:
    opened = open_context("", str(project.into))
    return opened.settings, opened.tables
