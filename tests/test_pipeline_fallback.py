"""Where our own way of running notebooks does not fit the installed ipykernel, papermill's own engine takes over."""

from pathlib import Path

from test_pipeline_runs import run, steps
from tiny import change_row, make, snapshot


def test_an_ipykernel_that_does_not_fit_is_told_once_and_gives_the_same_pages(tmp_path: Path) -> None:
    usual, unfit = make(tmp_path / "usual"), make(tmp_path / "unfit")
    assert run(usual, "all").returncode == 0
    done = run(unfit, "all", env={"TINY_UNFIT": "1"})
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("Notebooks run in kernels of their own, which takes longer: ") == 1
    assert snapshot(unfit) == snapshot(usual)
    assert steps(unfit).keys() == steps(usual).keys()
    for name, step in steps(usual).items():  # what a kernel of its own opens makes a step stale as well
        assert steps(unfit)[name]["writes"] == step["writes"]
        assert {n for n in step["reads"] if n.startswith("data/")} <= steps(unfit)[name]["reads"].keys()
    change_row(unfit, "Gwent", "14 of 15")
    assert run(unfit, "all", env={"TINY_UNFIT": "1"}).returncode == 0
    assert b"14 of 15" in snapshot(unfit)["outputs/story/gwent.html"]


def test_an_ipykernel_that_fits_is_not_spoken_of(tmp_path: Path) -> None:
    root = make(tmp_path / "project")
    assert "kernels of their own" not in run(root, "all").stderr
