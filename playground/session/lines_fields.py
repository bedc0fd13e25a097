"""What can be chosen in the view *Line by line*, and what it opens with."""

from typing import NamedTuple

from playground.core.dataset import Dataset
from playground.core.step import Step, steepest
from playground.session.fields import Field, FieldGroup
from playground.session.walk import FIRST


class Entry(NamedTuple):
    """An entry of W, or of b, whose column is 0."""

    part: str  # ``weight`` or ``bias``
    row: int
    column: int


class LinesFields(FieldGroup):
    line = Field(FIRST)
    sample = Field(1)  # its number: the one that is explained, here and in the other views
    vector = Field(1)  # the row of the test vector
    parameter = Field[Entry | None](None)  # that was chosen
    picture = Field(False)  # in place of the numbers
    question = Field[str | None](None)
    quiz = Field(False)
    quiz_answer = Field("")
    open_number = Field("")  # on which there was a click


def parameter_of(chosen: Entry | None, dataset: Dataset, step: Step) -> Entry:
    """The entry of W or b that was chosen, else the one that ``step`` moves most."""
    if chosen and chosen.row < dataset.n_classes and chosen.column < dataset.n_features:
        return chosen
    return Entry(*steepest(step.gradient))
