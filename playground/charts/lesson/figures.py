"""Charts of a lesson: what the loss is the mean of, and where its slope leads.

Described as in ``figures.py``; ``width`` and ``height`` are the chart's in pixels, in a window of
1280. Labels stand at the things themselves, where they hide nothing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from playground.charts.display import MAX_POINTS, format_number
from playground.charts.figures import Chart
from playground.charts.frame import Frame
from playground.charts.label_placer import Range
from playground.charts.looks import Palette, as_html, class_looks, key
from playground.charts.scales import scale_limit
from playground.core.rounding import is_same
from playground.texts import Texts

WIDTH, HEIGHT = 500, 220
MARGIN = 0.06  # of an axis, at its ends, so that marks on them are seen whole
LEAST_LIMIT, LIMIT = 2, 5  # of −log p: between these the axis ends, unless the mean is higher
FEW_BEYOND = 2  # samples that are named one by one
RING = 18  # pixels, around the sample chosen
IN_WORDS = ("value", "loss", "slope", "after")  # of a slice
LEAST_ARROW, ARROW = 7, 14  # pixels, of an arrow's head


@dataclass(frozen=True)
class SampleLosses:
    """The samples that a loss is the mean of, an entry for each."""

    losses: Sequence[float]  # −log p of its label, unless the loss has options
    probabilities: Sequence[float]  # p of the sample's own label
    targets: Sequence[int]
    numbers: Sequence[int]  # of the sample in the table
    mean: float  # the loss


class Slice(Protocol):
    """The loss as a function of one parameter, all others as they are."""

    @property
    def values(self) -> Any: ...  # [n] of the parameter, rising; a tensor or a sequence
    @property
    def losses(self) -> Any: ...  # [n]
    @property
    def value(self) -> float: ...  # of the parameter now
    @property
    def loss(self) -> float: ...
    @property
    def slope(self) -> float: ...  # of the loss there
    @property
    def step_to(self) -> float: ...  # value − lr · slope
    @property
    def after(self) -> float: ...  # the value that the optimizer's own step leads to


def sample_loss_chart(
    samples: SampleLosses,
    class_names: Sequence[str],
    selected: int | None,
    epoch: int,
    texts: Texts,
    palette: Palette,
    width: float = WIDTH,
    height: float = HEIGHT,
) -> Chart:
    """The curve −log p, each sample on it at its own p, and a line at their mean, the loss.

    ``selected`` is the place of the sample that is pointed out. The axis ends at a round loss
    above the mean; samples beyond stand at its end, with their numbers.
    """
    limit = _loss_limit(samples)
    top = (1 + MARGIN) * limit
    across = -MARGIN / 2, 1 + MARGIN / 2
    frame = Frame(width, height, across, (-MARGIN * limit, top), palette, left=52)
    p = _probabilities_up_to(top)
    frame.line("minus_log_p", p.tolist(), (-np.log(p)).tolist(), palette.loss)
    if math.isfinite(samples.mean):
        frame.line("mean_loss", across, [samples.mean] * 2, palette.loss, width=3, dash="dash")
    _draw_samples(frame, samples, class_names, limit, top, texts)
    if selected is not None:
        _point_out(frame, samples, selected, top, texts, palette)
    _label_beyond(frame, samples, selected, top, texts)
    mean = samples.mean if math.isfinite(samples.mean) else top
    frame.label(texts("lines_mean", loss=format_number(samples.mean)), [(0, mean), (1, mean)])
    titles = (
        texts("lines_sample_loss_title"),
        texts("lines_p_axis"),
        texts("lines_minus_log_p_axis"),
    )
    return frame.chart(epoch, titles, key(class_names, frame.beside_title(titles[0])))


def sample_loss_alt(samples: SampleLosses, epoch: int, texts: Texts) -> str:
    """The chart in words."""
    told = {"count": len(samples.losses), "loss": format_number(samples.mean)}
    return texts("lines_sample_loss_alt", epoch=epoch, **told)


def _loss_limit(samples: SampleLosses) -> float:
    """Where the axis of −log p ends: at a round number above the mean, few samples beyond it."""
    highest = max(filter(math.isfinite, samples.losses), default=0.0)
    room = 1.2 * samples.mean if math.isfinite(samples.mean) else 0
    return scale_limit(max(LEAST_LIMIT, room, min(highest, LIMIT)))


def _probabilities_up_to(loss: float) -> np.ndarray:
    """Where to draw −log p, up to ``loss``: dense along both axes."""
    along_loss = np.exp(-np.linspace(0, min(loss, 700), 200))
    return np.unique(np.concatenate([along_loss, np.linspace(along_loss[-1], 1, 200)]))


def _draw_samples(
    frame: Frame,
    samples: SampleLosses,
    class_names: Sequence[str],
    limit: float,
    top: float,
    texts: Texts,
) -> None:
    looks = class_looks(class_names)
    shown = _seen_apart(samples, limit)
    beyond = [at for at in shown if samples.losses[at] > top]
    for name, places in (("sample_loss", shown), ("beyond", beyond)):
        targets = [samples.targets[at] for at in places]
        losses = [samples.losses[at] for at in places]
        told = [(samples.numbers[at], as_html(class_names[samples.targets[at]])) for at in places]
        frame.marks(
            name,
            [samples.probabilities[at] for at in places],
            losses if name == "sample_loss" else [top] * len(places),
            marker={
                "color": [looks[target].color for target in targets],
                "symbol": [looks[target].symbol for target in targets],
                "size": 10,
            },
            customdata=[[*who, loss] for who, loss in zip(told, losses, strict=True)],
            hovertemplate=texts("lines_sample_loss_hover") + "<extra></extra>",
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


def _label_beyond(
    frame: Frame, samples: SampleLosses, selected: int | None, top: float, texts: Texts
) -> None:
    """What stands at the end of the axis, but for the sample that has a label of its own."""
    beyond = [at for at, loss in enumerate(samples.losses) if loss > top and at != selected]
    if not beyond:
        return
    if len(beyond) <= FEW_BEYOND:
        told = [(samples.numbers[at], format_number(samples.losses[at])) for at in beyond]
        text = "   ".join(texts("lines_beyond", number=n, loss=loss) for n, loss in told)
    else:
        highest = format_number(max(samples.losses[at] for at in beyond))
        text = texts("lines_beyond_many", count=len(beyond), loss=highest)
    frame.label(text, [(0, top)], joined=False)


def _point_out(
    frame: Frame, samples: SampleLosses, selected: int, top: float, texts: Texts, palette: Palette
) -> None:
    loss, p = samples.losses[selected], samples.probabilities[selected]
    if math.isnan(loss):
        return
    place = p, min(loss, top)
    ring = {"symbol": "circle-open", "size": RING, "color": palette.text, "line": {"width": 2}}
    frame.marks("selected", [p], [place[1]], marker=ring, hoverinfo="skip")
    number = samples.numbers[selected]
    # where p is too small for a float32, as small as the loss says it is
    shown = format_number(p or math.exp(-loss)), format_number(loss)
    frame.label(texts("lines_sample_at", number=number, p=shown[0], loss=shown[1]), [place])


def slice_chart(
    loss_slice: Slice,
    name: str,
    epoch: int,
    texts: Texts,
    palette: Palette,
    width: float = WIDTH,
    height: float = HEIGHT,
) -> Chart:
    """The loss over the parameter ``name``, its tangent at the present value, and the step.

    The arrow of the step goes along the tangent, from the present value to value − lr · slope;
    a dotted line shows the value that the optimizer comes to, which may be another.
    """
    values, losses = (
        np.asarray(part, float).tolist() for part in (loss_slice.values, loss_slice.losses)
    )
    ranges = (values[0], values[-1]), _loss_range(loss_slice, losses)
    frame = Frame(width, height, *ranges, palette, left=70)
    hover = {"name": as_html(name), "hovertemplate": texts("lines_slice_hover") + "<extra></extra>"}
    frame.line("slice", values, losses, palette.loss, width=3, **hover)
    after, along = loss_slice.after, None
    is_other = not is_same(after, loss_slice.step_to, size=abs(loss_slice.value))
    if is_other and values[0] <= after <= values[-1]:
        along = frame.rule(after)
    if math.isfinite(loss_slice.slope) and math.isfinite(loss_slice.loss):
        now = loss_slice.value, loss_slice.loss
        tip = loss_slice.step_to, _on_tangent(loss_slice, loss_slice.step_to)
        tangent = _draw_tangent(frame, loss_slice, ranges, palette)
        marker = {"color": palette.loss, "size": 11, "line": {"color": palette.text, "width": 2}}
        frame.marks("present", [now[0]], [now[1]], marker=marker, **hover)
        _draw_arrow(frame, now, tip, palette)
        value, step = map(format_number, (now[0], tip[0] - now[0]))
        frame.label(texts("lines_step", value=value, step=step), [now, tip])
        frame.label(texts("lines_slope", slope=format_number(loss_slice.slope)), tangent)
    if along:
        frame.label(texts("lines_after", value=format_number(after)), along)
    titles = texts("lines_slice_title", name=name), name, texts("loss_axis")
    return frame.chart(epoch, titles)


def slice_alt(loss_slice: Slice, name: str, texts: Texts) -> str:
    """The chart in words."""
    told = {part: format_number(getattr(loss_slice, part)) for part in IN_WORDS}
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


def _draw_tangent(
    frame: Frame, loss_slice: Slice, ranges: tuple[Range, Range], palette: Palette
) -> list[tuple[float, float]]:
    """Draws the tangent as far as it is in the chart, and returns points along it."""
    low, high = ranges[0]
    if loss_slice.slope:
        limits = [loss_slice.value + (y - loss_slice.loss) / loss_slice.slope for y in ranges[1]]
        low, high = max(low, min(limits)), min(high, max(limits))
    x = np.linspace(low, high, 30).tolist()
    points = [(value, _on_tangent(loss_slice, value)) for value in x]
    ends = points[0][1], points[-1][1]
    frame.line("tangent", (low, high), ends, palette.text, dash="dash")
    return points


def _draw_arrow(
    frame: Frame, start: tuple[float, float], tip: tuple[float, float], palette: Palette
) -> None:
    head = min(max(frame.pixels_between(start, tip), LEAST_ARROW), ARROW)
    marker = {
        "symbol": ["circle", "arrow"],
        "size": [0, head if tip != start else 0],
        "angleref": "previous",
        "opacity": 1,
        "color": palette.accuracy,
    }
    x, y = zip(start, tip, strict=True)
    frame.line("step_arrow", x, y, palette.accuracy, width=3, mode="lines+markers", marker=marker)
