"""A pipe where a file should be: `make all` says so, and never waits for what will not come."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cancelled_crimes.digests import digest_of, digest_of_cells
from cancelled_crimes.paths import Project

Copy = Callable[..., Project]
PATIENCE = 60  # seconds


def built(project: Project) -> subprocess.CompletedProcess[str]:
    """Run `all`; subprocess.TimeoutExpired where it waits for ever."""
    command = [sys.executable, "-m", "cancelled_crimes", "all"]
    environment = {**os.environ, "PYTHONPATH": str(project.root)}
    return subprocess.run(
        command, cwd=project.root, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE
    )


@pytest.mark.parametrize(
    "name", ["data/raw/replies.csv", "story.toml", "claims.toml", "notebooks/02_rates.ipynb", "data/raw/aliases.csv"]
)
def test_a_pipe_in_the_place_of_a_file_is_told_and_not_waited_for(name: str, project_copy: Copy) -> None:
    project = project_copy(editions=["Gwent"])
    (project.root / name).unlink()
    os.mkfifo(project.root / name)
    done = built(project)
    assert done.returncode == 1
    assert f"{Path(name).name}: expected a file, but it is a pipe or a device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_stray_pipe_beside_the_raw_data_stops_nothing(project_copy: Copy) -> None:
    project = project_copy(editions=["Gwent"])
    os.mkfifo(project.raw / "added_figures (1).csv")
    done = built(project)
    assert done.returncode == 0, done.stderr
    assert "Up to date" in built(project).stdout


def test_a_device_has_a_digest_without_being_read(tmp_path: Path) -> None:
    (tmp_path / "endless.csv").symlink_to("/dev/zero")
    assert digest_of(tmp_path / "endless.csv") == digest_of_cells(tmp_path / "endless.csv") == "no file"
