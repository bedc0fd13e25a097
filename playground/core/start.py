"""The parameters that a run begins with: drawn from the seed, all zero, or given."""

from collections.abc import Sequence

import torch

from playground.core.dataset import Dataset
from playground.core.model import Parameters, initial_parameters
from playground.core.parameters_text import read_parameters
from playground.core.problem import Problem
from playground.core.settings import GIVEN_WEIGHTS, ZERO_WEIGHTS, TrainingSettings


def start_parameters(dataset: Dataset, settings: TrainingSettings) -> Parameters:
    """W [n_classes, n_features] and b [n_classes], float32, before the first step.

    Raises ValueError when those given have another shape.
    """
    if settings.initial_weights == GIVEN_WEIGHTS:
        given = read_parameters(settings.start)
        if given.weight.shape != (dataset.n_classes, dataset.n_features):
            raise ValueError(f"W is given as {list(given.weight.shape)}")
        return given
    drawn = initial_parameters(dataset.n_features, dataset.n_classes, settings.seed)
    if settings.initial_weights == ZERO_WEIGHTS:
        return Parameters(*map(torch.zeros_like, drawn))
    return drawn


def rearranged(
    parameters: Parameters, rows: Sequence[int | None], columns: Sequence[int | None]
) -> Parameters:
    """W and b with these rows (classes) and columns (features); one that is None is zero."""
    weight, bias = parameters
    wide = torch.cat([weight, torch.zeros(len(weight), 1)], dim=1)
    tall = torch.cat([wide, torch.zeros(1, wide.shape[1])])
    rows = [len(weight) if row is None else row for row in rows]
    columns = [weight.shape[1] if column is None else column for column in columns]
    return Parameters(tall[rows][:, columns], torch.cat([bias, torch.zeros(1)])[rows])


def start_problems(dataset: Dataset, settings: TrainingSettings) -> list[Problem]:
    """What keeps a run of ``dataset`` from beginning with the parameters that are given."""
    if settings.initial_weights != GIVEN_WEIGHTS:
        return []
    n_classes, n_features = read_parameters(settings.start).weight.shape
    if (n_classes, n_features) == (dataset.n_classes, dataset.n_features):
        return []
    sizes = {"classes": dataset.n_classes, "features": dataset.n_features}
    return [Problem("start_shape", {"rows": n_classes, "columns": n_features, **sizes})]
