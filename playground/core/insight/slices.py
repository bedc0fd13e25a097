"""The loss of a step as a function of one parameter, all others as they are."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from playground.core.model import Parameters
from playground.core.pace import single_thread
from playground.core.step import Step

WIDTH = 0.5  # of the slice to either side of the parameter, at least
SHARE = 1e-3  # of the parameter: the same, so that float32 tells its values apart
BEYOND = 1.5  # of the way that the step goes, so that its end is seen
DIFFERENCE = 1e-4  # to either side, of the finite difference


@dataclass(frozen=True, eq=False)
class Slice:
    """Losses of the step's batch along one parameter, with the slope that backward() found."""

    values: Tensor  # [n] float32 of the parameter, rising; the present one in the middle
    losses: Tensor  # [n] float32: the mean cross-entropy with that value
    value: float  # of the parameter now
    loss: float  # now
    slope: float  # of the loss there, as ``.grad`` has it
    step_to: float  # value - learning rate x slope
    after: float  # where the optimizer brings it
    difference: float  # (L(value + h) - L(value - h)) / 2h in float64: what the slope should be


def loss_slice(step: Step, part: str, row: int, column: int = 0, n: int = 121) -> Slice:
    """The slice along ``weight`` [row, column] or ``bias`` [row]; ``n`` values, an odd number.

    Raises KeyError for another part, IndexError for an entry that there is not.
    """
    entry = {"weight": (row, column), "bias": (row,)}[part]
    value, slope, after = (
        getattr(each, part)[entry].item() for each in (step.before, step.gradient, step.after)
    )
    step_to = value - step.learning_rate * slope
    way = max(WIDTH, BEYOND * abs(step_to - value), BEYOND * abs(after - value))
    half = max(way, SHARE * abs(value))
    half = min(half, torch.finfo(torch.float32).max - abs(value))
    values = torch.linspace(value - half, value + half, n, dtype=torch.float64).float()
    values[n // 2] = value

    def loss(of: float | Tensor, dtype: torch.dtype) -> Tensor:
        """The mean cross-entropy of the batch with that value, as torch computes it."""
        changed = Parameters(*(each.to(dtype, copy=True) for each in step.before))
        getattr(changed, part)[entry] = of
        logits = nn.functional.linear(step.features.to(dtype), *changed)
        return step.objective.loss(logits, step.targets)

    with single_thread(), torch.no_grad():
        losses = torch.stack([loss(other, torch.float32) for other in values])
        high, low = (loss(value + h, torch.float64).item() for h in (DIFFERENCE, -DIFFERENCE))
    difference = (high - low) / (2 * DIFFERENCE)
    return Slice(values, losses, value, step.loss, slope, step_to, after, difference)
