"""The claims ledger, `claims.toml`: who claims what, about what, and in which form it can be checked.

Every claim has one `check`, and `form` says of which kind it is. All mistakes are told at once, each with the claim,
the key and what is allowed. The keys are described in docs/claims.md.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError, model_validator

from cancelled_crimes.claims.mistakes import in_words, names_in
from cancelled_crimes.claims.rows import rows_of
from cancelled_crimes.clean.disputed import Grade, Printed, disputed_grades
from cancelled_crimes.errors import StoryError
from cancelled_crimes.settings import Settings
from cancelled_crimes.toml_file import read_toml

CANCELLED = "wrongly cancelled"
VICTIMS = "victims informed"  # the measure, and the name that it has among the offences of rates.csv
ALL = "all"

Range = tuple[float, float]


class Stated(float):
    """A share 0-1 as it is said: `exact`, and whether in per cent ("10%") or as a fraction ("1/10", one in 10)."""

    exact: Fraction
    percent: bool


def _share(value: Any) -> Stated:
    """ "43%" or "1/4" as a share 0-1."""
    percent = re.fullmatch(r"(\d+(?:\.\d+)?)%", str(value))
    fraction = re.fullmatch(r"(\d+)/([1-9]\d*)", str(value))
    if percent:
        exact = Fraction(percent[1]) / 100
    elif fraction:
        exact = Fraction(int(fraction[1]), int(fraction[2]))
    else:
        raise ValueError('write a share as "43%" or "1/4", with the quotation marks')
    if exact > 1:
        raise ValueError("a share is at most 100%")
    share = Stated(exact)
    share.exact, share.percent = exact, bool(percent)
    return share


Share = Annotated[Stated, PlainValidator(_share)]
Whole = Annotated[int, Field(ge=0)]
Bound = Literal["exactly", "at least", "more than", "at most", "fewer than"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Number(_Part):
    """A whole number and the way in which it binds: `bound` "at least" and so on."""

    number: Whole
    bound: Bound = "exactly"

    @property
    def wanted(self) -> Range:
        """The lowest and the highest number with which the claim is right."""
        number = self.number
        return {
            "exactly": (number, number),
            "at least": (number, math.inf),
            "more than": (number + 1, math.inf),
            "at most": (0, number),
            "fewer than": (0, number - 1),
        }[self.bound]


class _Rounded(_Part):
    """A share with its stated rounding: right from `share` - `within` to `share` + `within`."""

    share: Share
    within: Share

    @property
    def wanted(self) -> Range:
        """The lowest and the highest share (0-1) with which the claim is right."""
        return self.share - self.within, self.share + self.within


class Count(_Number):
    """Records (or victims) of one force at fault, in a sample of `of` where the claim says so."""

    form: Literal["count"]
    of: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _fits(self) -> "Count":
        if self.of is not None and self.number > self.of:
            raise ValueError("number is more than the sample that it is of")
        return self


class ShareOf(_Rounded):
    """The share of one force's reviewed records (or victims due to be told) at fault."""

    form: Literal["share"]


class Forces(_Number):
    """Forces with any record at fault, or with a share of `share_from` or more, or of more than `share_above`."""

    form: Literal["forces"]
    others_than: list[str] = []
    share_from: Share | None = None
    share_above: Share | None = None

    @model_validator(mode="after")
    def _one_threshold(self) -> "Forces":
        if self.share_from is not None and self.share_above is not None:
            raise ValueError("give share_from or share_above, not both")
        return self


class Maximum(_Rounded):
    """The highest share among all forces, in `force` if the claim says where."""

    form: Literal["maximum"]
    force: str = ""


class Sum(_Number):
    """Records (or victims) at fault over all forces."""

    form: Literal["sum"]


class Higher(_Part):
    """A force's share is higher than that of the force `than`."""

    form: Literal["higher"]
    than: str


class Highest(_Part):
    """A force's share is the highest of the forces in `of`; of all forces when it is not given."""

    form: Literal["highest"]
    of: list[str] = []


class Judgment(_Part):
    """The inspectorate's judgment of a force, in the inspection of `year`, or else in the latest."""

    form: Literal["judgment"]
    judgment: Literal["outstanding", "good", "requires improvement", "inadequate"]
    kind: Literal["overall", "recording effectiveness", "systems", "leadership"] = "overall"
    year: int | None = None


class Period(_Part):
    """The years between which reports were published (or inspections made)."""

    form: Literal["period"]
    first: int
    last: int
    dates: Literal["published", "inspected"] = "published"
    most_recent: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.first > self.last:
            raise ValueError("first is later than last")
        return self


class Missing(_Part):
    """There are no figures for these offences ("victims informed" for the victims)."""

    form: Literal["missing"]
    cells: Annotated[list[str], Field(min_length=1)]


class Scope(_Part):
    """The offence of `about` was among those that inspectors sampled."""

    form: Literal["scope"]


class Text(_Part):
    """Free text that no rule can check, with the reason."""

    form: Literal["text"]
    because: Annotated[str, Field(min_length=1)]


Check = Annotated[
    Count | ShareOf | Forces | Maximum | Sum | Higher | Highest | Judgment | Period | Missing | Scope | Text,
    Field(discriminator="form"),
]


class About(_Part):
    """What a claim is about: all forces where it names none, all offences that were sampled where it names none."""

    force: str = ""
    offence: str = ALL
    measure: Literal["wrongly cancelled", "victims informed", "recording"] = "wrongly cancelled"


class Claim(_Part):
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


class _File(_Part):
    claim: list[Claim] = []


@dataclass(frozen=True)
class Ledger:
    """All claims in their order, with what the raw data says of their sources and of printed totals.

    `origins`: the origin of each source; `members`: the forces of each group for which a total is printed;
    `articles`: for each source, the source whose article it repeats, or itself; `disputed`: the disputed grades.
    """

    claims: tuple[Claim, ...]
    origins: dict[str, str]
    members: dict[str, tuple[str, ...]]
    articles: dict[str, str] = field(default_factory=dict)
    disputed: dict[Grade, tuple[Printed, ...]] = field(default_factory=dict)

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
    return Ledger(claims, origins, members, articles, disputed)


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
