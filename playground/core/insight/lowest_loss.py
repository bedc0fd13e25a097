"""The lowest loss that any W and b have on the samples, or that there is none, and why."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from playground.core.dataset import Dataset
from playground.core.insight.separability import Separability, separability
from playground.core.insight.whitening import Whitened, whitened
from playground.core.model import Parameters
from playground.core.replay import InPieces, Steps

SECONDS = 2.5  # of the linear programme
CONVERGED = 1e-9  # largest entry of the gradient, in the scaled features
REST = 0.01  # of a gradient near its zero: what the ridge may leave of it, ...
ROUNDING = 1e-15  # ... or else the size of rounding
LARGE = 60_000  # entries of the programme's matrix, from which on it takes long
MOST_STEPS = 60  # of Newton's method
MOST_NUMBERS = 700  # parameters of a table for which the Hessian is worth its room
MOST_WORK = 4e10  # multiplications, of all Hessians together
RIDGE = 1e-11  # of the Hessian's mean diagonal: directions along which nothing changes


@dataclass(frozen=True, eq=False)
class LowestLoss:
    """What the loss can come to: mean cross-entropy + weight_decay/2 · (|W|² + |b|²)."""

    # "minimum"; "separable" and "partly", when no W and b have the lowest, which is the infimum;
    # or "unknown", when the table is too large to find out
    kind: str
    loss: float  # the minimum or the infimum; NaN when unknown
    parameters: Parameters | None  # float64, those of a minimum
    slope: float  # the largest entry of its gradient, |dL/dW| and |dL/db|; NaN without a minimum
    n_apart: int  # samples whose own loss can be brought as near to 0 as one likes


class LowestLossSearch:
    """Finds the lowest loss: `decide`, which needs no turn, when it `is_to_decide`, or `advance`.

    Whether samples can be separated a linear programme decides. Of a large table, for which that
    takes seconds, it is asked only when the minimum was not found without it.
    """

    def __init__(self, dataset: Dataset, weight_decay: float) -> None:
        self._dataset, self._weight_decay = dataset, weight_decay
        self._features: Whitened | None = None
        self._steps: InPieces[LowestLoss] | None = None
        self._was_asked = weight_decay > 0  # the programme; with a penalty there is a minimum

    @property
    def is_to_decide(self) -> bool:
        """Whether `decide` is the next thing to do."""
        if self._steps is None:
            return True
        is_open = self._steps.finished and self._steps.result().kind == "unknown"
        return is_open and not self._was_asked

    def decide(self, seconds: float = SECONDS) -> None:
        """Find out whether the samples can be separated; without Python's lock, in so long."""
        dataset = self._dataset
        is_first = self._features is None
        features = self._features = self._features or whitened(dataset)
        decided: Separability | None = None
        n_entries = features.features.numel() * dataset.n_classes
        if not self._was_asked and not (is_first and n_entries > LARGE):
            self._was_asked = True
            inputs = features.features.numpy(), dataset.targets.numpy()
            decided = separability(*inputs, dataset.n_classes, seconds)
        if is_first or decided is not None:
            self._steps = InPieces(_search(dataset, features, decided, self._weight_decay))

    @property
    def finished(self) -> bool:
        return not self.is_to_decide and self._steps is not None and self._steps.finished

    def advance(self, seconds: float = math.inf) -> None:
        """Go on for so long, or to the end."""
        assert self._steps is not None
        self._steps.advance(seconds)

    def result(self) -> LowestLoss:
        """What was found; what is left to do is done first."""
        while not self.finished:
            if self.is_to_decide:
                self.decide()
            else:
                self.advance()
        assert self._steps is not None
        return self._steps.result()


def _search(
    dataset: Dataset, features: Whitened, decided: Separability | None, weight_decay: float
) -> Steps[LowestLoss]:
    if decided is not None and decided.kind == "separable":
        return _without_minimum("separable", 0.0, dataset.n_samples)
    unknown = _without_minimum("unknown", math.nan, 0)
    n_numbers = dataset.n_classes * features.features.shape[1]
    work = n_numbers**2 * dataset.n_samples * MOST_STEPS / 2
    if n_numbers > MOST_NUMBERS or work > MOST_WORK:
        return unknown
    apart = torch.from_numpy(decided.apart) if decided is not None else None
    objective = Objective(dataset, features, weight_decay, apart)
    is_open = decided is None and not weight_decay
    rest = yield from _newton(objective, is_open)
    if rest is None:
        return unknown
    found, is_certain = rest
    if objective.tells_all_apart(found):
        return _without_minimum("separable", 0.0, dataset.n_samples)
    if is_open and not is_certain:
        return unknown
    if decided is not None and decided.kind == "partly":
        n_apart = int((decided.apart.sum(1) == dataset.n_classes - 1).sum())
        return _without_minimum("partly", objective.value(found), n_apart)
    parameters = features.parameters(found)
    loss, slope = loss_and_slope(parameters, dataset, weight_decay)
    return LowestLoss("minimum", loss, parameters, slope, 0)


def _without_minimum(kind: str, loss: float, n_apart: int) -> LowestLoss:
    return LowestLoss(kind, loss, None, math.nan, n_apart)


