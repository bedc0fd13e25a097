"""A chart with two axes, a title, and what is drawn between the axes."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from playground.charts.canvas import Canvas, Chart
from playground.charts.looks import as_html, heading, text_width
from playground.charts.scales import MAX_TICKS, TICK_HEIGHT, TICK_WIDTH, log_axis

RIGHT, TOP, BOTTOM = 14, 28, 46  # pixels, of the margins
LINE_HEIGHT, WORDS_HEIGHT = 18, 16  # pixels of type, with and without what is between lines
TITLE_INDENT, TITLE_RAISE = 4, 4  # pixels: marks at the upper end leave the title alone
SIDES = {  # of a mark, on which plotly can write: across and up
    **{"middle right": (1, 0), "middle left": (-1, 0), "top right": (1, 1), "top left": (-1, 1)},
    **{"bottom right": (1, -1), "bottom left": (-1, -1)},
}
BLANK = "\u2002"  # by which words stand further from a mark
LEGEND_SIZE = 240, 62  # pixels, of one inside at most
LEGEND_PLACES = ((1, 1), (0, 1), (0.5, 1), (0, 0), (1, 0))  # across and up

Range = tuple[float, float]
Point = tuple[float, float]
Box = tuple[float, float, float, float]  # pixels: x and y of its middle, width, height


class Frame:
    """Axes over ``x_range`` and ``y_range``, and what is drawn between them, bottom up.

    ``left``, ``right``, ``top`` and ``bottom``: the margins, in pixels. The range of a logarithmic
    axis is that of the logarithms.
    """

    def __init__(
        self,
        canvas: Canvas,
        x_range: Range,
        y_range: Range,
        left: float,
        right: float = RIGHT,
        top: float = TOP,
        bottom: float = BOTTOM,
        log_x: bool = False,
        log_y: bool = False,
    ) -> None:
        self.canvas, self.ranges = canvas, (x_range, y_range)
        self.width, self.height = canvas.width - left - right, canvas.height - top - bottom
        self._margins = left, right, top, bottom
        self._logs = log_x, log_y
        self._traces: list[dict[str, Any]] = []
        self._shapes: list[dict[str, Any]] = []
        self._background: list[dict[str, Any]] = []
        self._images: list[dict[str, Any]] = []
        self._legend: dict[str, Any] = {}
        self._covered: list[Box] = []  # by marks and words

    def add(self, trace: Mapping[str, Any]) -> None:
        """Any trace."""
        self._traces.append(dict(trace))

    def drawn(
        self, meta: str, x: Sequence[Any], y: Sequence[Any], legend: str = "", **options: Any
    ) -> None:
        """Lines, points or words; points of None part one line from the next.

        ``meta``: what they hold; ``legend``: what the legend says of them, if anything. The mouse
        is told of them only with a ``hovertemplate``.
        """
        trace: dict[str, Any] = {"type": "scatter", "meta": meta, "x": list(x), "y": list(y)}
        trace |= {} if "hovertemplate" in options else {"hoverinfo": "skip"}
        trace |= {"name": legend, "showlegend": True} if legend else {"showlegend": False}
        self.add(trace | options)

    def line(
        self,
        meta: str,
        x: Sequence[float],
        y: Sequence[float],
        color: str,
        width: float = 2,
        dash: str = "solid",
        **options: Any,
    ) -> None:
        """A line of one colour."""
        line = {"color": color, "width": width, "dash": dash}
        self.drawn(meta, x, y, **({"mode": "lines", "line": line} | options))

    def marks(self, meta: str, x: Sequence[Any], y: Sequence[Any], **options: Any) -> None:
        """Points, of which those at the edge are seen whole."""
        seen: dict[str, Any] = {"mode": "markers", "cliponaxis": False}
        self.drawn(meta, x, y, **(seen | options))

    def rule(self, x: float, name: str = "") -> None:
        """A dotted line across the chart; with a ``name`` it is in the legend."""
        at = {"x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1}
        line = {"color": self.canvas.palette.text, "width": 1, "dash": "dot"}
        named = {"name": name, "showlegend": True} if name else {}
        self._shapes.append({"type": "line", **at, "line": line, **named})

    def background(self, shapes: Sequence[dict[str, Any]], image: dict[str, Any]) -> None:
        """Below all else shapes, and an image above these."""
        self._background += shapes
        self._images.append(image)

    def outline(self, x_range: Range, y_range: Range) -> None:
        """A frame around a rectangle."""
        ends = dict(zip(("x0", "x1", "y0", "y1"), (*x_range, *y_range), strict=True))
        line = {"color": self.canvas.palette.text, "width": 2}
        self._shapes.append({"type": "rect", **ends, "line": line})

    def legend_beside(self) -> None:
        """A legend right of the chart; plotly makes room for it."""
        self._legend = {"x": 1.02, "xanchor": "left", "y": 1, "yanchor": "top"}

    def legend_inside(self) -> None:
        """A legend at the place where it hides the fewest of the points drawn so far."""
        drawn = [at for trace in self._traces for at in zip(trace["x"], trace["y"], strict=True)]
        points, area = np.array([self._pixels(at) for at in drawn]), (self.width, self.height)
        size = np.array(LEGEND_SIZE)

        def hidden(place: Point) -> int:
            low = np.multiply(place, area - size)
            return int(((low < points) & (points < low + size)).all(1).sum())

        x, y = min(LEGEND_PLACES, key=hidden)
        anchors = {0: "left", 0.5: "center", 1: "right"}[x], {0: "bottom", 1: "top"}[y]
        self._legend = {"x": x, "xanchor": anchors[0], "y": y, "yanchor": anchors[1]}

    def cover(self, x: Sequence[float], y: Sequence[float], size: float) -> None:
        """Keep words off marks at these points, ``size`` pixels wide."""
        self._covered += [(*self._pixels(at), size, size) for at in zip(x, y, strict=True)]

    def words_beside(
        self,
        text: str,
        at: Point,
        size: float,
        sides: Sequence[str] = tuple(SIDES),
        most_blanks: int = 3,
    ) -> tuple[str, str]:
        """What plotly is to write beside a mark ``size`` pixels wide, and on which side of it.

        That is the first side where ``text`` lies on nothing covered, if need be after some blanks;
        it is covered from now on. "" where there is no such place between the ends of the axis.
        """
        (x, y), wide = self._pixels(at), text_width(text)
        for blanks in (BLANK * n for n in range(most_blanks + 1)):
            for side in sides:
                across, up = SIDES[side]
                away = size / 1.6 + 1  # as far as plotly has it
                middle_x = x + across * (away + text_width(blanks) + wide / 2)
                middle_y = y + up * (away + WORDS_HEIGHT / 2)
                words = middle_x, middle_y, wide, WORDS_HEIGHT
                is_inside = wide / 2 <= middle_x <= self.width - wide / 2
                is_inside = is_inside and 0 <= middle_y <= self.height
                if is_inside and not any(_overlap(words, other) for other in self._covered):
                    self._covered.append(words)
                    return (blanks + text if across > 0 else text + blanks), side
        return "", sides[0]

    def _pixels(self, at: Point) -> Point:
        """How far right and up a point is."""
        (left, right), (low, high) = self.ranges
        x, y = (at[0] - left) / (right - left), (at[1] - low) / (high - low)
        return x * self.width, y * self.height

    def beside_title(self, title: str) -> float:
        """The pixels that ``title`` leaves for a key."""
        return room_beside(title, self._margins[0] + self.width - TITLE_INDENT)

    def chart(self, titles: tuple[str, str, str], key: str = "", under: str = "") -> Chart:
        """The chart with its title and those of both axes.

        ``key`` stands at the upper right, and ``under`` in a line below the title, for which the
        margin has to have room.
        """
        left, _, top, _ = self._margins
        own = heading(as_html(titles[0]), 1, 0, "left")
        above = [own | {"yshift": TITLE_RAISE + top - TOP}]
        above += [own | {"text": under, "yshift": TITLE_RAISE}] * bool(under)
        for text in above:
            text["xshift"] = TITLE_INDENT - left
        if key:
            above.append(heading("", 1, 1, "right") | {"text": key, "yshift": TITLE_RAISE})
        axes = [
            {
                "range": list(ends),
                "title": {"text": as_html(title), "standoff": 4},
                "gridcolor": self.canvas.palette.grid,
                "zeroline": False,
                "fixedrange": True,
                **ticks(ends, pixels / apart, is_log),
            }
            for ends, title, is_log, pixels, apart in zip(
                self.ranges,
                titles[1:],
                self._logs,
                (self.width, self.height),
                (TICK_WIDTH, TICK_HEIGHT),
                strict=True,
            )
        ]
        layout = {
            **self.canvas.layout(*self._margins),
            "xaxis": axes[0] | {"showgrid": False},
            "yaxis": axes[1] | {"showgrid": not self._images},
            "annotations": above,
            "shapes": self._background + self._shapes,
            "images": self._images,
        }
        if self._legend:
            paper = self.canvas.palette.paper + "d0"  # what is below can be made out
            still = {"bgcolor": paper, "itemclick": False, "itemdoubleclick": False}
            layout |= {"showlegend": True, "legend": self._legend | still}
            layout["margin"]["autoexpand"] = self._legend["x"] > 1
        return {"data": self._traces, "layout": layout}


def ticks(ends: Range, room: float, is_log: bool) -> dict[str, Any]:
    """The type of an axis, and ticks on it: no more than there is ``room`` for."""
    most = max(2, min(MAX_TICKS, int(room)))
    return log_axis(*ends, most) if is_log else {"nticks": most, "exponentformat": "e"}


def room_beside(title: str, width: float) -> float:
    """The pixels that a title in bold, which is wider, leaves for a key in a line of ``width``."""
    return width - 1.1 * text_width(title) - 12


def _overlap(one: Box, other: Box) -> bool:
    (x, y, wide, high), (other_x, other_y, other_wide, other_high) = one, other
    return abs(x - other_x) < (wide + other_wide) / 2 and abs(y - other_y) < (high + other_high) / 2
