"""From an executed story notebook to its page: nbconvert with a template of our own."""

import ast
import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.preprocessors import Preprocessor, TagRemovePreprocessor
from nbformat import NotebookNode

from cancelled_crimes.charts import style
from cancelled_crimes.page.html import TEMPLATES
from cancelled_crimes.page.stamp import stamp
from cancelled_crimes.paths import Project
from cancelled_crimes.settings import Settings, load_settings

STORY = TEMPLATES / "story"
LEFT_OUT = {True: "local", False: "national"}  # is the page the national one? -> tag of the cells that it drops
SETUP = {"parameters", "injected-parameters", "setup"}
NEVER_SHOWN = "notebook"  # tag of the cells that are for readers of the notebook only


class Sections(Preprocessor):
    """Mark where sections begin, and drop those whose cells give nothing, with their heading."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Keep the cells before the first heading and every section that shows something."""
        groups: list[list[NotebookNode]] = [[]]
        for cell in nb.cells:
            if cell.cell_type == "markdown" and cell.source.startswith("## "):
                groups.append([])
            groups[-1].append(cell)
        setup = [cell.source for cell in groups[0] if SETUP & set(cell.metadata.get("tags", []))]
        resources["setup"] = "\n".join(_readable(source) for source in setup)
        kept = [groups[0], *(g for g in groups[1:] if any(_shows(cell) for cell in g))]
        for group in kept[1:]:
            group[0].metadata["section"] = group[0].source.removeprefix("## ").splitlines()[0]
        nb.cells = [cell for group in kept for cell in group]
        resources["contents"] = [(group[0]["id"], group[0].metadata["section"]) for group in kept[1:]]
        return nb, resources


class PageExporter(HTMLExporter):
    """HTML in one file: style, script and charts inside; code in a <details> under each section."""

    def __init__(self, leave_out: str, **more: Any) -> None:
        """Export all cells but those with the tag `leave_out`."""
        remove = TagRemovePreprocessor(remove_cell_tags={leave_out, NEVER_SHOWN}, enabled=True)
        super().__init__(
            template_name=STORY.name,
            extra_template_basedirs=[str(TEMPLATES)],
            preprocessors=[remove, Sections(enabled=True)],
            exclude_anchor_links=True,
            optimistic_validation=True,  # validate once, not after each of nbconvert's dozen preprocessors
            **more,
        )

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **more: Any
    ) -> tuple[str, dict[str, Any]]:
        """Convert without HTMLExporter's last step: parsing and rewriting a page in which nothing is to be mended."""
        self.register_filter("filter_data_type", lambda data: [t for t in ("text/html", "text/plain") if t in data][:1])
        page, resources = TemplateExporter.from_notebook_node(self, nb, resources, **more)
        return page, resources or {}


def export_page(nb: NotebookNode, project: Project) -> str:
    """The final HTML of an executed story notebook, national or local by its parameter `force`."""
    force = force_of(nb)
    settings = load_settings(project.settings_file)
    names = {
        "force": force,
        "story": settings.story,
        "css": _css(settings),
        "script": _read("page.js"),
        "script_hash": _sha256(_read("page.js")),
        "stamp": stamp(project),
    }
    return render_page(nb, names)


def render_page(nb: NotebookNode, names: dict[str, Any]) -> str:
    """An executed story notebook in the page's template, where `names` are known as `page`."""
    page, _ = _exporter(not names["force"]).from_notebook_node(nbformat.from_dict(nb), {"page": names})
    return page.strip() + "\n"


def force_of(nb: NotebookNode) -> str:
    """The parameter `force` that the notebook was executed with, "" for the national page."""
    force = ""
    for cell in nb.cells:
        if {"parameters", "injected-parameters"} & set(cell.metadata.get("tags", [])):
            for statement in ast.parse(cell.source).body:
                targets = (
                    statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
                )
                if any(isinstance(t, ast.Name) and t.id == "force" for t in targets):
                    force = ast.literal_eval(statement.value)
    return force


@cache
def _exporter(national: bool) -> PageExporter:
    return PageExporter(LEFT_OUT[national])


def _readable(source: str) -> str:
    """Setup code without the parameter that only says where the build keeps its files."""
    return "\n".join(line for line in source.splitlines() if line and not line.startswith(("into", "#")))


def _shows(cell: NotebookNode) -> bool:
    """Whether a cell of a section gives something to read: a code cell by its output."""
    if cell.cell_type == "code":
        return any(output.get("data", {}).get("text/html") for output in cell.outputs)
    return bool(cell.source.partition("\n")[2].strip()) and not cell.source.startswith("## ")


def _css(settings: Settings) -> str:
    """The page's style, with the colours of the settings in light, dark, forced colours and print."""
    light, dark = style.Palette.light(settings.colours), style.Palette.dark(settings.colours)
    roles = "".join(f"--{role}:{colour};" for role, colour in light.roles().items())
    night = "".join(f"--{role}:{colour};" for role, colour in dark.roles().items())
    variables = f":root{{{roles}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{night}}}}}\n"
    return variables + style.css(settings.colours) + _read("page.css")


def _read(name: str) -> str:
    return Path(STORY / name).read_text(encoding="utf-8")


def _sha256(text: str) -> str:
    """The hash by which the page's content security policy knows its one script."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