def loss_and_slope(
    parameters: Parameters, dataset: Dataset, weight_decay: float
) -> tuple[float, float]:
    """The loss with these float64 parameters, and the largest entry of its gradient."""
    features, targets = dataset.features.double(), dataset.targets
    log_p = (features @ parameters.weight.T + parameters.bias).log_softmax(1)
    of_logits = log_p.exp() - torch.nn.functional.one_hot(targets, dataset.n_classes)
    of_logits /= dataset.n_samples
    slopes = of_logits.T @ features + weight_decay * parameters.weight
    of_bias = of_logits.sum(0) + weight_decay * parameters.bias
    loss = -log_p.gather(1, targets[:, None]).mean()
    loss = loss + weight_decay / 2 * sum((part**2).sum() for part in parameters)
    return loss.item(), max(slopes.abs().max().item(), of_bias.abs().max().item())


class Objective:
    """The loss as a function of V [n_classes, n_columns], in the scaled features."""

    def __init__(
        self, dataset: Dataset, features: Whitened, weight_decay: float, apart: Tensor | None
    ) -> None:
        """``apart``: pairs whose part of the loss is left out, as it can be made to vanish."""
        self.features, self.targets = features.features, dataset.targets
        self.shape = dataset.n_classes, features.features.shape[1]
        self._left_out = apart
        self._penalty = weight_decay * features.to_typed.T @ features.to_typed
        self._has_penalty = weight_decay > 0
        self._one_hot = torch.nn.functional.one_hot(self.targets, dataset.n_classes).double()

    def tells_all_apart(self, v: Tensor) -> bool:
        """Whether each sample has its own label's score above all others, by these parameters."""
        if self._has_penalty or self._left_out is not None:
            return False
        margins = self._margins(v)
        return bool((margins.masked_fill(self._one_hot.bool(), -1) < -CONVERGED).all())

    def proves_overlap(self, step: Tensor) -> bool:
        """Whether the classes certainly overlap, by Newton's step: no margin changes by 1/2.

        They do when the rows of the margins m, each with a weight above 0, add up to 0 (Stiemke's
        theorem). With the p of the classes not a sample's own as weights they add up to
        n_samples · gradient, and with p · (1 - dm + Σ p dm), dm the step's changes, to
        n_samples · (gradient - Hessian · step) = 0.
        """
        logits = self.features @ step.T
        changes = logits - logits.gather(1, self.targets[:, None])
        return bool(changes.abs().max() < 0.5)

    def value(self, v: Tensor) -> float:
        losses = self._margins(v).logsumexp(1)
        return (losses.mean() + 0.5 * ((v @ self._penalty) * v).sum()).item()

    def probabilities(self, v: Tensor) -> Tensor:
        return self._margins(v).softmax(1)

    def gradient(self, v: Tensor, p: Tensor) -> Tensor:
        return (p - self._one_hot).T @ self.features / len(p) + v @ self._penalty

    def hessian(self, p: Tensor) -> Steps[Tensor]:
        """[n_numbers, n_numbers]: for classes a, b the mean of p_a (1[a = b] - p_b) x xᵀ."""
        n_classes, n_columns = self.shape
        blocks = p.new_zeros(n_classes, n_columns, n_classes, n_columns)
        for a in range(n_classes):
            for b in range(a + 1):
                weights = p[:, a] * (float(a == b) - p[:, b]) / len(p)
                block = (self.features * weights[:, None]).T @ self.features
                blocks[a, :, b], blocks[b, :, a] = block, block
                yield
            blocks[a, :, a] += self._penalty
        return blocks.reshape(n_classes * n_columns, -1)

    def _margins(self, v: Tensor) -> Tensor:
        """z_k - z_y [n_samples, n_classes]."""
        logits = self.features @ v.T
        margins = logits - logits.gather(1, self.targets[:, None])
        return margins if self._left_out is None else margins.masked_fill(self._left_out, -math.inf)


def _newton(objective: Objective, is_open: bool) -> Steps[tuple[Tensor, bool] | None]:
    """V where the gradient is zero, by Newton's method; None when it does not come to rest.

    And whether it is proved that the classes overlap, so that this is a minimum.
    ``is_open``: it also ends where all samples are told apart, since then it would never.
    """
    v = objective.features.new_zeros(objective.shape)
    value = objective.value(v)
    for _ in range(MOST_STEPS):
        p = objective.probabilities(v)
        gradient = objective.gradient(v, p)
        if is_open and objective.tells_all_apart(v):
            return v, False
        hessian = yield from objective.hessian(p)
        ridge = RIDGE * hessian.diagonal().mean().item()
        hessian.diagonal().add_(ridge)
        factor, failed = torch.linalg.cholesky_ex(hessian)
        yield
        if failed:
            return None
        step = torch.cholesky_solve(gradient.reshape(-1, 1), factor).reshape(v.shape)
        if gradient.abs().max() < CONVERGED:
            rest = ridge * step.norm().item()
            is_solved = rest <= REST * gradient.norm().item() + ROUNDING
            return v - step, is_solved and objective.proves_overlap(step)
        expected = (step * gradient).sum().item()
        length = 1.0
        # where the fall is lost in the rounding, Newton's own step is the best there is
        while (
            expected > 1e-12
            and length > 1e-6
            and objective.value(v - length * step) > value - 0.1 * length * expected
        ):
            length /= 2
        v = v - length * step
        value = objective.value(v)
        yield
    return None
