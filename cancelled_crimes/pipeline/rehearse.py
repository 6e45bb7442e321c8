"""Do once, before forking, what every page would do for the first time: compile templates, find fonts, read raw data.

Nothing that a page shows comes from here: only caches are filled. What is opened here counts as read by every process
forked afterwards (`watching`).
"""

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from cancelled_crimes.paths import Project
from cancelled_crimes.pipeline.promote import CACHE
from cancelled_crimes.settings import Settings

if TYPE_CHECKING:
    from nbformat import NotebookNode


def read_raw_tables(project: Project, settings: Settings) -> None:
    """Read and check the raw data as the first notebook does."""
    from cancelled_crimes.clean.figures import read_figure
    from cancelled_crimes.data.reading import read_raw

    with suppress(Exception):  # what is wrong is better told by the step that needs it
        read_raw(project, settings, read_figure)


def draw() -> None:
    """Draw a letter, so that fonts are found."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure(figsize=(1, 1))
    figure.add_subplot().set_title("A")
    FigureCanvasAgg(figure).print_png(BytesIO())
    FigureCanvasSVG(figure).print_svg(BytesIO())


def compile_sections(project: Project) -> None:
    """Fill the caches that story notebooks use."""
    from jinja2 import FileSystemBytecodeCache

    from cancelled_crimes.page.html import environment

    compiled = project.root / CACHE / "templates"
    compiled.mkdir(parents=True, exist_ok=True)
    environment().bytecode_cache = FileSystemBytecodeCache(str(compiled))
    with suppress(Exception):
        for template in environment().list_templates():
            environment().get_template(template)


def render(settings: Settings) -> None:
    """Compile the templates of the pages. Their style and script are not opened: notebooks shall not depend on them."""
    from cancelled_crimes.page.export import render_page
    from cancelled_crimes.page.stamp import Stamp

    empty = dict.fromkeys(("css", "script", "script_hash"), "")
    with suppress(Exception):
        for force in ("", "a force"):
            names = {**empty, "force": force, "story": settings.story, "stamp": Stamp("", "", "", ())}
            render_page(_small_notebook(force), names)


def read_tables(tables: list[Path]) -> None:
    """Parse processed tables; each content is parsed once, here or in the process that first meets it."""
    from cancelled_crimes.tables import read_csv

    for table in tables:
        read_csv(table)


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
