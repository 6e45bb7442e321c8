"""story.toml for tests: the project's own with something changed, written as a reporter would write it."""

import datetime as dt
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

STORY = Path(__file__).resolve().parents[1] / "story.toml"
CORRECTION = {"date": dt.date(2026, 11, 20), "text": "We wrote six of 20; it is five of 20.", "force": "Essex"}


def full_story() -> dict[str, Any]:
    """The project's settings with every key that there is."""
    story = tomllib.loads(STORY.read_text(encoding="utf-8"))
    story["story"]["language"] = "en-GB"
    story["corrections"] = [dict(CORRECTION)]
    return story


def written(story: dict[str, Any]) -> str:
    """Settings as TOML."""
    tables = {k: v for k, v in story.items() if isinstance(v, dict)}
    lists = {k: v for k, v in story.items() if _is_tables(v)}
    lines = [f"{_key(k)} = {_value(v)}" for k, v in story.items() if k not in tables and k not in lists]
    for name, table in tables.items():
        lines += [f"[{_key(name)}]", *(f"{_key(k)} = {_value(v)}" for k, v in table.items())]
    for name, entries in lists.items():
        for entry in entries:
            lines += [f"[[{_key(name)}]]", *(f"{_key(k)} = {_value(v)}" for k, v in entry.items())]
    return "\n".join(lines) + "\n"


def saved(folder: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """A story.toml in a folder: the full one after a change."""
    story = full_story()
    change(story)
    path = folder / "story.toml"
    path.write_text(written(story), encoding="utf-8")
    return path


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _key(key: str) -> str:
    return key if key.replace("_", "").isalnum() and key.isascii() else json.dumps(key, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, float):
        return repr(value)
    return json.dumps(value, ensure_ascii=True).replace("\x7f", "\\u007f")
