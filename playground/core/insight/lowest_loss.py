"""The lowest loss that any W and b have on the samples, or that there is none, and why."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from playground.core.dataset import Dataset
from playground.core.insight.separability import Separability, separability
from playground.core.model import Parameters
from playground.core.objective import Objective
from playground.core.pace import aside, breathe, single_thread

PROGRAMME_SECONDS = 2.5  # that the linear programme may take
CONVERGED = 1e-9  # largest entry of the gradient, in the scaled features
MOST_LEFT = 0.01  # of a gradient near its zero: what the ridge may leave of it, ...
ROUNDING = 1e-15  # ... or else the size of rounding
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
    parameters: Parameters | None = None  # float64, those of a minimum
    slope: float = math.nan  # the largest entry of its gradient, |dL/dW| and |dL/db|
    n_apart: int = 0  # samples whose own loss can be brought as near to 0 as one likes


@dataclass(frozen=True, eq=False)
class Whitened:
    """Linear combinations of the features and of the 1 that b goes with: uncorrelated, of size 1.

    What follows from others is left out, so there may be fewer than the features.
    """

    features: Tensor  # Z [n_samples, n_columns] float64, with ZᵀZ/n_samples = 1
    # [n_features + 1, n_columns] float64: z = Z vᵀ is x wᵀ + b for (w, b) = to_typed @ v, of all
    # that give these scores the shortest
    to_typed: Tensor

    def parameters(self, v: Tensor) -> Parameters:
        """W and b, in float64, of the scores Z Vᵀ; V [n_classes, n_columns]."""
        both = v @ self.to_typed.T
        return Parameters(both[:, :-1], both[:, -1])


def whitened(dataset: Dataset) -> Whitened:
    """The features, by the singular values of the standardised features beside a column of 1."""
    typed = dataset.features.double()
    mean = typed.mean(0)
    scale = (typed - mean).abs().amax(0)
    scale = torch.where(typed.amax(0) > typed.amin(0), scale, 1.0)
    standardised = torch.cat([(typed - mean) / scale, typed.new_ones(len(typed), 1)], 1)
    u, sizes, vt = torch.linalg.svd(standardised, full_matrices=False)
    kept = sizes > sizes[0] * max(standardised.shape) * torch.finfo(torch.float64).eps
    root = len(typed) ** 0.5
    # standardised = typed and 1 @ unscaled
    unscaled = torch.diag(torch.cat([1 / scale, scale.new_ones(1)]))
    unscaled[-1, :-1] = -mean / scale
    to_typed = unscaled @ vt[kept].T / sizes[kept] * root
    return Whitened(u[:, kept] * root, _shortest(to_typed, unscaled, vt, kept))


def _shortest(to_typed: Tensor, unscaled: Tensor, vt: Tensor, kept: Tensor) -> Tensor:
    """Without what changes no score: a part along the null space of the features."""
    full = torch.linalg.svd(vt[kept])[2]
    null = full[int(kept.sum()) :].T
    if not null.shape[1]:
        return to_typed
    q = torch.linalg.qr(unscaled @ null)[0]
    return to_typed - q @ (q.T @ to_typed)


@single_thread()
def lowest_loss(
    dataset: Dataset, objective: Objective, seconds: float = PROGRAMME_SECONDS
) -> LowestLoss:
    """What the loss on these samples can come to.

    Where the search for a minimum leaves it open whether there is one, a linear programme decides
    whether samples can be separated, in so many ``seconds``. It works without Python's lock: others
    have the turn meanwhile.
    """
    features = whitened(dataset)
    breathe()
    found = _search(dataset, features, None, objective)
    if found.kind == "unknown" and not objective.has_minimum:
        inputs = features.features.numpy(), dataset.targets.numpy()
        with aside():
            decided = separability(*inputs, dataset.n_classes, seconds)
        if decided is not None:
            return _search(dataset, features, decided, objective)
    return found


def _search(
    dataset: Dataset, features: Whitened, decided: Separability | None, objective: Objective
) -> LowestLoss:
    unknown = LowestLoss("unknown", math.nan)
    separable = LowestLoss("separable", 0.0, n_apart=dataset.n_samples)
    if decided is not None and decided.kind == "separable":
        return separable
    n_numbers = dataset.n_classes * features.features.shape[1]
    work = n_numbers**2 * dataset.n_samples * MOST_STEPS / 2
    if n_numbers > MOST_NUMBERS or work > MOST_WORK:
        return unknown
    apart = torch.from_numpy(decided.apart) if decided is not None else None
    loss_of = WhitenedLoss(dataset, features, objective, apart)
    is_open = decided is None and not objective.has_minimum
    rest = _newton(loss_of, is_open)
    if rest is None:
        return unknown
    found, is_certain = rest
    if loss_of.tells_all_apart(found):
        return separable
    if is_open and not is_certain:
        return unknown
    if decided is not None and decided.kind == "partly":
        n_apart = int((decided.apart.sum(1) == dataset.n_classes - 1).sum())
        return LowestLoss("partly", loss_of.value(found), n_apart=n_apart)
    parameters = features.parameters(found)
    loss, gradient = objective.loss_and_gradient(parameters, dataset.features, dataset.targets)
    slope = max(part.abs().max().item() for part in gradient)
    return LowestLoss("minimum", loss, parameters, slope)


class WhitenedLoss:
    """The loss as a function of V [n_classes, n_columns], in the scaled features.

    With the shares s of the objective and the margins m = z - z_y it is
    -Σ s log p = Σ (Σ s) logsumexp(m) - Σ s m.
    """

    def __init__(
        self, dataset: Dataset, features: Whitened, objective: Objective, apart: Tensor | None
    ) -> None:
        """``apart``: pairs whose part of the loss is left out, as it can be made to vanish."""
        self.features, self.targets = features.features, dataset.targets
        self.shape = dataset.n_classes, features.features.shape[1]
        self._left_out = apart
        self._penalty = objective.weight_decay * features.to_typed.T @ features.to_typed
        self._has_minimum = objective.has_minimum
        self._shares = objective.shares(self.targets, dataset.n_classes)
        self._of_sample = self._shares.sum(1)

    def tells_all_apart(self, v: Tensor) -> bool:
        """Whether each sample has its own label's score above all others, by these parameters."""
        if self._has_minimum or self._left_out is not None:
            return False
        others = self._margins(v).scatter(1, self.targets[:, None], -1)
        return bool((others < -CONVERGED).all())

    def proves_overlap(self, step: Tensor) -> bool:
        """Whether the classes certainly overlap, by Newton's step: no margin changes by 1/2.

        They do when the rows of the margins m, each with a weight above 0, add up to 0 (Stiemke's
        theorem). With s p as weights, p those of the classes not a sample's own and s its share,
        they add up to the gradient, and with s p · (1 - dm + Σ p dm), dm the step's changes, to
        gradient - Hessian · step = 0.
        """
        logits = self.features @ step.T
        changes = logits - logits.gather(1, self.targets[:, None])
        return bool(changes.abs().max() < 0.5)

    def value(self, v: Tensor) -> float:
        margins = self._margins(v)
        # only what is not left out has a share: 0 · inf is not 0
        fall = (self._shares * margins.where(self._shares > 0, 0)).sum()
        loss = margins.logsumexp(1) @ self._of_sample - fall
        return (loss + 0.5 * ((v @ self._penalty) * v).sum()).item()

    def probabilities(self, v: Tensor) -> Tensor:
        return self._margins(v).softmax(1)

    def gradient(self, v: Tensor, p: Tensor) -> Tensor:
        slope = self._of_sample[:, None] * p - self._shares
        return slope.T @ self.features + v @ self._penalty

    def hessian(self, p: Tensor) -> Tensor:
        """[n_numbers, n_numbers]: for classes a, b Σ s p_a (1[a = b] - p_b) x xᵀ."""
        n_classes, n_columns = self.shape
        blocks = p.new_zeros(n_classes, n_columns, n_classes, n_columns)
        for a in range(n_classes):
            for b in range(a + 1):
                weights = self._of_sample * p[:, a] * (float(a == b) - p[:, b])
                block = (self.features * weights[:, None]).T @ self.features
                blocks[a, :, b], blocks[b, :, a] = block, block
                breathe()
            blocks[a, :, a] += self._penalty
        return blocks.reshape(n_classes * n_columns, -1)

    def _margins(self, v: Tensor) -> Tensor:
        """z_k - z_y [n_samples, n_classes]."""
        logits = self.features @ v.T
        margins = logits - logits.gather(1, self.targets[:, None])
        return margins if self._left_out is None else margins.masked_fill(self._left_out, -math.inf)


