"""The forms in which a claim can be checked, each with its keys; described in docs/claims.md."""

import math
import re
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, model_validator

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


class Part(BaseModel):
    """A part of the ledger: an unknown key is refused, and nothing changes it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _Number(Part):
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


class _Rounded(Part):
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


class Higher(Part):
    """A force's share is higher than that of the force `than`."""

    form: Literal["higher"]
    than: str


class Highest(Part):
    """A force's share is the highest of the forces in `of`; of all forces when it is not given."""

    form: Literal["highest"]
    of: list[str] = []


class Judgment(Part):
    """The inspectorate's judgment of a force, in the inspection of `year`, or else in the latest."""

    form: Literal["judgment"]
    judgment: Literal["outstanding", "good", "requires improvement", "inadequate"]
    kind: Literal["overall", "recording effectiveness", "systems", "leadership"] = "overall"
    year: int | None = None


class Period(Part):
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


class Missing(Part):
    """There are no figures for these offences ("victims informed" for the victims)."""

    form: Literal["missing"]
    cells: Annotated[list[str], Field(min_length=1)]


class Scope(Part):
    """The offence of `about` was among those that inspectors sampled."""

    form: Literal["scope"]


class Text(Part):
    """Free text that no rule can check, with the reason."""

    form: Literal["text"]
    because: Annotated[str, Field(min_length=1)]


Check = Annotated[
    Count | ShareOf | Forces | Maximum | Sum | Higher | Highest | Judgment | Period | Missing | Scope | Text,
    Field(discriminator="form"),
]
