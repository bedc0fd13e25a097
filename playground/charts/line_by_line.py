"""Charts of Line by line: what the loss is the mean of, and where its slope leads."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.charts.canvas import Canvas, Chart
from playground.charts.display import MAX_POINTS, format_number
from playground.charts.frame import Frame, Point, Range
from playground.charts.looks import as_html, class_looks, key
from playground.charts.scales import scale_limit
from playground.core.insight.slices import Slice
from playground.core.rounding import is_same
from playground.texts import Texts

WIDTH, HEIGHT = 500, 220  # pixels in a window of 1280
MARGIN = 0.06  # of an axis, at its ends, so that marks on them are seen whole
LEAST_LIMIT, MOST_LIMIT = 2, 5  # of −log p: where the axis ends, unless the mean is higher
MAX_NAMED_BEYOND = 2  # samples that are named one by one
CURVE_POINTS = 400
RING_SIZE = 18  # pixels, around the sample chosen
SLICE_NUMBERS = ("value", "loss", "slope", "after")  # that are put in words
ARROW_HEAD = 11  # pixels


@dataclass(frozen=True)
class SampleLosses:
    """The samples that a loss is the mean of, an entry for each."""

    losses: Sequence[float]  # −log p of its label, unless the loss has options
    probabilities: Sequence[float]  # p of the sample's own label
    targets: Sequence[int]
    numbers: Sequence[int]  # of the sample in the table
    mean: float  # the loss
    class_names: Sequence[str]
    selected: int | None = None  # the index here of the sample that is pointed out


def sample_loss_chart(samples: SampleLosses, canvas: Canvas) -> Chart:
    """The curve −log p, each sample on it at its own p, and a line at their mean, the loss.

    The axis ends at a round loss above the mean; samples beyond stand at its end.
    """
    texts, palette = canvas.texts, canvas.palette
    limit = _loss_limit(samples)
    top = (1 + MARGIN) * limit
    across = -MARGIN / 2, 1 + MARGIN / 2
    frame = Frame(canvas, across, (-MARGIN * limit, top), left=52)
    losses = np.linspace(min(top, 700), 0, CURVE_POINTS)  # exp(-700) is a number still
    frame.line("minus_log_p", np.exp(-losses).tolist(), losses.tolist(), palette.loss)
    said = texts("lines_mean", loss=format_number(samples.mean))
    frame.line("mean_loss", across, [samples.mean] * 2, palette.loss, 3, "dash", legend=said)
    _draw_samples(frame, samples, limit)
    _point_out(frame, samples)
    frame.legend_inside()
    title = texts("lines_sample_loss_title")
    titles = title, texts("lines_p_axis"), texts("lines_minus_log_p_axis")
    return frame.chart(titles, key(samples.class_names, frame.beside_title(title)))


def sample_loss_alt(samples: SampleLosses, epoch: int, texts: Texts) -> str:
    """The chart in words."""
    told = {"count": len(samples.losses), "loss": format_number(samples.mean)}
    return texts("lines_sample_loss_alt", epoch=epoch, **told)


def _loss_limit(samples: SampleLosses) -> float:
    """Where the axis of −log p ends: at a round number above the mean, few samples beyond it."""
    highest = max(filter(math.isfinite, samples.losses), default=0.0)
    room = 1.2 * samples.mean if math.isfinite(samples.mean) else 0
    return scale_limit(max(LEAST_LIMIT, room, min(highest, MOST_LIMIT)))


def _draw_samples(frame: Frame, samples: SampleLosses, limit: float) -> None:
    top, looks = frame.ranges[1][1], class_looks(samples.class_names)
    shown = _seen_apart(samples, limit)
    beyond = [at for at in shown if samples.losses[at] > top]
    said = _said_beyond(samples, top, frame.canvas.texts)
    for meta, rows, legend in (("sample_loss", shown, ""), ("beyond", beyond, said)):
        own = [looks[samples.targets[at]] for at in rows]
        losses = [samples.losses[at] for at in rows]
        names = [as_html(samples.class_names[samples.targets[at]]) for at in rows]
        numbers = [samples.numbers[at] for at in rows]
        frame.marks(
            meta,
            [samples.probabilities[at] for at in rows],
            losses if meta == "sample_loss" else [top] * len(rows),
            marker={
                "color": [look.color for look in own],
                "symbol": [look.symbol for look in own],
                "size": 10,
            },
            customdata=list(map(list, zip(numbers, names, losses, strict=True))),
            hovertemplate=frame.canvas.hover("lines_sample_loss_hover"),
            legend=legend,
        )


def _seen_apart(samples: SampleLosses, limit: float) -> list[int]:
    """All samples; of very many, one of each class at each place where they are told apart."""
    n = len(samples.losses)
    if n <= MAX_POINTS:
        return list(range(n))
    places: dict[tuple[int, int, int], int] = {}
    for at in range(n):
        p, loss = samples.probabilities[at], samples.losses[at]
        if not math.isnan(loss):
            place = round(200 * p), round(100 * min(loss / limit, 2))
            places.setdefault((samples.targets[at], *place), at)
    return list(places.values())


def _said_beyond(samples: SampleLosses, top: float, texts: Texts) -> str:
    """What stands at the end of the axis, but for the sample that is told of anyway."""
    beyond = [at for at, loss in enumerate(samples.losses) if loss > top and at != samples.selected]
    told = [(samples.numbers[at], format_number(samples.losses[at])) for at in beyond]
    if len(beyond) <= MAX_NAMED_BEYOND:
        return "   ".join(texts("lines_beyond", number=n, loss=loss) for n, loss in told)
    highest = format_number(max(samples.losses[at] for at in beyond))
    return texts("lines_beyond_many", count=len(beyond), loss=highest)


def _point_out(frame: Frame, samples: SampleLosses) -> None:
    if samples.selected is None or math.isnan(samples.losses[samples.selected]):
        return
    loss, p = samples.losses[samples.selected], samples.probabilities[samples.selected]
    color = frame.canvas.palette.text
    ring = {"symbol": "circle-open", "size": RING_SIZE, "color": color, "line": {"width": 2}}
    told = {
        "number": samples.numbers[samples.selected],
        # where p is too small for a float32, as small as the loss says it is
        "p": format_number(p or math.exp(-loss)),
        "loss": format_number(loss),
    }
    said = frame.canvas.texts("lines_sample_at", **told)
    frame.marks("selected", [p], [min(loss, frame.ranges[1][1])], marker=ring, legend=said)


def slice_chart(loss_slice: Slice, name: str, canvas: Canvas) -> Chart:
    """The loss over the parameter ``name``, its tangent at the present value, and the step.

    The arrow of the step goes along the tangent, from the present value to value − lr · slope;
    a dotted line shows the value that the optimizer comes to, which may be another.
    """
    texts, palette = canvas.texts, canvas.palette
    values, losses = loss_slice.values.tolist(), loss_slice.losses.tolist()
    frame = Frame(canvas, (values[0], values[-1]), _loss_range(loss_slice, losses), left=70)
    hover = {"name": as_html(name), "hovertemplate": canvas.hover("lines_slice_hover")}
    frame.line("slice", values, losses, palette.loss, width=3, **hover)
    if math.isfinite(loss_slice.slope) and math.isfinite(loss_slice.loss):
        now = loss_slice.value, loss_slice.loss
        tip = loss_slice.step_to, _on_tangent(loss_slice, loss_slice.step_to)
        _draw_tangent(frame, loss_slice)
        marker = {"color": palette.loss, "size": 11, "line": {"color": palette.text, "width": 2}}
        frame.marks("present", [now[0]], [now[1]], marker=marker, **hover)
        _draw_arrow(frame, now, tip)
    after = loss_slice.after
    is_other = not is_same(after, loss_slice.step_to, size=abs(loss_slice.value))
    if is_other and values[0] <= after <= values[-1]:
        frame.rule(after, texts("lines_after", value=format_number(after)))
    frame.legend_inside()
    return frame.chart((texts("lines_slice_title", name=name), name, texts("loss_axis")))


def slice_alt(loss_slice: Slice, name: str, texts: Texts) -> str:
    """The chart in words."""
    told = {part: format_number(getattr(loss_slice, part)) for part in SLICE_NUMBERS}
    return texts("lines_slice_alt", name=name, **told)


def _loss_range(loss_slice: Slice, losses: list[float]) -> Range:
    """All finite losses, and the tip of the step if it does not lie far below."""
    shown = [loss for loss in (*losses, loss_slice.loss) if math.isfinite(loss)] or [0.0, 1.0]
    low, high = min(shown), max(shown)
    span = high - low or max(abs(high), 1) / 10
    tip = _on_tangent(loss_slice, loss_slice.step_to)
    if math.isfinite(tip):
        low = min(low, max(tip, low - span))
    return low - MARGIN * span, high + MARGIN * span


def _on_tangent(loss_slice: Slice, value: float) -> float:
    return loss_slice.loss + loss_slice.slope * (value - loss_slice.value)


def _draw_tangent(frame: Frame, loss_slice: Slice) -> None:
    x = np.linspace(*frame.ranges[0], 60).tolist()  # many points, which the legend keeps clear of
    y = [_on_tangent(loss_slice, value) for value in x]
    said = frame.canvas.texts("lines_slope", slope=format_number(loss_slice.slope))
    color = frame.canvas.palette.text
    frame.line("tangent", x, y, color, dash="dash", legend=said)


def _draw_arrow(frame: Frame, start: Point, tip: Point) -> None:
    color = frame.canvas.palette.accuracy
    marker = {
        "symbol": ["circle", "arrow"],
        "size": [0, ARROW_HEAD if tip != start else 0],
        "angleref": "previous",
        "opacity": 1,
        "color": color,
    }
    value, step = map(format_number, (start[0], tip[0] - start[0]))
    said = frame.canvas.texts("lines_step", value=value, step=step)
    x, y = zip(start, tip, strict=True)
    with_head: dict[str, Any] = {"mode": "lines+markers", "marker": marker}
    frame.line("step_arrow", x, y, color, 3, legend=said, **with_head)
