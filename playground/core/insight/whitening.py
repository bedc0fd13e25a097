"""Features on a common scale, whatever that of the table is, for solvers to work with."""

from dataclasses import dataclass

import torch
from torch import Tensor

from playground.core.dataset import Dataset
from playground.core.model import Parameters


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
    """By the singular values of the standardised features beside a column of 1."""
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
