"""The data dictionary: what a `datapackage.json` says about each table, as plain objects.

The file is a Frictionless data package. Beyond that standard it has: on a field, `known` (the lists of names in which
its values are looked up), `besides` (further values that it may have) and `grammar` (they must be understood as a
printed figure); on a schema, `rules` ("a < b" between two columns of a row where both are filled),
`optionalForeignKeys` (foreign keys that hold where all their columns are filled) and `distinctFrom` (a table of the
same key whose rows must not be repeated); on a resource, `mayBeEmpty`.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cancelled_crimes.errors import StoryError

_PLAIN = {
    "integer": "a whole number",
    "number": "a number",
    "date": "a date such as 2018-02-13",
    "yearmonth": "a month such as 2020-10",
    "boolean": "True or False",
    "string": "text",
}


@dataclass(frozen=True)
class Field:
    """One column: its type and what its values may be."""

    name: str
    type: str
    format: str = ""
    required: bool = False
    enum: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    example: str = ""
    unit: str = ""
    grammar: str = ""

    @property
    def expected(self) -> str:
        """What belongs into the column, in plain words."""
        if self.enum:
            return "one of " + ", ".join(self.enum)
        if self.known:
            return " or ".join(["a name known in " + " or ".join(_WHERE[k] for k in self.known), *self.besides])
        if self.format == "uri":
            return "an address that starts with https:// or http://"
        words = _PLAIN[self.type]
        if self.minimum is not None and self.maximum is not None:
            words += f" from {self.minimum:g} to {self.maximum:g}"
        elif self.minimum is not None:
            words += f" of {self.minimum:g} or more"
        return words + (f' such as "{self.example}"' if self.example else "")


_WHERE = {
    "units": "story.toml (units)",
    "offences": "story.toml (offences)",
    "groups": "groups.csv",
    "place": "story.toml (place)",
}


@dataclass(frozen=True)
class Reference:
    """Columns whose values must be found in `columns` of the table `table`; `optional` where any of them is empty."""

    fields: tuple[str, ...]
    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """A comparison of two columns that holds in each row where both are filled."""

    left: str
    sign: str
    right: str


@dataclass(frozen=True)
class Table:
    """One table of the dictionary."""

    name: str
    path: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]
    rules: tuple[Rule, ...]
    distinct_from: str
    may_be_empty: bool

    @property
    def columns(self) -> list[str]:
        return [f.name for f in self.fields]

    @property
    def file(self) -> str:
        return Path(self.path).name


def load_dictionary(path: Path) -> dict[str, Table]:
    """The tables that `path` (a datapackage.json) describes, by name.

    Raises StoryError when the file is missing, is not JSON, or lacks what a table needs.
    """
    folder = path.parent.name if path.parent.name == "data" else f"data/{path.parent.name}"
    restore = f"Restore it: git checkout {folder}/{path.name}"
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        return {r["name"]: _table(r) for r in package["resources"]}
    except FileNotFoundError:
        raise StoryError(f"{path.name} is not in {folder}/. {restore}") from None
    except ValueError as error:
        raise StoryError(f"{path.name} is not valid JSON: {error}. Mend that place. {restore}") from None
    except (KeyError, TypeError) as error:
        raise StoryError(f"{path.name} does not describe its tables: {error} is missing. {restore}") from None


def _table(resource: dict[str, Any]) -> Table:
    schema = resource["schema"]
    keys = [*schema.get("foreignKeys", []), *schema.get("optionalForeignKeys", [])]
    return Table(
        name=resource["name"],
        path=resource["path"],
        fields=tuple(_field(f) for f in schema["fields"]),
        key=tuple(schema.get("primaryKey", [])),
        references=tuple(_reference(k, resource["name"]) for k in keys),
        rules=tuple(Rule(*rule.split()) for rule in schema.get("rules", [])),
        distinct_from=schema.get("distinctFrom", ""),
        may_be_empty=resource.get("mayBeEmpty", False),
    )


def _field(field: dict[str, Any]) -> Field:
    limits = field.get("constraints", {})
    return Field(
        name=field["name"],
        type=field["type"],
        format=field.get("format", ""),
        required=limits.get("required", False),
        enum=tuple(limits.get("enum", ())),
        known=tuple(field.get("known", ())),
        besides=tuple(field.get("besides", ())),
        minimum=limits.get("minimum"),
        maximum=limits.get("maximum"),
        pattern=limits.get("pattern", ""),
        example=field.get("example", ""),
        unit=field.get("unit", ""),
        grammar=field.get("grammar", ""),
    )


def _reference(key: dict[str, Any], own_name: str) -> Reference:
    target = key["reference"]
    return Reference(tuple(key["fields"]), target["resource"] or own_name, tuple(target["fields"]))
