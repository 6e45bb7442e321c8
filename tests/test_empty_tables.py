"""A story that has no figure yet builds all the same: its pages say so, and no message asks to restore other data."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from page_text import read_file

ROOT = Path(__file__).resolve().parents[1]


def test_a_story_without_a_single_row_builds_pages_that_say_so(project_copy: Any) -> None:
    root: Path = project_copy(editions=["Gwent"]).root
    for table in (root / "data" / "raw").glob("*.csv"):
        table.write_text(table.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    (root / "claims.toml").write_text("", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for command in ("check", "all"):
        words = [sys.executable, "-m", "cancelled_crimes", command]
        done = subprocess.run(words, cwd=root, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "git checkout" not in done.stdout + done.stderr
    gwent = read_file(root / "outputs" / "story" / "gwent.html").text
    assert "no figure on cancelled records of Gwent was found" in gwent.replace("No figure", "no figure")
    national = read_file(root / "outputs" / "story" / "index.html").text
    assert "England and Wales: no figure on cancelled records was found yet" in national
    assert "none forces" not in national
