"""A claim that must hold stops the check, the build's success and the publication when the raw figures turn against it.

The real project is copied, and the figure that the story rests on is changed in the raw data.
"""

import time
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from cancelled_crimes.cli import main
from cancelled_crimes.paths import Project

STORY = 'Claim "quarter-robbery" must hold, but is contradicted'


@pytest.fixture
def changed(project_copy: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> Project:
    """The project as built, with robbery in Greater Manchester at 20%, four offences."""
    project = project_copy(editions=["Gwent"], built=True)
    path = project.raw / "published_figures.csv"
    text = path.read_text(encoding="utf-8")
    was = ["robbery,25%,global247news-2020", "robbery,25%; equates to five offences,the-bolton-news-2020"]
    assert all(text.count(part) == 1 for part in was)
    text = text.replace("robbery,25%,", "robbery,20%,").replace("25%; equates to five", "20%; equates to four")
    path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(project.root)
    return project


def run(*command: str) -> Result:
    return CliRunner().invoke(main, list(command))


def test_check_judges_the_raw_data_as_they_stand_and_not_the_last_build(changed: Project) -> None:
    done = run("check")
    assert done.exit_code == 1
    assert "quarter-robbery: contradicted (was: right number, wrong base)" in done.output
    assert STORY in done.output
    assert "Greater Manchester, robbery: 5 of 20 -> " in done.output


def test_check_needs_no_build(changed: Project) -> None:
    for path in changed.processed.iterdir():
        path.unlink()
    done = run("check")
    assert done.exit_code == 1
    assert STORY in done.output


def test_a_build_says_so_loudly_every_time_and_nothing_is_published(changed: Project) -> None:
    for command in (["all"], ["all"], ["edition", "Gwent"]):
        done = run(*command)
        assert done.exit_code == 1, done.output
        assert "THE STORY DOES NOT STAND" in done.output
        assert STORY in done.output
    assert "Up to date" in done.output
    assert (changed.story / "index.html").is_file()
    done = run("publish")
    assert done.exit_code == 1
    assert "Not published" in done.output
    assert STORY in done.output
    assert not (changed.root / "data" / "published.json").exists()


def test_a_run_with_nothing_to_do_loads_nothing_heavy_to_see_what_must_hold(project: Project) -> None:
    import subprocess
    import sys

    program = (
        "import sys; from cancelled_crimes.claims.names import broken_in; from pathlib import Path; "
        f"print(broken_in(Path({str(project.processed)!r}) / 'claims.csv')); "
        "assert not {'pandas', 'pydantic', 'numpy'} & set(sys.modules)"
    )
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", program], cwd=project.root, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    assert time.perf_counter() - started < 5
