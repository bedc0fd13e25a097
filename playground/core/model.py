"""The linear softmax classifier: its parameters, and what it predicts."""

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn

from playground.core.pace import single_thread


class Parameters(NamedTuple):
    """What is learnt, laid out as in ``torch.nn.Linear``."""

    weight: Tensor  # W [n_classes, n_features] float32
    bias: Tensor  # b [n_classes] float32

    def copy(self) -> "Parameters":
        return Parameters(self.weight.detach().clone(), self.bias.detach().clone())


class Prediction(NamedTuple):
    """What the classifier says of each sample."""

    logits: Tensor  # x Wᵀ + b, [n_samples, n_classes] float32
    probabilities: Tensor  # softmax of the logits, rows sum to 1
    predicted_class: Tensor  # [n_samples] int64, the class of the largest logit


def initial_parameters(n_features: int, n_classes: int, seed: int) -> Parameters:
    """The bits that ``nn.Linear(n_features, n_classes)`` gets after ``torch.manual_seed(seed)``.

    Both are drawn from U(-1/√n_features, 1/√n_features), the weight first (see
    ``torch.nn.Linear.reset_parameters``), but from a generator of their own: no other draw,
    here or in another session, can change them.
    """
    generator = torch.Generator().manual_seed(seed)
    weight = torch.empty(n_classes, n_features)
    nn.init.kaiming_uniform_(weight, a=math.sqrt(5), generator=generator)
    bound = 1 / math.sqrt(n_features)
    bias = torch.empty(n_classes).uniform_(-bound, bound, generator=generator)
    return Parameters(weight, bias)


def largest_of(parameters: Parameters) -> float:
    """The largest |w| or |b| that is finite; 0 when none is."""
    largest = [part.abs().max().item() for part in parameters]
    if not all(map(math.isfinite, largest)):  # seldom, and slower to find
        finite = [part.nan_to_num(0, 0, 0) for part in parameters]
        largest = [part.abs().max().item() for part in finite]
    return max(largest)


def predict(parameters: Parameters, features: Tensor) -> Prediction:
    """Logits, probabilities and class of ``features`` [n_samples, n_features] float32."""
    with single_thread(), torch.inference_mode():
        logits = nn.functional.linear(features, parameters.weight, parameters.bias)
        return Prediction(logits, logits.softmax(dim=1), logits.argmax(dim=1))


def confusion_matrix(predicted_class: Tensor, targets: Tensor, n_classes: int) -> Tensor:
    """How many samples of class i were taken for class j, [n_classes, n_classes] int64."""
    pairs = torch.bincount(targets * n_classes + predicted_class, minlength=n_classes**2)
    return pairs.reshape(n_classes, n_classes)
