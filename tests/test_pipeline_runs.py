"""What is run, what is skipped, and what is left when something goes wrong: on a tiny project of four notebooks."""

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tiny import change_row, make, snapshot

TINY = Path(__file__).with_name("tiny.py")
Run = Callable[..., subprocess.CompletedProcess[str]]


def run(root: Path, *arguments: str, env: dict[str, str] | None = None, **options: Any) -> Any:
    """Run a command of the tiny project in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(root), **(env or {})}
    command = [sys.executable, str(TINY), *arguments]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False, **options)


def steps(root: Path) -> dict[str, dict[str, Any]]:
    return json.loads((root / ".cache" / "state.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make(tmp_path_factory.mktemp("tiny") / "project")
    done = run(root, "all")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_once, tmp_path / "project"))


def test_a_first_run_makes_processed_data_pages_notebooks_and_manifest(built: Path) -> None:
    made = snapshot(built)
    assert {"data/processed/cancellations.csv", "data/processed/rates.csv", "outputs/charts/chart.svg"} <= set(made)
    assert {f"outputs/story/{page}.html" for page in ("index", "greater-manchester", "gwent")} <= set(made)
    listed = json.loads(made["outputs/manifest.json"])["outputs"]
    assert set(listed) == set(made) - {"outputs/manifest.json"}
    assert not (built / ".build").exists()


def test_a_second_run_runs_nothing_and_says_so_in_one_line(built: Path) -> None:
    done = run(built, "all")
    assert done.stdout == "Up to date: outputs/story/index.html\n"
    assert done.stderr == ""


def test_touching_files_changes_nothing(built: Path) -> None:
    for path in (p for p in built.rglob("*") if p.is_file()):
        os.utime(path)
    assert run(built, "all").stdout.startswith("Up to date")


def test_an_unused_change_in_a_table_changes_no_page(built: Path) -> None:
    path = built / "data" / "raw" / "published_figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("\n", ",more\n", 1), encoding="utf-8")
    assert ", 0 pages changed" in run(built, "all").stdout


def test_a_changed_row_rebuilds_what_shows_it(built: Path) -> None:
    change_row(built, "Gwent", "14 of 15")
    before = snapshot(built)
    assert run(built, "all").returncode == 0
    changed = {name for name, content in snapshot(built).items() if before.get(name) != content}
    assert {"outputs/story/gwent.html", "outputs/story/index.html"} <= changed
    assert "outputs/story/greater-manchester.html" not in changed


def test_a_deleted_or_damaged_page_is_made_again(built: Path) -> None:
    before = snapshot(built)
    (built / "outputs" / "story" / "gwent.html").unlink()
    (built / "outputs" / "story" / "index.html").write_text("scribble", encoding="utf-8")
    assert "4 steps run, 2 pages changed" in run(built, "all").stdout
    assert snapshot(built) == before


def test_the_page_of_an_edition_that_is_no_longer_listed_goes(built: Path) -> None:
    settings = built / "story.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('editions = ["Greater Manchester", "Gwent"]', 'editions = ["Gwent"]'), "utf-8")
    assert run(built, "all").returncode == 0
    assert not (built / "outputs" / "story" / "greater-manchester.html").exists()
    assert not (built / "outputs" / "notebooks" / "04_story" / "greater-manchester.ipynb").exists()


def test_one_edition_runs_no_other(built: Path) -> None:
    change_row(built, "Gwent", "14 of 15")
    change_row(built, "Greater Manchester", "6 of 20")
    assert run(built, "edition", "Gwent").returncode == 0
    story = built / "outputs" / "story"
    assert "14 of 15" in (story / "gwent.html").read_text(encoding="utf-8")
    assert "6 of 20" not in (story / "greater-manchester.html").read_text(encoding="utf-8")


def test_a_mistyped_force_stops_before_anything_runs_and_names_the_nearest(built: Path) -> None:
    done = run(built, "edition", "Greater Manchestr")
    assert done.returncode == 1
    assert "Greater Manchestr" in done.stderr
    assert '"Greater Manchester"' in done.stderr


def test_a_failure_names_edition_and_cell_and_changes_nothing(built: Path) -> None:
    before = snapshot(built)
    change_row(built, "Gwent", "broken")
    done = run(built, "all", "--workers", "1")
    assert done.returncode == 1
    assert 'cell "work"' in done.stderr
    assert "a broken row" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(built) == before


def test_keep_going_puts_the_other_editions_in_place(built: Path) -> None:
    change_row(built, "Gwent", "broken")
    change_row(built, "Greater Manchester", "6 of 20")
    old = (built / "outputs" / "story" / "gwent.html").read_bytes()
    done = run(built, "all", "--keep-going")
    assert done.returncode == 1
    assert "Gwent (04_story)" in done.stderr
    assert "6 of 20" in (built / "outputs" / "story" / "greater-manchester.html").read_text(encoding="utf-8")
    assert (built / "outputs" / "story" / "gwent.html").read_bytes() == old
    change_row(built, "Gwent", "1 of 15")
    assert run(built, "all").returncode == 0


def test_two_runs_at_once_do_not_meet(built: Path) -> None:
    from filelock import FileLock

    (built / "data" / "raw" / "published_figures.csv").open("a", encoding="utf-8").write("Gwent,,,x,rape,1 of 2,x,\n")
    with FileLock(built / ".cache" / "run.lock"):
        (built / ".cache" / "run.txt").write_text(f"process {os.getpid()} on {os.uname().nodename}, since 09:00:00\n")
        done = run(built, "all")
    assert done.returncode == 1
    assert f"process {os.getpid()}" in done.stderr
    assert "since 09:00:00" in done.stderr
    assert run(built, "all").returncode == 0


def test_killed_at_fifty_random_moments_files_are_old_or_new_and_the_next_run_completes(built: Path) -> None:
    settings = built / "story.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('editions = ["Greater Manchester", "Gwent"]', 'editions = ["Gwent"]'), "utf-8")
    done = run(built, "kill", "50", "2020")
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["killed"] >= 30
    assert seen["old"] > 0


def test_a_run_killed_while_it_moves_files_is_finished_by_the_next(built: Path) -> None:
    change_row(built, "Gwent", "3 of 15")
    twin = Path(shutil.copytree(built, built.with_name("twin")))
    assert run(twin, "all").returncode == 0
    script = (
        "import os, tiny; tiny.stand_in()\n"
        "from cancelled_crimes.pipeline import promote\n"
        "moved, replace = [], os.replace\n"
        "def dying(a, b):\n"
        "    replace(a, b)\n"
        "    moved.extend([b] if '.build' in str(a) else [])\n"
        "    if len(moved) == 4: os._exit(9)\n"
        "promote.os.replace = dying\n"
        "from cancelled_crimes.pipeline.build import build\n"
        "from cancelled_crimes.paths import find_project\n"
        "build(find_project())\n"
    )
    env = {**os.environ, "PYTHONPATH": f"{built}{os.pathsep}{TINY.parent}"}
    assert subprocess.run([sys.executable, "-c", script], cwd=built, env=env, check=False).returncode == 9
    assert (built / ".build" / "moves.json").exists()
    assert run(built, "all").returncode == 0
    assert snapshot(built) == snapshot(twin)


def test_a_full_disk_is_said_in_words_and_changes_nothing(built: Path) -> None:
    before = snapshot(built)
    change_row(built, "Gwent", "x" * 30000)
    done = run(built, "all", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000)))
    assert done.returncode == 1
    assert "Raise it (ulimit -f)" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(built) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become another user")
def test_a_folder_that_may_not_be_written_to_is_said_in_words(built: Path) -> None:
    change_row(built, "Gwent", "3 of 15")
    for folder in built.parents:
        if folder.stat().st_mode & 0o055 != 0o055:
            folder.chmod(0o755)
    done = run(built, "all", env={"TINY_NOBODY": "1"})
    assert done.returncode == 1
    assert "may not be written to" in done.stderr
    assert "Traceback" not in done.stderr


def test_from_nothing_without_home_and_locale_in_another_time_zone_by_one_worker_the_bytes_are_the_same(
    built: Path,
) -> None:
    before = snapshot(built)
    for made in ("outputs", "data/processed"):
        shutil.rmtree(built / made)
    env = {"HOME": "/nowhere", "LC_ALL": "xx_XX.UTF-8", "LANG": "xx_XX", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}
    done = run(built, "all", "--workers", "1", env=env)
    assert done.returncode == 0, done.stderr
    assert snapshot(built) == before


def test_a_killed_runs_stale_note_does_not_lock_anybody_out(built: Path) -> None:
    (built / ".cache" / "run.txt").write_text(f"process 999999 on {os.uname().nodename}, since 09:00:00\n")
    (built / "outputs" / "story" / "gwent.html").unlink()
    assert run(built, "all").returncode == 0
