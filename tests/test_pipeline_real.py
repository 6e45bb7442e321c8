"""The pipeline on the real notebooks: kernels, what is stale after a change, and the same bytes in other places."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from saved import save_as_jupyter_does

from cancelled_crimes.paths import Project
from cancelled_crimes.pipeline.promote import produced_files
from cancelled_crimes.pipeline.tasks import editions_of, plan

Copy = Callable[..., Project]
SOME = ["Bedfordshire", "Greater Manchester", "Hampshire"]

STOCK_PAGE = """
import shutil
import sys
from cancelled_crimes.page.export import export_page
from cancelled_crimes.paths import find_project
from cancelled_crimes.pipeline import notebooks, promote
project = find_project()
staged = find_project(promote.STAGING)
for folder in ("data/processed", "outputs"):
    shutil.copytree(project.root / folder, staged.into / folder)
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


def pages(project: Project) -> dict[str, bytes]:
    return {page.name: page.read_bytes() for page in project.story.glob("*.html")}


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


def test_a_changed_setting_is_noticed(project_copy: Copy, outputs: Path) -> None:
    copy = project_copy(built=True)
    edit(copy.settings_file, 'byline = "', 'byline = "The ')
    assert "01_clean" in stale(copy)


def test_builds_after_changes_equal_a_build_from_nothing_elsewhere(project_copy: Copy) -> None:
    """Also in another folder, time zone and locale, by one worker, without a home: that is how `verify` rebuilds."""
    copy = project_copy(editions=SOME)
    edit(copy.claims_file, "must_hold = true\n", "")  # the claims that rest on the figure which is about to change
    edit(copy.claims_file, "must_hold = true\n", "")
    build(copy)
    before = pages(copy)
    figures = copy.raw / "published_figures.csv"
    edit(figures, "robbery,25%,", "robbery,30%,")
    edit(figures, "25%; equates to five offences", "30%; equates to six offences")
    build(copy)
    assert not [name for name, content in pages(copy).items() if content == before[name]]
    source = figures.read_text(encoding="utf-8").splitlines()[1].split(",")[6]
    with figures.open("a", encoding="utf-8") as file:
        file.write(f"Essex,2019,,wrongly cancelled,robbery,4 of 20,{source},\n")
    build(copy)
    for notebook in copy.notebooks.glob("*.ipynb"):
        save_as_jupyter_does(notebook)
    assert build(copy).startswith("Up to date")
    done = command(copy, "-m", "cancelled_crimes", "verify")
    assert done.returncode == 0, done.stderr
    assert "every byte the same" in done.stdout


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="needs root to become another user")
def test_another_user_with_other_rights_and_no_environment_makes_the_same_bytes(
    project_copy: Copy, outputs: Path, project: Project
) -> None:
    copy = project_copy()
    for folder in (*copy.root.parents, copy.root):
        if folder.stat().st_mode & 0o055 != 0o055:
            folder.chmod(0o755)
    for path in (copy.root, *copy.root.rglob("*")):
        os.chown(path, 65534, 65534)
    # That user may read the interpreter wherever root has it, and write its own folder only.
    become = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    may_read = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    made = ["sh", "-c", 'umask 077; exec "$0" -m cancelled_crimes edition Hampshire', sys.executable]
    env = {"PATH": os.defpath, "PYTHONPATH": str(copy.root), "HOME": "/nonexistent", "USER": "nobody"}
    done = subprocess.run([*become, *may_read, *made], cwd=copy.root, env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert (copy.story / "hampshire.html").stat().st_uid == 65534
    names = [name for name in produced_files(copy.root) if name != "outputs/manifest.json"]
    assert len(names) > 20
    different = [n for n in names if (copy.root / n).read_bytes() != (project.root / n).read_bytes()]
    assert different == []
