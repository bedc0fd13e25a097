"""Curves over the epochs: those of a run, and the losses of several.

Functions of this room return plain ``{"data": [trace], "layout": {}}``, the way plotly.js takes it,
made in a hundredth of the time that ``plotly.graph_objects`` takes to check as much; the tests have
it check every one of them. Each trace that shows the model says in ``meta`` what it holds, and the
layout's ``meta`` is the epoch shown. Sizes of type are set by the page's style sheet, so that they
grow with the screen. Margins of what is drawn in a run are fixed, and wide enough for the largest
type: margins that plotly finds by itself cost the browser a second drawing of every frame.
"""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from playground.charts.canvas import Canvas, Chart
from playground.charts.display import format_number, thin_out
from playground.charts.frame import TITLE_INDENT, Frame, ticks
from playground.charts.looks import as_html, class_looks, cut, heading
from playground.charts.scales import TICK_HEIGHT, range_of_losses
from playground.core.insight.guess import Guess
from playground.texts import Texts

# of the curves' axis, in pixels at a root of 16; styles/04_training.css gives the slider the same
AXIS_LEFT, AXIS_RIGHT = 72, 20
WIDTH, HEIGHT = 500, 296  # pixels of the chart in a window of 1280

MAX_POINTS_WITH_DOTS = 20  # of a curve that would hardly be seen without dots
HEADING_HEIGHT = 36  # pixels, of the title between loss and accuracy
ACCURACY_SHARE = 0.33  # of what is left
HEADING_RAISE = 5  # pixels, from a chart to its title: the half of a tick at its upper end
MAX_NAME_WIDTH = 0.3  # of the width, for the name of a curve
MIN_RATIO = 30  # of the largest loss to the smallest, for a logarithmic axis
SKETCH_POINTS = 48
NAMED_AT = 36  # of these points: there stands whose guess it is
HIGH = {"y": 0.85, "y2": 0.6}  # as a share of the highest: above it, the name stands below
SKETCHES: dict[str, Callable[[float], float]] = {  # of the courses, as a share of the first loss
    "falls": lambda at: 0.1 + 0.9 * math.exp(-5 * at),
    "leaps": lambda at: 1 + 0.6 * math.sin(16 * math.pi * at),
    "stays": lambda at: 1.0,
}
DASHES = ("solid", "dash", "dot", "dashdot")


def history_chart(
    histories: Mapping[str, list[float]],
    epochs: int,
    log_axis: bool,
    canvas: Canvas,
    guess: Guess | None = None,
) -> Chart:
    """The histories ``loss`` and, below it, ``accuracy``, over a common axis of ``epochs``.

    Dotted beside them ``test_loss`` and ``test_accuracy``, where there are any. Where the curves
    go on after the epoch shown, a line marks it. A ``guess`` of where they go is drawn, too.
    """
    curves = [_curve(name, history, canvas) for name, history in histories.items()]
    if guess and guess.kind in ("loss", "accuracy", "course"):
        curves.append(_guessed(guess, histories["loss"], epochs, canvas))
    losses = [loss for curve in curves if curve["yaxis"] == "y" for loss in curve["y"]]
    y_range = range_of_losses(losses, log_axis)
    frame = Frame(canvas, (0, epochs), y_range, AXIS_LEFT, AXIS_RIGHT, log_y=log_axis)
    for curve in curves:
        frame.add(curve)
    if 0 < canvas.epoch < len(histories["loss"]):
        frame.rule(canvas.epoch)
    title = canvas.texts("loss_title_test" if "test_loss" in histories else "loss_title")
    chart = frame.chart((title, canvas.texts("epoch_axis"), canvas.texts("loss_axis")))
    _divide(chart["layout"], frame, log_axis)
    return chart


def _guessed(guess: Guess, losses: Sequence[float], epochs: int, canvas: Canvas) -> dict[str, Any]:
    """Where it lies; a course is a sketch that begins as the loss."""
    (value,), axis = guess.values, "y2" if guess.kind == "accuracy" else "y"
    shares = [at / SKETCH_POINTS for at in range(SKETCH_POINTS + 1)]
    y, highest = [value] * len(shares), 1.0
    if guess.kind == "course":
        first = losses[0] if losses and 0 < losses[0] < math.inf else 1.0
        y = [first * SKETCHES[value](at) for at in shares]
    if axis == "y":
        highest = max(filter(math.isfinite, (*losses, *y)))
    color, texts = canvas.palette.guess, [""] * len(y)
    texts[NAMED_AT] = canvas.texts("guess_mark")
    return {
        "type": "scatter",
        "x": [epochs * at for at in shares],
        "y": y,
        "yaxis": axis,
        "meta": "guess",
        "mode": "lines+text",
        "line": {"color": color, "width": 2, "dash": "dot" if guess.kind == "course" else "dash"},
        "text": texts,
        "textposition": f"{'bottom' if y[NAMED_AT] > HIGH[axis] * highest else 'top'} center",
        "textfont": {"color": color},
        "hoverinfo": "skip",
    }


