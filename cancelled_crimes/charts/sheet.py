"""The sheet that every chart is drawn on: head (title, subtitle), body in plain units from its top left, foot (source).

Object-oriented matplotlib without pyplot: no global state, nothing shown, the same bytes from the same numbers.
"""

import io
import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from cancelled_crimes.charts import style, svg
from cancelled_crimes.charts.chart import Caption, Chart
from cancelled_crimes.settings import Settings
from cancelled_crimes.words.prose import plain

WIDTH, MARGIN = 330, 12  # units; one is a pixel when the chart is as wide as a small phone
PNG_SCALE = 2
_UNITS_PER_INCH = 72  # then one unit is one unit of the SVG


class Sheet:
    """A narrow sheet with room for a body of a given height; positions are units from the body's top left."""

    def __init__(self, caption: Caption, body: float, settings: Settings) -> None:
        """Lay out head and foot around a body of `body` units height. Draw within `style.drawing()`."""
        self.caption = caption
        self.palette = style.Palette.light(settings.colours)
        head = [
            *((line, style.TITLE, "bold", "ink") for line in textwrap.wrap(plain(caption.title), 33)),
            *((line, style.SMALL, "normal", "muted") for line in textwrap.wrap(plain(caption.subtitle), 46)),
        ]
        foot = [(line, style.SMALL - 1.5, "normal", "muted") for line in textwrap.wrap(caption.source, 52)]
        self.head = MARGIN + sum(size * 1.32 for _, size, _, _ in head) + 10
        self.foot = MARGIN + sum(size * 1.32 for _, size, _, _ in foot) + 4
        self.height = self.head + body + self.foot
        inches = (WIDTH / _UNITS_PER_INCH, self.height / _UNITS_PER_INCH)
        self.figure = Figure(inches, dpi=_UNITS_PER_INCH * PNG_SCALE, facecolor=self.palette.paper)
        units = Affine2D().scale(1 / _UNITS_PER_INCH, -1 / _UNITS_PER_INCH)
        self._units = units.translate(0, (self.height - self.head) / _UNITS_PER_INCH) + self.figure.dpi_scale_trans
        self._lines(head, MARGIN - self.head, svg.HEAD)
        self._lines(foot, body + 6, svg.FOOT)

    def _lines(self, lines: list[tuple[str, float, str, str]], top: float, part: str) -> None:
        for text, size, weight, role in lines:
            top += size * 1.32
            self.text(MARGIN, top - size * 0.3, text, role, size, weight=weight, gid=part)

    def text(self, x: float, y: float, text: str, role: str = "ink", size: float = style.LABEL, **more: Any) -> None:
        """Write a line of text with its baseline at (x, y) in the colour of a role."""
        self.figure.text(x, y, text, color=self.colour(role), fontsize=size, transform=self._units, **more)

    def colour(self, role: str) -> str:
        """The colour of a role."""
        return str(getattr(self.palette, role))

    def panel(
        self,
        top: float,
        height: float,
        sides: tuple[float, float],
        x: tuple[float, float] = (0, 1),
        y: tuple[float, float] | None = None,
    ) -> Axes:
        """Plain axes over a part of the body; `sides` are units from the sheet's edges.

        `y` is (lowest, highest) for a scale upwards; without it, y counts units from the panel's top downwards.
        """
        left, right = sides
        bottom = self.height - self.head - top - height
        box = (left / WIDTH, bottom / self.height, (WIDTH - left - right) / WIDTH, height / self.height)
        axes = self.figure.add_axes(box)
        axes.set_axis_off()
        axes.set_xlim(*x)
        axes.set_ylim(*(y or (height, 0)))
        return axes

    def finish(self, slug: str, alt: str, table: pd.DataFrame) -> Chart:
        """Render the sheet once as SVG and once as PNG."""
        raw, png = io.StringIO(), io.BytesIO()
        FigureCanvasAgg(self.figure).print_png(png, metadata={"Software": None}, pil_kwargs={"compress_level": 6})
        FigureCanvasSVG(self.figure).print_svg(raw, metadata={"Date": None})
        root = svg.tidy(raw.getvalue(), slug)
        whole = svg.standalone(root, plain(self.caption.title), alt)
        part = svg.inline(root, slug, alt, (self.head, self.foot), self.palette.roles())
        return Chart(slug, self.caption, alt, table, part, whole, png.getvalue())
