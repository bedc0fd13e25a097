"""What training makes smaller: the cross-entropy of samples, and the penalty of weight decay."""

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from playground.core.dataset import Dataset
from playground.core.model import Parameters
from playground.core.settings import TrainingSettings

MEAN = 1  # torch's number of the reduction


class Gradient(NamedTuple):
    """How the loss changes with each parameter, and the forward pass it came from."""

    loss: Tensor  # mean cross-entropy, a scalar
    logits: Tensor  # [n_samples, n_classes]
    weight: Tensor  # dL/dW [n_classes, n_features]
    bias: Tensor  # dL/db [n_classes]


@dataclass(frozen=True)
class Objective:
    """``nn.CrossEntropyLoss()``, and beside it weight_decay/2 · (|W|² + |b|²).

    All but the penalty is for logits of float32 or float64. Where its numbers are said to be
    torch's, they are so to the last bit.
    """

    weight_decay: float = 0.0

    @property
    def has_minimum(self) -> bool:
        """Whether it has one on whatever samples; else only where classes overlap."""
        return self.weight_decay > 0

    def loss(self, logits: Tensor, targets: Tensor) -> Tensor:
        """The mean cross-entropy of logits [n_samples, n_classes], a scalar, as torch's."""
        return functional.cross_entropy(logits, targets)

    def sample_losses(self, logits: Tensor, targets: Tensor) -> Tensor:
        """-log p[target] of each sample, [n_samples], as torch's."""
        return functional.cross_entropy(logits, targets, reduction="none")

    def sample_slopes(self, logits: Tensor, targets: Tensor) -> Tensor:
        """d(each sample's own loss)/dz, [n_samples, n_classes], as torch's."""
        return self._by_autograd(logits, targets, "sum")[1]

    def slope(self, logits: Tensor, targets: Tensor) -> Tensor:
        """How the mean loss changes with the logits, [n_samples, n_classes]: (Σ s) p - s.

        By the closed form with the s of `shares`, and so not to torch's last bit.
        """
        shares = self.shares(targets, logits.shape[1]).to(logits.dtype)
        return shares.sum(1, keepdim=True) * logits.softmax(1) - shares

    def shares(self, targets: Tensor, n_classes: int) -> Tensor:
        """The s by which the mean loss is -Σ s log p: [n_samples, n_classes] float64, onehot/N."""
        return functional.one_hot(targets, n_classes).double() / len(targets)

    def gradient(
        self,
        parameters: Parameters,
        features: Tensor,
        targets: Tensor,
        slope: Tensor | None = None,
    ) -> Gradient:
        """One forward and backward pass of softmax regression in float32, as torch's.

        ``slope``: `label_slope` of the targets, where it is known already.

        As in any textbook: with z = x Wᵀ + b and p = softmax(z), the loss is the mean of
        -log p[target], and dL/dz = (p - onehot)/N, dL/dW = (dL/dz)ᵀ x, dL/db = Σ dL/dz.
        Each line is the kernel that autograd would call, in the order it would call them, so every
        bit is that of ``nn.CrossEntropyLoss`` and ``backward()``, without the cost of the tape.
        """
        logits = functional.linear(features, parameters.weight, parameters.bias)
        log_p = torch.log_softmax(logits, 1)
        loss = torch._C._nn.nll_loss_nd(log_p, targets, None, MEAN)  # type: ignore[arg-type]
        if slope is None:
            slope = label_slope(targets, logits.shape[1])
        # dL/dz: torch's kernel for (p - onehot)/N
        of_logits = torch._log_softmax_backward_data(slope, log_p, 1, torch.float32)
        return Gradient(loss, logits, torch.mm(of_logits.t(), features), of_logits.sum(0))

    def evaluate(
        self, parameters: Parameters, features: Tensor, targets: Tensor
    ) -> tuple[float, float]:
        """The mean cross-entropy of samples, and the share of right answers."""
        logits = functional.linear(features, parameters.weight, parameters.bias)
        right = int((logits.argmax(1) == targets).sum())
        return self.loss(logits, targets).item(), right / len(targets)

    def penalty(self, parameters: Parameters) -> float:
        """What weight decay adds to the loss: weight_decay/2 · (|W|² + |b|²)."""
        squares = sum((part.double() ** 2).sum().item() for part in parameters)
        return self.weight_decay / 2 * squares if self.weight_decay else 0.0

    def _by_autograd(
        self, logits: Tensor, targets: Tensor, reduction: str
    ) -> tuple[Tensor, Tensor]:
        """The loss, and how it changes with the logits."""
        # ordinary tensors in place of those of inference mode, which autograd does not take
        with torch.inference_mode(False), torch.enable_grad():
            leaf = logits.clone().requires_grad_()
            loss = functional.cross_entropy(leaf, targets.clone(), reduction=reduction)
            (slope,) = torch.autograd.grad(loss, leaf)
        return loss.detach(), slope


def objective_of(training: Dataset, settings: TrainingSettings) -> Objective:
    """What training on these samples makes smaller."""
    return Objective(settings.l2_penalty)


def label_slope(targets: Tensor, n_classes: int) -> Tensor:
    """-onehot/N, [n_samples, n_classes]: how the mean loss changes with each log-probability."""
    slope = torch.zeros(len(targets), n_classes)
    slope[torch.arange(len(targets)), targets] = -1 / len(targets)
    return slope