def _divide(layout: dict[str, Any], frame: Frame, log_axis: bool) -> None:
    """Make room for the accuracy below the loss."""
    texts = frame.canvas.texts
    of_accuracy = ACCURACY_SHARE * (frame.height - HEADING_HEIGHT)
    of_loss = frame.height - HEADING_HEIGHT - of_accuracy
    top = of_accuracy / frame.height
    layout["xaxis"]["anchor"] = "y2"
    layout["yaxis2"] = {
        **layout["yaxis"],
        "type": "linear",
        "domain": [0, top],
        "range": [-0.06, 1.06],
        "tickvals": [0, 0.5, 1],
        "ticktext": ["0%", "50%", "100%"],
        "title": {"text": texts("accuracy_axis"), "standoff": 4},
    }
    layout["yaxis"] |= {
        "domain": [1 - of_loss / frame.height, 1],
        **ticks(frame.ranges[1], of_loss / TICK_HEIGHT, log_axis),
    }
    # from the left edge of the picture: the switch of the axis is at its right
    heading_of_accuracy = heading(texts("accuracy_title"), top, 0, "left")
    layout["annotations"].append(heading_of_accuracy | {"xshift": TITLE_INDENT - AXIS_LEFT})
    for title in layout["annotations"]:
        title["yshift"] = HEADING_RAISE


def _curve(name: str, history: list[float], canvas: Canvas) -> dict[str, Any]:
    of_loss, of_test = name.endswith("loss"), name.startswith("test")
    color = canvas.palette.loss if of_loss else canvas.palette.accuracy
    at_epochs, values = thin_out(history)
    return {
        "type": "scatter",
        "x": at_epochs,
        "y": values,
        "yaxis": "y" if of_loss else "y2",
        "meta": name,
        "mode": "lines" if len(values) > MAX_POINTS_WITH_DOTS else "lines+markers",
        "line": {"color": color, "width": 3, "dash": "dot" if of_test else "solid"},
        "marker": {"color": color, "size": 8},
        "hovertemplate": canvas.hover(f"{name}_hover"),
    }


@dataclass(frozen=True)
class Curve:
    """A history of the loss."""

    meta: str  # of its trace
    name: str  # on screen
    losses: Sequence[float]
    epochs: Sequence[int]

    @property
    def last(self) -> str:
        """The last loss as a text; of a run that had none, that is no number."""
        return format_number(self.losses[-1] if self.losses else math.nan)


def histories_chart(curves: Sequence[Curve], title: str, canvas: Canvas) -> Chart:
    """Several histories of the loss, each with its name and last loss in the legend.

    The axis is logarithmic where all losses are above 0, and one is more than thirty times another.
    """
    losses = [loss for curve in curves for loss in curve.losses if math.isfinite(loss)]
    log_y = min(losses, default=0) > 0 and max(losses) > MIN_RATIO * min(losses)
    epochs = max([1, *(curve.epochs[-1] for curve in curves if curve.losses)])
    frame = Frame(canvas, (0, epochs), range_of_losses(losses, log_y), AXIS_LEFT, log_y=log_y)
    # the first two as those of a run
    colors = [canvas.palette.loss, canvas.palette.accuracy]
    colors += [look.color for look in class_looks([""] * len(curves))]
    for curve, color, dash in zip(curves, colors, itertools.cycle(DASHES), strict=False):
        shown, values = thin_out(list(curve.losses))
        name = as_html(cut(curve.name, MAX_NAME_WIDTH * canvas.width))
        frame.line(
            curve.meta,
            [curve.epochs[index - 1] for index in shown],
            values,
            color,
            width=3,
            dash=dash,
            legend=f"{name}  {curve.last}",
            text=as_html(curve.name),
            hovertemplate=canvas.hover("lines_histories_hover"),
        )
    frame.legend_beside()
    return frame.chart((title, canvas.texts("epoch_axis"), canvas.texts("loss_axis")))


def histories_alt(curves: Sequence[Curve], texts: Texts) -> str:
    """The chart in words."""
    return texts(
        "lines_histories_alt", ends=", ".join(f"{curve.name} {curve.last}" for curve in curves)
    )
