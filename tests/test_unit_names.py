"""Names of units: each gets a page of its own under a safe name, or is refused when the settings are read."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story_text import saved

from cancelled_crimes.charts.shared import SLUGS
from cancelled_crimes.data.aliases import folded
from cancelled_crimes.errors import StoryError
from cancelled_crimes.settings import load_settings
from cancelled_crimes.slugs import DEVICES, LONGEST, RESERVED, slug, slug_fault

ROOT = Path(__file__).resolve().parents[1]


def with_units(folder: Path, *names: str) -> Path:
    """The settings with units of these names besides those of the project."""
    return saved(folder, lambda story: story["units"].extend(names))


REFUSED = {
    "Index": 'its files would be called "index"',
    "index!": 'its files would be called "index"',
    "coverage": 'its files would be called "coverage"',
    "All": 'its files would be called "all"',
    "???": "it has no letter or digit",
    "..": 'begins with "."',
    "Con": 'Windows allows no file called "con"',
    "com1": "Windows allows no file",
    "nul.": "Windows allows no file",
    "x" * 81: "names of 81 characters, at most 80 are safe",
    "x" * 300: "units, entry 44",
    "gwent!": '"Gwent" and "gwent!" share the file "gwent"',
    "kent": '"Kent" and "kent" share the file "kent"',
    "Avon & Somerset": '"Avon and Somerset" and "Avon & Somerset" are read as one name in the data',
    "The Kent": '"Kent" and "The Kent" are read as one name',
    "Kent": '"Kent" stands there twice',
    "": 'it says ""',
    "   ": "units, entry 44",
    "Rape": '"Rape" is also in offences',
    "England & Wales": '"England & Wales" is also place in [story]',
    "Upper\tTown": 'Write "Upper Town"',
    "Upper  Town": 'Write "Upper Town"',
    "Upper Town ": 'Write "Upper Town"',
    "King’s Town": 'Write "King\'s Town"',
    "Ynys Mo\u0302n": 'Write "Ynys Môn"',
    "Upper\u202eTown": "a character that is not seen (U+202E)",
    "Upper\u0000Town": "a character that is not seen (U+0000)",
    "=Town": 'begins with "="',
    "@home": 'begins with "@"',
    "../x": 'begins with "."',
    "/etc": 'begins with "/"',
    "--help": 'begins with "-"',
    "Upper; Lower": 'holds a ";"',
    "MÃ¼nchen": "Type it afresh",
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED, ids=[repr(name)[:20] for name in REFUSED])
def test_a_name_that_makes_no_page_of_its_own_is_refused_when_the_settings_are_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoryError) as error:
        load_settings(with_units(tmp_path, name))
    assert REFUSED[name] in str(error.value) and "units" in str(error.value)


def test_two_names_that_only_look_different_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match='"A & B" and "A and B" are read as one name'):
        load_settings(with_units(tmp_path, "A & B", "A and B"))


def test_what_a_refusal_tells_to_write_is_read(tmp_path: Path) -> None:
    told = [re.search(r'Write "([^"]+)"', words) for words in REFUSED.values()]
    names = dict.fromkeys(found[1] for found in told if found)
    assert len(names) >= 3
    assert load_settings(with_units(tmp_path, *names)).units[43:] == list(names)


SAFE = {
    "Москва": "moskva",
    "北京": "beijing",
    "Київська область": "kiivs-ka-oblast",
    "Łódź": "lodz",
    "Straßburg": "strassburg",
    "C:\\Users": "c-users",
    "Côte-d'Or": "cote-d-or",
    "24 Parganas": "24-parganas",
    "O'Brien {county} <b>$x$ %s": "o-brien-county-b-x-s",
    "x" * 80: "x" * 80,
    "می\u200cبد": "mybd",
}


def test_names_of_any_script_are_written_in_latin_letters(tmp_path: Path) -> None:
    assert {name: slug(name) for name in SAFE} == SAFE
    assert load_settings(with_units(tmp_path, *SAFE)).units[43:] == list(SAFE)


@settings(deadline=None)
@given(name=st.text(min_size=1, max_size=30))
def test_a_name_without_fault_makes_a_file_name_that_is_safe_anywhere(name: str) -> None:
    if not slug_fault(name):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(name))
        assert len(slug(name)) <= LONGEST and slug(name) not in RESERVED | DEVICES


@settings(deadline=None)
@given(name=st.text(alphabet=st.characters(categories=["Lu", "Ll", "Zs"]), min_size=1, max_size=20))
def test_a_name_and_its_capitals_are_folded_to_the_same(name: str) -> None:
    assert folded(name) == folded(folded(name))


def test_every_file_that_belongs_to_no_unit_has_a_reserved_name(outputs: Path) -> None:
    """Of pages, charts, bundles and notebooks: a unit of such a name would overwrite it."""
    own = tuple(slug(unit) for unit in load_settings(ROOT / "story.toml").units)
    made = {
        path.stem
        for folder in ("story", "charts", "bundles", "notebooks/04_story")
        for path in (outputs / folder).iterdir()
        if not any(path.stem == name or path.stem.startswith(f"{name}-") for name in own)
    }
    assert "index" in made and made <= RESERVED
    assert set(SLUGS) <= RESERVED


def renamed(root: Path, old: str, new: str) -> None:
    """Call a unit of a copied project otherwise, wherever it is named."""
    for path in [*root.glob("*.toml"), *(root / "data" / "raw").glob("*.csv")]:
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(rf"(?<![\w ]){old}(?=[\"',;]|$)", new, text, flags=re.MULTILINE), encoding="utf-8")


@pytest.mark.parametrize("name", ["Київ", "北京", "O'Brien <b> {x} $y$"])
def test_a_page_of_its_own_is_built_for_a_name_of_any_script(project_copy: Any, name: str) -> None:
    root = project_copy(editions=["Gwent"]).root
    renamed(root, "Gwent", name)
    done = subprocess.run(
        [sys.executable, "-m", "cancelled_crimes", "edition", name],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert slug(name)
    page = (root / "outputs" / "story" / f"{slug(name)}.html").read_text(encoding="utf-8")
    assert name.replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;") in page
    assert not (root / "outputs" / "story" / "gwent.html").exists()
    shutil.rmtree(root)
