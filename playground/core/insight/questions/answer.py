"""What a question is asked about, and what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor

from playground.core.model import Parameters
from playground.core.run import TrainingRun
from playground.core.step import Step


@dataclass(frozen=True)
class Answer:
    """The numbers of an answer; the words for them are in ``playground.texts.cards``.

    Of the fields, a whole number is a count or an index, a text is a name as the user typed it;
    ``p`` and ``p_…`` are probabilities, ``accuracy`` is a share of samples.
    """

    fields: Mapping[str, Any]  # each a float, int or str
    variant: str = ""  # which of the card's texts is true here
    curves: dict[str, list[float]] = field(default_factory=dict)  # mean losses, finite, by epoch


@dataclass(frozen=True, eq=False)
class Asked:
    """Where a question arises."""

    run: TrainingRun
    step: Step
    place: int | None  # of the sample shown, in the step's batch; None when it is in no batch
    vector: Tensor | None  # [n_features] float32, the test vector shown, as typed

    @property
    def epoch(self) -> int:
        """How many epochs were done before the one that the step belongs to."""
        return self.step.epoch - 1

    @property
    def parameters(self) -> Parameters:
        """The parameters at that epoch, which with mini-batches need not be the step's."""
        return self.run.parameters_at(self.epoch)

    @property
    def sample(self) -> int:
        """A place in the batch to take an example from: the sample shown, if it is in there."""
        return 0 if self.place is None else self.place

    @property
    def sample_fields(self) -> dict[str, Any]:
        """That sample's number in the table, from 1, and the name of its class."""
        row = self.run.prepared.training_rows[self.step.rows[self.sample]]
        label = self.run.dataset.class_names[int(self.step.targets[self.sample])]
        return {"number": int(row) + 1, "label": label}
