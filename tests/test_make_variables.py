"""What is typed after `make` reaches Python as it stands; no shell and no make function ever runs it."""

import os
import subprocess
from pathlib import Path

import pytest

from cancelled_crimes.errors import StoryError
from cancelled_crimes.pipeline.parameters import unit_named

HOSTILE = [
    'x"; touch pwned; echo "',
    "x'; touch pwned; echo '",
    "$$(touch pwned)",
    "$(touch pwned)",
    "$(shell touch pwned)",
    "`touch pwned`",
    "1; touch pwned",
    "a\ntouch pwned",
    "a && touch pwned",
    "$(FORCE)",
    "-h",
]


@pytest.fixture
def bench(project_copy, tmp_path: Path) -> Path:
    """A project whose `make` runs its commands with an interpreter that only writes down what it is given."""
    root: Path = project_copy().root
    for name in ("requirements.txt", "Makefile"):
        (root / name).write_bytes((Path(__file__).parents[1] / name).read_bytes())
    (root / "requirements").mkdir(exist_ok=True)
    for name in ("uv.txt", "dev.txt"):
        (root / "requirements" / name).write_text("", encoding="utf-8")
    interpreter = root / ".venv" / "bin" / "python"
    interpreter.parent.mkdir(parents=True)
    interpreter.write_text('#!/bin/sh\nprintf "%s" "$@" > given\nenv -0 > environment\n', encoding="utf-8")
    interpreter.chmod(0o755)
    listed = subprocess.run(["make", "-pn", "all"], cwd=root, capture_output=True, text=True, check=False).stdout
    pins = next(line.split()[-1] for line in listed.splitlines() if line.startswith("PINS := "))
    (root / ".venv" / f".pins-{pins}").touch()
    return root


@pytest.mark.parametrize("variable", ["FORCE", "WORKERS", "KEEP_GOING"])
@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("through", ["argument", "environment"])
def test_a_variable_is_handed_on_and_never_run(bench, variable, value, through):
    typed, environment = ([f"{variable}={value}"], {}) if through == "argument" else ([], {variable: value})
    target = "edition" if variable == "FORCE" else "all"
    done = subprocess.run(
        ["make", target, *typed],
        cwd=bench,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not (bench / "pwned").exists()
    given = dict(e.split("=", 1) for e in (bench / "environment").read_text(encoding="utf-8").split("\0") if "=" in e)
    assert given[variable] == value
    assert (bench / "given").read_text(encoding="utf-8") in ("-mcancelled_crimesedition", "-mcancelled_crimesall")


def test_an_edition_is_found_by_its_alias_and_in_any_capitals(project_copy):
    project = project_copy()
    assert unit_named(project, "GMP") == "Greater Manchester"
    assert unit_named(project, "devon & cornwall") == "Devon and Cornwall"
    assert unit_named(project, "Heddlu Gwent") == "Gwent"


def test_an_edition_without_a_name_says_what_to_type(project_copy):
    with pytest.raises(StoryError, match='make edition FORCE="'):
        unit_named(project_copy(), " ")


def test_an_unknown_edition_names_the_nearest(project_copy):
    with pytest.raises(StoryError, match=r'"Gwentt" .*did you mean "Gwent"'):
        unit_named(project_copy(), "Gwentt")
