"""The keys of `story.toml`: what each means, what it may be, and an example that can be pasted."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from cancelled_crimes.settings.values import (
    Colour,
    Contact,
    Day,
    Language,
    Level,
    Limit,
    Name,
    Names,
    Phone,
    SampleSize,
    Share,
    Text,
    Web,
    Word,
)

VICTIMS = "victims informed"  # a measure without offences: help lines can be about it


class _Part(BaseModel):
    # Strict: "30" is no number and 1 is no True; a reporter is told, not guessed at.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Story(_Part):
    """Who publishes what, and as of which day; `as_of` stands in for the clock everywhere."""

    title: Text = Field(examples=["Our story"])
    byline: Text
    newsroom: Text = Field(examples=["The Example Gazette"])
    contact: Contact
    as_of: Day
    place: Name = Field(examples=["Our county"])
    language: Language = "en-GB"


class Words(_Part):
    """The vocabulary: what a unit, a record and a failure are called, and one offence of each plural name."""

    unit: Word = Field(examples=["school"])
    units: Word = Field(examples=["schools"])
    record: Word = Field(examples=["closed case"])
    records: Word = Field(examples=["closed cases"])
    failure: Word = Field(examples=["wrongly closed"])
    reviewers: Word = Field(examples=["inspectors"])
    inspectorate: Word = Field(examples=["The Inspectorate"])
    inspectorate_in_full: Word = Field(examples=["The County Inspectorate of Schools"])
    singular: dict[str, Word] = Field(
        default={},
        description="the singular of each offence that is a plural",
        examples=[{"burglaries": "burglary"}],
    )


class Statistics(_Part):
    """Confidence level (share 0-1), interval method, and the levels of the two verdicts (shares 0-1)."""

    confidence: Level = 0.95
    interval: Literal["wilson", "jeffreys", "clopper-pearson"] = Field(
        default="wilson", description='one of "wilson", "jeffreys", "clopper-pearson"', examples=["wilson"]
    )
    question_level: Limit = 0.95
    stands_out_level: Limit = Field(default=0.998, examples=[0.998])


class Tiers(_Part):
    """Thresholds of the presentation tiers (NCHS, Vital and Health Statistics 2(175), 2017); widths are shares 0-1."""

    percentage_from: SampleSize = 30
    counts_from: SampleSize = Field(default=10, examples=[10])
    width_below: Share = Field(default=0.30, examples=[0.3])
    narrow_width: Share = Field(default=0.05, examples=[0.05])
    relative_width: float = Field(
        default=1.30, gt=0, le=10, allow_inf_nan=False, description="a number above 0, up to 10", examples=[1.3]
    )


class Pooled(_Part):
    """When a pooled percentage may lead, and the sample assumed for a "none" printed without one (records)."""

    lead_from_share_of_forces: Share = 0.5
    assumed_sample: Annotated[tuple[SampleSize, SampleSize], Field(strict=False)] = Field(
        default=(14, 22),
        description="two whole numbers of records, from 1 to 1000, the smaller one first",
        examples=[[14, 22]],
    )


class HelpLine(_Part):
    """Where a reader can turn; shown on pages about the offences named in `about`."""

    name: Text = Field(examples=["Victim Support"])
    phone: Phone = ""
    web: Web = ""
    about: Names = Field(
        min_length=1, description='a list of names from offences, or "victims informed"', examples=[["fraud"]]
    )


class Correction(_Part):
    """A correction printed on the pages, newest first; `force` empty for the national page."""

    date: Day
    text: Text = Field(
        max_length=2000, description="text of 1 to 2,000 letters", examples=["We wrote six; it is five."]
    )
    force: str = Field(
        default="", max_length=200, description="a name from units, or nothing for the national page", examples=[""]
    )


class Colours(_Part):
    """The colours of charts and pages."""

    accent: Colour = "#9a3412"
    ink: Colour = Field(default="#1c1917", examples=["#1c1917"])
    muted: Colour = Field(default="#57534e", examples=["#57534e"])
    rule: Colour = Field(default="#d6d3d1", examples=["#d6d3d1"])
    paper: Colour = Field(default="#ffffff", examples=["#ffffff"])
    known: Colour = Field(default="#1d4e89", examples=["#1d4e89"])


class Settings(_Part):
    """All settings. `units` are the forces, in the order of the pages; `offences` in the order of the tables."""

    story: Story
    words: Words
    offences: Names = Field(min_length=1, description="a list of offences", examples=[["fraud", "theft"]])
    units: Names = Field(min_length=1, description="a list of names", examples=[["North", "South"]])
    editions: Names = Field(default=[], description="a list of names from units, or [] for all", examples=[[]])
    statistics: Statistics = Statistics()
    tiers: Tiers = Tiers()
    pooled: Pooled = Pooled()
    colours: Colours = Colours()
    peers: dict[str, Names] = Field(
        default={}, description="a list of names from units, for each name from units", examples=[["North", "South"]]
    )
    help: list[HelpLine] = []
    corrections: list[Correction] = []

    @property
    def local_editions(self) -> list[str]:
        """The forces that get a page: `editions` where it is given, otherwise all `units`."""
        return self.editions or self.units
