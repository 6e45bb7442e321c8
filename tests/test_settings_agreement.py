"""Settings that are each as expected but not together: refused with the key, both sides, and what to write."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story_text import STORY, saved

from cancelled_crimes.charts.style import Palette
from cancelled_crimes.errors import StoryError
from cancelled_crimes.settings import load_settings
from cancelled_crimes.settings.contrast import contrast, nearest_visible

HEX = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def refused(folder: Path, section: str, **values: Any) -> str:
    path = saved(folder, lambda story: (story[section] if section else story).update(values))
    with pytest.raises(StoryError) as error:
        load_settings(path)
    return str(error.value)


def renamed_unit(story: dict[str, Any], old: str, new: str) -> None:
    story["units"] = [new if unit == old else unit for unit in story["units"]]


def test_a_name_misspelt_in_units_is_told_with_all_that_name_it_otherwise(tmp_path: Path) -> None:
    path = saved(tmp_path, lambda story: renamed_unit(story, "Gwent", "Gwentt"))
    with pytest.raises(StoryError) as error:
        load_settings(path)
    message = str(error.value)
    assert '[peers] "Dyfed-Powys"' in message and 'units has "Gwentt", which no other key names' in message
    assert 'If units is misspelt, write "Gwent" there' in message
    assert message.count("unknown force") == 1


def test_a_name_misspelt_in_one_place_is_told_with_that_place(tmp_path: Path) -> None:
    message = refused(tmp_path, "", editions=["Gwentt"])
    assert 'editions: unknown force "Gwentt"; did you mean "Gwent", as in units?' in message
    message = refused(tmp_path, "", corrections=[{"date": _day(), "text": "One.", "force": "Gwentt"}])
    assert '[[corrections]] 1, force: unknown force "Gwentt"; did you mean "Gwent"' in message


def _day() -> Any:
    return load_settings(STORY).story.as_of


def test_a_help_line_about_no_offence_is_refused(tmp_path: Path) -> None:
    helping = {"name": "Line", "phone": "116 123", "about": ["rapes"]}
    assert '[[help]] 1, about: "rapes" is not in offences; did you mean "rape"?' in refused(
        tmp_path, "", help=[helping]
    )
    nobody = {"name": "Line", "about": ["rape"]}
    assert "[[help]] 1: nobody can be reached. Fill in phone or web." in refused(tmp_path, "", help=[nobody])


def test_a_help_line_can_be_about_the_victims(tmp_path: Path) -> None:
    helping = {
        "name": "Line",
        "phone": "+44 116 123",
        "web": "https://line.example/help",
        "about": ["victims informed"],
    }
    assert load_settings(saved(tmp_path, lambda story: story.update(help=[helping]))).help[0].web.endswith("help")


@pytest.mark.parametrize(
    ("section", "values", "expected"),
    [
        (
            "statistics",
            {"question_level": 0.998},
            "question_level: it says 0.998, and must be less than stands_out_level",
        ),
        ("statistics", {"question_level": 0.99, "stands_out_level": 0.95}, "The usual pair: question_level = 0.95"),
        ("tiers", {"counts_from": 40}, "counts_from: it says 40, and must not be more than percentage_from, 30"),
        ("tiers", {"narrow_width": 0.3}, "narrow_width: it says 0.3, and must be less than width_below"),
        ("pooled", {"assumed_sample": [22, 14]}, "Write assumed_sample = [14, 22]"),
    ],
)
def test_limits_in_the_wrong_order_are_refused(tmp_path: Path, section: str, values: Any, expected: str) -> None:
    message = refused(tmp_path, section, **values)
    assert f"[{section}] " in message and expected in message


def test_limits_that_are_equal_where_they_may_be_are_read(tmp_path: Path) -> None:
    path = saved(tmp_path, lambda s: (s["tiers"].update(counts_from=30), s["pooled"].update(assumed_sample=[20, 20])))
    assert load_settings(path).pooled.assumed_sample == (20, 20)


def test_a_correction_of_a_day_after_the_pages_is_refused(tmp_path: Path) -> None:
    late = {"date": _day().replace(year=2030), "text": "One."}
    assert "set as_of = 2030-11-24" in refused(tmp_path, "", corrections=[late])


@pytest.mark.parametrize("role", ["accent", "ink", "muted", "known", "rule"])
def test_a_colour_that_cannot_be_seen_is_refused_with_one_that_can_be_pasted(tmp_path: Path, role: str) -> None:
    message = refused(tmp_path, "colours", **{role: "#FFFFFF"})
    assert f"[colours] {role}: #ffffff has a contrast of 1.0 to 1 with paper, #ffffff" in message
    pasted = re.search(rf'{role} = "(#[0-9a-f]{{6}})"', message)
    assert pasted
    path = saved(tmp_path, lambda story: story["colours"].update({role: pasted[1]}))
    assert getattr(load_settings(path).colours, role) == pasted[1]


def test_a_dark_paper_may_have_light_colours_and_no_dark_ones(tmp_path: Path) -> None:
    light = {"paper": "#101010", "ink": "#f5f5f4", "muted": "#c9c4bf", "accent": "#fdba74", "known": "#93c5fd"}
    path = saved(tmp_path, lambda story: story["colours"].update({**light, "rule": "#57534e"}))
    assert load_settings(path).colours.paper == "#101010"
    dark = refused(tmp_path, "colours", paper="#101010")
    assert all(f"[colours] {role}: " in dark for role in ("ink", "muted", "accent", "known"))


def test_what_is_marked_can_be_read_on_light_and_dark_pages_of_light_and_dark_settings(tmp_path: Path) -> None:
    light = {"paper": "#101010", "ink": "#f5f5f4", "muted": "#c9c4bf", "accent": "#fdba74", "known": "#93c5fd"}
    path = saved(tmp_path, lambda story: story["colours"].update({**light, "rule": "#57534e"}))
    for colours in (load_settings(STORY).colours, load_settings(path).colours):
        for palette in (Palette.light(colours), Palette.dark(colours)):
            assert contrast(palette.ink, palette.soft) >= 4.5, palette


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # the usual example of what just passes
    assert contrast("#ffffff", "#ff0000") == pytest.approx(4.0, abs=0.01)
    assert nearest_visible("#ffffff", "#ffffff", 4.5) == "#767676"


@settings(deadline=None)
@given(colour=HEX, paper=HEX, ratio=st.floats(1, 4.5))
def test_the_nearest_visible_colour_is_visible_on_any_paper(colour: str, paper: str, ratio: float) -> None:
    found = nearest_visible(colour, paper, ratio)
    assert contrast(found, paper) >= ratio
    if contrast(colour, paper) >= ratio + 0.2:
        assert contrast(found, colour) < 1.1, "a colour that can be seen is changed"
