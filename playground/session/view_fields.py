"""What can be chosen on the page beside the experiment, and what it opens with."""

from typing import NamedTuple

from playground.core.dataset import Dataset
from playground.core.step import Step, steepest
from playground.session.fields import Field, FieldGroup
from playground.session.walk import FIRST

MODES = ("runs", "pair", "edit", "sweep")  # of Compare
WEIGHT_AS = ("pictures", "numbers")
VECTORS_AS = ("pad", "numbers")
PREDICTED = -1  # in place of a class: the one that is predicted
HELD = ("mean", "sample")  # where a slice has the features that it does not show


class Entry(NamedTuple):
    """An entry of W, or of b, whose column is 0."""

    part: str  # ``weight`` or ``bias``
    row: int
    column: int


class Cell(NamedTuple):
    """A cell of the confusion matrix: indices of classes."""

    label: int
    predicted: int


class PageFields(FieldGroup):
    language = Field("en")
    view = Field("")  # on the stage
    filled = Field("")  # the panel that fills the page
    editing = Field(False)  # W and b as a table
    weight_as = Field(WEIGHT_AS[0])  # where the features are a picture
    vectors_as = Field(VECTORS_AS[0])  # there, too, those to predict
    log_axis = Field(False)  # of the curves


class LinesFields(FieldGroup):
    line = Field(FIRST)
    sample = Field(1)  # its number: the one that is explained, here and in the other views
    vector = Field(1)  # the row of the test vector
    parameter = Field[Entry | None](None)  # that was chosen
    picture = Field(False)  # in place of the numbers
    pixel_class = Field(PREDICTED)  # whose pixels are shown, where features are a picture
    question = Field[str | None](None)
    quiz = Field(False)
    quiz_answer = Field("")


class DecisionFields(FieldGroup):
    picture = Field("", "decision_picture")  # one of `pictures_of`; "" for the first
    # (features, classes) of the table that the picture was chosen for
    shape = Field[tuple[int, int] | None](None, "decision_shape")
    one = Field(0, "decision_one")  # the classes of a strip
    other = Field(1, "decision_other")
    # the features of a slice; None for those that tell most
    across = Field[int | None](None, "decision_across")
    up = Field[int | None](None, "decision_up")
    held = Field(HELD[0], "decision_held")
    new_class = Field(0, "decision_class")  # of a sample that is added


class SamplesFields(FieldGroup):
    part = Field("training", "results_part")  # or ``test``: the samples held out
    order = Field("table", "results_order")
    only_wrong = Field(False, "results_wrong")
    cell = Field[Cell | None](None, "results_cell")  # the only one whose samples are shown


class LandscapeFields(FieldGroup):
    surface = Field(False)  # in place of contours


class CompareFields(FieldGroup):
    mode = Field(MODES[0], "compare_mode")
    run = Field(0, "compare_run")  # the number of the one that is renamed, pinned, removed, loaded
    name = Field("", "compare_name")
    before = Field(0, "compare_before")  # the numbers of two runs; 0 for the last but one
    after = Field(0, "compare_after")  # and 0 for the last
    sweep_kind = Field("learning_rate")
    sweep_value = Field[float | None](None)  # the one that is to be taken over


class PadFields(FieldGroup):
    centred = Field(True, "pad_centre")  # and scaled as the samples are
    label = Field("", "pad_label")  # of a sample that is added
    heard = Field(0, "pad_heard")  # the number of what was written last


class LessonFields(FieldGroup):
    answer = Field("", "lesson_answer")  # to the question of the step
    name = Field("", "hand_in_name")  # of who hands in


class WorksheetFields(FieldGroup):
    copies = Field(1, "worksheet_copies")
    with_seeds = Field(False, "worksheet_seeds")  # of their own


def parameter_of(chosen: Entry | None, dataset: Dataset, step: Step) -> Entry:
    """The entry of W or b that was chosen, else the one that ``step`` moves most."""
    if chosen and chosen.row < dataset.n_classes and chosen.column < dataset.n_features:
        return chosen
    return Entry(*steepest(step.gradient))


def pictures_of(n_features: int, n_classes: int) -> list[str]:
    """The pictures of *Decision* that say something of such a classifier, an exact one first."""
    of_scores = {2: "strip", 3: "logits"}.get(n_classes, "heatmap")
    of_features = {1: ["line"], 2: ["plane"]}.get(n_features, [])
    space = ["space"] if n_features == 3 else []
    slices = ["slice"] if n_features > 2 else []
    pairs = ["strip"] if n_classes > 2 else []
    return [*of_features, of_scores, *space, *slices, *pairs]


def settle_picture(fields: DecisionFields, dataset: Dataset) -> None:
    """Bring the picture chosen within what there is for ``dataset``.

    Whoever looked at the first one for the table before gets the first one again.
    """
    before, shape = fields.shape, (dataset.n_features, dataset.n_classes)
    pictures = pictures_of(*shape)
    was_first = before not in (None, shape) and fields.picture == pictures_of(*before)[0]
    if was_first or fields.picture not in pictures:
        fields.picture = pictures[0]
    fields.shape = shape
