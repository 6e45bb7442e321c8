"""One edition of the story: the methods that the notebook's cells call, one a section.

A section is an HTML fragment. It is made once, whatever the order in which cells run, because the fact-check sheet
needs all of them: it has a line for every number that any section prints.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cancelled_crimes.page import sections
from cancelled_crimes.page.context import Context, open_context
from cancelled_crimes.page.factsheet import fact_sheet
from cancelled_crimes.page.html import with_ways_back


@dataclass(frozen=True)
class Fragment:
    """A section as a notebook shows it; nothing where the section has nothing to say."""

    name: str
    html: str

    def _repr_html_(self) -> str | None:
        return self.html or None

    def __repr__(self) -> str:
        return f"<section {self.name}: {len(self.html):,} characters>" if self.html else f"<section {self.name}: empty>"


@dataclass(frozen=True)
class Edition:
    """The page of one force, or the national page."""

    context: Context
    _made: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def _section(self, name: str) -> Fragment:
        if name not in self._made:
            shown = name in sections.on_page(self.context)
            self._made[name] = with_ways_back(name, sections.ALL[name](self.context)) if shown else ""
        return Fragment(name, self._made[name])

    def fact_sheet(self) -> Fragment:
        """Every number that the page prints, with its definition, derivation, rows and sources."""
        wanted = sections.on_page(self.context)
        return Fragment("fact_sheet", fact_sheet(self.context, {name: self._section(name).html for name in wanted}))

    def __getattr__(self, name: str) -> Callable[[], Fragment]:
        """A method for each section: `edition.at_a_glance()`."""
        if name not in sections.ALL:
            raise AttributeError(f'an edition has no section "{name}": it has {", ".join(sections.ALL)}')
        return lambda: self._section(name)

    def __dir__(self) -> list[Any]:
        """The sections, for completion in a notebook."""
        return [*super().__dir__(), *sections.ALL]


def open_edition(force: str = "", into: str = ".") -> Edition:
    """Open the edition of a force, or the national one. Raises StoryError for an unknown force.

    `into` is the folder, seen from the project's, that processed data is read from and charts are written to.
    """
    return Edition(open_context(force, into))
