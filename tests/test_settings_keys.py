"""Every key of story.toml, wrong in every way: told by its name, in plain words, with what to write."""

import datetime as dt
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pydantic import BaseModel
from story_text import full_story, saved, written

from cancelled_crimes.errors import StoryError
from cancelled_crimes.settings import Settings, load_settings
from cancelled_crimes.settings.values import Name

Place = tuple[str | int, ...]
# What only a programmer could read: prose of a library, a pattern, a trace.
NOT_A_REPORTERS_WORDS = re.compile(
    r"(?i:pydantic|validat|input should|value error|traceback|pattern|regex|instance|dictionary|tuple)"
    r"|\[0-9|\\d|\^|_type\b|\bNone\b|\bTrue\b|\bFalse\b|\w+Error\b"
)
MAY_BE_EMPTY = {"editions", "peers", "help", "corrections", "phone", "web", "force"}
TEXTS: list[Any] = [5, True, ["a"], {"a": 1}, dt.date(2026, 1, 1), "x" * 3000, "a\u0000b", "a\u202eb"]
NUMBERS: list[Any] = ["30", True, [1], {"a": 1}, -1, 0, 10**7, -0.5, math.inf, -math.inf, math.nan, dt.date(2026, 1, 1)]
DAYS: list[Any] = ["yesterday", "2026-11-24", 2026, True, [], dt.date(1999, 1, 1), dt.date(9999, 1, 1),
                   dt.datetime(2026, 11, 24, 10), dt.time(10)]  # fmt: skip
LISTS: list[Any] = ["Kent", 5, True, {"a": 1}, [5], [""], ["  "], [["Kent"]], [True], ["Kent", "Kent"], ["a\u0000b"]]
SECTIONS: list[Any] = ["x", 5, True, dt.date(2026, 1, 1), [5], ["x"]]


