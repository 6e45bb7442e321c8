"""Check a notebook's parameters before any kernel starts: papermill itself only warns."""

import ast
from pathlib import Path
from typing import Any

from cancelled_crimes.claims.rows import read_rows
from cancelled_crimes.data.aliases import names_of, spelled
from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import Project
from cancelled_crimes.safely import read_safely
from cancelled_crimes.settings import load_settings, nearest

TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool, "list": list, "dict": dict}


def declared(notebook: Path) -> dict[str, type]:
    """The parameters that a notebook declares in its cell tagged `parameters`, each with its type.

    The type is that of the annotation, or of the default value where there is none.
    Raises StoryError when a parameter has neither, or when the notebook names no kernel or is no file.
    """
    import papermill

    read_safely(notebook, within=notebook.parent.parent)  # a pipe or a device is refused; papermill would wait for it
    try:
        found = papermill.inspect_notebook(str(notebook))
    except ValueError:
        raise StoryError(
            f"{notebook.name} does not say that it is in Python: open it (make lab), choose the Python 3 kernel, save."
        ) from None
    return {name: _type_of(notebook, name, facts) for name, facts in found.items()}


def _type_of(notebook: Path, name: str, facts: dict[str, str]) -> type:
    if facts["inferred_type_name"] in TYPES:
        return TYPES[facts["inferred_type_name"]]
    try:
        return type(ast.literal_eval(facts["default"]))
    except (ValueError, SyntaxError):
        raise StoryError(
            f'{notebook.name}: parameter "{name}" has no type. Write, for example: {name}: str = ""'
        ) from None


def check_parameters(notebook: str, valid: dict[str, type], parameters: dict[str, Any], units: list[str]) -> None:
    """Refuse a parameter that a notebook does not declare, of another type, or a force that is not a unit.

    `valid` are the declared ones; `units` the valid forces, an empty force being the national page. Raises StoryError
    with the nearest valid name.
    """
    for name, value in parameters.items():
        if name not in valid:
            raise StoryError(
                f'{notebook} has no parameter "{name}"{nearest(name, list(valid))}.'
                f" It declares: {', '.join(valid) or 'none'}."
            )
        if type(value) is not valid[name]:
            raise StoryError(
                f"{notebook}: parameter {name} = {value!r} is {_kind(type(value))},"
                f" but the notebook declares {_kind(valid[name])}."
            )
    check_force(parameters.get("force", ""), units)


def unit_named(project: Project, name: str) -> str:
    """The unit that is meant by a name or an alias of aliases.csv ("GMP"), whatever its capitals and hyphens.

    Raises StoryError for an empty name, and for one that no unit has, with the nearest.
    """
    units = load_settings(project.settings_file).units
    if not name.strip():
        raise StoryError(f'No name is given. Type, for example: make edition FORCE="{units[0]}"')
    known = project.raw / "aliases.csv"
    rows = read_rows(known) if known.is_file() else []  # where it is missing, the raw data is refused a moment later
    unit = spelled(name, names_of(units, [(row.get("alias") or "", row.get("force") or "") for row in rows]))
    check_force(unit, units)
    return unit


def check_force(force: str, units: list[str]) -> None:
    """Refuse a force that is not one of the units of story.toml; empty stands for the national page."""
    if force and force not in units:
        raise StoryError(f'"{force}" is not a unit in story.toml{nearest(force, units)}.')


def _kind(python_type: type) -> str:
    names = {str: "text", int: "a whole number", float: "a number", bool: "True or False", list: "a list"}
    return names.get(python_type, python_type.__name__)
