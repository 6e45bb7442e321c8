"""What is missing, and the report in which a reporter can look for it."""

from itertools import groupby

from cancelled_crimes.page.context import Context, Row
from cancelled_crimes.page.html import render
from cancelled_crimes.slugs import slug
from cancelled_crimes.tables import records
from cancelled_crimes.words.glance import STATUS
from cancelled_crimes.words.topics import offence_in_words


def missing(context: Context) -> str:
    """A force's page: each missing figure and its report. The national page: the reports of each force."""
    cells = [
        {
            **row,
            "offence": offence_in_words(row["offence"]),
            "status": STATUS[row["status"]],
            "link": _link(context, row),
        }
        for row in records(context.missing)
    ]
    if context.national:
        forces = [
            (force, slug(force), list({c["report_url"]: c for c in group}.values()))
            for force, group in groupby(cells, key=lambda c: c["force"])
        ]
        return render("missing_national", forces=forces, words=context.settings.words)
    reports: dict[tuple[str, str], list[Row]] = {}
    for cell in cells:
        reports.setdefault((cell["report"], cell["report_url"]), []).append(cell)
    return render("missing", reports=reports, words=context.settings.words) if cells else ""


def _link(context: Context, row: Row) -> str:
    """What a link to a report says: its year, and whose page it leads to where that is not the inspectorate's."""
    source = context.sources.get(context.source_of_address.get(row["report_url"], ""), {})
    name = source["name"] if source and source["kind"] != "inspectorate" else ""
    return ", ".join(part for part in (row["report_year"], name) if part) or "report"
