"""What the raw files and the settings must agree on: other names, groups, and the day that the pages carry."""

import re
from collections.abc import Iterator, Mapping

from cancelled_crimes.data.aliases import folded
from cancelled_crimes.data.dictionary import Field
from cancelled_crimes.data.problems import Problem
from cancelled_crimes.data.sheet import Sheet
from cancelled_crimes.settings import Settings
from cancelled_crimes.slugs import slug

_A_TIME = re.compile(r"\d{4}(-\d\d){0,2}")


def disagreements(sheets: Mapping[str, Sheet], settings: Settings) -> Iterator[Problem]:
    """Rows that are each in order, but not beside the settings or each other."""
    yield from _groups(sheets["groups"], settings)
    yield from _aliases(sheets["aliases"], [g for (g,) in sheets["groups"].rows(["group"])], settings)
    yield from _later_than_the_pages(sheets, settings)


def _groups(sheet: Sheet, settings: Settings) -> Iterator[Problem]:
    """A group called like a force or the whole place, like another group, or by no letter."""
    taken = {folded(unit): f"{unit}, which is in units of story.toml" for unit in settings.units}
    taken[folded(settings.story.place)] = f"{settings.story.place}, which is the place of story.toml"
    first: dict[str, str] = {}
    for (group,), line in zip(sheet.rows(["group"]), sheet.lines, strict=True):
        other = taken.get(folded(group), "")
        twin = first.setdefault(slug(group), group)
        if group and not slug(group):
            yield Problem(sheet.table.file, line, "group", group, "a name with letters", "Write it in letters.")
        elif other:
            mend = "Call the group otherwise, such as by the number of its members, here and in the figures."
            yield Problem(sheet.table.file, line, "group", group, f"another name than {other}", mend)
        elif twin != group:
            mend = f'Write "{twin}" if it is the same group; if not, call it otherwise.'
            yield Problem(sheet.table.file, line, "group", group, f'a name unlike that of the group "{twin}"', mend)


def _aliases(sheet: Sheet, groups: list[str], settings: Settings) -> Iterator[Problem]:
    """Another name that stands for two forces, or is the name of something else than the force it stands for."""
    stands_for = {folded(group): f"the group {group}" for group in groups}
    stands_for |= {folded(unit): unit for unit in settings.units}
    stands_for[folded(settings.story.place)] = settings.story.place
    for (alias, force), line in zip(sheet.rows(["alias", "force"]), sheet.lines, strict=True):
        other = stands_for.setdefault(folded(alias), force)
        if alias and force and other != force:
            expected = f"a name of one force only, but it is read as {other} too"
            mend = "Delete one of the two, or write more of the name."
            yield Problem(sheet.table.file, line, "alias", alias, expected, mend)


def _later_than_the_pages(sheets: Mapping[str, Sheet], settings: Settings) -> Iterator[Problem]:
    """The latest day, month or year in the data, where it is later than `as_of`: one of the two is wrong."""
    as_of = settings.story.as_of.isoformat()
    late = [
        (value, sheet, line, column.name)
        for sheet in sheets.values()
        for column in sheet.table.fields
        if _is_a_time(column) and column.name not in sheet.absent
        for (value,), line in zip(sheet.rows([column.name]), sheet.lines, strict=True)
        if _A_TIME.fullmatch(value) and value > as_of[: len(value)]
    ]
    if late:
        value, sheet, line, name = max(late, key=lambda found: found[0])
        others = f" ({len(late) - 1} more are later too)" if len(late) > 1 else ""
        expected = f"no later time than {as_of}, which is as_of in story.toml{others}"
        mend = "Look it up in the source; if it is right, set as_of in story.toml to the day of publication."
        yield Problem(sheet.table.file, line, name, value, expected, mend)


def _is_a_time(column: Field) -> bool:
    return column.type in ("date", "yearmonth") or column.unit == "year"
