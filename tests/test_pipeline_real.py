"""The pipeline on the real notebooks: kernels, what is stale after a change, and the same bytes in other places."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from cancelled_crimes.paths import Project
from cancelled_crimes.pipeline.tasks import editions_of, plan
from cancelled_crimes.slugs import slug

Copy = Callable[..., Project]
SOME = ["Bedfordshire", "Cheshire", "Greater Manchester", "Hampshire"]

STOCK_PAGE = """
import sys
from cancelled_crimes.page.export import export_page
from cancelled_crimes.paths import find_project
from cancelled_crimes.pipeline import notebooks, promote
project = find_project()
promote.stage(project)
staged = find_project(promote.STAGING)
executed = staged.outputs / "stock.ipynb"
parameters = {"force": sys.argv[1], "into": promote.STAGING}
notebooks.run_notebook(
    project.notebooks / "04_story.ipynb", executed, parameters, label="stock", engine_name=notebooks.STOCK
)
sys.stdout.write(export_page(notebooks.read_notebook(executed), staged))
"""


def command(project: Project, *arguments: str) -> "subprocess.CompletedProcess[str]":
    env = {**os.environ, "PYTHONPATH": str(project.root), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=project.root, env=env, capture_output=True, text=True, check=False
    )


def build(project: Project) -> str:
    done = command(project, "-m", "cancelled_crimes", "all")
    assert done.returncode == 0, done.stderr
    return done.stdout


def stale(project: Project) -> set[str]:
    """What kinds of steps would run now."""
    script = (
        "from cancelled_crimes.paths import find_project\n"
        "from cancelled_crimes.pipeline.build import stale\n"
        "print('\\n'.join(t.name for t in stale(find_project())))"
    )
    done = command(project, "-c", script)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_page_built_warm_equals_the_page_built_by_a_stock_kernel_byte_for_byte(
    project_copy: Copy, outputs: Path
) -> None:
    copy = project_copy(built=True)
    done = command(copy, "-c", STOCK_PAGE, "Hampshire")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (outputs / "story" / "hampshire.html").read_text(encoding="utf-8")


def test_every_step_reads_only_what_the_steps_before_it_made(project: Project, outputs: Path) -> None:
    records = json.loads((project.root / ".cache" / "state.json").read_text(encoding="utf-8"))
    tasks = {t.name: t for t in plan(editions_of(project))}
    makers = {name: task for task, record in records.items() for name in record["writes"]}

    def before(name: str) -> set[str]:
        return {name}.union(*(before(earlier) for earlier in tasks[name].after))

    for name, record in records.items():
        made_elsewhere = {makers[r] for r in record["reads"] if r in makers}
        assert made_elsewhere <= before(name), f"{name} reads what {made_elsewhere - before(name)} makes"


def test_no_two_steps_write_the_same_file(project: Project, outputs: Path) -> None:
    records = json.loads((project.root / ".cache" / "state.json").read_text(encoding="utf-8"))
    written = [name for record in records.values() for name in record["writes"]]
    assert len(written) == len(set(written))


def test_a_changed_style_renders_all_pages_and_runs_no_notebook(project_copy: Copy, outputs: Path) -> None:
    copy = project_copy(built=True)
    assert stale(copy) == set()
    for style in (copy.root / "cancelled_crimes" / "page").rglob("*.css"):
        style.write_text(style.read_text(encoding="utf-8") + "/* wider */\n", encoding="utf-8")
    assert stale(copy) == {t.name for t in plan(editions_of(copy)) if t.kind in ("page", "bundle")}


def test_a_changed_notebook_setting_or_module_is_noticed(project_copy: Copy, outputs: Path) -> None:
    copy = project_copy(built=True)
    edit(copy.notebooks / "04_story.ipynb", '"metadata": {', '"metadata": {"more": 1, ')
    names = stale(copy)
    assert f"04_story/{slug('Gwent')}" in names
    assert "03_charts" not in names
    edit(copy.settings_file, 'byline = "', 'byline = "The ')
    assert "01_clean" in stale(copy)


def test_builds_after_changes_equal_a_build_from_nothing_elsewhere(project_copy: Copy) -> None:
    """Also in another folder, time zone and locale, by one worker, without a home: that is how `verify` rebuilds."""
    copy = project_copy(editions=SOME)
    build(copy)
    figures = copy.raw / "published_figures.csv"
    edit(figures, "robbery,25%,", "robbery,30%,")
    edit(figures, "25%; equates to five offences", "30%; equates to six offences")
    build(copy)
    source = figures.read_text(encoding="utf-8").splitlines()[1].split(",")[6]
    with figures.open("a", encoding="utf-8") as file:
        file.write(f"Essex,2019,,wrongly cancelled,robbery,4 of 20,{source},\n")
    build(copy)
    done = command(copy, "-m", "cancelled_crimes", "verify")
    assert done.returncode == 0, done.stderr
    assert "every byte the same" in done.stdout
