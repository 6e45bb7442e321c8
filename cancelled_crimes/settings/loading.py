"""Read `story.toml` and refuse what pages could not be made from, with every mistake told at once."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from cancelled_crimes.errors import StoryError
from cancelled_crimes.settings.agreement import disagreements
from cancelled_crimes.settings.mistakes import in_words
from cancelled_crimes.settings.model import Settings
from cancelled_crimes.toml_file import text_of, toml


def load_settings(path: Path) -> Settings:
    """Read and check `story.toml`. Raises StoryError that lists every mistake, with what to write instead."""
    return _settings(text_of(path), path.name)


@lru_cache(maxsize=4)
def _settings(text: str, name: str) -> Settings:
    """The settings that a file holds; a build asks for the same ones for each page and each bundle."""
    try:
        settings = Settings.model_validate(toml(text, name))
    except ValidationError as error:
        raise _refusal(name, map(in_words, error.errors())) from None
    mistakes = list(disagreements(settings))
    if mistakes:
        raise _refusal(name, mistakes)
    return settings


def _refusal(name: str, mistakes: Iterable[str]) -> StoryError:
    listed = "\n".join(f"  - {mistake}" for mistake in dict.fromkeys(mistakes))
    return StoryError(f"{name} has mistakes:\n{listed}\nMend them, then type: make check")
