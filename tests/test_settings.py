"""The settings file: what is valid is read, what is not is refused with the nearest valid name."""

import tomllib
from pathlib import Path

import pytest
from story_text import STORY, saved

from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import Project
from cancelled_crimes.pipeline.tasks import editions_of
from cancelled_crimes.settings import closest, load_settings, nearest


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = STORY.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "story.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def refused(path: Path) -> str:
    with pytest.raises(StoryError) as error:
        load_settings(path)
    return str(error.value)


def test_the_story_has_43_forces_and_four_offences():
    settings = load_settings(STORY)
    assert len(settings.units) == len(set(settings.units)) == 43
    assert settings.offences == ["rape", "sexual offences", "violence", "robbery"]
    assert settings.local_editions == settings.units


def test_neighbours_are_neighbours_of_each_other():
    peers = load_settings(STORY).peers
    assert set(peers) == set(load_settings(STORY).units)
    assert [(a, b) for a, bs in peers.items() for b in bs if a not in peers[b]] == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("byline =", "bylin =", '[story] bylin: unknown key; did you mean "byline"?'),
        ("[statistics]\nconfidence", "[statistics]\nconfidense", 'did you mean "confidence"?'),
        ("[tiers]", "[teirs]", 'teirs: unknown key; did you mean "tiers"?'),
        ("editions = []", 'editions = ["Manchester"]', 'editions: unknown force "Manchester"; did you mean "Greater'),
        ("confidence = 0.95", "confidence = 95", "[statistics] confidence: it says 95. Expected a level in whole perc"),
        ("confidence = 0.95", "confidence = 0.998", "it says 0.998. Expected a level in whole percents"),
        ("confidence = 0.95", "confidence = 0.975", "it says 0.975; pages would print it rounded"),
        ('interval = "wilson"', 'interval = "wald"', 'it says "wald". Expected one of "wilson", "jeffreys"'),
        ("as_of = 2026-11-24", 'as_of = "2026-11-24"', "year-month-day, without quotation marks"),
        ("as_of = 2026-11-24", "as_of = 1999", "[story] as_of: it says 1999. Expected a day from 2000"),
        ("as_of = 2026-11-24", "as_of = 2026-13-45", "line 22: it is not valid TOML from here on: as_of = 2026-13-45"),
        ('accent = "#9a3412"', 'accent = "red"', '[colours] accent: it says "red". Expected a colour: # and six'),
        ('accent = "#9a3412"', 'accent = "#f00"', 'Write "#ff0000".'),
        ('"Cleveland" = ["Durham",', '"Cleveland" = ["Cleveland",', "peer of itself"),
        ('title = "Cancelled crimes"\n', "", "[story] title: it is missing. Expected text"),
        ('title = "Cancelled crimes"\n', 'title = ""\n', '[story] title: it says ""; it is empty. Expected text'),
        ("[story]", "[story", "line 16: it is not valid TOML from here on: [story"),
        ('place = "England', 'byline = "Again"\nplace = "England', "line 23: it sets again what stands above"),
        ('web = "rapecrisis.org.uk"', 'web = "javascript:alert(1)"', "[[help]] 1, web: it says"),
        ('contact = "datadesk@example.org"', 'contact = "javascript:alert(1)"', "[story] contact: it says"),
        ("assumed_sample = [14, 22]", "assumed_sample = [-3, 5]", "[pooled] assumed_sample, entry 1: it says -3"),
        ("percentage_from = 30", 'percentage_from = "30"', 'it says "30". Expected a whole number'),
        ("percentage_from = 30", "percentage_from = true", "it says true. Expected a whole number"),
    ],
)  # fmt: skip
def test_a_mistake_is_refused_with_what_is_valid(tmp_path, old, new, expected):
    message = refused(changed(tmp_path, old, new))
    assert expected in message
    assert message.startswith("story.toml") and message.endswith("type: make check")


def test_all_mistakes_are_told_at_once(tmp_path):
    path = changed(tmp_path, "byline =", "bylin =")
    path.write_text(path.read_text(encoding="utf-8").replace("paper =", "papr ="), encoding="utf-8")
    message = refused(path)
    assert "bylin:" in message and "papr:" in message


def test_a_missing_file_says_how_to_get_it_back(tmp_path):
    assert "git checkout story.toml" in refused(tmp_path / "story.toml")


def test_a_folder_in_place_of_the_file_is_told(tmp_path):
    (tmp_path / "story.toml").mkdir()
    assert "story.toml: expected a file, but it is a folder" in refused(tmp_path / "story.toml")


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path):
    text = STORY.read_text(encoding="utf-8").replace('"Data desk"', '"Désk"')
    (tmp_path / "story.toml").write_bytes(text.encode("cp1252"))
    assert "story.toml, line 18: it is not saved as UTF-8" in refused(tmp_path / "story.toml")


def test_a_byte_order_mark_does_no_harm(tmp_path):
    (tmp_path / "story.toml").write_text(STORY.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert load_settings(tmp_path / "story.toml") == load_settings(STORY)


@pytest.mark.parametrize("value", ["[" * 5000, "9" * 5000, "{", '"""', "\x00", ""])
def test_what_is_no_toml_at_all_is_told_without_a_trace(tmp_path, value):
    message = refused(changed(tmp_path, 'title = "Cancelled crimes"', f"title = {value}"))
    assert "story.toml, line " in message and "\x00" not in message


@pytest.mark.parametrize("key", ["editions", "units"])
@pytest.mark.parametrize("value", [[3], "Kent", {"Kent": 1}, 5, True, [["Kent"]]])
def test_a_build_with_no_list_of_names_tells_what_is_wrong(tmp_path, key, value):
    path = saved(tmp_path, lambda story: story.update({key: value}))
    with pytest.raises(StoryError, match=rf"{key}.*: it says .* Expected a list of names"):
        editions_of(Project(root=path.parent, into=path.parent))


def test_a_build_with_settings_that_cannot_be_read_tells_where(tmp_path):
    path = changed(tmp_path, "[story]", "[story")
    with pytest.raises(StoryError, match="line 16"):
        editions_of(Project(root=path.parent, into=path.parent))


def test_corrections_and_editions_are_read(tmp_path):
    text = STORY.read_text(encoding="utf-8").replace("editions = []", 'editions = ["Essex"]')
    path = tmp_path / "story.toml"
    path.write_text(
        text + '\n[[corrections]]\ndate = 2026-11-20\nforce = "Essex"\ntext = "One figure."\n', encoding="utf-8"
    )
    settings = load_settings(path)
    assert settings.local_editions == ["Essex"]
    assert settings.corrections[0].text == "One figure."
    assert tomllib.loads(text)["editions"] == ["Essex"]


def test_a_name_that_is_far_from_all_gets_no_suggestion():
    units = load_settings(STORY).units
    assert nearest("zzzz", ["Essex", "Kent"]) == ""
    assert [closest(name, units) for name in ("England and Wales", "Yorkshire", "Wales", "London and Kent")] == [""] * 4


def test_a_name_with_a_slip_of_the_pen_gets_the_nearest():
    units = load_settings(STORY).units
    slips = {
        "Gwentt": "Gwent",
        "Humbreside": "Humberside",
        "Manchestr": "Greater Manchester",
        "Midlands": "West Midlands",
    }
    assert {slip: closest(slip, units) for slip in slips} == slips
