"""The data dictionary: what a `datapackage.json` says about each table, as plain objects.

The file is a Frictionless data package. Beyond that standard it has: on a field, `known` (the lists of names in which
its values are looked up), `besides` (further values that it may have) and `grammar` (they must be understood as a
printed figure); on a schema, `rules` ("a < b" between two columns of a row where both are filled),
`optionalForeignKeys` (foreign keys that hold where all their columns are filled) and `distinctFrom` (a table of the
same key whose rows must not be repeated).
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

import pydantic
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from cancelled_crimes.errors import StoryError
from cancelled_crimes.safely import UnsafeFileError, read_safely

LARGEST_NUMBER = 10.0**15  # beyond, not every whole number is told from its neighbours
_PLAIN = {
    "integer": "a whole number",
    "number": "a number",
    "date": "a date such as 2018-02-13",
    "yearmonth": "a month such as 2020-10",
    "boolean": "True or False",
    "string": "text",
}
_WHERE = {
    "units": "story.toml (units)",
    "offences": "story.toml (offences)",
    "groups": "groups.csv",
    "place": "story.toml (place)",
}


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"no regular expression that can be used ({error})") from None
    return pattern


Name = Annotated[str, pydantic.Field(pattern=r"^[A-Za-z_]\w*$")]


class _Part(BaseModel):
    """A part of the file. What else stands there is for other programs."""

    model_config = ConfigDict(frozen=True, strict=True, alias_generator=to_camel)


class _Limits(_Part):
    required: bool = False
    enum: tuple[str, ...] = ()
    minimum: int | float | str | None = None
    maximum: int | float | str | None = None
    pattern: Annotated[str, AfterValidator(_compiles)] = ""


class Field(_Part):
    """One column: its type and what its values may be."""

    name: Name
    type: Literal["integer", "number", "date", "yearmonth", "boolean", "string"]
    format: str = ""
    known: tuple[Literal["units", "offences", "groups", "place"], ...] = ()
    besides: tuple[str, ...] = ()
    example: str = ""
    unit: str = ""
    grammar: str = ""
    constraints: _Limits = _Limits()

    @property
    def required(self) -> bool:
        return self.constraints.required

    @property
    def enum(self) -> tuple[str, ...]:
        return self.constraints.enum

    @property
    def pattern(self) -> str:
        return self.constraints.pattern

    @property
    def is_number(self) -> bool:
        return self.type in ("integer", "number")

    @property
    def minimum(self) -> float | None:
        """The lowest number that the column may hold, None where none is stated."""
        return float(self.constraints.minimum) if self.is_number and self.constraints.minimum is not None else None

    @property
    def maximum(self) -> float | None:
        """The highest number that the column may hold, None where none is stated."""
        return float(self.constraints.maximum) if self.is_number and self.constraints.maximum is not None else None

    @property
    def range_of_numbers(self) -> tuple[float, float]:
        """The lowest and the highest number that can be carried: as stated, or what a table can hold."""
        low, high = self.minimum, self.maximum
        return -LARGEST_NUMBER if low is None else low, LARGEST_NUMBER if high is None else high

    @property
    def expected(self) -> str:
        """What belongs into the column, in plain words."""
        if self.enum:
            return "one of " + ", ".join(self.enum)
        if self.known:
            return " or ".join(["a name known in " + " or ".join(_WHERE[k] for k in self.known), *self.besides])
        if self.format == "uri":
            return "an address that starts with https:// or http://"
        return _PLAIN[self.type] + self._limits_in_words() + (f' such as "{self.example}"' if self.example else "")

    def _limits_in_words(self) -> str:
        low, high = self.constraints.minimum, self.constraints.maximum
        if low is not None and high is not None:
            return f" from {low} to {high}"
        return f" of {low} or more" if low is not None else ""


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

    @property
    def columns(self) -> list[str]:
        return [f.name for f in self.fields]

    @property
    def file(self) -> str:
        return Path(self.path).name


class _Target(_Part):
    resource: str
    fields: tuple[Name, ...]


class _Key(_Part):
    fields: tuple[Name, ...]
    reference: _Target


class _Schema(_Part):
    fields: Annotated[tuple[Field, ...], pydantic.Field(min_length=1)]
    primary_key: tuple[Name, ...] = ()
    foreign_keys: tuple[_Key, ...] = ()
    optional_foreign_keys: tuple[_Key, ...] = ()
    rules: tuple[Annotated[str, pydantic.Field(pattern=r"^\w+ (<|<=|==) \w+$")], ...] = ()
    distinct_from: str = ""


class _Resource(_Part):
    name: Name
    path: Annotated[str, pydantic.Field(pattern=r"^(\w+/)?\w[\w-]*\.csv$")]
    table_schema: _Schema = pydantic.Field(alias="schema")


class _Package(_Part):
    resources: tuple[_Resource, ...]


def load_dictionary(path: Path) -> dict[str, Table]:
    """The tables that `path` (a datapackage.json) describes, by name.

    Raises StoryError when the file is missing, is not JSON, or does not say what a table needs.
    """
    folder = path.parent.name if path.parent.name == "data" else f"data/{path.parent.name}"
    restore = f"Restore it: git checkout {folder}/{path.name}"
    try:
        return dict(_tables(read_safely(path, path.parent)))
    except FileNotFoundError:
        raise StoryError(f"{path.name} is not in {folder}/. {restore}") from None
    except UnsafeFileError as error:
        raise StoryError(f"{error} {restore}") from None
    except ValidationError as error:
        raise StoryError(f"{path.name} does not describe its tables:\n{_in_words(error)}\n{restore}") from None
    except ValueError as error:
        raise StoryError(f"{path.name} does not describe its tables: {error}. {restore}") from None


@lru_cache(maxsize=8)
def _tables(content: bytes) -> dict[str, Table]:
    resources = _Package.model_validate_json(content).resources
    tables = {r.name: _table(r) for r in resources}
    slip = next(_slips(tables), "") if len(tables) == len(resources) else "two of them have the same name"
    if slip:
        raise ValueError(slip)
    return tables


def _table(resource: _Resource) -> Table:
    schema = resource.table_schema
    return Table(
        name=resource.name,
        path=resource.path,
        fields=schema.fields,
        key=schema.primary_key,
        references=tuple(
            Reference(key.fields, key.reference.resource or resource.name, key.reference.fields)
            for key in (*schema.foreign_keys, *schema.optional_foreign_keys)
        ),
        rules=tuple(Rule(*rule.split()) for rule in schema.rules),
        distinct_from=schema.distinct_from,
    )


def _slips(tables: dict[str, Table]) -> Iterator[str]:
    """What the parts of a dictionary say of one another that is not so."""
    for table in tables.values():
        named = [(table.name, table.key), *((table.name, (rule.left, rule.right)) for rule in table.rules)]
        for reference in table.references:
            named += [(table.name, reference.fields), (reference.table, reference.columns)]
            if len(reference.fields) != len(reference.columns):
                yield f"{table.name}: a foreign key must have as many columns as its target"
        named += [(table.distinct_from, table.key)] if table.distinct_from else []
        for name, columns in named:
            if name not in tables:
                yield f'{table.name}: there is no table "{name}"'
            elif lost := sorted(set(columns) - set(tables[name].columns)):
                yield f'{table.name}: there is no column "{lost[0]}" in {name}'
        for column in table.fields:
            limits = (column.constraints.minimum, column.constraints.maximum)
            if not all(_suits(limit, column) for limit in limits if limit is not None):
                wanted = f"{_PLAIN[column.type]} that can be used"
                yield f"{table.name}, {column.name}: its minimum or maximum is not {wanted}"


def _suits(limit: int | float | str, column: Field) -> bool:
    """Whether a limit is of the type of its column."""
    if column.is_number:
        return not isinstance(limit, str) and -LARGEST_NUMBER <= limit <= LARGEST_NUMBER
    day = f"{limit}-01" if column.type == "yearmonth" else str(limit)
    try:
        return dt.date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _in_words(error: ValidationError) -> str:
    """The first mistakes in the form of the file, each with its place."""
    listed = []
    for mistake in error.errors()[:10]:
        where = ", ".join(str(part + 1) if isinstance(part, int) else part for part in mistake["loc"])
        listed.append(f"  - {where + ': ' if where else ''}{mistake['msg'].removeprefix('Value error, ')}")
    return "\n".join(dict.fromkeys(listed))
