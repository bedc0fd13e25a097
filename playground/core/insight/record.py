"""What is kept of a run that has ended, so that it can be compared with others."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from playground.core.dataset import Dataset
from playground.core.model import Parameters, Prediction, predict
from playground.core.preparation import Scaling, in_typed_units
from playground.core.run import TrainingRun
from playground.core.settings import SETTINGS, TrainingSettings


@dataclass(frozen=True, eq=False)
class RunRecord:
    """A run as it ended; its states before that are not kept."""

    dataset: Dataset
    settings: TrainingSettings  # with which it began
    rate_changes: tuple[tuple[int, float], ...]  # (epoch, learning rate from there on)
    epochs: int  # that were computed
    diverged: bool
    curve: tuple[Sequence[int], Sequence[float]]  # some epochs, from 1, and their mean losses
    loss: float  # of the last epoch, before its step
    accuracy: float
    held_out_loss: float | None  # if any samples were held out
    parameters: Parameters  # after the last step
    scaling: Scaling | None

    def predict(self, features: Tensor) -> list[str]:
        """The names of the classes it predicts for ``features`` [n, n_features], as typed."""
        answers = self.prediction(features).predicted_class.tolist()
        return [self.dataset.class_names[at] for at in answers]

    def prediction(self, features: Tensor) -> Prediction:
        """What it says of ``features`` [n, n_features] float32, as typed."""
        return predict(self.parameters, self.scaling(features) if self.scaling else features)

    def is_same_run(self, other: "RunRecord") -> bool:
        """Whether both are of the same experiment, and so equal to the last bit."""
        return self.has_settings_of(other) and self.dataset == other.dataset

    def has_settings_of(self, other: "RunRecord") -> bool:
        """Whether both were trained alike, on whatever data."""
        return self.settings == other.settings and self.rate_changes == other.rate_changes

    def has_shape_of(self, other: "RunRecord") -> bool:
        """Whether W and b of both can be held against each other, number by number."""
        return (
            self.dataset.feature_names == other.dataset.feature_names
            and self.dataset.class_names == other.dataset.class_names
        )


def record_of(run: TrainingRun, curve: tuple[Sequence[int], Sequence[float]]) -> RunRecord:
    """The record of a run that has ended; ``curve``: as much of its losses as is to be kept."""
    return RunRecord(
        dataset=run.dataset,
        settings=run.settings,
        rate_changes=tuple(run.learning_rate_changes),
        epochs=run.epoch,
        diverged=run.diverged,
        curve=curve,
        loss=run.loss_history[-1],
        accuracy=run.accuracy_history[-1],
        held_out_loss=run.held_out_loss_history[-1] if run.held_out_loss_history else None,
        parameters=run.parameters.copy(),
        scaling=run.prepared.scaling,
    )


def differing_settings(records: Sequence[RunRecord]) -> list[str]:
    """The settings, by name, in which not all of ``records`` are alike."""
    return [
        name
        for name in SETTINGS
        if len({getattr(each.settings, name) for each in records}) > 1
        or (name == "learning_rate" and len({each.rate_changes for each in records}) > 1)
    ]


def in_same_units(one: RunRecord, other: RunRecord) -> tuple[Parameters, Parameters, bool]:
    """W and b of both, float64, and whether they are in the units of the table.

    Parameters that see differently scaled features are no measure of one another: then those are
    compared that give the same logits for features as typed.
    """
    mine, theirs = one.scaling, other.scaling
    are_same = mine is theirs or (
        mine is not None
        and theirs is not None
        and torch.equal(mine.mean, theirs.mean)
        and torch.equal(mine.scale, theirs.scale)
    )
    first, second = (
        in_typed_units(each.parameters, None if are_same else each.scaling) for each in (one, other)
    )
    return first, second, not are_same


def change_of(before: RunRecord, after: RunRecord) -> Parameters:
    """ΔW and Δb, float64, as `in_same_units` has them. Raises ValueError where shapes differ."""
    if not before.has_shape_of(after):
        raise ValueError("W and b have other features or classes")
    first, second, _ = in_same_units(before, after)
    return Parameters(second.weight - first.weight, second.bias - first.bias)


def disagreements(one: RunRecord, other: RunRecord, features: Tensor) -> list[tuple[int, str, str]]:
    """The rows of ``features``, as typed, for which two runs predict classes of other names.

    [n, n_features] with as many features as both runs have; each with both classes.
    """
    answers = zip(one.predict(features), other.predict(features), strict=True)
    return [(row, a, b) for row, (a, b) in enumerate(answers) if a != b]
