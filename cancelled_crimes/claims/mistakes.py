"""Mistakes in the claims ledger, in a reporter's words: which claim, which key, what is allowed."""

import types
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from cancelled_crimes.settings import Settings, nearest

if TYPE_CHECKING:
    from cancelled_crimes.claims.ledger import Claim

OF_ONE_FORCE = ("count", "share", "higher", "highest", "judgment", "missing")
OF_ALL_FORCES = ("forces", "maximum", "sum")
OF_ONE_OFFENCE = ("count", "share", "forces", "maximum", "sum", "higher", "highest")


def in_words(mistake: Any, data: Any, model: type[BaseModel]) -> str:
    """One pydantic mistake in the ledger's words; `data` is the parsed file and `model` what it should have been."""
    loc = [part for part in mistake["loc"] if not isinstance(part, int) or part != mistake["loc"][1]]
    claim = _claim_at(mistake["loc"], data)
    keys, allowed = _walk(model, loc)
    where = f"{claim}{'.'.join(keys)}"
    return f"{where}: {_what(mistake, allowed)}"


def names_in(claim: "Claim", settings: Settings, sources: list[str]) -> Iterator[str]:
    """Every name in a claim that the settings or the sources do not know, and every key that its form cannot use."""
    forces, offences, place = settings.units, settings.offences, settings.story.place
    about, check = claim.about, claim.check
    topics = [*offences, "victims informed"]
    named = [("source", claim.source, sources), ("about.force", about.force, [*forces, place])]
    if check.form != "scope":
        named.append(("about.offence", about.offence, [*offences, "all"]))
    named += [("check.others_than", name, forces) for name in getattr(check, "others_than", ())]
    named += [("check.of", name, forces) for name in (check.of if check.form == "highest" else ())]
    named += [("check.cells", name, topics) for name in getattr(check, "cells", ())]
    named += [(f"check.{key}", getattr(check, key), forces) for key in ("than", "force") if getattr(check, key, "")]
    found = [f'{key}: unknown "{name}"{_choice(name, valid)}' for key, name, valid in named if name not in valid]
    form = f'the form "{check.form}"'
    if not found and check.form in OF_ONE_FORCE and about.force == place:
        found.append(f"about.force: {form} needs one {settings.words.unit}, such as {forces[0]!r}")
    if not found and check.form in OF_ALL_FORCES and about.force != place:
        found.append(f"about.force: {form} is about all {settings.words.units}; leave the key out")
    if not found and check.form in OF_ONE_OFFENCE and _no_offence(claim):
        found.append(f"about.offence: {form} needs one offence; allowed: {', '.join(offences)}")
    if claim.must_hold and check.form == "text":
        found.append(f"must_hold: {form} is never checked, so it can never hold; leave the key out")
    return (f'claim "{claim.id}": {mistake}' for mistake in found)


def _no_offence(claim: "Claim") -> bool:
    return claim.about.offence == "all" and claim.about.measure != "victims informed"


def _choice(name: str, valid: list[str]) -> str:
    """The nearest valid name, or all of them where they are few and none is near."""
    return nearest(name, valid) or (f"; allowed: {', '.join(valid)}" if len(valid) <= 12 else "")


def _claim_at(loc: tuple[str | int, ...], data: Any) -> str:
    """How a claim is named: by its id, or by its place in the file where it has none."""
    if len(loc) < 2 or not isinstance(loc[1], int):
        return ""
    claim = data["claim"][loc[1]]
    name = claim.get("id") if isinstance(claim, dict) else None
    return f'claim "{name}": ' if name else f"claim number {loc[1] + 1}, which has no id: "


def _walk(model: Any, loc: list[str | int]) -> tuple[list[str], list[str]]:
    """The keys that a reporter typed on the way to a mistake, and those that are allowed where it happened.

    A check is one of several models; pydantic names the form that was chosen as a step of its own.
    """
    keys: list[str] = []
    allowed = list(model.model_fields)
    for part in loc:
        forms = _forms(model)
        if isinstance(part, str) and part in forms:
            model = forms[part]
        elif isinstance(part, str):
            keys += [part] if part != "claim" or len(loc) == 1 else []
            fields = getattr(model, "model_fields", {})
            model = _inner(fields[part].annotation) if part in fields else None
        allowed = list(getattr(model, "model_fields", {})) or sorted(_forms(model)) or allowed
    return keys, allowed


def _inner(annotation: Any) -> Any:
    """The model in a list of models; a union or a model as it is."""
    inner = [a for a in get_args(annotation) if hasattr(a, "model_fields")]
    return inner[0] if len(inner) == 1 else annotation


def _forms(annotation: Any) -> dict[str, Any]:
    """The models of a union by their form."""
    if not isinstance(annotation, types.UnionType):
        return {}
    models = [a for a in get_args(annotation) if hasattr(a, "model_fields") and "form" in a.model_fields]
    return {get_args(m.model_fields["form"].annotation)[0]: m for m in models}


def _what(mistake: Any, allowed: list[str]) -> str:
    kind, context = mistake["type"], mistake.get("ctx", {})
    choice = f"; allowed: {', '.join(allowed)}" if allowed else ""
    if kind == "extra_forbidden":
        return f"unknown key{nearest(str(mistake['loc'][-1]), allowed)}{choice}"
    if kind == "missing":
        return "missing"
    if kind == "union_tag_not_found":
        return f"form is missing{choice}"
    if kind == "union_tag_invalid":
        return f'unknown form "{context["tag"]}"{nearest(context["tag"], allowed)}{choice}'
    if kind == "literal_error":
        valid = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return (
            f'"{mistake["input"]}"{nearest(str(mistake["input"]), valid)} is not allowed; allowed: {", ".join(valid)}'
        )
    given = "" if isinstance(mistake["input"], dict) else f" (it says {mistake['input']!r})"
    return mistake["msg"].removeprefix("Value error, ") + given
