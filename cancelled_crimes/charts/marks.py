"""The few marks that all charts share: a track with its scale, a dot with its whisker, a hollow dot, a diamond.

A filled dot is a share with its counts; the whisker through it is the interval. A hollow dot has no interval, because
the sample was not printed. A diamond is several forces pooled.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from cancelled_crimes.charts.sheet import Sheet
from cancelled_crimes.charts.style import DOT, SMALL, TRACK, WHISKER
from cancelled_crimes.settings import Settings
from cancelled_crimes.words.facts import Finding


@dataclass(frozen=True)
class Mark:
    """A share (0-1) at a height of a panel, with its interval where there is one; `shape` "o" or "D"."""

    share: float
    y: float
    low: float | None = None
    high: float | None = None
    role: str = "accent"
    shape: str = "o"
    hollow: bool = False


def mark_of(f: Finding, y: float, role: str = "accent") -> Mark | None:
    """The mark of a finding; None for what has no share, or a sample too small for one (tier C)."""
    if f.has_counts:
        return None if f.tier == "C" or f.rate is None else Mark(f.rate, y, f.low, f.high, role)
    if f.status in ("share only", "candidates") and f.share_low is not None and f.share_high is not None:
        return Mark((f.share_low + f.share_high) / 2, y, role=role, hollow=True)
    if f.status == "count only" and f.wrong == 0:
        return Mark(0, y, role=role, hollow=True)
    return None


def tracks(sheet: Sheet, axes: Axes, ys: Sequence[float], ticks: Sequence[float], tick: float = 3.5) -> None:
    """A thin line for each row to read marks against, with a small tick at each step of the scale."""
    if not ys:
        return
    rule = sheet.colour("rule")
    axes.hlines(ys, ticks[0], ticks[-1], colors=rule, linewidth=TRACK, clip_on=False)
    low, high = [y - tick for y in ys for _ in ticks], [y + tick for y in ys for _ in ticks]
    axes.vlines(list(ticks) * len(ys), low, high, colors=rule, linewidth=TRACK, clip_on=False)


def scale(sheet: Sheet, axes: Axes, y: float, ticks: Sequence[float]) -> None:
    """The scale's labels, in percent, with their baseline at a height of the panel."""
    for at in ticks:
        label = f"{at * 100:.0f}%" if at else "0"
        axes.text(at, y, label, color=sheet.colour("muted"), fontsize=SMALL - 0.5, ha="center")


def draw(sheet: Sheet, axes: Axes, marks: Sequence[Mark], size: float = DOT) -> None:
    """Draw the marks: whiskers first, then dots, alike ones together."""
    for role in dict.fromkeys(m.role for m in marks):
        lines = [(m.y, m.low, m.high) for m in marks if m.role == role and m.low is not None]
        if lines:
            ys, lows, highs = zip(*lines, strict=True)
            axes.hlines(ys, lows, highs, colors=sheet.colour(role), linewidth=WHISKER, clip_on=False, capstyle="round")
    for kind in dict.fromkeys((m.role, m.shape, m.hollow) for m in marks):
        role, shape, hollow = kind
        alike = [m for m in marks if (m.role, m.shape, m.hollow) == kind]
        axes.plot(
            [m.share for m in alike],
            [m.y for m in alike],
            linestyle="none",
            marker=shape,
            markersize=size - 1.5 if shape == "D" else size,
            markerfacecolor=sheet.colour("paper" if hollow else role),
            markeredgecolor=sheet.colour(role),
            markeredgewidth=1.8 if hollow else 0.6,
            clip_on=False,
            zorder=3,
        )


def steps(highest: float) -> list[float]:
    """The steps of a scale from 0 in quarters, up to the first that holds the highest value."""
    return [0.0, 0.25, 0.5, 0.75, 1.0][: 2 + sum(highest > q for q in (0.25, 0.5, 0.75))]


def source_line(settings: Settings) -> str:
    """The source line of charts on cancelled records."""
    inspectorate = settings.words.inspectorate
    newsroom = settings.story.newsroom
    return f"Source: {inspectorate} inspections; who printed each figure is in the story appendix. {newsroom}"
