"""Weights of a file put to the samples of a table: in its order, and in its units."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from playground.core.dataset import Dataset
from playground.core.model import Parameters
from playground.core.preparation import Scaling
from playground.core.rounding import is_negligible
from playground.sharing.weights import Weights
from playground.tables.labels import LABEL

ZERO = "0"  # in every cell of a table that only has the right features and classes


class Fitted(NamedTuple):
    """Parameters for the features and classes of a table, in their order."""

    parameters: Parameters
    standardise: bool  # whether they are for features standardised on the table's own samples
    is_converted: bool  # from those of another scaling, to the units of the table


def fitted(weights: Weights, dataset: Dataset, scaling: Scaling | None) -> Fitted | None:
    """``weights`` for ``dataset``; None when its features or classes are not theirs.

    ``scaling`` is the one of the samples now: weights for features scaled just so stay as they
    are, to the last bit, others are converted to the units of the table. Weights without names
    fit by their sizes.
    """
    if weights.has_names:
        columns = _places(weights.feature_names, dataset.feature_names)
        rows = _places(weights.class_names, dataset.class_names)
    else:
        columns = _same(weights.parameters.weight.shape[1], dataset.n_features)
        rows = _same(weights.parameters.weight.shape[0], dataset.n_classes)
    if columns is None or rows is None:
        return None
    parameters, own = weights.parameters, weights.scaling
    stays = own is None or (scaling is not None and _is_same(own, scaling, columns))
    if own is not None and not stays:
        parameters = Parameters(*(part.float() for part in own.in_original_units(parameters)))
    arranged = Parameters(parameters.weight[rows][:, columns], parameters.bias[rows])
    return Fitted(arranged, own is not None and stays, not stays)


def placeholder(weights: Weights) -> pd.DataFrame:
    """A table of the weights' features and classes: a row of zeros for each class."""
    names = list(weights.feature_names)
    rows = [[ZERO] * len(names) + [label] for label in weights.class_names]
    return pd.DataFrame(rows, columns=[*names, LABEL], dtype=object)


def _places(own: Sequence[str], wanted: Sequence[str]) -> list[int] | None:
    """Where each of ``wanted`` is among ``own``; None when they are not the same names."""
    return [own.index(name) for name in wanted] if sorted(own) == sorted(wanted) else None


def _same(own: int, wanted: int) -> list[int] | None:
    return list(range(wanted)) if own == wanted else None


def _is_same(own: Scaling, other: Scaling, columns: list[int]) -> bool:
    """Whether both scale alike; another processor rounds means and deviations otherwise."""
    shift, stretch = own.mean[columns] - other.mean, own.scale[columns] - other.scale
    return is_negligible(shift, other.scale) and is_negligible(stretch, other.scale)
