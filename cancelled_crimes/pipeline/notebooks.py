"""Run one notebook with papermill and keep of the result what is the same on every machine."""

import logging
import re
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from cancelled_crimes.errors import StoryError
from cancelled_crimes.pipeline.trouble import advice
from cancelled_crimes.pipeline.watching import told_by_a_kernel
from cancelled_crimes.terminal import say

STOCK = "nbclient"
_engine = [STOCK]
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "pygments_lexer": "ipython3"},
}
_KERNEL_FILE = re.compile(r"\S*ipykernel_\d+/")


def choose_engine(folder: Path) -> None:
    """Run notebooks in processes forked from this one; where ipykernel does not let us, by papermill's own engine."""
    try:
        from cancelled_crimes.pipeline import engine

        engine.start(folder)
        _engine.append(engine.ENGINE)
    except Exception as error:  # whatever another version of ipykernel answers with
        say(f"Notebooks run in kernels of their own, which takes longer: {type(error).__name__}: {error}", err=True)


def run_notebook(
    notebook: Path, executed: Path, parameters: dict[str, Any], *, label: str, engine_name: str = ""
) -> None:
    """Run `notebook` in its own folder, as JupyterLab does, and write the normalised result to `executed`.

    `engine_name` is papermill's name of an engine, the chosen one where it is empty.
    On failure the notebook as far as it got is written there too, and StoryError names `label` and the cell.
    """
    logging.getLogger("papermill").setLevel(logging.ERROR)
    executed.parent.mkdir(parents=True, exist_ok=True)
    engine = engine_name or _engine[-1]
    try:
        with told_by_a_kernel() if engine == STOCK else nullcontext():
            result = papermill.execute_notebook(
                str(notebook),
                str(executed),
                parameters=parameters,
                engine_name=engine,
                request_save_on_cell_execute=False,
                progress_bar=False,
                cwd=str(notebook.parent),
                record_timing=False,
            )
    except PapermillExecutionError as error:
        raise StoryError(in_words(error, label, notebook)) from None
    write_notebook(normalised(result), executed)


def in_words(error: PapermillExecutionError, label: str, notebook: Path) -> str:
    """Which edition and cell went wrong, what went wrong, and how to look at it."""
    node = nbformat.read(notebook, as_version=4)
    sources = {cell.source: cell.get("id", "?") for cell in node.cells}
    first_line = error.source.strip().splitlines()[0] if error.source.strip() else ""
    what = error.evalue if error.ename.endswith("Error") and _is_ours(error) else f"{error.ename}: {error.evalue}"
    hint = advice(error.evalue) or f"Look at {notebook.parent.name}/{notebook.name} with the same parameters: make lab"
    return f'{label}, cell "{sources.get(error.source, "parameters")}" ({first_line}):\n{what}\n{hint}'


def _is_ours(error: PapermillExecutionError) -> bool:
    """Whether the exception is one whose message was written for a reporter."""
    return any(kind.__name__ == error.ename for kind in (StoryError, *_all_subclasses(StoryError)))


def _all_subclasses(kind: type) -> list[type]:
    below: list[type] = kind.__subclasses__()
    return [*below, *(deeper for sub in below for deeper in _all_subclasses(sub))]


def normalised(node: NotebookNode) -> NotebookNode:
    """A copy of cells, tags and outputs: without times, machine paths, process numbers, random ids, and printing cut by
    time, and without what an editor of notebooks keeps for itself."""
    clean = nbformat.from_dict(node)
    clean["metadata"] = nbformat.from_dict(_METADATA)
    for cell in clean.cells:
        cell["metadata"] = NotebookNode({key: cell.metadata[key] for key in ("tags",) if key in cell.metadata})
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
        if cell.cell_type == "code":
            cell["outputs"] = _merged(cell.outputs)
    return clean


def _merged(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """All that a cell prints to a stream as one output, where the first of it stood."""
    kept: list[NotebookNode] = []
    streams: dict[str, NotebookNode] = {}
    for output in outputs:
        if output.output_type != "stream":
            kept.append(output)
        elif output.name in streams:
            streams[output.name]["text"] += output.text
        else:
            streams[output.name] = output
            kept.append(output)
    for output in streams.values():
        output["text"] = _KERNEL_FILE.sub("", output.text)
    return kept


def write_notebook(node: NotebookNode, path: Path) -> None:
    """Write a notebook with sorted keys and "\\n"."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(node) + "\n", encoding="utf-8", newline="\n")


def read_notebook(path: Path) -> NotebookNode:
    """Read an executed notebook."""
    return nbformat.read(path, as_version=4)
