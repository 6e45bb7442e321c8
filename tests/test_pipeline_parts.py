"""The parts of the pipeline one by one: parameters, kernels, watching, digests, comparing, the Makefile."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from tiny import EDITIONS, make

from cancelled_crimes.digests import digest_of
from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import Project, find_project
from cancelled_crimes.pipeline.files import name_of
from cancelled_crimes.pipeline.parameters import check_force, check_parameters, declared
from cancelled_crimes.pipeline.synthetic import set_editions
from cancelled_crimes.pipeline.tasks import load_state, only, plan
from cancelled_crimes.pipeline.verify import first_difference
from cancelled_crimes.pipeline.watching import watch
from cancelled_crimes.settings import load_settings

ROOT = Path(__file__).resolve().parents[1]
UNITS = ["Gwent", "Greater Manchester"]
DECLARED = {"force": str, "into": str, "times": int}


def test_every_notebook_declares_typed_parameters_and_is_stored_without_outputs(project: Project) -> None:
    stored = sorted(project.notebooks.glob("*.ipynb"))
    assert [p.stem for p in stored] == ["01_clean", "02_rates", "03_charts", "04_story"]
    for path in stored:
        assert declared(path) == ({"force": str, "into": str} if path.stem == "04_story" else {"into": str})
        code = [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
        assert not any(c.outputs or c.execution_count for c in code)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"forse": "Gwent"}, 'has no parameter "forse"; did you mean "force"?'),
        ({"force": 3}, "force = 3 is a whole number, but the notebook declares text"),
        ({"times": True}, "times = True is True or False, but the notebook declares a whole number"),
        ({"force": "Gwnet"}, '"Gwnet" is not a unit in story.toml; did you mean "Gwent"?'),
    ],
)
def test_a_wrong_parameter_is_refused_with_the_nearest_valid_one(given: dict[str, object], said: str) -> None:
    with pytest.raises(StoryError, match=re.escape(said)):
        check_parameters("04_story.ipynb", DECLARED, given, UNITS)


def test_the_empty_force_is_the_national_page() -> None:
    check_force("", UNITS)
    check_parameters("04_story.ipynb", DECLARED, {"force": "", "into": "."}, UNITS)


def test_a_parameter_without_a_type_is_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "tiny") / "notebooks" / "01_clean.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace('into: str = \\".\\"', "into = here"), encoding="utf-8")
    with pytest.raises(StoryError, match=r'parameter "into" has no type'):
        declared(path)


TELLING = [
    'force: str = ""',
    "import sys\nimport warnings\nimport matplotlib\nimport matplotlib.pyplot as plt\nimport pandas as pd",
    'print("out")\nprint("err", file=sys.stderr)\npd.DataFrame({"a": [1, 2]})',
    "from IPython.display import HTML, SVG, display\ndisplay(HTML('<b>x</b>'))\nHTML('<i>y</i>')",
    "for number in range(3):\n    print(number)\n    display(number)\n    print(number, file=sys.stderr)",
    "import threading\nthread = threading.Thread(target=print, args=('aside',))\nthread.start()\nthread.join()",
    "print('once', end='')\nprint(' more', flush=True)\n3",
    "plt.plot([1, 2])\nplt.title(force)",
    "sorted(name for name in globals() if not name.startswith('_'))",
    "matplotlib.rcParams['backend'], dict(matplotlib.rcParams) == dict(matplotlib.rcParamsDefault), __name__",
    "warnings.warn('mind')",
    "x = 3;",
    "x",
]

BOTH_WAYS = """
import os, sys
from pathlib import Path
from cancelled_crimes.pipeline import engine, notebooks, preload
here = Path(sys.argv[1])
preload.settle(here)
preload.load([*preload.KERNEL, "pandas", "matplotlib.pyplot", "seaborn"])
engine.start(here)
def run(name, kind):
    notebooks.run_notebook(here / "a.ipynb", here / name, {"force": "Gwent"}, label="a", engine_name=kind)
pid = os.fork()
if pid == 0:
    run("warm.ipynb", engine.ENGINE)
    os._exit(0)
