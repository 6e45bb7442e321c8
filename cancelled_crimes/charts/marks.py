"""The few marks that all charts share: a track with its scale, a dot with its whisker, a hollow dot, a diamond.

A filled dot is a share with its counts; the whisker through it is the interval. A hollow dot has no interval, because
the sample was not printed. A diamond is several forces pooled.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cancelled_crimes.charts.sheet import Scale, Sheet
from cancelled_crimes.charts.style import DOT, SMALL, TRACK, WHISKER
from cancelled_crimes.words.as_printed import as_point
from cancelled_crimes.words.facts import Finding


@dataclass(frozen=True)
class Mark:
    """A share (0-1) at a height of the sheet, with its interval where there is one; `shape` "o" or "D"."""

    share: float
    y: float
    low: float | None = None
    high: float | None = None
    role: str = "accent"
    shape: str = "o"
    hollow: bool = False


def mark_of(f: Finding, y: float, role: str = "accent") -> Mark | None:
    """The mark of a finding; None for what has no share or only a limit, or a sample too small (tier C)."""
    if f.has_counts:
        return None if f.tier == "C" or f.rate is None else Mark(f.rate, y, f.low, f.high, role)
    if f.status == "share only" and (share := as_point(f)) is not None:
        return Mark(share, y, role=role, hollow=True)
    if f.status == "count only" and f.wrong == 0:
        return Mark(0, y, role=role, hollow=True)
    return None


def tracks(sheet: Sheet, across: Scale, ys: Sequence[float], ticks: Sequence[float], tick: float = 3.5) -> None:
    """A thin line for each row to read marks against, with a small tick at each step of the scale."""
    lines = [[(across(ticks[0]), y), (across(ticks[-1]), y)] for y in ys]
    lines += [[(across(at), y - tick), (across(at), y + tick)] for y in ys for at in ticks]
    sheet.lines(lines, "rule", TRACK)


def scale(sheet: Sheet, across: Scale, y: float, ticks: Sequence[float]) -> None:
    """The scale's labels, in percent, with their baseline at a height of the sheet."""
    for at in ticks:
        sheet.text(across(at), y, tick_label(at), "muted", SMALL - 0.5, ha="center")


def tick_label(share: float) -> str:
    """A step of a scale in percent; zero needs no unit."""
    return f"{round(share * 100, 6):g}%" if share else "0"


def draw(sheet: Sheet, across: Scale, marks: Sequence[Mark], size: float = DOT) -> None:
    """Draw the marks: whiskers first, then dots, alike ones together."""
    for role in dict.fromkeys(m.role for m in marks):
        bounds = [(m.y, m.low, m.high) for m in marks if m.role == role and m.low is not None and m.high is not None]
        whiskers = [[(across(low), y), (across(high), y)] for y, low, high in bounds]
        sheet.lines(whiskers, role, WHISKER, capstyle="round", zorder=1.5)
    for kind in dict.fromkeys((m.role, m.shape, m.hollow) for m in marks):
        role, shape, hollow = kind
        points = [(across(m.share), m.y) for m in marks if (m.role, m.shape, m.hollow) == kind]
        if hollow:
            sheet.dots(points, "paper", size, (role, 1.8), marker=shape)
        else:  # a thin ring of paper parts a dot from its whisker, in grey too
            sheet.dots(points, role, size - 1.5 if shape == "D" else size + 0.6, ("paper", 0.9), marker=shape)


def steps(highest: float) -> list[float]:
    """The steps of a scale from 0 in quarters, up to the first that holds the highest value."""
    return [0.0, 0.25, 0.5, 0.75, 1.0][: 2 + sum(highest > q for q in (0.25, 0.5, 0.75))]
