"""A datapackage.json that says what cannot be: told with its place, whatever is wrong with it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_bad_input import copy_of, read

from cancelled_crimes.errors import StoryError


def spoilt(change: Callable[[Any], object]) -> Callable[[str], str]:
    def spoil(text: str) -> str:
        package = json.loads(text)
        change(package["resources"])
        return json.dumps(package)

    return spoil


def field_of(resources: Any, table: int = 0, place: int = 0) -> Any:
    return resources[table]["schema"]["fields"][place]


DICTIONARIES: dict[str, tuple[Callable[[str], str], str]] = {
    "a bad pattern": (
        spoilt(lambda r: field_of(r, 0, 6)["constraints"].update(pattern="[a-z")), "no regular expression",
    ),
    "a table less": (spoilt(lambda r: r.pop()), 'the table "aliases" is missing'),
    "a table more": (spoilt(lambda r: r.append({**r[-1], "name": "alias"})), '"alias" is no table of this project'),
    "a table twice": (spoilt(lambda r: r.append(r[0])), "the same name"),
    "no tables": (lambda text: "[]", "datapackage.json does not describe its tables"),
    "a list for a table": (spoilt(lambda r: r.append([])), "resources, 13"),
    "fields that are a number": (spoilt(lambda r: r[0]["schema"].update(fields=3)), "resources, 1, schema, fields"),
    "an unknown type": (spoilt(lambda r: field_of(r).update(type="any")), "resources, 1, schema, fields, 1, type"),
    "a limit in words": (
        spoilt(lambda r: field_of(r, 0, 1)["constraints"].update(minimum="soon")), "inspection_year: its minimum",
    ),
    "an unknown column in the key": (spoilt(lambda r: r[0]["schema"].update(primaryKey=["x"])), 'no column "x"'),
    "an unknown table in a key": (
        spoilt(lambda r: r[0]["schema"]["foreignKeys"][0]["reference"].update(resource="sauces")), 'no table "sauces"',
    ),
    "a rule of another form": (spoilt(lambda r: r[0]["schema"].update(rules=["a < b < c"])), "rules"),
    "a path out of the folder": (spoilt(lambda r: r[0].update(path="../../x.csv")), "resources, 1, path"),
    "deep nesting": (lambda text: "[" * 100_000 + "]" * 100_000, "does not describe its tables"),
    "deep nesting aside": (lambda text: text.replace("{", '{"x":' + "[" * 9999 + "]" * 9999 + ",", 1), "recursion"),
    "a huge number": (
        spoilt(lambda r: field_of(r, 0, 1)["constraints"].update(maximum=10**4000)), "does not describe its tables",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", DICTIONARIES)
def test_spoilt_dictionary_is_told_with_the_place_and_restored_by_a_command(kind: str, tmp_path: Path) -> None:
    spoil, words = DICTIONARIES[kind]
    project = copy_of(tmp_path)
    path = project.raw / "datapackage.json"
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(StoryError) as error:
        read(project)
    assert words in str(error.value)
    assert "git checkout data/raw/datapackage.json" in str(error.value)
