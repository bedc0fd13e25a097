"""What the view *Line by line* explains: what was chosen, as far as the experiment has it."""

from dataclasses import dataclass
from functools import cached_property

from torch import Tensor

from playground.core.insight.questions import Answer, answer, can_answer
from playground.core.run import TrainingRun
from playground.core.step import Step
from playground.session.view_fields import LinesFields
from playground.session.walk import line_of
from playground.sharing.script import Line, script
from playground.tables.reading import QueryReading
from playground.texts.cards import questions_at


@dataclass(frozen=True)
class Explained:
    """A line of a run's code, at an epoch, for a sample and a test vector."""

    run: TrainingRun
    epoch: int  # the step explained leads from it to the next
    lines: LinesFields
    query_vectors: QueryReading

    @cached_property
    def code(self) -> list[Line]:
        """The lines of the experiment, as they are explained and exported."""
        return script(self.run, self.vectors.tolist())

    @cached_property
    def line(self) -> Line:
        return line_of(self.code, self.lines.line)

    @property
    def sample(self) -> int:
        """An index into the dataset of the run."""
        return min(self.lines.sample, self.run.dataset.n_samples) - 1

    @property
    def n_vectors(self) -> int:
        """How many test vectors there are that can be predicted."""
        return len(self.vectors)

    @property
    def vector_number(self) -> int:
        """The test vector's place among those that can be predicted, from 1; 0 for none."""
        return min(self.lines.vector, self.n_vectors)

    @property
    def vector(self) -> Tensor | None:
        """[n_features] float32: the test vector as typed; None when there is none that fits."""
        number = self.vector_number
        return self.vectors[number - 1] if number else None

    @property
    def question(self) -> str | None:
        """What is asked of the line, if anything."""
        question = self.lines.question
        return question if question in questions_at(self.line.topic) else None

    @property
    def step(self) -> Step:
        """The step explained; the run remembers the last one found."""
        return self.run.look_into(self.epoch, self.sample)

    @property
    def vectors(self) -> Tensor:
        """[n_query_vectors, n_features]; none where they have other features than the run."""
        vectors = self.query_vectors.features
        fits = vectors.shape[1] == self.run.dataset.n_features
        return vectors if fits else vectors.new_empty(0, self.run.dataset.n_features)


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
            row = asked.run.prepared.training_row_of(asked.sample)
            place = None if row is None else step.place_of(row)
            self._found = answer(question, asked.run, step, place, vector)
            self._key = key
        return self._found

    @staticmethod
    def _key_of(asked: Explained) -> tuple:
        run, vector = asked.run, asked.vector
        typed = None if vector is None else tuple(vector.tolist())
        rates = run.present_settings.learning_rate, *run.learning_rate_changes
        return asked.question, run, run.epoch, asked.epoch, asked.sample, typed, rates
