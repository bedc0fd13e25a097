"""What was guessed of a run before it began, and how far off that was.

In one word, as an address and a lesson have it: ``loss_0.3``, ``accuracy_0.9``, ``class_1_2`` (the
first query vector gets the second class), ``course_falls``, ``weight_1_3`` (of the first class, the
third feature), ``border_x1_y1_x2_y2`` (a line through two points of the table's two features).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from torch import Tensor

from playground.core.dataset import Dataset
from playground.core.insight.decision import (
    Border,
    Range,
    borders,
    line_through,
    range_of,
)
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
MOST_PLACES = 10**6
LARGEST = 1e38  # of its numbers, as in a table


class Guess(NamedTuple):
    """One of `GUESSES` and what it says: numbers, places counted from 1, or a word."""

    kind: str
    values: tuple[Any, ...]

    @property
    def text(self) -> str:
        """In one word."""
        shown = (
            f"{value:.{MOST_DIGITS}g}" if isinstance(value, float) else str(value)
            for value in self.values
        )
        return "_".join([self.kind, *shown])

    def fits(self, dataset: Dataset, n_vectors: int) -> bool:
        """Whether there is what it speaks of."""
        kind = GUESSES[self.kind]
        counts = kind.counts(dataset, n_vectors) if kind.counts else self.values
        has_place = all(value <= most for value, most in zip(self.values, counts, strict=True))
        return has_place and kind.applies(dataset, n_vectors)


@dataclass(frozen=True)
class Verdict:
    """What came of a guess."""

    code: str  # names the sentence: the text ``guess_<code>``
    fields: dict[str, Any]  # fill the sentence's placeholders
    is_right: bool  # or as near as one can expect
    off: float = 0.0  # by how much, in its own measure; 0 where there is none
    why: str = ""  # names another sentence, ``guess_why_<why>``, if there is one
    more: dict[str, Any] = field(default_factory=dict)  # and fill that one's


def read_guess(text: str) -> Guess | None:
    """The guess that such a word says; None when it says none."""
    name, *parts = text[:200].split("_")
    kind = GUESSES.get(name)
    values = kind.read(parts) if kind and text.isascii() else None
    return None if values is None else Guess(name, values)


def verdict(guess: Guess, run: TrainingRun, query_features: Tensor) -> Verdict:
    """What came of a guess in a run that has ended; it has to fit the run's samples.

    ``query_features``: [n_vectors, n_features] float32, as typed.
    """
    if run.diverged and guess.kind != "course":
        return Verdict("diverged", {"epoch": run.epoch}, False, math.inf)
    return GUESSES[guess.kind].judge(guess.values, run, query_features)


# --- numbers at the end -----------------------------------------------------------------------


def _loss(values: tuple[float], run: TrainingRun, _: Tensor) -> Verdict:
    (guess,), loss = values, run.loss_history[-1]
    off = abs(guess - loss)
    fields = {"loss": loss, "guess": guess, "off": float(f"{off:.2g}")}
    code = "loss_above" if loss > guess else "loss_below"
    why = "loss" if run.objective.is_plain else ""
    more = {"loss": loss, "p": math.exp(-loss)}  # of the samples' own classes, on average
    return Verdict(code, fields, off <= max(CLOSE * loss, 1e-4), off, why, more)


def _accuracy(values: tuple[float], run: TrainingRun, _: Tensor) -> Verdict:
    (guess,), accuracy = values, run.accuracy_history[-1]
    n, off = run.prepared.training.n_samples, abs(guess - accuracy)
    fields = {
        "accuracy": accuracy,
        "accuracy_guess": guess,
        "right": round(n * accuracy),
        "n": n,
        "off": float(f"{100 * off:.4g}"),  # in hundredths
    }
    is_right = n * off <= 0.5 + ROUNDING  # no other count of samples comes nearer
    code = "accuracy_above" if accuracy > guess else "accuracy_below"
    return Verdict("accuracy_right" if is_right else code, fields, is_right, off, "accuracy")


def _class(values: tuple[int, int], run: TrainingRun, features: Tensor) -> Verdict:
    vector, guess = values
    answer, names = run.predict(features[vector - 1 : vector], run.epoch), run.dataset.class_names
    predicted, p = int(answer.predicted_class[0]), answer.probabilities[0].tolist()
    z = answer.logits[0].tolist()
    fields = {"vector": vector, "name": names[predicted], "p": p[predicted]}
    if predicted == guess - 1:
        return Verdict("class_right", fields, True)
    fields["guess"] = names[guess - 1]
    more = {"z": z[predicted], "z_guess": z[guess - 1]}
    return Verdict("class_wrong", fields, False, 0, "class", fields | more)


def course_of(run: TrainingRun) -> str:
    """How the loss went, one of `COURSES`."""
    losses = run.loss_history
    if run.diverged or leaps(losses):
        return "leaps"
    return "falls" if losses[-1] < FALL * losses[0] else "stays"


def _course(values: tuple[str], run: TrainingRun, _: Tensor) -> Verdict:
    course = course_of(run)
    fields = {"first": run.loss_history[0], "last": run.loss_history[-1]}
    fields["highest"] = max(filter(math.isfinite, run.loss_history), default=math.nan)
    return Verdict(course, fields, values[0] == course, 0, course)


# --- W and the plane --------------------------------------------------------------------------


def _weight(values: tuple[int, int], run: TrainingRun, _: Tensor) -> Verdict:
    growth = run.parameters.weight.double() - run.parameters_at(0).weight.double()
    row, column = divmod(int(growth.argmax()), growth.shape[1])
    most, guess = growth[row, column].item(), growth[values[0] - 1, values[1] - 1].item()
    names, features = run.dataset.class_names, run.dataset.feature_names
    fields = {"name": names[row], "feature": features[column], "most": most, "grown": guess}
    if most <= 0:
        return Verdict("weight_none", {}, False)
    is_right = guess >= (1 - ROUNDING) * most
    code = "weight_right" if is_right else "weight_wrong"
    return Verdict(code, fields, is_right, most - guess, "weight")


def _border(values: tuple[float, ...], run: TrainingRun, _: Tensor) -> Verdict:
    """By the mean distance of the line from the nearest border, where the samples are."""
    ranges = [range_of(column.numpy()) for column in run.dataset.features.double().t()]
    found = borders(in_typed_units(run.parameters, run.prepared.scaling), *ranges)
    if not found:
        return Verdict("border_none", {}, False, math.inf)
    ends = line_through(values, *ranges) or (values[:2], values[2:])
    start, end = (_in_unit_square(end, ranges) for end in ends)
    line = np.linspace(start, end, POINTS)
    off = float(np.min([_distances(line, border, ranges) for border in found], axis=0).mean())
    return Verdict("border", {"share_off": float(f"{off:.2g}")}, off <= NEAR, off, "border")


def _in_unit_square(point: Sequence[float], ranges: Sequence[Range]) -> np.ndarray:
    low, high = np.transpose(ranges)
    place: np.ndarray = (np.asarray(point) - low) / (high - low)
    return place


def _distances(points: np.ndarray, border: Border, ranges: Sequence[Range]) -> np.ndarray:
    """Of each of ``points`` from a border, in the unit square."""
    start, end = (_in_unit_square(at, ranges) for at in (border.start, border.end))
    way = end - start
    share = ((points - start) @ way / (way @ way)).clip(0, 1)
    distances: np.ndarray = np.linalg.norm(points - start - share[:, None] * way, axis=1)
    return distances


# --- reading ----------------------------------------------------------------------------------


def _numbers(
    count: int, low: float, high: float, kind: type[float] = float
) -> Callable[[Sequence[str]], tuple | None]:
    def read(parts: Sequence[str]) -> tuple[float, ...] | None:
        try:
            values = tuple(map(kind, parts))
        except ValueError:
            return None
        is_within = all(low <= value <= high for value in values)
        return values if len(values) == count and is_within else None

    return read


def _word(parts: Sequence[str]) -> tuple[str] | None:
    return (parts[0],) if len(parts) == 1 and parts[0] in COURSES else None


def _line(parts: Sequence[str]) -> tuple[float, ...] | None:
    values = _numbers(4, -LARGEST, LARGEST)(parts)
    return values if values and values[:2] != values[2:] else None


@dataclass(frozen=True)
class GuessKind:
    """One thing that can be guessed; its words are the texts ``guess_of_<kind>`` and so on."""

    read: Callable[[Sequence[str]], tuple | None]  # what follows its name, None if it makes none
    judge: Callable[[Any, TrainingRun, Tensor], Verdict]
    # for samples, and so many query vectors: whether there is such a thing
    applies: Callable[[Dataset, int], bool] = lambda dataset, n_vectors: True
    # of a place in a table: how many rows and columns there are
    counts: Callable[[Dataset, int], tuple[int, int]] | None = None


GUESSES: dict[str, GuessKind] = {
    "loss": GuessKind(_numbers(1, 0, LARGEST), _loss),
    "accuracy": GuessKind(_numbers(1, 0, 1), _accuracy),
    "class": GuessKind(
        _numbers(2, 1, MOST_PLACES, int),
        _class,
        applies=lambda dataset, n_vectors: n_vectors > 0,
        counts=lambda dataset, n_vectors: (n_vectors, dataset.n_classes),
    ),
    "course": GuessKind(_word, _course),
    "weight": GuessKind(
        _numbers(2, 1, MOST_PLACES, int),
        _weight,
        counts=lambda dataset, _: (dataset.n_classes, dataset.n_features),
    ),
    "border": GuessKind(_line, _border, applies=lambda dataset, _: dataset.n_features == 2),
}
