"""Larger inputs for the benchmark, made by repeating real rows under names that say so. Never part of an edition."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

from cancelled_crimes.paths import Project

MARK = "Synthetic"
_UNITS = re.compile(r"^units = \[.*?^\]", re.MULTILINE | re.DOTALL)
_CHANGEABLE = re.compile(r"published_figures:\d+")
_EDITIONS = re.compile(r"^editions = .*$", re.MULTILINE)


def set_editions(project: Project, count: int, units: list[str]) -> None:
    """Give a copied project this many local editions; beyond the real units, synthetic ones with real rows repeated."""
    extra = [f"{MARK} {units[i % len(units)]} {i // len(units) + 1}" for i in range(max(0, count - len(units)))]
    text = project.settings_file.read_text(encoding="utf-8")
    text = _UNITS.sub(lambda _: f"units = {json.dumps([*units, *extra])}", text)
    text = _EDITIONS.sub(lambda _: f"editions = {json.dumps([*units, *extra][:count])}", text)
    project.settings_file.write_text(text, encoding="utf-8")
    for name in ("inspections.csv", "published_figures.csv"):
        _append(project.raw / name, lambda row: _renamed(row, extra))


def _renamed(row: dict[str, str], extra: list[str]) -> list[dict[str, str]]:
    return [{**row, "force": unit} for unit in extra if unit.split(" ", 1)[1].rsplit(" ", 1)[0] == row["force"]]


def multiply_rows(project: Project, times: int) -> None:
    """Print each published figure of a copied project `times` times, the repeats by synthetic sources."""
    suffixes = [f"-{MARK.lower()}-{i}" for i in range(2, times + 1)]

    def repeated(row: dict[str, str]) -> list[dict[str, str]]:
        return [{**row, "source_id": row["source_id"] + suffix} for suffix in suffixes]

    _append(project.raw / "sources.csv", repeated)
    _append(project.raw / "published_figures.csv", repeated)


def change_count(project: Project, number: int, of: int) -> None:
    """Print one record more wrong in a cell of a copied project; `number` (from 0) of `of` cells spread over the table.

    Cells are those with counts that rest on one row of published_figures.csv, so that no other source contradicts it.
    """
    with (project.processed / "cancellations.csv").open(encoding="utf-8", newline="") as file:
        cells = [row for row in csv.DictReader(file) if _CHANGEABLE.fullmatch(row["raw_rows"])]
    known = [row for row in cells if row["status"] in ("counts", "recovered") and row["wrong"] != row["reviewed"]]
    cell = known[number * len(known) // of]
    path = project.raw / "published_figures.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    place = int(cell["raw_rows"].partition(":")[2]) - 1
    row = dict(zip(*csv.reader([lines[0], lines[place]]), strict=True))
    row["printed"] = f"{int(cell['wrong']) + 1} of {cell['reviewed']}"
    changed = io.StringIO()
    csv.writer(changed, lineterminator="").writerow(row.values())
    path.write_text("\n".join([*lines[:place], changed.getvalue(), *lines[place + 1 :]]) + "\n", encoding="utf-8")


def _append(path: Path, more: Callable[[dict[str, str]], list[dict[str, str]]]) -> None:
    """Append to a CSV file the rows that `more` makes of each row."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, columns = list(reader), list(reader.fieldnames or [])
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writerows(new for row in rows for new in more(row))
