"""What the view *Line by line* explains: what was chosen, as far as the experiment has it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from playground.charts.html import Number
from playground.charts.looks import LIGHT, Palette
from playground.charts.scales import color_limit
from playground.core.dataset import Dataset
from playground.core.insight.questions import Answer, answer, can_answer
from playground.core.model import Parameters, Prediction, predict
from playground.core.run import TrainingRun
from playground.core.step import Step
from playground.session.view_fields import Entry, LinesFields, parameter_of
from playground.session.walk import line_of
from playground.sharing.script import Line, script
from playground.tables.reading import QueryReading
from playground.texts import Texts
from playground.texts.cards import questions_at


def as_it_is(number: Number) -> Number:
    return number


@dataclass(frozen=True)
class Explained:
    """A line of a run's code, at an epoch, for a sample and a test vector, in one language."""

    run: TrainingRun
    epoch: int  # the step explained leads from it to the next
    lines: LinesFields
    query_vectors: QueryReading
    texts: Texts
    palette: Palette = LIGHT
    seen: Callable[[Number], Number] = as_it_is  # how a number is written: the quiz hides one

    @cached_property
    def code(self) -> list[Line]:
        """The lines of the experiment, as they are explained and exported."""
        return script(self.run, self.vectors.tolist())

    @cached_property
    def line(self) -> Line:
        return line_of(self.code, self.lines.line)

    @property
    def question(self) -> str | None:
        """What is asked of the line, if anything."""
        question = self.lines.question
        return question if question in questions_at(self.line.topic) else None

    # --- the step and the sample --------------------------------------------------------------

    @property
    def dataset(self) -> Dataset:
        return self.run.dataset

    @cached_property
    def step(self) -> Step:
        """The step explained; the run remembers the last one found."""
        return self.run.look_into(self.epoch, self.sample)

    @property
    def parameter(self) -> Entry:
        """The entry of W or b whose slope is drawn."""
        return parameter_of(self.lines.parameter, self.dataset, self.step)

    @property
    def sample(self) -> int:
        """An index into the dataset of the run."""
        return min(self.lines.sample, self.dataset.n_samples) - 1

    @property
    def label(self) -> int:
        return int(self.dataset.targets[self.sample])

    @cached_property
    def place(self) -> int | None:
        """The sample's place in the batch; None when it is held out and so in no batch."""
        row = self.run.prepared.training_row_of(self.sample)
        return None if row is None else self.step.place_of(row)

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

    @property
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

    # --- the test vectors, and W and b that predict them --------------------------------------

    @cached_property
    def vectors(self) -> Tensor:
        """[n_query_vectors, n_features]; none where they have other features than the run."""
        vectors = self.query_vectors.features
        fits = vectors.shape[1] == self.dataset.n_features
        return vectors if fits else vectors.new_empty(0, self.dataset.n_features)

    @property
    def vector_number(self) -> int:
        """The test vector's place among those that can be predicted, from 1; 0 for none."""
        return min(self.lines.vector, len(self.vectors))

    @property
    def vector(self) -> Tensor | None:
        """[n_features] float32: the test vector as typed; None when there is none that fits."""
        number = self.vector_number
        return self.vectors[number - 1] if number else None

    @property
    def shown(self) -> Parameters:
        """W and b as they stand above: those of the epoch shown."""
        return self.run.parameters_at(self.epoch)

    @property
    def limit(self) -> float:
        """Of the colours of W and b, as in their heatmaps."""
        return color_limit(self.run.largest_parameter)

    @cached_property
    def answer(self) -> Prediction:
        """What they say of the test vector, which there must be."""
        parts = self.run.predict(self.vectors, self.epoch)  # all at once, as the code does
        return Prediction(*(part[self.vector_number - 1] for part in parts))


class Answers:
    """The answer found last, kept as long as it is true: it may take other runs to find it."""

    def __init__(self) -> None:
        self._key: tuple | None = None
        self._found: Answer | None = None

    def find(self, asked: Explained) -> Answer | None:
        """The answer to the question asked; None where there is nothing to say."""
        question, step, vector = asked.question, asked.step, asked.vector
        if question is None or not can_answer(question, step, vector):
            return None
        key = self._key_of(asked)
        if key != self._key:
            self._found = answer(question, asked.run, step, asked.place, vector)
            self._key = key
        return self._found

    @staticmethod
    def _key_of(asked: Explained) -> tuple:
        run, vector = asked.run, asked.vector
        typed = None if vector is None else tuple(vector.tolist())
        rates = run.present_settings.learning_rate, *run.learning_rate_changes
        return asked.question, run, run.epoch, asked.epoch, asked.sample, typed, rates
