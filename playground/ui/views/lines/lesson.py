"""What the view *Line by line* explains at this moment, as one value."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from playground.charts.html import Number
from playground.charts.looks import Palette
from playground.charts.scales import scale_limit
from playground.core.dataset import Dataset
from playground.core.model import Parameters, Prediction, predict
from playground.core.run import TrainingRun
from playground.core.step import Step
from playground.texts import Texts


def as_it_is(number: Number) -> Number:
    return number


@dataclass(frozen=True)
class Lesson:
    """A step of a run, one sample of it, and one test vector, in one language and theme."""

    run: TrainingRun
    epoch: int  # shown: the step leads from it to the next
    step: Step
    sample: int  # index into the run's dataset
    vectors: Tensor  # [n_query_vectors, n_features] float32 as typed
    vector_number: int  # which of them is explained, from 1; 0 where there is none
    parameter: tuple[str, int, int]  # "weight" or "bias", its row and its column
    texts: Texts
    palette: Palette
    seen: Callable[[Number], Number] = as_it_is  # how a number is written: the quiz hides one

    @cached_property
    def place(self) -> int | None:
        """The sample's place in the batch; None when it is held out and so in no batch."""
        row = self.run.prepared.training_row_of(self.sample)
        return None if row is None else self.step.place_of(row)

    @property
    def dataset(self) -> Dataset:
        return self.run.dataset

    @property
    def label(self) -> int:
        return int(self.dataset.targets[self.sample])

    @property
    def label_name(self) -> str:
        return self.dataset.class_names[self.label]

    @cached_property
    def x(self) -> Tensor:
        """[n_features]: the sample as the classifier takes it."""
        if self.place is not None:
            return self.step.features[self.place]
        return self.run.prepared.features(self.dataset.features[self.sample : self.sample + 1])[0]

    @cached_property
    def forward(self) -> Prediction:
        """What the step's parameters say of the sample; each part without its first dimension."""
        if self.place is None:
            return Prediction(*(part[0] for part in predict(self.step.before, self.x[None])))
        parts = self.step.logits, self.step.probabilities, self.step.logits.argmax(1)
        return Prediction(*(part[self.place] for part in parts))

    @cached_property
    def sample_loss(self) -> float:
        if self.place is not None:
            return float(self.step.sample_losses[self.place])
        logits, label = self.forward.logits[None], torch.tensor([self.label])
        return self.step.objective.sample_losses(logits, label).item()

    @property
    def target(self) -> Tensor:
        """y [n_classes] float64: the target of the sample, as the options of the loss make it."""
        label = torch.tensor([self.label])
        return self.step.objective.sample_targets(label, self.dataset.n_classes)[0]

    @property
    def total_weight(self) -> float:
        """What the losses of the batch, added up, are divided by: how many there are, weighted."""
        return self.step.objective.total_weight(self.step.targets, self.dataset.n_classes)

    @cached_property
    def shown(self) -> Parameters:
        """W and b as they stand above: those of the epoch shown."""
        return self.run.parameters_at(self.epoch)

    @property
    def vector(self) -> Tensor | None:
        """[n_features]: the test vector as typed."""
        return self.vectors[self.vector_number - 1] if self.vector_number else None

    @cached_property
    def answer(self) -> Prediction | None:
        """What W and b, as they stand above, say of the test vector."""
        if not self.vector_number:
            return None
        parts = self.run.predict(self.vectors, self.epoch)  # all at once, as the code does
        return Prediction(*(part[self.vector_number - 1] for part in parts))

    @property
    def limit(self) -> float:
        """Of the colours of W and b, as in their heatmaps."""
        return scale_limit(self.run.largest_parameter)

    @property
    def batch_size(self) -> int:
        return len(self.step.rows)

    def inside(self) -> torch.inference_mode:
        """The mode that the run's tensors are made in."""
        return torch.inference_mode()
