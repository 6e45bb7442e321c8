"""What a local page shows, row by row: all the rest may change and the page stays as it was."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cancelled_crimes.data.reading import read_raw
from cancelled_crimes.page import sections
from cancelled_crimes.page.edition import open_edition
from cancelled_crimes.page.shown import PROCESSED, RAW, Shown
from cancelled_crimes.page.stamp import stamp
from cancelled_crimes.paths import Project
from cancelled_crimes.settings import load_settings
from cancelled_crimes.tables import BOOLEANS, FLOATS, INTEGERS

# What a table is looked up by, and what must be one of a few values for the table to be read at all.
KEPT = {
    "force", "offence", "measure", "status", "tier", "severity", "inspection_year", "source_id", "claim_id", "form",
    "finding_id", "figure_id", "check", "is_most_recent", "overall_judgment", "carried_from_year",
}  # fmt: skip
TEXT = ("note", "printed", "what", "done", "todo", "reason", "says", "finding", "verdict", "summary", "who", "rule")
Copy = Callable[..., Project]


def tables(project: Project) -> Iterator[tuple[str, Path]]:
    for start, folder in ((RAW, project.raw), (PROCESSED, project.processed)):
        for path in sorted(folder.glob("*.csv")):
            yield f"{start}{path.name}", path


def changed(column: str, row: dict[str, str], raw: bool) -> str:
    """Another value that the same cell could hold."""
    value = row[column]
    if column in KEPT or not value:
        return value
    if column == "printed":
        return "1 of 2 informed" if row.get("measure") == "victims informed" else "1 of 2"
    if not raw and column in INTEGERS:
        return str(int(value) + 1)
    if not raw and column in FLOATS:
        return f"{float(value) * 0.9:.6f}"
    if not raw and column in BOOLEANS:
        return str(value != "True")
    return f"{value} (changed)" if column in TEXT else value


def change_what_is_not_shown(project: Project, force: str) -> int:
    """Change every cell that the page does not count as shown; returns how many rows are now others."""
    count = 0
    told = {name: Shown(project).rows(name, force) for name, _ in tables(project)}
    for name, path in tables(project):
        lines = told[name]
        if lines is None:
            continue
        seen = {line.number: set(line.row) for line in lines}
        heads, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
        for place, row in enumerate(rows):
            cells = dict(zip(heads, row, strict=True))
            other = [
                value if column in seen.get(place + 2, ()) else changed(column, cells, name.startswith(RAW))
                for column, value in cells.items()
            ]
            count += other != row
            rows[place] = other
        write(path, [heads, *rows])
    return count


def write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def page(project: Project, force: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.chdir(project.root)
    edition = open_edition(force)
    made = {name: getattr(edition, name)().html for name in sections.on_page(edition.context)}
    return {**made, "fact_sheet": edition.fact_sheet().html}


FORCES = ("Greater Manchester", "Durham", "Suffolk", "Cumbria", "Kent", "Humberside", "Hertfordshire")


@pytest.mark.parametrize("force", FORCES)
def test_all_that_a_page_does_not_count_as_shown_may_change_and_the_page_stays(
    force: str, project_copy: Copy, outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = project_copy(built=True)
    before, stamped = page(copy, force, monkeypatch), stamp(copy, force)
    assert change_what_is_not_shown(copy, force) > 100
    assert page(copy, force, monkeypatch) == before
    assert stamp(copy, force) == stamped


def test_rows_are_counted_by_their_lines_as_an_editor_shows_them(project_copy: Copy) -> None:
    copy = project_copy()
    figures = copy.raw / "published_figures.csv"
    head, first, *rest = figures.read_text(encoding="utf-8").splitlines()
    cells = first.split(",")
    cells[-1] = '"a note\nof three\nlines"'
    figures.write_text("\n".join([head, ",".join(cells), "", *rest]) + "\n", encoding="utf-8")
    raw = read_raw(copy, load_settings(copy.settings_file)).published_figures
    told = Shown(copy).rows("data/raw/published_figures.csv", "Durham") or []
    own = {f"published_figures:{line.number}" for line in told if line.row.get("force") == "Durham"}
    assert own == set(raw.loc[raw["force"] == "Durham", "raw_row"])


@pytest.mark.parametrize(
    "broken", ['force,offence\n"never closed', "force;offence\nDurham;rape\n", "\x00", "é".encode("cp1252")]
)
def test_of_a_table_that_cannot_be_read_the_whole_file_counts(broken: str | bytes, project_copy: Copy) -> None:
    copy = project_copy()
    content = broken if isinstance(broken, bytes) else broken.encode()
    (copy.raw / "replies.csv").write_bytes(content)
    copy.settings_file.write_text("not = toml =", encoding="utf-8")
    assert Shown(copy).digest("data/raw/replies.csv", "Durham") == ""
    assert Shown(copy).digest_of_all("Durham")
