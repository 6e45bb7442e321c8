"""The sheet that every chart is drawn on: head (title, subtitle), body in plain units from its top left, foot (source).

Object-oriented matplotlib without pyplot: no global state, nothing shown, the same bytes from the same numbers. Marks
are placed on the figure itself, because axes cost more time than all marks on them.
"""

import io
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Polygon
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from PIL import Image

from cancelled_crimes.charts import style, svg
from cancelled_crimes.charts.chart import Caption, Chart
from cancelled_crimes.settings import Settings
from cancelled_crimes.words.prose import plain

WIDTH, MARGIN = 330, 12  # units; one is a pixel when the chart is as wide as a small phone
PNG_SCALE = 2
_PNG_COLOURS = 255
_LINE = 1.32  # height of a line of text, in type sizes
_UNITS_PER_INCH = 72  # then one unit is one unit of the SVG

Point = tuple[float, float]


@dataclass(frozen=True)
class Scale:
    """A linear scale: values from `low` to `high` lie between the units `start` and `end` of the sheet."""

    start: float
    end: float
    low: float = 0
    high: float = 1

    def __call__(self, value: float) -> float:
        """Where a value lies on the sheet."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


_SHIFT = {"left": 0.0, "center": 0.5, "right": 1.0}  # how much of its width a text stands left of its place


class _Line(Text):
    """A line of text on its baseline, drawn without the layout of paragraphs, turns and boxes that it does not need.

    That layout takes half the time of a chart: it sets each text twice, in an SVG in vain.
    """

    zorder = 4  # above all marks

    def draw(self, renderer: RendererBase) -> None:
        """Draw the text. Vectors are aligned by whoever shows them, so only for pixels must its width be known."""
        x, y = self.get_transform().transform(self.get_unitless_position())
        words, font = self.get_text(), self.get_fontproperties()
        shift = _SHIFT[self.get_horizontalalignment()]
        if shift and not isinstance(renderer, MixedModeRenderer):
            x -= shift * renderer.get_text_width_height_descent(words, font, ismath=False)[0]
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        renderer.open_group("text", self.get_gid())
        context = renderer.new_gc()
        context.set_foreground(self.get_color())
        renderer.draw_text(context, x, y, words, font, 0.0, ismath=False, mtext=self)
        context.restore()
        renderer.close_group("text")


class Sheet:
    """A narrow sheet with room for a body of a given height; positions are units from the body's top left."""

    def __init__(self, caption: Caption, body: float, settings: Settings) -> None:
        """Lay out head and foot around a body of `body` units height. Draw within `style.drawing()`."""
        self.caption = caption
        self.palette = style.Palette.light(settings.colours)
        title = [(line, style.TITLE, "bold", "ink") for line in textwrap.wrap(plain(caption.title), 33)]
        measure = [(line, style.SMALL, "normal", "muted") for line in textwrap.wrap(plain(caption.subtitle), 47)]
        foot = [(line, style.SMALL - 1.5, "normal", "muted") for line in textwrap.wrap(caption.source, 52)]
        self.head = MARGIN + sum(size * _LINE for _, size, _, _ in [*title, *measure]) + 14
        self.foot = MARGIN + sum(size * _LINE for _, size, _, _ in foot) + 4
        self.height = self.head + body + self.foot
        inches = (WIDTH / _UNITS_PER_INCH, self.height / _UNITS_PER_INCH)
        self.figure = Figure(inches, facecolor=self.palette.paper)
        units = Affine2D().scale(1 / _UNITS_PER_INCH, -1 / _UNITS_PER_INCH)
        self._units = units.translate(0, (self.height - self.head) / _UNITS_PER_INCH) + self.figure.dpi_scale_trans
        below = self._paragraph(title, MARGIN - self.head - 4, svg.HEAD)
        self._paragraph(measure, below + 5, svg.HEAD)
        self._paragraph(foot, body + 6, svg.FOOT)

    def _paragraph(self, lines: list[tuple[str, float, str, str]], top: float, part: str) -> float:
        """Write lines (text, size, weight, role) below each other; return where they end."""
        for text, size, weight, role in lines:
            top += size * _LINE
            self.text(MARGIN, top - size * 0.3, text, role, size, weight=weight, gid=part)
        return top

    def colour(self, role: str) -> str:
        """The colour of a role."""
        return str(getattr(self.palette, role))

    def text(self, x: float, y: float, text: str, role: str = "ink", size: float = style.LABEL, **more: Any) -> None:
        """Write a line of text with its baseline at (x, y) in the colour of a role."""
        line = _Line(x, y, text, color=self.colour(role), fontsize=size, transform=self._units, **more)
        self.figure.add_artist(line)

    def lines(self, lines: Iterable[Sequence[Point]], role: str, width: float, **more: Any) -> None:
        """Draw lines, each through its points, as one path in the colour of a role."""
        points = [list(line) for line in lines]
        codes = [Outline.MOVETO if not place else Outline.LINETO for line in points for place in range(len(line))]
        if codes:
            path = Outline([point for line in points for point in line], codes)
            look = {"fill": False, "edgecolor": self.colour(role), "linewidth": width, "capstyle": "butt", **more}
            self.figure.add_artist(PathPatch(path, transform=self._units, **look))

    def area(self, points: Sequence[Point], role: str, edge: str = "", **more: Any) -> None:
        """Fill an area in the colour of a role, with an edge in that of another."""
        look = {"facecolor": self.colour(role), "linewidth": 1 if edge else 0, **more}
        look["edgecolor"] = self.colour(edge or role)
        self.figure.add_artist(Polygon(points, transform=self._units, **look))

    def box(self, left: float, top: float, size: Point, role: str, edge: str = "") -> None:
        """Fill a box of a size (width, height)."""
        right, bottom = left + size[0], top + size[1]
        self.area([(left, top), (right, top), (right, bottom), (left, bottom)], role, edge)

    def dots(self, points: Sequence[Point], role: str, size: float, edge: tuple[str, float], **more: Any) -> None:
        """Draw dots in the colour of a role, with an edge (role, width)."""
        if points:
            look = {
                "marker": "o",
                "linestyle": "none",
                "markersize": size,
                "markerfacecolor": self.colour(role),
                **more,
            }
            look |= {"markeredgecolor": self.colour(edge[0]), "markeredgewidth": edge[1]}
            xs, ys = zip(*points, strict=True)
            self.figure.add_artist(Line2D(xs, ys, transform=self._units, **look))

    def axes(self, top: float, height: float, scale: Scale) -> Axes:
        """Bare axes over a part of the body, for what seaborn draws; x is the scale's."""
        bottom = self.height - self.head - top - height
        box = (scale.start / WIDTH, bottom / self.height, (scale.end - scale.start) / WIDTH, height / self.height)
        axes = self.figure.add_axes(box)
        axes.set_xlim(scale.low, scale.high)
        axes.set_axis_off()
        return axes

    def finish(self, slug: str, alt: str, table: pd.DataFrame) -> Chart:
        """Render the sheet once as SVG and once as PNG."""
        raw = io.StringIO()
        FigureCanvasSVG(self.figure).print_svg(raw, metadata={"Date": None})
        root = svg.tidy(raw.getvalue(), slug)
        whole = svg.standalone(root, plain(self.caption.title), alt)
        part = svg.inline(root, slug, alt, (self.head, self.foot), self.palette.roles())
        return Chart(slug, self.caption, alt, table, part, whole, self._png())

    def _png(self) -> bytes:
        """The sheet as a PNG with a palette, a third of the size of one without and as good for a few flat colours."""
        canvas, png = FigureCanvasAgg(self.figure), io.BytesIO()
        self.figure.dpi = _UNITS_PER_INCH * PNG_SCALE  # rendering as SVG has left its own resolution
        canvas.draw()
        drawn = Image.frombytes("RGB", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBX")
        method, dither = Image.Quantize.FASTOCTREE, Image.Dither.NONE
        flat = drawn.quantize(_PNG_COLOURS, method=method, dither=dither)
        ground, colours = int(flat.getpixel((0, 0))), flat.getpalette() or []  # type: ignore[arg-type]
        colours[3 * ground : 3 * ground + 3] = drawn.getpixel((0, 0))  # type: ignore[assignment]
        flat.putpalette(colours)  # the paper is exactly the paper's colour, not nearly
        flat.save(png, "PNG", compress_level=4)
        return png.getvalue()
