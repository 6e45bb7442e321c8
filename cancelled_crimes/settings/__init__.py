"""The settings of the story and its editions: `story.toml`, checked when it is loaded.

Everything that an edition or a fork changes is there and nowhere else.
"""

from cancelled_crimes.settings.loading import load_settings
from cancelled_crimes.settings.model import Colours, HelpLine, Settings, Statistics, Tiers, Words
from cancelled_crimes.settings.nearest import closest, nearest

__all__ = [
    "Colours",
    "HelpLine",
    "Settings",
    "Statistics",
    "Tiers",
    "Words",
    "closest",
    "load_settings",
    "nearest",
]
