"""What can be chosen in the view *Samples*, and what it opens with."""

from typing import NamedTuple

from playground.session.fields import Field, FieldGroup


class Cell(NamedTuple):
    """A cell of the confusion matrix: indices of classes."""

    label: int
    predicted: int


class SamplesFields(FieldGroup):
    part = Field("training", "results_part")  # or ``test``: the samples held out
    order = Field("table", "results_order")
    only_wrong = Field(False, "results_wrong")
    cell = Field[Cell | None](None, "results_cell")  # the only one whose samples are shown
    said = Field("", "results_said")  # on what there was a click
