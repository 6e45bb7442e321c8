"""The commands behind the Makefile. Errors are words on one screen, without a traceback."""

import sys

import click

from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import Project, find_project


class _Commands(click.Group):
    """Prints the errors that are meant for a reporter."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; exit with 1 and the message when a StoryError is raised."""
        try:
            return super().invoke(ctx)
        except StoryError as error:
            click.echo(f"Stopped: {error}", err=True)
            sys.exit(1)
        except KeyboardInterrupt:
            click.echo("\nStopped by you. Pages and data stand as they were.", err=True)
            sys.exit(130)


@click.group(cls=_Commands)
def main() -> None:
    """Cancelled crimes: from printed figures to story pages."""


_workers = click.option("--workers", default=0, show_default="all cores", help="Steps at a time.")


@main.command("all")
@_workers
@click.option("--keep-going", is_flag=True, help="Go on with the other editions after a failure.")
def all_(workers: int, keep_going: bool) -> None:
    """Bring the data, the charts and all pages up to date."""
    _build(None, workers, keep_going)


@main.command()
@click.argument("force")
@_workers
def edition(force: str, workers: int) -> None:
    """Bring the page of one FORCE up to date, and what it needs."""
    _build(force, workers, False)


def _build(force: str | None, workers: int, keep_going: bool) -> None:
    from cancelled_crimes.pipeline.build import build

    project = find_project()
    report = build(project, force, workers, keep_going)
    for failure in report.failures:
        click.echo(f"Stopped: {failure}", err=True)
    if report.failures:
        click.echo("" if report.changed else "Pages and data stand as they were.", err=True)
        sys.exit(1)
    if not report.ran:
        click.echo("Up to date: outputs/story/index.html")
    else:
        pages = sum(name.startswith("outputs/story/") and name.endswith(".html") for name in report.changed)
        click.echo(f"{len(report.ran)} steps run, {pages} pages changed: outputs/story/index.html")


@main.command()
def check() -> None:
    """Check the raw data, settings and claims, and say what a rebuild would change."""
    from cancelled_crimes.claims.check import check_report

    project = find_project()
    failed: Exception | None = None
    try:
        lines, broken = check_report(project)
        click.echo("\n".join(lines))
    except Exception as error:  # the claims read raw files that nobody has checked yet: if those are bad, say that
        failed = error
    from cancelled_crimes.check import run_check  # loads pandas, so after the claims have had their say

    run_check(project)
    _remind(project)
    if failed:
        raise failed
    sys.exit(int(broken))


def _remind(project: Project) -> None:
    """Say what is left to do when the data is right."""
    from cancelled_crimes.readme import reminder

    for line in reminder(project):
        click.echo(line)


@main.command()
def readme() -> None:
    """Bring the figures and the chart in README.md up to date."""
    from cancelled_crimes.readme import write_readme

    changed = write_readme(find_project())
    click.echo(f"Written anew: {', '.join(changed)}" if changed else "Up to date: README.md")


@main.command()
def publish() -> None:
    """Mark the present outputs as the published edition."""
    from cancelled_crimes.page.changes import publish as mark
    from cancelled_crimes.pipeline.build import stale

    project = find_project()
    if stale(project):
        raise StoryError("The outputs are not up to date. Type: make all, look at the pages, then: make publish")
    mark(project)


@main.command()
def verify() -> None:
    """Rebuild apart and compare byte for byte with the processed data and the outputs."""
    from cancelled_crimes.pipeline.verify import verify as prove

    click.echo(prove(find_project()))


@main.command()
@click.option("--full", is_flag=True, help="Run every page with the stock commands, not a sample.")
def bench(full: bool) -> None:
    """Time this pipeline beside stock papermill and nbconvert; writes docs/benchmark.md."""
    from cancelled_crimes.pipeline.bench import run_bench

    click.echo(run_bench(find_project(), full))
