"""What training makes smaller: the cross-entropy of samples, and the penalty of weight decay."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from playground.core.dataset import Dataset
from playground.core.model import Parameters
from playground.core.settings import BALANCED, TrainingSettings

# kernels of the loss as a function of log-probabilities, and torch's numbers of its reductions
_nll_loss = torch.ops.aten.nll_loss_forward.default
_nll_loss_backward = torch.ops.aten.nll_loss_backward.default
MEAN, SUM = 1, 2
NO_LABEL = -100  # torch's default of the label that does not count


class Gradient(NamedTuple):
    """How the loss changes with each parameter, and the forward pass it came from."""

    loss: Tensor  # mean cross-entropy, a scalar
    logits: Tensor  # [n_samples, n_classes]
    weight: Tensor  # dL/dW [n_classes, n_features]
    bias: Tensor  # dL/db [n_classes]


@dataclass(frozen=True)
class Objective:
    """``nn.CrossEntropyLoss`` with its options, and weight_decay/2 · (|W|² + |b|²).

    With C classes, ε the smoothing and w the weights of the classes, a sample's target is
    t = w · ((1 - ε) · onehot + ε/C) and its own loss -Σ t log p. Their sum, divided by that of
    the w of the samples' labels, is the loss: without options the mean of -log p[label].

    Logits are [n_samples, n_classes], float32 or float64; targets are labels, [n_samples] int64.
    Where a number is said to be torch's, it is so to the last bit.
    """

    weight_decay: float = 0.0
    label_smoothing: float = 0.0
    class_weights: tuple[float, ...] | None = None  # each a float32; None for 1 each

    @property
    def is_plain(self) -> bool:
        """Whether a sample's own loss is just -log p of its label."""
        return self.class_weights is None and self.label_smoothing == 0

    @property
    def has_minimum(self) -> bool:
        """Whether it has one on whatever samples; else only where classes overlap.

        With smoothing each class has a share in each target, and p = 0 would cost without end.
        """
        return self.weight_decay > 0 or self.label_smoothing > 0

    def loss(self, logits: Tensor, targets: Tensor, reduction: str = "mean") -> Tensor:
        """The mean cross-entropy, a scalar, as torch's."""
        weights = None if self.class_weights is None else logits.new_tensor(self.class_weights)
        return functional.cross_entropy(
            logits, targets, weights, reduction=reduction, label_smoothing=self.label_smoothing
        )

    def sample_losses(self, logits: Tensor, targets: Tensor) -> Tensor:
        """Each sample's own loss, [n_samples], as torch's."""
        return self.loss(logits, targets, "none")

    def sample_slopes(self, logits: Tensor, targets: Tensor) -> Tensor:
        """d(each sample's own loss)/dz, [n_samples, n_classes] float32, as torch's."""
        slope = self.label_slope(targets, logits.shape[1], SUM)
        return torch._log_softmax_backward_data(slope, logits.log_softmax(1), 1, torch.float32)

    def label_slope(self, targets: Tensor, n_classes: int, reduction: int = MEAN) -> Tensor:
        """How the loss changes with each log-probability, [n_samples, n_classes], as torch's.

        It does not depend on these, in which the loss is linear: without options it is -onehot/N.
        """
        weights, log_p = self._kernel_weights, torch.zeros(len(targets), n_classes)
        total = _nll_loss(log_p, targets, weights, reduction, NO_LABEL)[1]
        unsmoothed = torch.tensor(1 - self.label_smoothing)
        slope: Tensor = _nll_loss_backward(
            unsmoothed, log_p, targets, weights, reduction, NO_LABEL, total
        )
        if self.label_smoothing:
            shares = torch.ones(n_classes) if weights is None else weights
            each = torch.tensor(self.label_smoothing / n_classes)
            slope -= (each / shares[targets].sum() if reduction == MEAN else each) * shares
        return slope

    def slope(self, logits: Tensor, targets: Tensor) -> Tensor:
        """How the mean loss changes with the logits, [n_samples, n_classes]: (Σ s) p - s.

        By the closed form with the s of `shares`, and so not to torch's last bit.
        """
        shares = self.shares(targets, logits.shape[1]).to(logits.dtype)
        return shares.sum(1, keepdim=True) * logits.softmax(1) - shares

    def sample_targets(self, targets: Tensor, n_classes: int) -> Tensor:
        """The t by which a sample's own loss is -Σ t log p: [n_samples, n_classes] float64."""
        one_hot = functional.one_hot(targets, n_classes).double()
        smoothed = (1 - self.label_smoothing) * one_hot + self.label_smoothing / n_classes
        return smoothed * self._weights(n_classes)

    def total_weight(self, targets: Tensor, n_classes: int) -> float:
        """What the sum of the samples' own losses is divided by: how many there are, weighted."""
        return self._weights(n_classes)[targets].sum().item()

    def shares(self, targets: Tensor, n_classes: int) -> Tensor:
        """The s by which the mean loss is -Σ s log p: [n_samples, n_classes] float64."""
        return self.sample_targets(targets, n_classes) / self.total_weight(targets, n_classes)

    def _weights(self, n_classes: int) -> Tensor:
        return torch.tensor(self.class_weights or (1.0,) * n_classes, dtype=torch.float64)

    def gradient(
        self,
        parameters: Parameters,
        features: Tensor,
        targets: Tensor,
        slope: Tensor | None = None,
    ) -> Gradient:
        """One forward and backward pass of softmax regression in float32, as torch's.

        ``slope``: `label_slope` of the targets, where it is known already.

        As in any textbook: with z = x Wᵀ + b and p = softmax(z), the plain loss is the mean of
        -log p[label], and dL/dz = (p - onehot)/N, dL/dW = (dL/dz)ᵀ x, dL/db = Σ dL/dz.
        Each line is the kernel that autograd would call, in the order it would call them, so every
        bit is that of ``nn.CrossEntropyLoss`` and ``backward()``, without the cost of the tape.
        """
        logits = functional.linear(features, parameters.weight, parameters.bias)
        log_p = torch.log_softmax(logits, 1)
        if self.label_smoothing:
            loss = self.loss(logits, targets)
        else:
            loss = torch._C._nn.nll_loss_nd(log_p, targets, self._kernel_weights, MEAN)  # type: ignore[arg-type]
        if slope is None:
            slope = self.label_slope(targets, logits.shape[1])
        of_logits = torch._log_softmax_backward_data(slope, log_p, 1, torch.float32)
        return Gradient(loss, logits, torch.mm(of_logits.t(), features), of_logits.sum(0))

    def evaluate(
        self, parameters: Parameters, features: Tensor, targets: Tensor
    ) -> tuple[float, float]:
        """The mean cross-entropy of samples, and the share of right answers."""
        logits = functional.linear(features, parameters.weight, parameters.bias)
        right = int((logits.argmax(1) == targets).sum())
        return self.loss(logits, targets).item(), right / len(targets)

    def loss_and_gradient(
        self, parameters: Parameters, features: Tensor, targets: Tensor
    ) -> tuple[float, Parameters]:
        """What training makes smaller, the penalty included, in float64 like ``parameters``."""
        features = features.double()
        logits = functional.linear(features, *parameters)
        slope = self.slope(logits, targets)
        of_weight = slope.T @ features + self.weight_decay * parameters.weight
        of_bias = slope.sum(0) + self.weight_decay * parameters.bias
        loss = self.loss(logits, targets).item() + self.penalty(parameters)
        return loss, Parameters(of_weight, of_bias)

    def penalty(self, parameters: Parameters) -> float:
        """What weight decay adds to the loss: weight_decay/2 · (|W|² + |b|²)."""
        squares = sum((part.double() ** 2).sum().item() for part in parameters)
        return self.weight_decay / 2 * squares if self.weight_decay else 0.0

    @cached_property
    def _kernel_weights(self) -> Tensor | None:
        return None if self.class_weights is None else torch.tensor(self.class_weights)


def objective_of(training: Dataset, settings: TrainingSettings) -> Objective:
    """What training on these samples makes smaller."""
    weights = balanced(training) if settings.class_weights == BALANCED else None
    return Objective(settings.l2_penalty, settings.label_smoothing, weights)


def has_same_loss(one: TrainingSettings, other: TrainingSettings) -> bool:
    """Whether the losses of both can be held against each other, on the same samples."""
    options = ("label_smoothing", "class_weights")
    return all(getattr(one, name) == getattr(other, name) for name in options)


def balanced(training: Dataset) -> tuple[float, ...]:
    """n_samples / (n_classes · count) of each class, in float32: each counts as much as any other.

    A class without training samples counts as if it had one: held-out samples may be of it, and
    with label smoothing its weight is that of its share in the other samples' targets.
    """
    counts = training.targets.bincount(minlength=training.n_classes).clamp(min=1)
    return tuple((training.n_samples / (training.n_classes * counts)).tolist())
