"""The claims ledger, `claims.toml`: who claims what, about what, and in which form it can be checked.

Every claim has one `check`, and `form` says of which kind it is. All mistakes are told at once, each with the claim,
the key and what is allowed. The keys are described in docs/claims.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from cancelled_crimes.claims.forms import Check, Part
from cancelled_crimes.claims.mistakes import in_words, names_in
from cancelled_crimes.claims.rows import rows_of
from cancelled_crimes.clean.disputed import Grade, Printed, disputed_grades
from cancelled_crimes.clean.sources import names_of
from cancelled_crimes.errors import StoryError
from cancelled_crimes.settings import Settings
from cancelled_crimes.toml_file import read_toml

CANCELLED = "wrongly cancelled"
VICTIMS = "victims informed"  # the measure, and the name that it has among the offences of rates.csv
ALL = "all"


class About(Part):
    """What a claim is about: all forces where it names none, all offences that were sampled where it names none."""

    force: str = ""
    offence: str = ALL
    measure: Literal["wrongly cancelled", "victims informed", "recording"] = "wrongly cancelled"


class Claim(Part):
    """One printed claim. `says` is our paraphrase; `quote` is what was printed, word for word, where it was kept.

    `base` is what the claim says that a share is of; `raw_row` is where it was transcribed.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    source: str
    says: Annotated[str, Field(min_length=1)]
    quote: str = ""
    about: About = About()
    check: Check
    base: str = ""
    raw_row: str = ""
    must_hold: bool = False

    @property
    def topic(self) -> str:
        """What the claim is about, by the names of rates.csv: an offence, or "victims informed"."""
        return VICTIMS if self.about.measure == VICTIMS else self.about.offence


class _File(Part):
    claim: list[Claim] = Field(default_factory=list)


@dataclass(frozen=True)
class Ledger:
    """All claims in their order, with what the raw data says of their sources and of printed totals.

    `origins`: the origin of each source; `names`: what a page calls it; `articles`: the source whose article it
    repeats, or itself; `members`: the forces of each group with a printed total; `disputed`: the disputed grades.
    """

    claims: tuple[Claim, ...]
    origins: dict[str, str]
    members: dict[str, tuple[str, ...]]
    articles: dict[str, str] = field(default_factory=dict)
    disputed: dict[Grade, tuple[Printed, ...]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    @cached_property
    def alike(self) -> dict[tuple[str, str], list[Claim]]:
        """The claims by form and topic: those that can be set against each other."""
        groups: dict[tuple[str, str], list[Claim]] = {}
        for claim in self.claims:
            groups.setdefault((claim.check.form, claim.topic), []).append(claim)
        return groups


def load_claims(path: Path, raw: Any, settings: Settings) -> Ledger:
    """Read and check `claims.toml` against the settings and `raw`, which has the tables `sources` and `groups`.

    The disputed grades are found in its `inspections` and `other_printed`, if it has those.

    Raises StoryError that lists every mistake with its claim, its key and what is allowed.
    """
    sources = rows_of(raw.sources)
    origins = {str(r["source_id"]): str(r["origin"]) for r in sources}
    articles = {str(r["source_id"]): str(r.get("same_article_as") or r["source_id"]) for r in sources}
    disputed = disputed_grades(*(rows_of(getattr(raw, name, [])) for name in ("inspections", "other_printed")))
    data = read_toml(path)
    try:
        claims = tuple(_File.model_validate(data).claim)
    except ValidationError as error:
        _refuse(path, [in_words(mistake, data, _File) for mistake in error.errors()])
    claims = tuple(_placed(claim, settings) for claim in claims)
    _refuse(path, [*_doubles(claims), *(m for c in claims for m in names_in(c, settings, list(origins)))])
    members: dict[str, tuple[str, ...]] = {}
    for row in rows_of(raw.groups):
        members[row["group"]] = (*members.get(row["group"], ()), row["force"])
    return Ledger(claims, origins, members, articles, disputed, names_of(sources))


def _refuse(path: Path, mistakes: list[str]) -> None:
    if mistakes:
        listed = "\n".join(f"  - {m}" for m in mistakes)
        raise StoryError(f"{path.name} has mistakes:\n{listed}\nMend them, then type: make check")


def _placed(claim: Claim, settings: Settings) -> Claim:
    """A claim without a force is about the whole place."""
    if claim.about.force:
        return claim
    return claim.model_copy(update={"about": claim.about.model_copy(update={"force": settings.story.place})})


def _doubles(claims: tuple[Claim, ...]) -> Iterator[str]:
    seen: set[str] = set()
    for claim in claims:
        if claim.id in seen:
            yield f'claim "{claim.id}": id: given twice; each claim needs an id of its own'
        seen.add(claim.id)
