"""What was guessed of a run before it began, and how far off that was.

In one word, as an address and a lesson have it: ``loss_0.3``, ``accuracy_0.9``, ``class_1_2`` (the
first query vector gets the second class), ``course_falls``, ``weight_1_3`` (of the first class, the
third feature), ``border_x1_y1_x2_y2`` (a line through two points of the table's two features).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import torch
from torch import Tensor

from playground.core.dataset import Dataset
from playground.core.insight.decision import borders, line_through, range_of, ways_to_border
from playground.core.insight.remarks import leaps
from playground.core.preparation import in_typed_units
from playground.core.rounding import ROUNDING
from playground.core.run import TrainingRun

COURSES = ("falls", "leaps", "stays")  # of the loss
FALL = 0.9  # of the first loss: one that ends above has stayed
CLOSE = 0.1  # of a loss: as near as a guess can be expected to come
NEAR = 0.05  # of the picture's side, the same of a line
POINTS = 101  # of a line, at which its distance is measured
MOST_DIGITS = 12  # of a number in a guess
MOST_VECTORS = 50  # whose class can be guessed
LARGEST = 1e38  # of its numbers, as in a table


class Guess(NamedTuple):
    """One of `GUESSES` and what it says: numbers, places counted from 1, or a word."""

    kind: str
    values: tuple[Any, ...]

    @property
    def text(self) -> str:
        """In one word."""
        shown = [v if isinstance(v, str) else f"{v:.{MOST_DIGITS}g}" for v in self.values]
        return "_".join([self.kind, *shown])

    def of(self, kind: str) -> tuple[Any, ...] | None:
        """What it says, if it is of this kind."""
        return self.values if self.kind == kind else None

    def fits(self, dataset: Dataset, n_vectors: int) -> bool:
        """Whether there is what it speaks of."""
        named = enumerate(places(self.kind, dataset, n_vectors))
        is_there = all(self.values[at] in among for at, among in named)
        return is_there and self.kind in kinds_of(dataset, n_vectors)


@dataclass(frozen=True)
class Verdict:
    """What came of a guess."""

    code: str  # names the sentence: the text ``guess_<code>``
    fields: dict[str, Any]  # fill the placeholders of it, and of the one that says why
    is_right: bool  # or as near as one can expect
    off: float = 0.0  # by how much, in its own measure; 0 where there is none
    why: str = ""  # names another sentence, ``guess_why_<why>``, if there is one


def read_guess(text: str) -> Guess | None:
    """The guess that such a word says; None when it says none."""
    kind, *parts = text.split("_")
    try:
        readers = GUESSES[kind].readers
        return Guess(kind, tuple(read(part) for read, part in zip(readers, parts, strict=True)))
    except (KeyError, ValueError):
        return None


def kinds_of(dataset: Dataset, n_vectors: int) -> list[str]:
    """What can be guessed of a run of these samples, beside so many query vectors."""
    is_there = {"class": n_vectors > 0, "border": dataset.n_features == 2}
    return [kind for kind in GUESSES if is_there.get(kind, True)]


def places(kind: str, dataset: Dataset, n_vectors: int) -> tuple[range, ...]:
    """What a guess of this kind names by its number, from 1, has to be among these."""
    sizes = min(n_vectors, MOST_VECTORS), dataset.n_classes, dataset.n_features
    vectors, classes, features = (range(1, size + 1) for size in sizes)
    return {"class": (vectors, classes), "weight": (classes, features)}.get(kind, ())


def verdict(guess: Guess, run: TrainingRun, query_features: Tensor) -> Verdict:
    """What came of a guess in a run that has ended; it has to fit the run's samples.

    ``query_features``: [n_vectors, n_features] float32, as typed.
    """
    if run.diverged and guess.kind != "course":
        return Verdict("diverged", {"epoch": run.epoch}, False, math.inf)
    return GUESSES[guess.kind].judge(run, query_features, *guess.values)


# --- numbers at the end -----------------------------------------------------------------------


def _loss(run: TrainingRun, _: Tensor, guess: float) -> Verdict:
    loss = run.loss_history[-1]
    off = abs(guess - loss)
    fields = {"loss": loss, "guess": guess, "off": float(f"{off:.2g}")}
    fields["p"] = math.exp(-loss)  # of the samples' own classes, on average
    code = "loss_above" if loss > guess else "loss_below"
    why = "loss" if run.objective.is_plain else ""
    return Verdict(code, fields, off <= max(CLOSE * loss, 1e-4), off, why)


def _accuracy(run: TrainingRun, _: Tensor, guess: float) -> Verdict:
    accuracy = run.accuracy_history[-1]
    n, off = run.prepared.training.n_samples, abs(guess - accuracy)
    fields = {"accuracy": accuracy, "accuracy_guess": guess, "right": round(n * accuracy), "n": n}
    fields["off"] = float(f"{100 * off:.4g}")  # in hundredths
    is_right = n * off <= 0.5 + ROUNDING  # no other count of samples comes nearer
    code = "accuracy_above" if accuracy > guess else "accuracy_below"
    return Verdict("accuracy_right" if is_right else code, fields, is_right, off, "accuracy")


def _class(run: TrainingRun, features: Tensor, vector: int, guess: int) -> Verdict:
    answer, names = run.predict(features[vector - 1 : vector], run.epoch), run.dataset.class_names
    predicted = int(answer.predicted_class[0])
    p, z = answer.probabilities[0].tolist(), answer.logits[0].tolist()
    fields = {"vector": vector, "name": names[predicted], "p": p[predicted]}
    if predicted == guess - 1:
        return Verdict("class_right", fields, True)
    fields |= {"guess": names[guess - 1], "z": z[predicted], "z_guess": z[guess - 1]}
    return Verdict("class_wrong", fields, False, why="class")


def _course(run: TrainingRun, _: Tensor, guess: str) -> Verdict:
    losses = run.loss_history
    course = "falls" if losses[-1] < FALL * losses[0] else "stays"
    if run.diverged or leaps(losses):
        course = "leaps"
    highest = max(filter(math.isfinite, losses), default=math.nan)
    fields = {"first": losses[0], "last": losses[-1], "highest": highest}
    return Verdict(course, fields, guess == course, why=course)


# --- W and the plane --------------------------------------------------------------------------


def _weight(run: TrainingRun, _: Tensor, guessed_row: int, guessed_column: int) -> Verdict:
    growth = run.parameters.weight.double() - run.parameters_at(0).weight.double()
    row, column = divmod(int(growth.argmax()), growth.shape[1])
    most, grown = growth[row, column].item(), growth[guessed_row - 1, guessed_column - 1].item()
    names, features = run.dataset.class_names, run.dataset.feature_names
    fields = {"name": names[row], "feature": features[column], "most": most, "grown": grown}
    is_right = most - grown <= ROUNDING * abs(most)
    code = "weight_right" if is_right else "weight_wrong"
    return Verdict(code, fields, is_right, most - grown, "weight")


def _border(run: TrainingRun, _: Tensor, *values: float) -> Verdict:
    """By the mean distance of the line from the nearest border, where the samples are."""
    ranges = [range_of(column.numpy()) for column in run.dataset.features.double().t()]
    ground = in_typed_units(run.parameters, run.prepared.scaling)
    if not borders(ground, *ranges):
        return Verdict("border_none", {}, False, math.inf)
    ends = line_through(values, *ranges) or (values[:2], values[2:])
    start, end = torch.tensor(ends, dtype=torch.float64)
    line = start + torch.linspace(0, 1, POINTS, dtype=torch.float64)[:, None] * (end - start)
    off = ways_to_border(ground, line, *ranges).mean().item()
    return Verdict("border_away", {"share_off": float(f"{off:.2g}")}, off <= NEAR, off, "border")


# --- all of them ------------------------------------------------------------------------------


def _number(low: float, high: float, text: str) -> float:
    """A number within these bounds."""
    if not low <= float(text) <= high:
        raise ValueError("out of bounds")
    return float(text)


class GuessKind(NamedTuple):
    """One thing that can be guessed; its words are the texts ``guess_<kind>`` and so on."""

    judge: Callable[..., Verdict]  # takes the run, query vectors as for `verdict`, and its values
    # of its values; KeyError or ValueError for what is none
    readers: Sequence[Callable[[str], Any]]


GUESSES = {
    "loss": GuessKind(_loss, [partial(_number, 0, LARGEST)]),
    "accuracy": GuessKind(_accuracy, [partial(_number, 0, 1)]),
    "class": GuessKind(_class, [int, int]),
    "course": GuessKind(_course, [{course: course for course in COURSES}.__getitem__]),
    "weight": GuessKind(_weight, [int, int]),
    "border": GuessKind(_border, [partial(_number, -LARGEST, LARGEST)] * 4),
}