def keys(model: type[BaseModel], at: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every key of the settings and its type; those of a list of sections in its first entry."""
    for name, field in model.model_fields.items():
        here = (*at, name)
        yield here, field.annotation
        for kind in (field.annotation, *get_args(field.annotation)):
            if isinstance(kind, type) and get_origin(kind) is None and issubclass(kind, BaseModel):
                yield from keys(kind, here if kind is field.annotation else (*here, 0))


def wrong_values(at: Place, kind: Any) -> list[Any]:
    """Values that a key cannot have."""
    name = at[-1]
    if name == "interval":
        values = ["wald", "", "Wilson", *TEXTS[:5]]
    elif name == "assumed_sample":
        values = [14, "14, 22", [14], [14, 22, 30], [-3, 5], [22, 14], [0, 5], [1.5, 2], ["14", "22"], [], [True, 5]]
    elif name == "peers":
        values = ["Kent", 5, ["Kent"], {"Kent": "Essex"}, {"Kent": [5]}, {"Kent": [""]}, {"Nowhere": ["Kent"]}]
    elif kind is str:
        values = [*TEXTS, "", "  "]
    elif kind in (int, float):
        values = NUMBERS
    elif kind is dt.date:
        values = DAYS
    elif kind == list[Name]:
        values = [*LISTS, []]
    else:
        values = SECTIONS
    if get_origin(kind) is dict and name == "singular":
        values = [*SECTIONS, {"robbery": 5}, {"robbery": ""}, {"robery": "robbery"}]
    if name in MAY_BE_EMPTY:
        values = [v for v in values if v not in ("", [])]
    return values


def is_of_sections(kind: Any) -> bool:
    inner = get_args(kind)[0] if get_origin(kind) is list else kind
    return isinstance(inner, type) and issubclass(inner, BaseModel)


def put(story: dict[str, Any], at: Place, value: Any) -> None:
    inside: Any = story
    for step in at[:-1]:
        inside = inside[step]
    inside[at[-1]] = value


def take(story: dict[str, Any], at: Place) -> Any:
    inside: Any = story
    for step in at[:-1]:
        inside = inside[step]
    return inside.pop(at[-1])


ALL = list(keys(Settings))
NAMES = [".".join(map(str, at)) for at, _ in ALL]


def refusal(folder: Path, story: dict[str, Any]) -> str:
    path = folder / "story.toml"
    path.write_text(written(story), encoding="utf-8")
    with pytest.raises(StoryError) as error:
        load_settings(path)
    return str(error.value)


def is_in_a_reporters_words(message: str, key: str) -> bool:
    mistakes = [line for line in message.splitlines() if line.startswith("  - ")]
    assert mistakes and any(key in line for line in mistakes), message
    assert not [line for line in mistakes if NOT_A_REPORTERS_WORDS.search(line)], message
    assert all(
        re.search(r"\b[Ww]rite[ ,]|did you mean|Delete|Fill in|set as_of|Call one|nearest", m) for m in mistakes
    ), message
    assert message.startswith("story.toml has mistakes:") and message.endswith("type: make check")
    return True


def test_the_walk_meets_every_section_and_the_full_story_is_in_order(tmp_path: Path) -> None:
    assert len(ALL) > 45
    assert {"story.as_of", "help.0.about", "corrections.0.force", "pooled.assumed_sample", "peers"} <= set(NAMES)
    assert load_settings(saved(tmp_path, lambda story: None)).corrections[0].force == "Essex"


@pytest.mark.parametrize(("at", "kind"), ALL, ids=NAMES)
def test_a_wrong_value_is_told_by_its_key_with_what_to_write(at: Place, kind: Any, tmp_path: Path) -> None:
    for value in wrong_values(at, kind):
        story = full_story()
        put(story, at, value)
        assert is_in_a_reporters_words(refusal(tmp_path, story), str(at[-1])), value


@pytest.mark.parametrize(("at", "kind"), ALL, ids=NAMES)
def test_a_misspelt_key_is_told_with_the_right_one(at: Place, kind: Any, tmp_path: Path) -> None:
    story = full_story()
    put(story, (*at[:-1], f"{at[-1]}x"), take(story, at))
    message = refusal(tmp_path, story)
    assert is_in_a_reporters_words(message, f"{at[-1]}x")
    assert f'did you mean "{at[-1]}"?' in message


@pytest.mark.parametrize(("at", "kind"), ALL, ids=NAMES)
def test_a_missing_key_has_a_default_or_is_told_with_an_example(at: Place, kind: Any, tmp_path: Path) -> None:
    story = full_story()
    take(story, at)
    path = tmp_path / "story.toml"
    path.write_text(written(story), encoding="utf-8")
    try:
        load_settings(path)
    except StoryError as error:
        assert is_in_a_reporters_words(str(error), str(at[-1]))
        assert "it is missing. Expected " in str(error)


@pytest.mark.parametrize(
    ("at", "kind"), [k for k in ALL if k[0][-1] != "peers"], ids=[n for n in NAMES if n != "peers"]
)
def test_the_example_of_a_message_can_be_pasted(at: Place, kind: Any, tmp_path: Path) -> None:
    story = full_story()
    put(story, at, 5 if is_of_sections(kind) or get_origin(kind) is dict else {"no": "such"})
    message = refusal(tmp_path, story)
    if is_of_sections(kind):
        assert f"Write them below a line {'[[' if get_origin(kind) else '['}{at[-1]}]" in message
        return
    example = re.search(rf"Write, for example: ({at[-1]} = .+)", message)
    assert example, message
    path = saved(tmp_path, lambda story: put(story, at, "PASTE HERE"))
    text = path.read_text(encoding="utf-8").replace(f'{at[-1]} = "PASTE HERE"', example[1])
    if at[-1] == "units":  # the example's forces are two: what names others goes too
        text = re.sub(r"\[peers\][^\[]*(\[[^\[]*)*?(?=\n\[\[)", "", text)
    path.write_text(text, encoding="utf-8")
    try:
        load_settings(path)
    except StoryError as error:  # names that others name may be missed; the pasted line itself is right
        assert f"{at[-1]}: it says" not in str(error), error


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1, max_size=8), inner, max_size=3),
    max_leaves=5,
).filter(lambda value: value is not None)


@given(place=st.sampled_from([at for at, _ in ALL]), value=VALUES)
@hypothesis_settings(
    max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_stands_at_a_key_is_read_or_refused(tmp_path: Path, place: Place, value: Any) -> None:
    story = full_story()
    put(story, place, value)
    try:
        text = written(story).encode()
    except (TypeError, UnicodeEncodeError):
        return  # no TOML can hold it
    (tmp_path / "story.toml").write_bytes(text)
    try:
        assert load_settings(tmp_path / "story.toml").units
    except StoryError as error:
        assert not NOT_A_REPORTERS_WORDS.search(str(error).replace(repr(value), "")) or isinstance(
            value, str | dict | list
        )
