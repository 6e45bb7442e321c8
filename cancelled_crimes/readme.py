"""The figures in README.md and the chart beside them: made from the tables by one command, never typed.

They stand between two comments; what is around them is written by hand and stays as it is.
"""

from pathlib import Path
from typing import Any

import pandas as pd

from cancelled_crimes.data.reading import read_raw
from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import Project
from cancelled_crimes.settings import Settings, load_settings
from cancelled_crimes.tables import Tables, load_tables, records
from cancelled_crimes.words.numbers import between, counted, counts_in_table
from cancelled_crimes.words.prose import plain
from cancelled_crimes.words.topics import result, topic, within

START, END = "<!-- figures: made by make readme -->", "<!-- figures end -->"
CHART = "forces-in-hand.svg"
_COUNTED, _ABSENT = ("counts", "recovered"), ("not found", "not available")
_BEHIND = "README.md is behind the data: type make readme"


def write_readme(project: Project) -> list[str]:
    """Put the figures into README.md and the chart into docs/; returns the names of the files that changed.

    Raises StoryError when the data or the chart has not been made, or when README.md does not say where figures go.
    """
    made = _made(project)
    changed = [path for path, content in made.items() if _content(path) != content]
    for path in changed:
        path.write_bytes(made[path])
    return [path.relative_to(project.root).as_posix() for path in changed]


def reminder(project: Project) -> list[str]:
    """A line where `make readme` would change something; none where it has nothing to work with."""
    try:
        return [_BEHIND] if any(_content(path) != content for path, content in _made(project).items()) else []
    except StoryError:
        return []


def figures(project: Project) -> str:
    """The figures as Markdown, from the processed tables, the replies and the settings."""
    settings, tables = load_settings(project.settings_file), load_tables(project)
    parts = [_coverage(tables, settings), _pools(tables, settings), _example(project, tables, settings)]
    return "\n\n".join([*filter(None, parts), _picture(settings)])


def _made(project: Project) -> dict[Path, bytes]:
    """The files of the command as they should be."""
    readme, chart = project.root / "README.md", project.charts / CHART
    text = (_content(readme) or b"").decode("utf-8")
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise StoryError(f"README.md does not say where its figures go. Put two lines there:\n{START}\n{END}")
    drawn = _content(chart)
    if drawn is None:
        raise StoryError(f"{CHART} is not in outputs/charts/. Type: make all, then: make readme")
    made = f"{before}{START}\n{figures(project)}\n{END}{after}"
    return {readme: made.encode(), project.root / "docs" / CHART: drawn}


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _coverage(tables: Tables, settings: Settings) -> str:
    """How many units and cells are known, as of which day."""
    cells, words = tables.cancellations, settings.words
    known = cells.loc[~cells["status"].isin(_ABSENT), "force"].nunique()
    complete = int(cells["status"].isin(_COUNTED).sum())
    return (
        f"As of {settings.story.as_of.isoformat()}, figures were found for {known} of the {len(settings.units)} "
        f"{words.units}, and both a count and its sample for {complete} of {len(cells)} cells "
        f"({len(settings.units)} {words.units}, {counted(len(settings.offences), 'group', 'groups')} of offences)."
    )


def _pools(tables: Tables, settings: Settings) -> str:
    """A table of the counts of each offence."""
    words = settings.words
    head = f"offence | {words.failure}, of reviewed | {words.units} with counts | {words.units} without a usable count"
    return "\n".join([f"| {head} |", "|---|---|---|---|", *(_row(r, settings) for r in records(tables.pooled))])


def _row(pool: dict[str, Any], settings: Settings) -> str:
    total, known, none = len(settings.units), pool["forces_in_hand"], pool["forces_none_without_sample"]
    found = counts_in_table(pool["wrong"], pool["reviewed"]) if known else "no counts"
    without = f"{total - known}" + (f", of which {none} with a zero printed without a sample" if none else "")
    return f"| {pool['offence']} | {found} | {known} of {total} | {without} |"


def _example(project: Project, tables: Tables, settings: Settings) -> str:
    """The sample with the highest lower bound of those that nobody answered, with its interval; "" without samples."""
    answered = {(r["force"], r["offence"]) for r in records(read_raw(project, settings).answered)}
    known = [
        row
        for row in records(tables.rates)
        if row["status"] in _COUNTED
        and row["offence"] in settings.offences
        and (row["force"], row["offence"]) not in answered
    ]
    if not known:
        return ""
    row = max(known, key=lambda r: r["low"])
    of = topic(row["offence"], settings.words)
    year = f", inspection of {row['inspection_year']}" if pd.notna(row["inspection_year"]) else ", year not stated"
    told = plain(result(of, row["wrong"], row["reviewed"], ""))
    wrong = counted(row["wrong"], of.one.split()[-1], of.many.split()[-1])
    return (
        f"An example, {within(row['force'])}{year}: {told}. Had that sample been drawn at random, it would "
        f"fit a true share {between(row['low'], row['high'])}, at {settings.statistics.confidence:.0%} confidence. "
        f"It says that something went wrong with {wrong}. It does not say what share of all {settings.words.records} "
        f"was {settings.words.failure}, and still less what share of crimes."
    )


def _picture(settings: Settings) -> str:
    words = settings.words
    title = f"The share of reviewed records that were {words.failure}, {words.unit} by {words.unit}"
    return f"![{title}, with {settings.statistics.confidence:.0%} intervals](docs/{CHART})"
