"""What the sections of one page draw on: settings, tables, sources; each is read when a section first asks for it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from cancelled_crimes.clean.disputed import Grade, Printed, disputed_grades
from cancelled_crimes.clean.groups import GroupTotal, group_totals, members_of, totals_with
from cancelled_crimes.clean.missing import missing_cells
from cancelled_crimes.data.reading import RawTables, read_raw
from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import Project, find_project
from cancelled_crimes.settings import Settings, load_settings, nearest
from cancelled_crimes.slugs import slug
from cancelled_crimes.tables import Tables, load_tables, records
from cancelled_crimes.words.facts import Finding, all_findings, all_victims
from cancelled_crimes.words.pooled import Pool, pools
from cancelled_crimes.words.topics import VICTIMS

Row = dict[str, Any]


@dataclass(frozen=True)
class Context:
    """One page: `force` is "" for the national page."""

    force: str
    project: Project
    settings: Settings
    tables: Tables

    @property
    def national(self) -> bool:
        """Whether this is the page of all forces together."""
        return not self.force

    @property
    def name(self) -> str:
        """The page's file name without its ending."""
        return slug(self.force) if self.force else "index"

    @property
    def place(self) -> str:
        """What the page is about: the force, or the place of the story."""
        return self.force or self.settings.story.place

    @cached_property
    def raw(self) -> RawTables:
        """The raw tables."""
        return read_raw(self.project, self.settings)

    @cached_property
    def sources(self) -> dict[str, Row]:
        """The sources by id; `name` is what a link to one says."""
        return {r["source_id"]: r for r in records(self.tables.sources)}

    @cached_property
    def source_of_address(self) -> dict[str, str]:
        """The ids of the sources by their address."""
        return {r["url"]: key for key, r in self.sources.items()}

    @cached_property
    def everything(self) -> dict[tuple[str, str], Finding]:
        """All findings by force and offence, victims among them."""
        found = [*all_findings(self.tables, self.settings), *all_victims(self.tables, self.settings)]
        return {(f.force, f.offence): f for f in found}

    @cached_property
    def found(self) -> list[Finding]:
        """The findings of this page's force, in the order of the settings' offences."""
        return [self.everything[self.force, offence] for offence in self.settings.offences]

    @cached_property
    def victims(self) -> Finding:
        """What is in hand on the victims of this page's force."""
        return self.everything[self.force, VICTIMS]

    @property
    def own(self) -> list[Finding]:
        """The findings of this page's force and those on its victims."""
        return [*self.found, self.victims]

    @cached_property
    def rules(self) -> dict[tuple[str, str], str]:
        """The rule by which each cell was brought together, by force and offence, victims among them."""
        cells = self.tables.cancellations
        told = dict(zip(zip(cells["force"], cells["offence"], strict=True), cells["rule"], strict=True))
        victims = zip(self.tables.victims["force"], self.tables.victims["rule"], strict=True)
        return told | {(force, VICTIMS): rule for force, rule in victims}

    @cached_property
    def visits(self) -> list[Row]:
        """The inspections."""
        return records(self.tables.inspections)

    @cached_property
    def disputes(self) -> dict[Grade, tuple[Printed, ...]]:
        """The grades on which sources disagree, with what each of them printed."""
        return disputed_grades(self.visits, records(self.raw.other_printed))

    @cached_property
    def answers(self) -> list[Row]:
        """What this page's force says in reply of some of the records found wrong."""
        return [r for r in records(self.raw.answered) if r["force"] == self.force]

    @cached_property
    def claims(self) -> list[Row]:
        """The claims with their verdicts."""
        return records(self.tables.claims)

    @cached_property
    def problems(self) -> list[Row]:
        """What is wrong with the data."""
        return records(self.tables.findings)

    @cached_property
    def raw_rows(self) -> dict[str, Row]:
        """The rows of the raw tables by their references."""
        tables = (t for t in vars(self.raw).values() if isinstance(t, pd.DataFrame))
        return {r["raw_row"]: r for table in tables for r in records(table)}

    @cached_property
    def by_slug(self) -> dict[str, str]:
        """The forces by their slug."""
        return {slug(u): u for u in self.settings.units}

    @cached_property
    def all_totals(self) -> list[GroupTotal]:
        """Totals printed for several forces together."""
        return group_totals(self.tables.figures, self.raw)

    @property
    def totals(self) -> list[GroupTotal]:
        """The totals that this page shows: all of them, or those that the force is part of."""
        return self.all_totals if self.national else totals_with(self.force, self.all_totals)

    @cached_property
    def groups(self) -> set[str]:
        """The groups that the page's force is part of."""
        return {group for group, members in members_of(self.raw).items() if self.force in members}

    @cached_property
    def pools(self) -> list[Pool]:
        """The pools of all offences."""
        return pools(self.tables, self.settings)

    @cached_property
    def missing(self) -> pd.DataFrame:
        """What is missing on this page, and where to look."""
        tables = (self.tables.cancellations, self.tables.victims, self.tables.inspections)
        cells, victims, inspections = (t if self.national else t[t["force"] == self.force] for t in tables)
        return missing_cells(cells, victims, inspections, self.settings)

    def concerns(self, force: str) -> bool:
        """Whether something filed under a name is about this page: the force, a group with it, or the whole place."""
        return self.national or force == self.force or force in self.groups


def open_context(force: str, into: str) -> Context:
    """Open the project around the working folder for one page. Raises StoryError for an unknown force."""
    project = find_project(into)
    settings = load_settings(project.settings_file)
    if force and force not in settings.units:
        raise StoryError(f'unknown {settings.words.unit} "{force}"{nearest(force, settings.units)}')
    return Context(force, project, settings, load_tables(project))
