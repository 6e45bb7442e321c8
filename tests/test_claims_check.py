"""The claims in the terminal: evidence in hand, exit by must_hold, and an answer within two seconds."""

import csv
import resource
import shutil
import subprocess
import sys

import pytest
from claims_bench import PROCESSED, ROOT, set_cell, tables
from click.testing import CliRunner

from cancelled_crimes.claims.check import check_report
from cancelled_crimes.cli import main
from cancelled_crimes.paths import Project

CLAIM = """
[[claim]]
id = "claim-{number}"
source = "suffolk-news-2020"
says = "claim number {number}"
about = {about}
check = {check}
must_hold = {must_hold}
"""
KINDS = [
    ('{ force = "Gwent", offence = "violence" }', '{ form = "share", share = "1/4", within = "2.5%" }'),
    ('{ offence = "rape" }', '{{ form = "forces", number = {number}, bound = "at least" }}'),
    ('{ offence = "violence" }', '{ form = "forces", number = 18, others_than = ["Kent"] }'),
    ('{ offence = "robbery" }', '{ form = "maximum", share = "33%", within = "0.5%" }'),
    ('{ force = "Hampshire", offence = "violence" }', '{ form = "highest", of = ["Durham", "Lancashire"] }'),
    ('{ measure = "victims informed" }', '{ form = "sum", number = 200, bound = "at least" }'),
]


@pytest.fixture
def root(tmp_path):
    """A project of nothing but settings, sources and processed tables."""
    shutil.copy(ROOT / "story.toml", tmp_path)
    for name in ("data/raw/sources.csv", "data/raw/groups.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "data" / "processed").mkdir()
    for name, rows in vars(PROCESSED).items():
        with (tmp_path / "data" / "processed" / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    return tmp_path


def ledger(root, count, must_hold=False):
    texts = []
    for number in range(count):
        about, check = KINDS[number % len(KINDS)]
        check = check.format(number=number % 40) if "{number}" in check else check
        texts.append(CLAIM.format(number=number, about=about, check=check, must_hold=str(must_hold).lower()))
    (root / "claims.toml").write_text("".join(texts), encoding="utf-8")


def test_the_report_shows_verdict_reason_and_evidence(root):
    ledger(root, 1)
    lines, failed = check_report(Project(root, root))
    assert not failed
    assert lines[0] == "claim-0: holds with a caveat"
    assert "5 of 20 (25%)" in lines[2]
    assert "cancellations: Gwent, violence, published_figures:22" in lines[3]
    assert lines[-1] == "1 claim: 1 holds with a caveat"


@pytest.mark.parametrize("must_hold", [True, False])
def test_only_a_contradicted_claim_that_must_hold_fails(root, must_hold):
    ledger(root, 1, must_hold)
    of = tables()
    set_cell(of, "Gwent", "violence", 6, 20)
    lines, failed = check_report(Project(root, root), of)
    assert failed is must_hold
    assert ("claim-0 must hold, and is contradicted" in lines[-1]) is must_hold


def test_without_processed_data_it_says_what_to_type(root):
    ledger(root, 1)
    (root / "data" / "processed" / "rates.csv").unlink()
    lines, failed = check_report(Project(root, root))
    assert "rates.csv is not in data/processed/. Type: make all" in lines[0]
    assert not failed


def test_what_is_new_comes_last(root):
    ledger(root, 3)
    rows = "claim_id,verdict\nclaim-1,holds with a caveat\nclaim-2,cannot be checked\n"
    (root / "data" / "processed" / "claims.csv").write_text(rows, encoding="utf-8")
    lines, _ = check_report(Project(root, root))
    heads = [line for line in lines[:-1] if not line.startswith(" ")]
    assert heads == [
        "claim-1: holds with a caveat",
        "claim-2: cannot be checked",
        "claim-0: holds with a caveat (new)",
    ]


@pytest.mark.parametrize("must_hold", [True, False])
def test_the_command_fails_only_for_a_claim_that_must_hold(root, must_hold, monkeypatch):
    shutil.copytree(ROOT / "data" / "raw", root / "data" / "raw", dirs_exist_ok=True)
    text = CLAIM.format(number=0, about=KINDS[0][0], check=KINDS[0][1], must_hold=str(must_hold).lower())
    (root / "claims.toml").write_text(text.replace("1/4", "1/2"), encoding="utf-8")
    monkeypatch.chdir(root)
    done = CliRunner().invoke(main, ["check"])
    assert "claim-0: contradicted" in done.output
    assert done.exit_code == int(must_hold)


def test_five_hundred_claims_take_less_than_two_seconds_with_the_start(root):
    ledger(root, 500)
    program = (
        "import sys; from cancelled_crimes.claims.check import check_report; "
        "from cancelled_crimes.paths import find_project; lines, failed = check_report(find_project()); "
        "print(lines[-1]); assert 'pandas' not in sys.modules"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("500 claims")
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2
