"""Time this pipeline beside stock papermill and nbconvert on the same notebooks, for docs/benchmark.md."""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import psutil

from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import Project
from cancelled_crimes.pipeline.build import cores
from cancelled_crimes.pipeline.files import PACKAGE
from cancelled_crimes.pipeline.promote import CACHE
from cancelled_crimes.pipeline.synthetic import change_count, multiply_rows, set_editions
from cancelled_crimes.pipeline.verify import copy_sources
from cancelled_crimes.settings import Settings, load_settings
from cancelled_crimes.slugs import slug

SAMPLE = 6
RUNS, ROW_RUNS = 3, 5
EDITIONS = (1, 10, 44, 200)
ROWS = (1, 10, 100)
MEGABYTE = 2**20


@dataclass(frozen=True)
class Timing:
    """Seconds of each run, and the most memory that all processes of another held at once (MB; shared pages once)."""

    seconds: list[float]
    memory: float = 0.0

    @property
    def median(self) -> float:
        """Median of the runs, seconds."""
        return median(self.seconds)


def run_bench(project: Project, full: bool = False) -> str:
    """Run all timings, write docs/benchmark.md and return its text."""
    settings = load_settings(project.settings_file)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        base = Path(folder)
        ours = _ours(copy_sources(project, base / "ours"))
        stock = _stock(copy_sources(project, base / "stock"), settings, full)
        scaling = _scaling(project, settings, base)
    text = _report(stock, ours, scaling, pages=len(settings.local_editions) + 1, full=full)
    target = project.root / "docs" / "benchmark.md"
    target.parent.mkdir(exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")
    return text


def run(command: list[str], folder: Path, root: Path, weigh: bool = False) -> float:
    """Seconds that a command takes; with `weigh`, its peak memory with all its children (MB). StoryError when it fails.

    One at a time, because looking at memory slows down what it looks at.
    """
    env = {**os.environ, "PYTHONPATH": str(root)}
    start = time.perf_counter()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=errors)
        peak = 0.0
        while weigh and process.poll() is None:
            peak = max(peak, _memory(process.pid))
            time.sleep(0.05)
        process.wait()
        seconds = time.perf_counter() - start
        if process.returncode:
            errors.seek(0)
            raise StoryError(f"{' '.join(command)} failed:\n{errors.read().decode(errors='replace')[-2000:]}")
    return peak if weigh else seconds


def _memory(pid: int) -> float:
    """Memory of a process and its children in MB, pages that they share counted once where the system can tell."""
    total = 0
    try:
        for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
            info = process.memory_full_info()
            total += getattr(info, "pss", info.rss)
    except psutil.Error:
        return 0.0
    return total / MEGABYTE


def _build(project: Project, before: Callable[[], None], runs: int = RUNS) -> Timing:
    """Time whole builds and weigh one more, each after `before` has made something stale."""
    found = []
    for weigh in [*[False] * runs, True]:
        before()
        found.append(run([sys.executable, "-m", PACKAGE.name, "all"], project.root, project.root, weigh))
    return Timing(found[:-1], found[-1])


def _ours(project: Project) -> dict[str, Timing]:
    """This pipeline: nothing cached; the story notebook, one row, the style changed; nothing changed."""
    changed, rows = iter(range(1000)), iter(range(ROW_RUNS + 1))
    return {
        "nothing cached": _build(project, lambda: _forget(project)),
        "story notebook changed": _build(project, lambda: _edit_notebook(project, next(changed))),
        "one row changed": _build(project, lambda: change_count(project, next(rows), of=ROW_RUNS + 1), ROW_RUNS),
        "style changed": _build(project, lambda: _edit_style(project, next(changed))),
        "nothing changed": _build(project, lambda: None, runs=2 * RUNS),
    }


def _forget(project: Project) -> None:
    for name in ("outputs", "data/processed", CACHE):
        shutil.rmtree(project.root / name, ignore_errors=True)


def _edit_notebook(project: Project, number: int) -> None:
    path = project.notebooks / "04_story.ipynb"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("edition.finding()", f"edition.finding()  # {number}", 1), encoding="utf-8")


def _edit_style(project: Project, number: int) -> None:
    for path in (project.root / PACKAGE.name / "page").rglob("*.css"):
        path.write_text(path.read_text(encoding="utf-8") + f"/* {number} */\n", encoding="utf-8")


