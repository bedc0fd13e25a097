"""Samples and slices to draw, and what to look for in a chart of Line by line."""

import math
from dataclasses import replace

import torch
from torch import Tensor, nn

from playground.charts.canvas import Canvas, Chart
from playground.charts.line_by_line import SampleLosses, sample_loss_chart, slice_chart
from playground.charts.looks import LIGHT
from playground.core.dataset import Dataset
from playground.core.insight.slices import Slice
from playground.texts import Texts

TEXTS = Texts("en")
CLASSES = ("0", "1")
CANVAS = Canvas(3, TEXTS, LIGHT, 500, 220)


def sample_losses(dataset: Dataset, seed: int = 0) -> SampleLosses:
    """Those of a classifier as it is before training."""
    torch.manual_seed(seed)
    with torch.no_grad():
        log_p = nn.Linear(3, 2)(dataset.features).log_softmax(1)
    own = -log_p.gather(1, dataset.targets[:, None])[:, 0]
    numbers = list(range(1, len(own) + 1))
    return SampleLosses(
        own.tolist(),
        (-own).exp().tolist(),
        dataset.targets.tolist(),
        numbers,
        own.mean().item(),
        CLASSES,
    )


def of_losses(losses: list[float]) -> SampleLosses:
    """Those of samples of one class."""
    n = len(losses)
    mean = sum(losses) / n
    return SampleLosses(
        losses, [math.exp(-x) for x in losses], [0] * n, list(range(1, n + 1)), mean, CLASSES
    )


def a_slice(learning_rate: float = 0.1, weight: float = 0.3, after: float | None = None) -> Slice:
    """The loss of two samples over one weight, its slope by autograd."""
    w = torch.tensor(weight, dtype=torch.float64, requires_grad=True)

    def loss_at(value: Tensor) -> Tensor:
        return nn.functional.softplus(-2 * value) + 0.5 * nn.functional.softplus(value)

    loss = loss_at(w)
    loss.backward()
    assert w.grad is not None
    slope = w.grad.item()
    step_to = weight - learning_rate * slope
    values = torch.linspace(weight - 2, weight + 2, 121, dtype=torch.float64)
    last = step_to if after is None else after
    return Slice(values, loss_at(values), weight, loss.item(), slope, step_to, last, slope)


def of_samples(samples: SampleLosses, selected: int | None = None) -> Chart:
    return sample_loss_chart(replace(samples, selected=selected), CANVAS)


def of_slice(loss_slice: Slice, name: str = "W[1][2]") -> Chart:
    return slice_chart(loss_slice, name, CANVAS)


def by_meta(chart: Chart) -> dict[str, dict]:
    return {trace["meta"]: trace for trace in chart["data"]}


def legend(chart: Chart) -> list[str]:
    """What is said in the legend."""
    shown = [part for part in chart["data"] + chart["layout"]["shapes"] if part.get("showlegend")]
    return [part["name"] for part in shown]