assert os.waitpid(pid, 0)[1] == 0
run("stock.ipynb", notebooks.STOCK)
"""


def test_a_notebook_run_warm_equals_one_run_by_a_stock_kernel_byte_for_byte(tmp_path: Path) -> None:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    node = nbformat.v4.new_notebook(metadata={"kernelspec": kernel})
    for number, source in enumerate(TELLING):
        cell = nbformat.v4.new_code_cell(source)
        cell["id"] = f"cell-{number}"
        node.cells.append(cell)
    node.cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(node, tmp_path / "a.ipynb")
    done = subprocess.run([sys.executable, "-c", BOTH_WAYS, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    warm, stock = (tmp_path / name for name in ("warm.ipynb", "stock.ipynb"))
    assert warm.read_text(encoding="utf-8") == stock.read_text(encoding="utf-8")
    assert "image/png" in warm.read_text(encoding="utf-8")
    assert str(tmp_path) not in warm.read_text(encoding="utf-8")


def test_what_is_read_and_written_is_known(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("in", encoding="utf-8")
    with watch() as seen:
        (tmp_path / "in.txt").read_text(encoding="utf-8")
        (tmp_path / "out.txt").write_text("out", encoding="utf-8")
        (tmp_path / "out.txt").read_text(encoding="utf-8")
        os.listdir(tmp_path)
        os.replace(tmp_path / "out.txt", tmp_path / "moved.txt")
    (tmp_path / "later.txt").write_text("later", encoding="utf-8")
    assert {str(tmp_path / "in.txt"), str(tmp_path)} <= seen.read
    assert str(tmp_path / "later.txt") not in seen.read
    assert {str(tmp_path / "out.txt"), str(tmp_path / "moved.txt")} <= seen.written
    assert str(tmp_path / "later.txt") not in seen.written


def test_names_hold_in_any_folder(project: Project) -> None:
    staged = find_project(".build", start=project.root)
    assert name_of(staged, str(staged.into / "data" / "processed" / "rates.csv")) == "data/processed/rates.csv"
    assert name_of(staged, str(project.raw / "sources.csv")) == "data/raw/sources.csv"
    package = project.root / "cancelled_crimes"
    assert (
        name_of(staged, str(package / "page" / "templates" / "page.css")) == "cancelled_crimes/page/templates/page.css"
    )
    assert name_of(staged, str(package / "cli.py")) is None
    assert name_of(staged, "/etc/hostname") is None


def test_a_folder_is_known_by_what_it_lists(tmp_path: Path) -> None:
    before = digest_of(tmp_path)
    (tmp_path / "new.csv").touch()
    assert digest_of(tmp_path) != before
    assert digest_of(tmp_path / "absent.csv") == "-"


def test_an_edition_needs_the_steps_before_it_and_no_other_edition() -> None:
    names = {t.name for t in only(plan(EDITIONS), "Gwent")}
    assert names == {"01_clean", "02_rates", "workbook", "04_story/gwent", "page/gwent", "bundle/gwent"}


def test_a_damaged_record_of_the_last_run_means_that_all_runs_again() -> None:
    assert load_state("{broken") == {}
    assert load_state('{"a": {"unknown": 1}}') == {}


def test_the_first_difference_is_shown_with_its_line(tmp_path: Path) -> None:
    for side, text in (("old", "force,wrong\nGwent,5\n"), ("new", "force,wrong\nGwent,6\n")):
        (tmp_path / side / "data" / "processed").mkdir(parents=True)
        (tmp_path / side / "data" / "processed" / "a.csv").write_text(text, encoding="utf-8")
    said = first_difference(tmp_path / "old", tmp_path / "new")
    assert said == "data/processed/a.csv, line 2:\n  there:   Gwent,5\n  rebuilt: Gwent,6"
    (tmp_path / "new" / "data" / "processed" / "a.csv").unlink()
    assert first_difference(tmp_path / "old", tmp_path / "new") == "data/processed/a.csv is not made any more."
    assert first_difference(tmp_path / "old", tmp_path / "old") == ""


def test_synthetic_units_say_that_they_are(tmp_path: Path, project: Project) -> None:
    copy = find_project(start=make(tmp_path / "tiny"))
    (copy.raw / "inspections.csv").write_bytes((project.raw / "inspections.csv").read_bytes())
    units = load_settings(project.settings_file).units
    set_editions(copy, 50, units)
    settings = load_settings(copy.settings_file)
    assert len(settings.local_editions) == 50
    assert all(unit.startswith("Synthetic ") for unit in settings.units if unit not in units)


def test_each_make_target_of_the_contract_is_explained_by_make_help() -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = ["all", "edition", "check", "readme", "verify", "publish", "bench", "lab", "lint", "test", "clean"]
    assert all(f"make {target} " in said for target in targets)


def test_nothing_heavy_is_loaded_when_nothing_is_stale(project: Project, outputs: Path) -> None:
    state = json.loads((project.root / ".cache" / "state.json").read_text(encoding="utf-8"))
    script = (
        "import sys\n"
        "from cancelled_crimes.paths import find_project\n"
        "import cancelled_crimes.cli\n"
        "from cancelled_crimes.pipeline.build import stale\n"
        "stale(find_project())\n"
        "heavy = {'pandas', 'numpy', 'pydantic', 'papermill', 'nbformat', 'matplotlib', 'filelock', 'tqdm'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    assert state