def _stock(project: Project, settings: Settings, full: bool) -> dict[str, Timing]:
    """Stock papermill and nbconvert, one page at a time: as commands, and as libraries in one process."""
    papermill = str(Path(sys.executable).parent / "papermill")
    jupyter = str(Path(sys.executable).parent / "jupyter")
    for name in ("01_clean", "02_rates", "03_charts"):
        run([papermill, f"{name}.ipynb", f"../{name}.out.ipynb"], project.notebooks, project.root)
    pages = ["", *settings.local_editions]
    chosen = pages if full else pages[:: max(1, len(pages) // SAMPLE)]
    commands = []
    for force in chosen:
        executed = f"../{slug(force) or 'index'}.ipynb"
        first = run([papermill, "04_story.ipynb", executed, "-p", "force", force], project.notebooks, project.root)
        convert = [jupyter, "nbconvert", "--to", "html", "--no-input", executed]
        commands.append(first + run(convert, project.notebooks, project.root))
    library = run([sys.executable, "-c", _LIBRARY, *chosen], project.notebooks, project.root)
    return {"commands": Timing(commands), "libraries": Timing([library / len(chosen)])}


_LIBRARY = """
import sys, papermill, nbconvert
for force in sys.argv[1:]:
    node = papermill.execute_notebook("04_story.ipynb", None, {"force": force}, progress_bar=False)
    nbconvert.HTMLExporter(exclude_input=True).from_notebook_node(node)
"""


def _scaling(project: Project, settings: Settings, base: Path) -> list[tuple[str, Timing, float]]:
    """Whole builds from nothing with more editions and with more rows; the mean size of a local page in kB."""
    found = []
    for count in EDITIONS:
        copy = copy_sources(project, base / f"editions-{count}")
        set_editions(copy, count - 1 or 1, settings.units)
        found.append((f"{count} pages", _build(copy, partial(_forget, copy), runs=1), _page_size(copy)))
    for times in ROWS:
        copy = copy_sources(project, base / f"rows-{times}")
        multiply_rows(copy, times)
        found.append((f"published figures x{times}", _build(copy, partial(_forget, copy), runs=1), _page_size(copy)))
    return found


def _page_size(project: Project) -> float:
    sizes = [p.stat().st_size for p in project.story.glob("*.html") if p.stem != "index"]
    return sum(sizes) / len(sizes) / 1000


def _report(
    stock: dict[str, Timing], ours: dict[str, Timing], scaling: list[tuple[str, Timing, float]], pages: int, full: bool
) -> str:
    """The text of docs/benchmark.md."""
    commands, libraries = stock["commands"].median * pages, stock["libraries"].median * pages
    if full:
        commands = sum(stock["commands"].seconds)
    pages_only = ours["story notebook changed"].median
    how = "every page" if full else f"median of {len(stock['commands'].seconds)} pages, times {pages}"
    lines = [
        "# Benchmark",
        "",
        "Written by `make bench`. Seconds on the wall, medians of several runs; memory is the most that all processes",
        "held at once, shared pages counted once. Stock runs are on the same notebooks, one page at a time.",
        f"{cores()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}.",
        "",
        f"## {pages} pages",
        "",
        "| what | seconds | times faster than stock commands |",
        "| --- | ---: | ---: |",
        f"| stock: `papermill`, then `jupyter nbconvert`, a page at a time ({how}) | {commands:.1f} | 1 |",
        f"| stock: both as libraries in one process ({how}) | {libraries:.1f} | {commands / libraries:.1f} |",
        f"| this pipeline, all pages run anew | {pages_only:.1f} | {commands / pages_only:.1f} |",
        "",
        "## `make all` after a change",
        "",
        "| what changed | seconds | memory, MB |",
        "| --- | ---: | ---: |",
        *(f"| {name} | {t.median:.2f} | {t.memory:.0f} |" for name, t in ours.items()),
        "",
        "## Scaling, from nothing",
        "",
        f"Pages beyond {pages} are synthetic units and further rows are synthetic repeats of real ones, made for this",
        "table and thrown away.",
        "",
        "| size | seconds | memory, MB | mean size of a local page, kB |",
        "| --- | ---: | ---: | ---: |",
        *(f"| {name} | {t.median:.1f} | {t.memory:.0f} | {size:.0f} |" for name, t, size in scaling),
        "",
    ]
    return "\n".join(lines)
