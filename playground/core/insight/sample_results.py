"""What a classifier says of each sample of a part of the data, and how each pulls at W."""

from dataclasses import dataclass

import torch
from torch import Tensor

from playground.core.dataset import Dataset
from playground.core.model import Parameters, predict
from playground.core.objective import Objective
from playground.core.pace import single_thread
from playground.core.rounding import largest_first

ORDERS = ("table", "loss", "pull")


@dataclass(frozen=True, eq=False)
class SampleResults:
    """One entry a sample, in the order of the table."""

    rows: Tensor  # [n] int64: where each stands in the dataset of the run
    targets: Tensor  # y [n] int64
    predicted_class: Tensor  # [n] int64
    probabilities: Tensor  # p of its label [n] float32
    losses: Tensor  # its own loss [n] float32, as ``nn.CrossEntropyLoss`` has it
    pulls: Tensor  # norm of the gradient of its own loss by W [n] float64

    @property
    def is_wrong(self) -> Tensor:
        """[n] bool: whether another class than its label was predicted."""
        return self.predicted_class != self.targets

    def chosen(self, order: str, only_wrong: bool, cell: tuple[int, int] | None) -> Tensor:
        """Indices of the samples to be shown, [n_shown] int64.

        ``order``: one of `ORDERS`; by loss or pull the largest come first, what is no number before
        them, and equal ones in the order of the table. ``cell``: of the confusion matrix, only
        those of this label that were taken for this class.
        """
        shown = torch.ones(len(self.rows), dtype=torch.bool)
        if only_wrong:
            shown &= self.is_wrong
        if cell is not None:
            shown &= (self.targets == cell[0]) & (self.predicted_class == cell[1])
        indices = shown.nonzero().flatten()
        if order == "table":
            return indices
        values = (self.losses if order == "loss" else self.pulls)[indices].double()
        return indices[largest_first(values.nan_to_num(nan=torch.inf))]


def sample_results(
    parameters: Parameters, data: Dataset, rows: Tensor, objective: Objective
) -> SampleResults:
    """What is to be said of ``data``, as the classifier takes it; ``rows`` are its places.

    With t its target as the objective has it, without options the onehot of its label, a sample's
    own loss is L = -Σ t log p. Its gradient is dL/dW = ((Σ t) p - t)ᵀ x, the outer product of two
    vectors, whose (Frobenius) norm is ‖(Σ t) p - t‖ · ‖x‖: the length of the pull at W.
    """
    found = predict(parameters, data.features)
    with single_thread(), torch.inference_mode():
        labels = data.targets[:, None]
        probabilities = found.probabilities.double()
        own_targets = objective.sample_targets(data.targets, data.n_classes)
        # that of the label is minus all the others: 1 - p has no digits left where p is nearly 1
        others = own_targets.sum(1, keepdim=True) * probabilities - own_targets
        others = others.scatter(1, labels, 0)
        slopes = others.scatter(1, labels, -others.sum(1, keepdim=True))
        return SampleResults(
            rows=rows,
            targets=data.targets,
            predicted_class=found.predicted_class,
            probabilities=found.probabilities.gather(1, labels).flatten(),
            losses=objective.sample_losses(found.logits, data.targets),
            pulls=slopes.norm(dim=1) * data.features.double().norm(dim=1),
        )
