"""One key that is missing, unknown or not as expected, in a reporter's words: where, what it says, what to write."""

import datetime as dt
import json
from types import GenericAlias, UnionType
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from cancelled_crimes.settings.model import Settings
from cancelled_crimes.settings.nearest import nearest
from cancelled_crimes.settings.values import AdviceError

Place = tuple[str | int, ...]
_LONGEST = 60  # characters of what is written there


def in_words(mistake: Any) -> str:
    """A mistake as pydantic reports it, in a reporter's words."""
    at: Place = mistake["loc"]
    where = where_is(at)
    if mistake["type"] == "extra_forbidden":
        return _unknown(at, where)
    field = _field(at)
    if mistake["type"] == "missing":
        said = "it is missing"
    else:
        said = f"it says {_shown(mistake['input'])}"
        reason = mistake.get("ctx", {}).get("error")
        if isinstance(reason, AdviceError):
            return f"{where}: {said}; {reason}. {reason.mend}"
        said += f"; {reason}" if reason and str(reason) else ""
    return f"{where}: {said}. {_expected(at, field)}"


def where_is(at: Place) -> str:
    """A place in the file as it is found there: ("help", 0, "phone") -> "[[help]] 1, phone"."""
    key, *rest = at
    if not rest:
        return str(key)
    part = _part(_field(at[:1]).annotation)
    words = [f"entry {p + 1}" if isinstance(p, int) else f'"{p}"' if key == "peers" else p for p in rest]
    if part and isinstance(rest[0], int):
        return ", ".join([f"[[{key}]] {rest[0] + 1}", *words[1:]])
    if part or key == "peers":
        return ", ".join([f"[{key}] {words[0]}", *words[1:]])
    return ", ".join([str(key), *words])


def _unknown(at: Place, where: str) -> str:
    """A key that is none, with the nearest or all that there are."""
    valid = _keys(at[:-1])
    near = nearest(str(at[-1]), valid) or f"; the keys there are {', '.join(valid)}."
    return f"{where}: unknown key{near}"


def _expected(at: Place, field: FieldInfo) -> str:
    """What belongs there, and a line to paste."""
    part = _part(field.annotation)
    key = _setting(at)[0]
    if part:
        many = field.annotation is not part
        what, heading = ("entries", f"[[{key}]]") if many else ("a section", f"[{key}]")
        return f"Expected {what} with the keys {', '.join(part.model_fields)}. Write them below a line {heading}"
    example = _toml((field.examples or [""])[0])
    line = f'"North" = {example}, below a line [peers]' if at[0] == "peers" else f"{key} = {example}"
    return f"Expected {field.description}. Write, for example: {line}"


def _field(at: Place) -> FieldInfo:
    return _setting(at)[1]


def _setting(at: Place) -> tuple[str, FieldInfo]:
    """The setting in which a place is, with its name: entries of lists and of tables are described by these."""
    model: type[BaseModel] = Settings
    name, field = str(at[0]), Settings.model_fields[str(at[0])]
    for step in at:
        if isinstance(step, int):
            continue
        if step not in model.model_fields:
            break
        name, field = step, model.model_fields[step]
        inner = _part(field.annotation)
        if not inner:
            break
        model = inner
    return name, field


def _keys(at: Place) -> list[str]:
    """The keys that there are at a place."""
    if not at:
        return list(Settings.model_fields)
    part = _part(_field(at).annotation)
    return list(part.model_fields) if part else []


def _part(annotation: Any) -> type[BaseModel] | None:
    """The section that an annotation is of: itself, or what a list of sections holds."""
    for kind in (annotation, *get_args(annotation)):
        if isinstance(kind, type) and not isinstance(kind, GenericAlias | UnionType) and issubclass(kind, BaseModel):
            return kind
    return None


def _shown(value: Any) -> str:
    """What is written there, on one line, short, and without characters that are not seen."""
    text = _toml(value)
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04X}" for c in text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _toml(value: Any) -> str:
    """A value as it is written in the file."""
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(k)} = {_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False, default=str)
