"""A chart with two axes in which things are labelled where they stand."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from playground.charts.figures import MAX_TICKS, TICK, Chart
from playground.charts.label_placer import LINE, Point, Range, Room
from playground.charts.looks import Palette, as_html, axis_title, heading, layout_of, text_width
from playground.charts.scales import log_ticks, power_of_ten

RIGHT, TOP, BOTTOM = 14, 28, 46  # pixels, of the margins
TICK_ACROSS = 60  # pixels from one tick to the next on the lower axis
FROM_EDGE, RAISED = 4, 4  # pixels, of the title: marks at the upper end leave it alone
TO_NAME = 14  # pixels, from the end of a curve to its name
ROOM_AT = 0.8  # of the width: from there on, words stand left of what they name
STEP = "\u2002"  # a space by which words stand further from what they name
MOST_STEPS = 12


Box = tuple[float, float, float, float]  # pixels: left, lower, right, upper end


class Frame:
    """Axes over ``x_range`` and ``y_range``, and what is drawn between them, bottom up.

    ``width`` and ``height``: of the chart in pixels, in a window of 1280; ``left`` and ``right``
    of its margins. ``y_range``: with ``log_axis``, of the logarithms.
    """

    def __init__(
        self,
        width: float,
        height: float,
        x_range: Range,
        y_range: Range,
        palette: Palette,
        left: float,
        right: float = RIGHT,
        log_axis: bool = False,
    ) -> None:
        self.width, self.height = width - left - right, height - TOP - BOTTOM
        self._palette, self._left, self._log = palette, left, log_axis
        self._margin = {"l": left, "r": right, "t": TOP, "b": BOTTOM, "autoexpand": False}
        self._ranges = x_range, y_range
        self._room = Room(self.width, self.height, x_range, y_range)
        self._traces: list[dict[str, Any]] = []
        self._annotations: list[dict[str, Any]] = []
        self._shapes: list[dict[str, Any]] = []
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
        self._room.line(x, self._on_axis(y))
        line = {"color": color, "width": width, "dash": dash}
        hover = {} if "hovertemplate" in options else {"hoverinfo": "skip"}
        self._add(meta, x, y, {"mode": "lines", "line": line} | hover | options)

    def marks(self, meta: str, x: Sequence[float], y: Sequence[float], **options: Any) -> None:
        """Points, which labels keep clear of; those at the edge are seen whole."""
        self._room.points(x, self._on_axis(y))
        self._add(meta, x, y, {"mode": "markers", "cliponaxis": False} | options)

    def drawn(self, meta: str, x: Sequence[Any], y: Sequence[Any], **options: Any) -> None:
        """Whatever labels may lie on; points of None part one line from the next."""
        self._add(meta, x, y, {"hoverinfo": "skip"} | options)

    def rule(self, x: float) -> list[Point]:
        """Draws a dotted line across the chart, and returns points along it, downwards."""
        ends = self._ranges[1]
        self._room.line([x, x], ends)
        at = {"x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1}
        line = {"color": self._palette.text, "width": 1, "dash": "dot"}
        self._shapes.append({"type": "line", **at, "line": line})
        return [(x, y) for y in np.linspace(*ends[::-1], 20).tolist()]

    def label(self, text: str, near: Sequence[Point], joined: bool = True) -> None:
        """``text`` at a free place as near as can be to one of the points ``near``.

        Where the two are apart, a line joins them, unless ``joined`` forbids it.
        """
        corner, ends = self._room.place(text_width(text), near, joined)
        self._annotations.append(_annotation(text, corner, "bottom"))
        if ends:
            self._join(*ends, self._palette.text)

    def beside(
        self, lines: Sequence[str], height: float, joined: Sequence[tuple[Point, str]]
    ) -> None:
        """Text right of the chart, ``height`` pixels up, joined to points, each in a colour."""
        up = height / self.height
        annotation = _annotation("", (1 + TO_NAME / self.width, up), "middle")
        text = "<br>".join(map(as_html, lines))
        self._annotations.append({**annotation, "text": text, "align": "left"})
        for (x, y), color in joined:
            place = self._room.share(x, self._on_axis([y])[0])
            self._join(place, (1 + (TO_NAME - 3) / self.width, up), color)

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
        if self.share_across(at[0]) > ROOM_AT:
            sides = sides[::-1]
        for steps in range(MOST_STEPS + 1):
            away = size / 1.6 + 1 + text_width(steps * STEP)  # as far as plotly has it
            for side, sign in sides:
                box = self._box(at, width, LINE, sign * (away + width / 2))
                if self._is_free(box):
                    self._covered.append(box)
                    pad = steps * STEP
                    return (pad + text if sign > 0 else text + pad), f"middle {side}"
        return text, f"middle {sides[0][0]}"

    def _box(self, at: Point, width: float, height: float, shift: float = 0.0) -> Box:
        """A box of this size around a point, or so far right of it."""
        x, y = np.multiply(self._room.share(*at), (self.width, self.height)).tolist()
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
        across, up = np.subtract(self._room.share(*one), self._room.share(*other))
        return math.hypot(across * self.width, up * self.height)

    def share_across(self, x: float) -> float:
        """How far right a point is: 0 at the left end of the axis, 1 at the right one."""
        low, high = self._ranges[0]
        return (x - low) / (high - low)

    def beside_title(self, title: str) -> float:
        """The pixels that ``title`` leaves for a key."""
        return self._left + self.width - FROM_EDGE - 1.1 * text_width(title) - 12  # bold is wider

    def chart(self, epoch: int, titles: tuple[str, str, str], key: str = "") -> Chart:
        """The chart with its title and those of both axes; ``key`` stands at the upper right."""
        above = [{**heading(as_html(titles[0]), 1, 0, "left"), "xshift": FROM_EDGE - self._left}]
        if key:
            above.append({**heading("", 1, 1, "right"), "text": key})
        for text in above:
            text["yshift"] = RAISED
        axis = {"gridcolor": self._palette.grid, "zeroline": False, "fixedrange": True}
        across, up = (
            {**axis, "range": list(ends), "title": {**axis_title(as_html(title)), "standoff": 4}}
            for ends, title in zip(self._ranges, titles[1:], strict=True)
        )
        layout = {
            **layout_of(self._palette, epoch, left=0),
            "margin": self._margin,
            "xaxis": across | {"showgrid": False, "nticks": max(2, int(self.width / TICK_ACROSS))},
            "yaxis": up | self._ticks(),
            "annotations": above + self._annotations,
            "shapes": self._shapes,
        }
        return {"data": self._traces, "layout": layout}

    def _ticks(self) -> dict[str, Any]:
        most = max(2, min(MAX_TICKS, int(self.height / TICK)))
        if not self._log:
            return {"nticks": most, "exponentformat": "e"}
        ticks = log_ticks(*self._ranges[1], most)
        return {"type": "log", "tickvals": ticks, "ticktext": list(map(power_of_ten, ticks))}

    def _on_axis(self, y: Sequence[float]) -> Sequence[float]:
        return np.log10(y).tolist() if self._log else y

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


def _annotation(text: str, corner: Point, anchor: str) -> dict[str, Any]:
    at = {"x": corner[0], "y": corner[1], "xref": "paper", "yref": "paper"}
    anchors = {"xanchor": "left", "yanchor": anchor, "showarrow": False, "borderpad": 0}
    return {"text": as_html(text), **at, **anchors}
