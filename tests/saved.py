"""Notebooks as JupyterLab leaves them behind."""

import json
from pathlib import Path

import nbformat

JUPYTER = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
VERSION = {"name": "python", "version": "3.11.9", "mimetype": "text/x-python", "file_extension": ".py"}


def save_as_jupyter_does(path: Path) -> None:
    """Run and save a notebook: counts, outputs, the version of Python, and what JupyterLab remembers of each cell."""
    node = nbformat.read(path, as_version=4)
    node.metadata.update({**JUPYTER, "language_info": VERSION, "widgets": {}})
    for number, cell in enumerate(node.cells):
        cell.metadata.update({"collapsed": False, "jupyter": {"source_hidden": True}})
        if cell.cell_type == "code":
            cell.execution_count = number
            cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text="seen\n")]
    path.write_text(json.dumps(node, indent=4), encoding="utf-8")
