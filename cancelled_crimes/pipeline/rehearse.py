"""Do once, before forking, what every page would do for the first time: compile templates, find fonts, read raw data.

Nothing that a page shows comes from here: only caches are filled. Because a forked process then need not open the
templates again, the files opened here count as read by every step of their kind.
"""

from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING

from cancelled_crimes.paths import Project
from cancelled_crimes.pipeline.files import PACKAGE, name_of
from cancelled_crimes.pipeline.promote import CACHE
from cancelled_crimes.pipeline.watching import watch
from cancelled_crimes.settings import Settings

if TYPE_CHECKING:
    from nbformat import NotebookNode


def read_raw_tables(project: Project, settings: Settings) -> None:
    """Read and check the raw data as the first notebook does."""
    from cancelled_crimes.clean.figures import read_figure
    from cancelled_crimes.data.reading import read_raw

    with suppress(Exception):  # what is wrong is better told by the step that needs it
        read_raw(project, settings, read_figure)


def rehearse_charts() -> None:
    """Draw a letter, so that fonts are found."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure(figsize=(1, 1))
    figure.add_subplot().set_title("A")
    FigureCanvasAgg(figure).print_png(BytesIO())
    FigureCanvasSVG(figure).print_svg(BytesIO())


def rehearse_stories(project: Project) -> set[str]:
    """Fill the caches that story notebooks use; returns the names of the package's files that were opened."""
    from jinja2 import FileSystemBytecodeCache

    from cancelled_crimes.page.html import environment

    compiled = project.root / CACHE / "templates"
    compiled.mkdir(parents=True, exist_ok=True)
    environment().bytecode_cache = FileSystemBytecodeCache(str(compiled))
    with watch() as seen, suppress(Exception):
        for template in environment().list_templates():
            environment().get_template(template)
    return _of_package(project, seen.read)


def rehearse_pages(project: Project) -> set[str]:
    """Fill the caches that rendering uses; returns the names of the package's files that were opened."""
    from cancelled_crimes.page.export import export_page

    with watch() as seen, suppress(Exception):
        for force in ("", "a force"):
            export_page(_small_notebook(force), project)
    return _of_package(project, seen.read)


def read_tables(project: Project) -> None:
    """Parse the processed tables; each content is parsed once, here or in the process that first meets it."""
    from cancelled_crimes.tables import read_csv

    for table in project.processed.glob("*.csv"):
        read_csv(table)


def _of_package(project: Project, paths: set[str]) -> set[str]:
    names = {name_of(project, path) for path in paths}
    return {name for name in names if name and name.startswith(PACKAGE.name)}


def _small_notebook(force: str) -> "NotebookNode":
    """A notebook with a parameter, a heading and an output."""
    import nbformat

    output = nbformat.v4.new_output("display_data", {"text/html": "<p>A</p>", "text/plain": "A"})
    node = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(f"force = {force!r}", metadata={"tags": ["injected-parameters"]}),
            nbformat.v4.new_markdown_cell("# A"),
            nbformat.v4.new_markdown_cell("## A?\n\nText."),
            nbformat.v4.new_code_cell("a", outputs=[output]),
        ]
    )
    for number, cell in enumerate(node.cells):
        cell["id"] = f"cell-{number}"
    return node
