"""What the classifier says of the samples and of the test vectors at an epoch."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from torch import Tensor

from playground.charts.decision.scene import (
    MAX_SAMPLES_A_KIND,
    SampleMarks,
    Scene,
    VectorMarks,
    seen_rows,
)
from playground.core.model import Parameters, Prediction, predict
from playground.core.preparation import in_typed_units
from playground.core.run import TrainingRun
from playground.session.decision_cache import RunGeometry
from playground.tables.reading import QueryReading

MOST_VECTORS = 100  # test vectors drawn


@dataclass(frozen=True)
class DecisionState:
    """A run at an epoch, with what is to be seen of it."""

    run: TrainingRun
    epoch: int
    geometry: RunGeometry
    sample: int  # the one selected, an index into the samples kept
    query_vectors: QueryReading

    @cached_property
    def parameters(self) -> Parameters:
        return self.run.parameters_at(self.epoch)

    @cached_property
    def ground(self) -> Parameters:
        """In float64, for features as they are typed."""
        return in_typed_units(self.parameters, self.run.prepared.scaling)

    @cached_property
    def prediction(self) -> Prediction:
        """Of all samples, as the page predicts them."""
        return predict(self.parameters, self.geometry.features)

    @cached_property
    def predicted(self) -> np.ndarray:
        """[n_samples] int64"""
        found: np.ndarray = self.prediction.predicted_class.numpy()
        return found

    @cached_property
    def is_wrong(self) -> np.ndarray:
        """[n_samples] bool"""
        wrong: np.ndarray = self.predicted != self.geometry.targets
        return wrong

    @cached_property
    def has_scores(self) -> np.ndarray:
        """[n_samples] bool: whether float32 has room for all scores of a sample."""
        found: np.ndarray = torch.isfinite(self.prediction.logits).all(1).numpy()
        return found

    def rows(self, among: np.ndarray | None = None, most: int = MAX_SAMPLES_A_KIND) -> np.ndarray:
        """The samples to draw, ascending: of those that ``among`` [n_samples] bool allows.

        ``most``: right ones and wrong ones, each.
        """
        allowed = np.flatnonzero(self.has_scores if among is None else among & self.has_scores)
        chosen = np.flatnonzero(allowed == self.sample)
        selected = int(chosen[0]) if len(chosen) else None
        return allowed[seen_rows(self.is_wrong[allowed], selected, most)]

    def scene(
        self,
        title: str,
        rows: np.ndarray,
        places: np.ndarray,
        of_vectors: np.ndarray,
        is_true: np.ndarray | None = None,
    ) -> Scene:
        """The samples of these ``rows``, and the test vectors that have scores.

        ``places`` [n_samples, ...], ``of_vectors`` [n_vectors, ...]: by what a picture places all
        there are. ``is_true`` [n_samples] bool: whether it says of each what the model says.
        """
        predicted = self.predicted[rows]
        p = self.prediction.probabilities[torch.from_numpy(rows), torch.from_numpy(predicted)]
        chosen = np.flatnonzero(rows == self.sample)
        samples = SampleMarks(
            (rows + 1).tolist(),
            self.geometry.targets[rows].tolist(),
            predicted.tolist(),
            p.tolist(),
            self.geometry.is_held_out[rows].tolist(),
            places[rows],
            int(chosen[0]) if len(chosen) else None,
            () if is_true is None else is_true[rows].tolist(),
        )
        return Scene(samples, self._vectors(of_vectors), self.run.dataset.class_names, title)

    def _vectors(self, places: np.ndarray) -> VectorMarks:
        at = torch.isfinite(self.of_vectors.logits).all(1).nonzero()[:, 0]
        predicted = self.of_vectors.predicted_class[at]
        p = self.of_vectors.probabilities[at, predicted]
        numbers = [self.query_vectors.rows[index] for index in at.tolist()]
        return VectorMarks(numbers, predicted.tolist(), p.tolist(), places[at.numpy()])

    @cached_property
    def vectors(self) -> Tensor:
        """[n, n_features] float32, as typed: test vectors that fit the run, and have scores."""
        features = self.query_vectors.features
        if features.shape[1] != self.run.dataset.n_features:
            return features.new_empty(0, self.run.dataset.n_features)
        return features[:MOST_VECTORS]

    @cached_property
    def of_vectors(self) -> Prediction:
        return predict(self.parameters, self.run.prepared.features(self.vectors))
