"""A tiny project with four quick notebooks, to build, break and kill: python tests/tiny.py COMMAND ...

Runs the real commands; only the page modules are stood in for, so that a build takes a moment.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
import types
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[1]
EDITIONS = ["Greater Manchester", "Gwent"]

SETUP = """import csv
import json
from cancelled_crimes.paths import find_project
project = find_project(into)
project.processed.mkdir(parents=True, exist_ok=True)
project.charts.mkdir(parents=True, exist_ok=True)"""

CLEAN = """rows = list(csv.DictReader((project.raw / "published_figures.csv").open(encoding="utf-8")))
text = "force,offence,printed\\n" + "".join(f"{r['force']},{r['offence']},{r['printed']}\\n" for r in rows)
(project.processed / "cancellations.csv").write_text(text, encoding="utf-8")"""

RATES = """cleaned = (project.processed / "cancellations.csv").read_text(encoding="utf-8")
(project.processed / "rates.csv").write_text(cleaned.upper(), encoding="utf-8")"""

CHARTS = """rates = (project.processed / "rates.csv").read_text(encoding="utf-8")
(project.charts / "chart.svg").write_text(f"<svg>{len(rates)}</svg>", encoding="utf-8")"""

STORY = """rows = list(csv.DictReader((project.processed / "cancellations.csv").open(encoding="utf-8")))
own = [r for r in rows if r["force"] == force or not force]
assert "broken" not in json.dumps(own), "a broken row"
own"""

NOTEBOOKS = {"01_clean": [CLEAN], "02_rates": [RATES], "03_charts": [CHARTS], "04_story": [STORY]}


def make(root: Path) -> Path:
    """Write the tiny project's files."""
    shutil.copytree(ROOT / "cancelled_crimes", root / "cancelled_crimes", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "data" / "raw").mkdir(parents=True)
    (root / "notebooks").mkdir()
    settings = (ROOT / "story.toml").read_text(encoding="utf-8")
    settings = settings.replace("\neditions = []", f"\neditions = {json.dumps(EDITIONS)}")
    (root / "story.toml").write_text(settings, encoding="utf-8")
    (root / "requirements.txt").write_text("", encoding="utf-8")
    shutil.copyfile(ROOT / "data" / "raw" / "published_figures.csv", root / "data" / "raw" / "published_figures.csv")
    for name, cells in NOTEBOOKS.items():
        parameters = ['force: str = ""', 'into: str = "."'] if name == "04_story" else ['into: str = "."']
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        node = nbformat.v4.new_notebook(metadata={"kernelspec": kernel})
        for cell_id, source in zip(
            ["parameters", "setup", "work"], ["\n".join(parameters), SETUP, *cells], strict=True
        ):
            cell = nbformat.v4.new_code_cell(source)
            cell["id"] = cell_id
            node.cells.append(cell)
        node.cells[0].metadata["tags"] = ["parameters"]
        nbformat.write(node, root / "notebooks" / f"{name}.ipynb")
    return root


def change_row(root: Path, force: str, text: str) -> None:
    """Put another text in place of what the first row of a force printed."""
    path = root / "data" / "raw" / "published_figures.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith(f"{force},"))
    cells = lines[place].split(",")
    cells[5] = text
    path.write_text("\n".join([*lines[:place], ",".join(cells), *lines[place + 1 :]]) + "\n", encoding="utf-8")


def stand_in() -> None:
    """Quick stand-ins for the modules that render."""
    from cancelled_crimes.pipeline import preload

    export = types.ModuleType("cancelled_crimes.page.export")
    export.export_page = lambda nb, project: f"<html>{nb.cells[-1].outputs[0].data['text/plain']}</html>"  # type: ignore[attr-defined]
    export.render_page = lambda nb, names: ""  # type: ignore[attr-defined]
    bundle = types.ModuleType("cancelled_crimes.page.bundle")
    bundle.write_bundle = lambda project, force: None  # type: ignore[attr-defined]
    workbook = types.ModuleType("cancelled_crimes.page.workbook")
    workbook.write_workbook = lambda project: None  # type: ignore[attr-defined]
    for module in (export, bundle, workbook):
        sys.modules[module.__name__] = module
    preload.modules = lambda parts=None: []  # type: ignore[assignment]
    if "TINY_UNFIT" in os.environ:
        make_ipykernel_unfit()


def make_ipykernel_unfit() -> None:
    """An ipykernel of another version, whose kernel has no thread of this name."""
    from ipykernel.inprocess.ipkernel import InProcessKernel

    InProcessKernel.iopub_thread = property(lambda self: self.no_such_thread, lambda self, thread: None)


def become_nobody() -> None:
    """Give up root's rights, once all that is needed is loaded."""
    from cancelled_crimes.pipeline import lock, parameters, preload, run  # noqa: F401

    preload.load(list(preload.KERNEL))
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)


def snapshot(root: Path) -> dict[str, bytes]:
    """What stands in processed data and outputs."""
    from cancelled_crimes.pipeline.promote import produced_files

    return {name: (root / name).read_bytes() for name in produced_files(root)}


def kill_often(root: Path, times: int, seed: int) -> dict[str, int]:
    """Kill builds at random moments; after each, every file must be the old or the new one. Counts what was seen."""
    from cancelled_crimes.paths import find_project
    from cancelled_crimes.pipeline import preload
    from cancelled_crimes.pipeline.build import build

    project = find_project(start=root)
    preload.settle(root)
    preload.load(list(preload.KERNEL))

    def started() -> int:
        pid = os.fork()
        if pid == 0:
            os.setsid()
            try:
                build(project)
            finally:
                os._exit(0)
        return pid

    def finished() -> float:
        start = time.perf_counter()
        os.waitpid(started(), 0)
        return time.perf_counter() - start

    states = {}
    for text in ("one", "two"):
        change_row(root, "Gwent", text)
        usual = finished()
        states[text] = snapshot(root)
    assert states["one"] != states["two"]
    seen = {"killed": 0, "old": 0, "new": 0, "between": 0}
    moments = random.Random(seed)
    for number in range(times):
        change_row(root, "Gwent", ("one", "two")[number % 2])
        before = snapshot(root)
        pid = started()
        time.sleep(moments.uniform(0, usual * 1.1))
        try:
            os.killpg(pid, signal.SIGKILL)
            seen["killed"] += 1
        except ProcessLookupError:
            pass
        os.waitpid(pid, 0)
        after = snapshot(root)
        for name, content in after.items():
            assert content in (states["one"][name], states["two"][name]), f"{name} is neither old nor new"
        assert after.keys() == states["one"].keys()
        seen["old" if after == before else "new" if after in states.values() else "between"] += 1
    finished()
    assert snapshot(root) == states[("one", "two")[(times - 1) % 2]], "the next run did not complete"
    return seen


if __name__ == "__main__":
    stand_in()
    if sys.argv[1] == "kill":
        print(json.dumps(kill_often(Path.cwd(), int(sys.argv[2]), int(sys.argv[3]))))
    else:
        from cancelled_crimes.cli import main

        if "TINY_NOBODY" in os.environ:
            become_nobody()
        main()
