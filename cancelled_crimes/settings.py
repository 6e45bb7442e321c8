"""The settings of the story and its editions: `story.toml`, checked when it is loaded.

Everything that an edition or a fork changes is here and nowhere else. An unknown key, a wrong type or an unknown force
is refused, with the nearest valid name.
"""

import datetime as dt
import tomllib
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from cancelled_crimes.errors import StoryError
from cancelled_crimes.safely import read_text_safely

Share = Annotated[float, Field(gt=0, lt=1)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Story(_Part):
    """Who publishes what, and as of which day; `as_of` stands in for the clock everywhere."""

    title: str
    byline: str
    newsroom: str
    contact: str
    as_of: dt.date
    place: str
    language: str = "en-GB"


class Words(_Part):
    """The vocabulary: what a unit, a record and a failure are called."""

    unit: str
    units: str
    record: str
    records: str
    failure: str
    reviewers: str
    inspectorate: str
    inspectorate_in_full: str


class Statistics(_Part):
    """Confidence level (share 0-1), interval method, and levels of the funnel limits (shares 0-1)."""

    confidence: Share = 0.95
    interval: Literal["wilson", "jeffreys", "clopper-pearson"] = "wilson"
    funnel_warning: Share = 0.95
    funnel_alarm: Share = 0.998


class Tiers(_Part):
    """Thresholds of the presentation tiers (NCHS, Vital and Health Statistics 2(175), 2017); widths are shares 0-1."""

    percentage_from: int = Field(default=30, ge=1)
    counts_from: int = Field(default=10, ge=1)
    width_below: Share = 0.30
    narrow_width: Share = 0.05
    relative_width: float = Field(default=1.30, gt=0)


class Pooled(_Part):
    """When a pooled percentage may lead, and the sample assumed for a "none" printed without one (records)."""

    lead_from_share_of_forces: Share = 0.5
    assumed_sample: tuple[int, int] = (14, 22)


class HelpLine(_Part):
    """Where a reader can turn; shown on pages about the offences named in `about`."""

    name: str
    phone: str = ""
    web: str = ""
    about: list[str]


class Correction(_Part):
    """A correction printed on the pages, newest first; `force` empty for the national page."""

    date: dt.date
    text: str
    force: str = ""


class Colours(_Part):
    """The colours of charts and pages."""

    accent: Colour = "#9a3412"
    ink: Colour = "#1c1917"
    muted: Colour = "#57534e"
    rule: Colour = "#d6d3d1"
    paper: Colour = "#ffffff"
    known: Colour = "#1d4e89"


class Settings(_Part):
    """All settings. `units` are the forces, in the order of the pages; `offences` in the order of the tables."""

    story: Story
    words: Words
    offences: list[str]
    units: list[str]
    editions: list[str] = []
    statistics: Statistics = Statistics()
    tiers: Tiers = Tiers()
    pooled: Pooled = Pooled()
    colours: Colours = Colours()
    peers: dict[str, list[str]] = {}
    help: list[HelpLine] = []
    corrections: list[Correction] = []

    @model_validator(mode="after")
    def _forces_are_known(self) -> "Settings":
        named = [*self.editions, *self.peers, *(p for ps in self.peers.values() for p in ps)]
        named += [c.force for c in self.corrections if c.force]
        for name in named:
            if name not in self.units:
                raise ValueError(f'unknown {self.words.unit} "{name}"{nearest(name, self.units)}')
        for force, peers in self.peers.items():
            if force in peers:
                raise ValueError(f'"{force}" is listed as a peer of itself')
        return self

    @property
    def local_editions(self) -> list[str]:
        """The forces that get a page: `editions` where it is given, otherwise all `units`."""
        return self.editions or self.units


def closest(name: str, valid: list[str]) -> str:
    """The valid name that is nearest to what was written, "" when none is near."""
    by_folded = {v.casefold(): v for v in valid}
    close = get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.5)
    contained = [v for k, v in by_folded.items() if name and name.casefold() in k]
    return contained[0] if len(contained) == 1 else by_folded[close[0]] if close else ""


def nearest(name: str, valid: list[str]) -> str:
    """A ready half-sentence with the nearest valid name, "" when none is near."""
    best = closest(name, valid)
    return f'; did you mean "{best}"?' if best else ""


def load_settings(path: Path) -> Settings:
    """Read and check `story.toml`. Raises StoryError that lists every mistake, with the nearest valid key."""
    try:
        return _settings(read_text_safely(path, path.parent))
    except FileNotFoundError:
        raise StoryError(f"{path.name} is not there. Restore it: git checkout {path.name}") from None
    except RecursionError:
        raise StoryError(f"{path.name} is nested too deeply. Mend it and try again.") from None
    except tomllib.TOMLDecodeError as error:
        raise StoryError(f"{path.name} is not valid TOML: {error}. Mend that line and try again.") from None
    except ValidationError as error:
        mistakes = "\n".join(f"  - {_in_words(e)}" for e in error.errors())
        raise StoryError(f"{path.name} has mistakes:\n{mistakes}\nMend them, then type: make check") from None


@lru_cache(maxsize=4)
def _settings(text: str) -> Settings:
    """The settings that a file holds; a build asks for the same ones for each page and each bundle."""
    return Settings.model_validate(tomllib.loads(text))


def _in_words(mistake: Any) -> str:
    """One pydantic mistake in a reporter's words."""
    where = ".".join(str(part) for part in mistake["loc"])
    if mistake["type"] == "extra_forbidden":
        return f"{where}: unknown key{nearest(str(mistake['loc'][-1]), _valid_keys(mistake['loc'][:-1]))}"
    message = mistake["msg"].removeprefix("Value error, ")
    if mistake["type"] == "missing":
        return f"{where}: missing"
    given = "" if isinstance(mistake["input"], dict) else f" (it says {mistake['input']!r})"
    return f"{where + ': ' if where else ''}{message}{given}"


def _valid_keys(loc: tuple[str | int, ...]) -> list[str]:
    """The keys that are valid at a place in the settings."""
    model: Any = Settings
    for part in loc:
        if isinstance(part, int):
            continue
        annotation = model.model_fields[part].annotation
        model = next(
            (a for a in (annotation, *getattr(annotation, "__args__", ())) if hasattr(a, "model_fields")), None
        )
        if model is None:
            return []
    return list(model.model_fields)
