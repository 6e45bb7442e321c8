"""The charts of a page: drawn here when they are local, read back when all pages share them."""

from cancelled_crimes.charts.chart import Chart, load_chart
from cancelled_crimes.charts.local import local_charts
from cancelled_crimes.page.context import Context
from cancelled_crimes.page.html import chart_table, render

SHARED = ("forces-in-hand", "what-chance-would-do", "coverage", "recording-rates")


def charts(context: Context) -> str:
    """Each chart as a figure: title, subtitle, picture, source, its data as a table, files to download."""
    made = _shared(context) if context.national else _drawn(context)
    return render("charts", charts=[(chart, chart_table(chart.table)) for chart in made]) if made else ""


def _drawn(context: Context) -> list[Chart]:
    drawn = local_charts(context.force, context.tables, context.settings)
    for chart in drawn:
        chart.save(context.project.charts)
    return drawn


def _shared(context: Context) -> list[Chart]:
    folder = context.project.charts
    return [load_chart(folder, name) for name in SHARED if (folder / f"{name}.json").is_file()]
