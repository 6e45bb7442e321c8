"""A page is made again whenever anything changed that was read for it, and never because a notebook was saved."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from saved import save_as_jupyter_does

from cancelled_crimes.page.stamp import stamp
from cancelled_crimes.paths import Project
from cancelled_crimes.pipeline.build import stale
from cancelled_crimes.pipeline.tasks import editions_of, plan
from cancelled_crimes.pipeline.watching import unwatched, watch

Copy = Callable[..., Project]
# Durham's page tells how many replies are recorded for others: nothing that such a page told before.
OTHERS = """    others = context.raw.replies["force"] != "Durham"
    return Markup("<p>Replies of others: {}</p>").format(int(others.sum()))
"""


def build(project: Project) -> str:
    env = {**os.environ, "PYTHONPATH": str(project.root)}
    command = [sys.executable, "-m", "cancelled_crimes", "all"]
    done = subprocess.run(command, cwd=project.root, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_local_page_that_tells_of_another_force_is_made_again_when_that_is_changed(project_copy: Copy) -> None:
    copy = project_copy(editions=["Durham"])
    section = copy.root / "cancelled_crimes" / "page" / "sections" / "replies.py"
    text = section.read_text(encoding="utf-8").replace(
        "\ndef replies", "\nfrom markupsafe import Markup\n\ndef replies"
    )
    section.write_text(text.partition("    return render")[0] + OTHERS, encoding="utf-8")
    build(copy)
    page = copy.story / "durham.html"
    assert "Replies of others: 8<" in page.read_text(encoding="utf-8")
    with (copy.raw / "replies.csv").open("a", encoding="utf-8") as file:
        file.write("Gwent,force,2020-11,It looked at the records again.,york-press-2020\n")
    assert not build(copy).startswith("Up to date")
    assert "Replies of others: 9<" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("changed", ["data/raw/replies.csv", "claims.toml", "story.toml"])
def test_every_page_depends_on_the_whole_of_what_was_read(changed: str, project_copy: Copy, outputs: Path) -> None:
    copy = project_copy(built=True)
    pages = {t.name for t in plan(editions_of(copy)) if t.kind == "page"}
    before = stamp(copy)
    with (copy.root / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert pages <= {t.name for t in stale(copy)}
    assert stamp(copy).inputs != before.inputs


def test_what_the_process_before_the_fork_had_read_makes_its_steps_stale(project_copy: Copy, outputs: Path) -> None:
    """Templates are compiled once for all pages: the processes that fill them in never open the files."""
    copy = project_copy(built=True)
    state = json.loads((copy.root / ".cache" / "state.json").read_text(encoding="utf-8"))
    sections = {f"cancelled_crimes/page/templates/sections/{name}.html.j2" for name in ("advice", "glance", "replies")}
    for task in plan(editions_of(copy)):
        if task.name.startswith("04_story/"):
            assert sections | {"data/raw/replies.csv", "data/processed/rates.csv"} <= state[task.name]["reads"].keys()


def test_a_watch_knows_what_was_read_before_it_began_but_not_what_was_only_compared(tmp_path: Path) -> None:
    for name in ("before", "compared", "inside", "after"):
        (tmp_path / name).touch()
    with watch():
        (tmp_path / "before").read_bytes()
        with unwatched():
            (tmp_path / "compared").read_bytes()
        with watch() as seen:
            (tmp_path / "inside").read_bytes()
        (tmp_path / "after").read_bytes()
    assert {str(tmp_path / name) for name in ("before", "inside")} <= seen.read
    assert not {str(tmp_path / name) for name in ("compared", "after")} & seen.read


def test_saving_a_notebook_makes_nothing_stale(project_copy: Copy, outputs: Path) -> None:
    copy = project_copy(built=True)
    before = stamp(copy)
    for notebook in copy.notebooks.glob("*.ipynb"):
        save_as_jupyter_does(notebook)
    assert stale(copy) == []
    assert stamp(copy) == before


@pytest.mark.parametrize("change", ["source", "tag"])
def test_a_changed_cell_or_tag_makes_its_pages_stale(change: str, project_copy: Copy, outputs: Path) -> None:
    copy = project_copy(built=True)
    before = stamp(copy)
    path = copy.notebooks / "04_story.ipynb"
    node = nbformat.read(path, as_version=4)
    if change == "source":
        node.cells[-1].source += "\n"
    else:
        node.cells[-1].metadata["tags"] = ["local"]
    nbformat.write(node, path)
    stories = {t.name for t in plan(editions_of(copy)) if t.name.startswith("04_story/")}
    found = {t.name for t in stale(copy)}
    assert stories <= found and "03_charts" not in found
    assert stamp(copy).method != before.method
