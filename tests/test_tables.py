"""Processed tables are written to the same bytes and read back as they were."""

import pandas as pd
import pytest

from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import find_project
from cancelled_crimes.slugs import slug
from cancelled_crimes.tables import join, read_csv, split, write_csv


def test_a_table_reads_back_with_missing_counts_and_empty_text(tmp_path):
    table = pd.DataFrame(
        {"force": ["Essex", "Kent"], "wrong": pd.array([1, None], "Int64"), "rate": [1 / 3, None], "note": ["", "a; b"]}
    )
    write_csv(table, tmp_path / "t.csv")
    back = read_csv(tmp_path / "t.csv")
    assert back["wrong"].dtype == "Int64" and back["wrong"].isna().tolist() == [False, True]
    assert back["rate"].iloc[0] == pytest.approx(1 / 3, abs=1e-6)
    assert back["note"].tolist() == ["", "a; b"]
    first = (tmp_path / "t.csv").read_bytes()
    write_csv(back, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes() == first


def test_lists_in_a_cell_come_back_as_lists():
    assert split(join(["a", "b"])) == ["a", "b"]
    assert split("") == []


def test_a_missing_table_says_what_to_type(tmp_path):
    with pytest.raises(StoryError, match="make all"):
        read_csv(tmp_path / "rates.csv")


def test_outside_a_project_the_error_says_so(tmp_path):
    with pytest.raises(StoryError, match=r"no story\.toml"):
        find_project(start=tmp_path)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Dyfed-Powys", "dyfed-powys"), ("../x", "x"), ("Yorkshire (4 forces)", "yorkshire-4-forces")],
)
def test_a_slug_is_safe_as_a_file_name(name, expected):
    assert slug(name) == expected
