"""A chart with two axes in which things are labelled where they stand."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from playground.charts.canvas import Canvas, Chart
from playground.charts.label_placer import LINE_HEIGHT, LabelPlacer, Point, Range
from playground.charts.looks import as_html, heading, text_width
from playground.charts.scales import MAX_TICKS, TICK_HEIGHT, TICK_WIDTH, log_axis

RIGHT, TOP, BOTTOM = 14, 28, 46  # pixels, of the margins
TITLE_INDENT, TITLE_RAISE = 4, 4  # pixels: marks at the upper end leave the title alone
NAME_GAP = 14  # pixels, from the end of a curve to its name
WORDS_LEFT_FROM = 0.8  # of the width: from there on, words stand left of what they name
BLANK = "\u2002"  # a space by which words stand further from what they name
MAX_BLANKS = 12


Box = tuple[float, float, float, float]  # pixels: left, lower, right, upper end


class Frame:
    """Axes over ``x_range`` and ``y_range``, and what is drawn between them, bottom up.

    ``left``, ``right`` and ``top``: of the margins, in pixels. The range of a logarithmic axis is
    that of the logarithms.
    """

    def __init__(
        self,
        canvas: Canvas,
        x_range: Range,
        y_range: Range,
        left: float,
        right: float = RIGHT,
        top: float = TOP,
        log_x: bool = False,
        log_y: bool = False,
    ) -> None:
        self.canvas, self.ranges = canvas, (x_range, y_range)
        self.width, self.height = canvas.width - left - right, canvas.height - top - BOTTOM
        self._margins = left, right, top, BOTTOM
        self._logs = log_x, log_y
        self._labels = LabelPlacer(self.width, self.height, x_range, y_range)
        self._traces: list[dict[str, Any]] = []
        self._annotations: list[dict[str, Any]] = []
        self._shapes: list[dict[str, Any]] = []
        self._background: list[dict[str, Any]] = []
        self._images: list[dict[str, Any]] = []
        self._covered: list[Box] = []  # by marks and words that `words_beside` keeps off

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
        """A line, which labels keep clear of. ``meta``: what it holds."""
        self._labels.line(*self._on_axes(x, y))
        line = {"color": color, "width": width, "dash": dash}
        hover = {} if "hovertemplate" in options else {"hoverinfo": "skip"}
        self._add(meta, x, y, {"mode": "lines", "line": line} | hover | options)

    def marks(self, meta: str, x: Sequence[float], y: Sequence[float], **options: Any) -> None:
        """Points, which labels keep clear of; those at the edge are seen whole."""
        self._labels.points(*self._on_axes(x, y))
        self._add(meta, x, y, {"mode": "markers", "cliponaxis": False} | options)

    def drawn(self, meta: str, x: Sequence[Any], y: Sequence[Any], **options: Any) -> None:
        """Whatever labels may lie on; points of None part one line from the next."""
        self._add(meta, x, y, {"hoverinfo": "skip"} | options)

    def add(self, trace: dict[str, Any]) -> None:
        """Any other trace."""
        self._traces.append(trace)

    def rule(self, x: float) -> list[Point]:
        """Draws a dotted line across the chart, and returns points along it, downwards."""
        ends = self.ranges[1]
        self._labels.line(self._on_axes([x, x], [])[0], ends)
        at = {"x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1}
        line = {"color": self.canvas.palette.text, "width": 1, "dash": "dot"}
        self._shapes.append({"type": "line", **at, "line": line})
        return [(x, y) for y in np.linspace(*ends[::-1], 20).tolist()]

    def background(self, shapes: Sequence[dict[str, Any]], image: dict[str, Any]) -> None:
        """Below all else shapes, and an image above these."""
        self._background += shapes
        self._images.append(image)

    def outline(self, x_range: Range, y_range: Range) -> None:
        """A frame around a rectangle."""
        ends = dict(zip(("x0", "x1", "y0", "y1"), (*x_range, *y_range), strict=True))
        line = {"color": self.canvas.palette.text, "width": 2}
        self._shapes.append({"type": "rect", **ends, "line": line})

    def label(self, text: str, near: Sequence[Point], joined: bool = True) -> None:
        """``text`` at a free place as near as can be to one of the points ``near``.

        Where the two are apart, a line joins them, unless ``joined`` forbids it.
        """
        corner, ends = self._labels.place(text_width(text), near, joined)
        self._annotations.append(_annotation(text, corner, "bottom"))
        if ends:
            self._join(*ends, self.canvas.palette.text)

    def beside(
        self, lines: Sequence[str], height: float, joined: Sequence[tuple[Point, str]]
    ) -> None:
        """Text right of the chart, ``height`` pixels up, joined to points, each in a colour."""
        up = height / self.height
        annotation = _annotation("", (1 + NAME_GAP / self.width, up), "middle")
        text = "<br>".join(map(as_html, lines))
        self._annotations.append({**annotation, "text": text, "align": "left"})
        for (x, y), color in joined:
            (x,), (y,) = self._on_axes([x], [y])
            self._join(self._labels.share(x, y), (1 + (NAME_GAP - 3) / self.width, up), color)

    def cover(self, x: Sequence[float], y: Sequence[float], size: float) -> None:
        """Keep `words_beside` off marks at these points, ``size`` pixels wide."""
        self._covered += [self._box(place, size, size) for place in zip(x, y, strict=True)]

    def words_beside(
        self, text: str, at: Point, size: float, bold: bool = False
    ) -> tuple[str, str]:
        """What plotly is to write beside a mark ``size`` pixels wide, and on which side of it.

        Right of the mark, or where that has no room, left of it. Words that would lie on others
        go to the other side, or stand further from the mark.
        """
        width = text_width(text) * (1.1 if bold else 1)
        sides = (("right", 1), ("left", -1))
        if self.share_across(at[0]) > WORDS_LEFT_FROM:
            sides = sides[::-1]
        for blanks in range(MAX_BLANKS + 1):
            away = size / 1.6 + 1 + text_width(blanks * BLANK)  # as far as plotly has it
            for side, sign in sides:
                box = self._box(at, width, LINE_HEIGHT, sign * (away + width / 2))
                if self._is_free(box):
                    self._covered.append(box)
                    pad = blanks * BLANK
                    return (pad + text if sign > 0 else text + pad), f"middle {side}"
        return text, f"middle {sides[0][0]}"

    def _box(self, at: Point, width: float, height: float, shift: float = 0.0) -> Box:
        """A box of this size around a point, or so far right of it."""
        x, y = np.multiply(self._labels.share(*at), (self.width, self.height)).tolist()
        x += shift
        return x - width / 2, y - height / 2, x + width / 2, y + height / 2

    def _is_free(self, box: Box) -> bool:
        """Whether it lies between the ends of the axis across, and on nothing covered."""
        left, low, right, high = box
        return 0 <= left <= right <= self.width and not any(
            left < other[2] and other[0] < right and low < other[3] and other[1] < high
            for other in self._covered
        )

    def pixels_between(self, one: Point, other: Point) -> float:
        across, up = np.subtract(self._labels.share(*one), self._labels.share(*other))
        return math.hypot(across * self.width, up * self.height)

    def share_across(self, x: float) -> float:
        """How far right a point is: 0 at the left end of the axis, 1 at the right one."""
        low, high = self.ranges[0]
        return (x - low) / (high - low)

    def beside_title(self, title: str) -> float:
        """The pixels that ``title`` leaves for a key."""
        return room_beside(title, self._margins[0] + self.width - TITLE_INDENT)

    def chart(self, titles: tuple[str, str, str], key: str = "") -> Chart:
        """The chart with its title and those of both axes; ``key`` stands at the upper right."""
        indent = TITLE_INDENT - self._margins[0]
        above = [{**heading(as_html(titles[0]), 1, 0, "left"), "xshift": indent}]
        if key:
            above.append({**heading("", 1, 1, "right"), "text": key})
        for text in above:
            text["yshift"] = TITLE_RAISE
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
            "annotations": above + self._annotations,
            "shapes": self._background + self._shapes,
            "images": self._images,
        }
        return {"data": self._traces, "layout": layout}

    def _on_axes(self, x: Sequence[float], y: Sequence[float]) -> list[Sequence[float]]:
        with np.errstate(divide="ignore"):  # 0 is on no such axis
            return [
                np.log10(values).tolist() if is_log else values
                for values, is_log in zip((x, y), self._logs, strict=True)
            ]

    def _join(self, start: Point, end: Point, color: str) -> None:
        """A line from one place to another, both in shares of the chart."""
        ends = {"x0": start[0], "y0": start[1], "x1": end[0], "y1": end[1]}
        line = {"color": color, "width": 1}
        self._shapes.append(
            {"type": "line", "xref": "paper", "yref": "paper", **ends, "line": line}
        )

    def _add(
        self, meta: str, x: Sequence[float], y: Sequence[float], options: dict[str, Any]
    ) -> None:
        trace = {"type": "scatter", "meta": meta, "x": list(x), "y": list(y)}
        self._traces.append(trace | options)


def ticks(ends: Range, room: float, is_log: bool) -> dict[str, Any]:
    """The type of an axis, and ticks on it: no more than there is ``room`` for."""
    most = max(2, min(MAX_TICKS, int(room)))
    return log_axis(*ends, most) if is_log else {"nticks": most, "exponentformat": "e"}


def room_beside(title: str, width: float) -> float:
    """The pixels that a title in bold, which is wider, leaves for a key in a line of ``width``."""
    return width - 1.1 * text_width(title) - 12


def _annotation(text: str, corner: Point, anchor: str) -> dict[str, Any]:
    at = {"x": corner[0], "y": corner[1], "xref": "paper", "yref": "paper"}
    anchors = {"xanchor": "left", "yanchor": anchor, "showarrow": False, "borderpad": 0}
    return {"text": as_html(text), **at, **anchors}