def _newton(loss_of: WhitenedLoss, is_open: bool) -> tuple[Tensor, bool] | None:
    """V where the gradient is zero, by Newton's method; None when it does not come to rest.

    And whether it is proved that the classes overlap, so that this is a minimum.
    ``is_open``: it also ends where all samples are told apart, since then it would never.
    """
    v = loss_of.features.new_zeros(loss_of.shape)
    value = loss_of.value(v)
    for _ in range(MOST_STEPS):
        p = loss_of.probabilities(v)
        gradient = loss_of.gradient(v, p)
        if is_open and loss_of.tells_all_apart(v):
            return v, False
        hessian = loss_of.hessian(p)
        ridge = RIDGE * hessian.diagonal().mean().item()
        hessian.diagonal().add_(ridge)
        factor, failed = torch.linalg.cholesky_ex(hessian)
        breathe()
        if failed:
            return None
        step = torch.cholesky_solve(gradient.reshape(-1, 1), factor).reshape(v.shape)
        if gradient.abs().max() < CONVERGED:
            rest = ridge * step.norm().item()
            is_solved = rest <= MOST_LEFT * gradient.norm().item() + ROUNDING
            return v - step, is_solved and loss_of.proves_overlap(step)
        expected = (step * gradient).sum().item()
        length = 1.0
        # where the fall is lost in the rounding, Newton's own step is the best there is
        while (
            expected > 1e-12
            and length > 1e-6
            and loss_of.value(v - length * step) > value - 0.1 * length * expected
        ):
            length /= 2
        v = v - length * step
        value = loss_of.value(v)
        breathe()
    return None
