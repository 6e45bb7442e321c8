"""The settings file: what is valid is read, what is not is refused with the nearest valid name."""

import tomllib
from pathlib import Path

import pytest

from cancelled_crimes.errors import StoryError
from cancelled_crimes.settings import load_settings, nearest

STORY = Path(__file__).parents[1] / "story.toml"


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = STORY.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "story.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


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
        ("byline =", "bylin =", 'story.bylin: unknown key; did you mean "byline"?'),
        ("[statistics]\nconfidence", "[statistics]\nconfidense", 'did you mean "confidence"?'),
        (
            "editions = []",
            'editions = ["Manchester"]',
            'unknown force "Manchester"; did you mean "Greater Manchester"?',
        ),
        ("confidence = 0.95", "confidence = 95", "statistics.confidence: Input should be less than 1 (it says 95)"),
        ('interval = "wilson"', 'interval = "wald"', "statistics.interval"),
        ("as_of = 2026-11-24", 'as_of = "yesterday"', "story.as_of"),
        ('accent = "#9a3412"', 'accent = "red"', "colours.accent"),
        ('"Cleveland" = ["Durham",', '"Cleveland" = ["Cleveland",', "peer of itself"),
        ('title = "Cancelled crimes"\n', "", "story.title: missing"),
        ("[story]", "[story", "not valid TOML"),
    ],
)
def test_a_mistake_is_refused_with_what_is_valid(tmp_path, old, new, expected):
    with pytest.raises(StoryError) as error:
        load_settings(changed(tmp_path, old, new))
    assert expected in str(error.value)
    assert "story.toml" in str(error.value)


def test_all_mistakes_are_told_at_once(tmp_path):
    path = changed(tmp_path, "byline =", "bylin =")
    path.write_text(path.read_text(encoding="utf-8").replace("paper =", "papr ="), encoding="utf-8")
    with pytest.raises(StoryError) as error:
        load_settings(path)
    assert "bylin" in str(error.value) and "papr" in str(error.value)


def test_a_missing_file_says_how_to_get_it_back(tmp_path):
    with pytest.raises(StoryError, match=r"git checkout story\.toml"):
        load_settings(tmp_path / "story.toml")


def test_corrections_and_editions_are_read(tmp_path):
    text = STORY.read_text(encoding="utf-8").replace("editions = []", 'editions = ["Essex"]')
    path = tmp_path / "story.toml"
    path.write_text(
        text + '\n[[corrections]]\ndate = 2026-12-01\nforce = "Essex"\ntext = "One figure."\n', encoding="utf-8"
    )
    settings = load_settings(path)
    assert settings.local_editions == ["Essex"]
    assert settings.corrections[0].text == "One figure."
    assert tomllib.loads(text)["editions"] == ["Essex"]


def test_a_name_that_is_far_from_all_gets_no_suggestion():
    assert nearest("zzzz", ["Essex", "Kent"]) == ""
