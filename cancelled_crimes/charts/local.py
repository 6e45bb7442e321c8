"""The charts of one force's page: only those that there are data for."""

from cancelled_crimes.charts.chart import Chart
from cancelled_crimes.charts.figures import figures_chart
from cancelled_crimes.charts.funnel import funnel_chart
from cancelled_crimes.charts.told import told_chart
from cancelled_crimes.settings import Settings
from cancelled_crimes.tables import Tables
from cancelled_crimes.words.facts import findings_of, victims_of


def local_charts(force: str, tables: Tables, settings: Settings) -> list[Chart]:
    """The force's figures, its place in the funnel, and its victims told; none of them for a force without figures."""
    findings = findings_of(tables, force, settings)
    charts = (
        figures_chart(force, findings, tables, settings),
        funnel_chart(force, findings, tables, settings),
        told_chart(force, victims_of(tables, force, settings), tables, settings),
    )
    return [chart for chart in charts if chart]
