"""The charts that stand on the national page and are drawn once."""

from pathlib import Path

from cancelled_crimes.charts import by_chance, coverage, forces, recording
from cancelled_crimes.charts.by_chance import chance_chart
from cancelled_crimes.charts.chart import Chart, load_chart
from cancelled_crimes.charts.coverage import coverage_chart
from cancelled_crimes.charts.forces import forces_chart
from cancelled_crimes.charts.recording import recording_chart
from cancelled_crimes.settings import Settings
from cancelled_crimes.tables import Tables
from cancelled_crimes.words.facts import all_findings

SLUGS = (forces.SLUG, by_chance.SLUG, coverage.SLUG, recording.SLUG)


def shared_charts(tables: Tables, settings: Settings) -> list[Chart]:
    """All forces in hand, what chance alone would do, coverage, and recording rates: those that there are data for."""
    findings = all_findings(tables, settings)
    charts = (
        forces_chart(findings, tables, settings),
        chance_chart(tables, settings),
        coverage_chart(findings, tables, settings),
        recording_chart(tables, settings),
    )
    return [chart for chart in charts if chart]


def kept(chart: Chart | None, folder: Path) -> Chart | None:
    """Save a chart that could be drawn, and hand it on so that a notebook shows it."""
    if chart:
        chart.save(folder)
    return chart


def load_shared(folder: Path) -> list[Chart]:
    """The shared charts that were saved in a folder, in the order of the page."""
    return [load_chart(folder, slug) for slug in SLUGS if (folder / f"{slug}.json").is_file()]
