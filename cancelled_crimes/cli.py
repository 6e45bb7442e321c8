"""The commands behind the Makefile. Errors are words on one screen, without a traceback."""

import sys

import click

from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import Project, find_project
from cancelled_crimes.slugs import slug
from cancelled_crimes.terminal import say


class _Commands(click.Group):
    """Prints the errors that are meant for a reporter."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; exit with 1 and the message when a StoryError is raised."""
        try:
            return super().invoke(ctx)
        except StoryError as error:
            say(f"Stopped: {error}", err=True)
            sys.exit(1)
        except KeyboardInterrupt:
            say("\nStopped by you. Pages and data stand as they were.", err=True)
            sys.exit(130)


@click.group(cls=_Commands)
def main() -> None:
    """Cancelled crimes: from printed figures to story pages."""


_workers = click.option("--workers", envvar="WORKERS", default=0, show_default="all cores", help="Steps at a time.")


@main.command("all")
@_workers
@click.option("--keep-going", envvar="KEEP_GOING", is_flag=True, help="Go on with the others after a failure.")
def all_(workers: int, keep_going: bool) -> None:
    """Bring the data, the charts and all pages up to date."""
    _build(None, workers, keep_going)


@main.command()
@click.argument("force", envvar="FORCE", default="")
@_workers
def edition(force: str, workers: int) -> None:
    """Bring the page of one FORCE up to date, and what it needs; an alias will do for its name."""
    from cancelled_crimes.pipeline.parameters import unit_named

    _build(unit_named(find_project(), force), workers, False)


_MEND = "Look at the figure, or change the story and its claim in claims.toml; then type: make all"


def _stop_if_broken(broken: list[str]) -> None:
    """Say loudly which claims must hold and do not, and exit with 1; nothing where all hold."""
    if broken:
        say(f"\nTHE STORY DOES NOT STAND.\n{_listed(broken)}\n{_MEND}", err=True)
        sys.exit(1)


def _listed(sentences: list[str]) -> str:
    return "\n".join(f"  - {sentence}" for sentence in sentences)


def _build(force: str | None, workers: int, keep_going: bool) -> None:
    from cancelled_crimes.claims.names import broken_in
    from cancelled_crimes.pipeline.build import build

    project = find_project()
    report = build(project, force, workers, keep_going)
    for failure in report.failures:
        say(f"Stopped: {failure}", err=True)
    if report.failures:
        say("" if report.changed else "Pages and data stand as they were.", err=True)
        sys.exit(1)
    page = f"outputs/story/{slug(force) if force else 'index'}.html"
    if not report.ran:
        say(f"Up to date: {page}")
    else:
        pages = sum(name.startswith("outputs/story/") and name.endswith(".html") for name in report.changed)
        say(f"{len(report.ran)} steps run, {pages} {'page' if pages == 1 else 'pages'} changed: {page}")
    _stop_if_broken(broken_in(project.processed / "claims.csv"))


@main.command()
def check() -> None:
    """Check the raw data, settings and claims, and say what a rebuild would change."""
    from cancelled_crimes.check import run_check

    project = find_project()
    broken = run_check(project)
    _remind(project)
    _stop_if_broken(broken)


def _remind(project: Project) -> None:
    """Say what is left to do when the data is right."""
    from cancelled_crimes.readme import reminder

    for line in reminder(project):
        say(line)


@main.command()
def readme() -> None:
    """Bring the figures and the chart in README.md up to date."""
    from cancelled_crimes.readme import write_readme

    changed = write_readme(find_project())
    say(f"Written anew: {', '.join(changed)}" if changed else "Up to date: README.md")


@main.command()
def publish() -> None:
    """Mark the present outputs as the published edition."""
    from cancelled_crimes.claims.names import broken_in
    from cancelled_crimes.pipeline.build import stale

    project = find_project()
    if stale(project):
        raise StoryError("The outputs are not up to date. Type: make all, look at the pages, then: make publish")
    if broken := broken_in(project.processed / "claims.csv"):
        raise StoryError(f"Not published.\n{_listed(broken)}\n{_MEND}")
    from cancelled_crimes.page.changes import publish as mark

    mark(project)


@main.command()
def verify() -> None:
    """Rebuild apart and compare byte for byte with the processed data and the outputs."""
    from cancelled_crimes.pipeline.verify import verify as prove

    say(prove(find_project()))


@main.command()
@click.option("--full", is_flag=True, help="Run every page with the stock commands, not a sample.")
def bench(full: bool) -> None:
    """Time this pipeline beside stock papermill and nbconvert; writes docs/benchmark.md."""
    from cancelled_crimes.pipeline.bench import run_bench

    say(run_bench(find_project(), full))
