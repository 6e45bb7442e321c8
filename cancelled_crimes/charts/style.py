"""The one visual language of all charts: colours, type, matplotlib settings, and the CSS that turns them dark.

Charts are drawn on a narrow sheet in large type, so that they read on a phone of 320 pixels. Nothing is told by colour
alone: what differs in colour differs in shape or is labelled too, so a chart reads in grey.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import matplotlib as mpl
from matplotlib.colors import to_hex, to_rgb

from cancelled_crimes.settings import Colours
from cancelled_crimes.settings.agreement import TEXT
from cancelled_crimes.settings.contrast import contrast

# The reader's own sans, so that nothing is downloaded; the layout leaves room for the widest of them.
FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif"
# The sans that matplotlib ships, wide and the same on every machine: a PNG does not depend on installed fonts.
DRAWN_FONT = "DejaVu Sans"

TITLE, LABEL, SMALL = 14.5, 12.5, 11.5  # type sizes, in units of the sheet
WHISKER, TRACK = 2.6, 0.9  # line widths
DOT = 8.5  # diameter of a mark

_DARK_PAPER = "#1c1917"
_RC = {
    "font.family": "sans-serif",
    "font.sans-serif": [DRAWN_FONT],
    "font.size": LABEL,
    "lines.solid_capstyle": "round",
    "path.simplify": False,
    "savefig.facecolor": "auto",
    "svg.fonttype": "none",
    "svg.hashsalt": "cancelled-crimes",
    "text.hinting": "none",  # at twice the size it changes nothing that an eye can see, and costs half the time
    "text.parse_math": False,  # a "$" in a name is a dollar
}


@dataclass(frozen=True)
class Palette:
    """The roles that colours play in a chart, as hex; the soft ones fill areas behind ink."""

    ink: str
    muted: str
    rule: str
    paper: str
    accent: str
    known: str
    soft: str

    @classmethod
    def light(cls, colours: Colours) -> "Palette":
        """The palette of the settings, for light pages, paper and downloads."""
        soft = _mixed(colours.known, colours.paper, 0.78)
        return cls(colours.ink, colours.muted, colours.rule, colours.paper, colours.accent, colours.known, soft)

    @classmethod
    def dark(cls, colours: Colours) -> "Palette":
        """The same roles for dark pages: the hues of the settings, lightened until they read on a dark ground."""
        ink = "#f5f5f4"
        accent, known = (_mixed(c, "#ffffff", 0.58) for c in (colours.accent, colours.known))
        soft = _mixed(colours.known, _DARK_PAPER, 0.35)
        if contrast(ink, soft) < TEXT:  # the hue is light, being meant for a dark paper: less of it
            soft = _mixed(colours.known, _DARK_PAPER, 0.78)
        return cls(ink, "#c9c4bf", "#57534e", _DARK_PAPER, accent, known, soft)

    def roles(self) -> dict[str, str]:
        """Name and colour of each role."""
        return dict(vars(self))


def css(colours: Colours) -> str:
    """The style rules that a page needs so that its inline charts follow the reader: dark, forced colours, paper."""
    dark = _variables(Palette.dark(colours).roles())
    light = _variables(Palette.light(colours).roles())
    system = dict.fromkeys(("ink", "muted", "rule", "accent", "known"), "CanvasText")
    forced = _variables({**system, "paper": "Canvas", "soft": "Canvas"})
    return (
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
        f"@media print {{ :root {{ {light} }} }}\n"
        f"@media (forced-colors: active) {{ :root {{ {forced} }} }}\n"
    )


@contextmanager
def drawing() -> Iterator[None]:
    """Draw with the house settings, whatever the reader's matplotlibrc says, and leave matplotlib as it was."""
    with mpl.rc_context(_house_rc()):
        yield


@cache
def _house_rc() -> dict[Any, Any]:
    """Matplotlib's defaults, then our own few settings."""
    keep = {"backend", "backend_fallback", "interactive", "toolbar", "timezone"}
    defaults = {k: v for k, v in mpl.rcParamsDefault.items() if k not in keep}
    return {**defaults, **_RC}


def _mixed(colour: str, other: str, share: float) -> str:
    """A colour mixed with a share (0-1) of another."""
    red, green, blue = (a + (b - a) * share for a, b in zip(to_rgb(colour), to_rgb(other), strict=True))
    return to_hex((red, green, blue))


def _variables(roles: dict[str, str]) -> str:
    return " ".join(f"--chart-{role}: {colour};" for role, colour in roles.items())
