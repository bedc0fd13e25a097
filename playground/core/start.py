"""The parameters that a run begins with: drawn from the seed, all zero, or given."""

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


def start_problems(dataset: Dataset, settings: TrainingSettings) -> list[Problem]:
    """What keeps a run of ``dataset`` from beginning with the parameters that are given."""
    if settings.initial_weights != GIVEN_WEIGHTS:
        return []
    n_classes, n_features = read_parameters(settings.start).weight.shape
    if (n_classes, n_features) == (dataset.n_classes, dataset.n_features):
        return []
    sizes = {"classes": dataset.n_classes, "features": dataset.n_features}
    return [Problem("start_shape", {"rows": n_classes, "columns": n_features, **sizes})]
