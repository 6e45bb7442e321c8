"""The bundle of a page: a zip with the page, its charts, its rows and the workbook, to hand to another newsroom."""

import csv
import io
import re
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from cancelled_crimes.errors import MADE_ANEW, StoryError
from cancelled_crimes.page.context import Context, open_context
from cancelled_crimes.page.workbook import NAME, add, safe
from cancelled_crimes.paths import Project
from cancelled_crimes.tables import BOOLEANS, FLOATS, INTEGERS

_NUMBERS = INTEGERS | FLOATS | BOOLEANS
_TABLES = ("cancellations", "victims", "inspections", "rates", "findings", "claims")


def write_bundle(project: Project, force: str) -> Path:
    """Write outputs/bundles/<force>.zip; for "" the bundle of the national page, with all rows.

    The page and the workbook must have been made. Raises StoryError that names the one that is not there.
    """
    context = open_context(force, str(project.into))
    path = project.outputs / "bundles" / f"{context.name}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in contents(context).items():
            add(archive, name, content, context.settings.story.as_of)
    path.write_bytes(made.getvalue())
    return path


def contents(context: Context) -> dict[str, bytes]:
    """The files of a bundle, by their name in it. The folders are as in outputs/, so that the page finds its files."""
    project, name = context.project, context.name
    files = {
        "README.txt": _readme(context).encode(),
        f"story/{name}.html": _read(project.story / f"{name}.html"),
        f"data/{NAME}": _read(project.data / NAME),
    }
    for chart in _charts(context):
        files[f"charts/{chart.name}"] = chart.read_bytes()
    for table in _TABLES:
        files[f"data/{name}-{table}.csv"] = _rows(context, project.processed / f"{table}.csv").encode()
    return files


def _charts(context: Context) -> list[Path]:
    """The pictures that the page offers to download."""
    page = (context.project.story / f"{context.name}.html").read_text(encoding="utf-8")
    names = re.findall(r'href="\.\./charts/([^"/]+\.(?:svg|png))"', page)
    return [context.project.charts / name for name in sorted(set(names))]


def _rows(context: Context, table: Path) -> str:
    """The rows about the page's force as CSV; text that looks like a formula is neutralised."""
    columns, *rows = csv.reader(io.StringIO(_read(table).decode("utf-8"), newline=""))
    own = [row for row in rows if context.concerns(row[columns.index("force")])]
    told = io.StringIO()
    writer = csv.writer(told, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([v if c in _NUMBERS else safe(v) for c, v in zip(columns, row, strict=True)] for row in own)
    return told.getvalue()


def _readme(context: Context) -> str:
    story = context.settings.story
    return (
        f"{story.title}: {context.place}\n{story.byline}, {story.newsroom}, as of {story.as_of.isoformat()}. "
        f"Contact: {story.contact}\n\n"
        f"story/{context.name}.html  the page, which opens offline; its links to other pages work in the full set\n"
        "charts/  its charts, as SVG and as PNG\n"
        f"data/{context.name}-*.csv  its rows\n"
        f"data/{NAME}  all forces as a workbook\n\n"
        f"A count is of the {context.settings.words.records} that {context.settings.words.reviewers} reviewed. "
        "What is not there was not found; it is not zero.\n"
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise StoryError(f"{path.name} is not in {path.parent.name}/, so no bundle can be made. {MADE_ANEW}.") from None
