"""What came of a guess, held against runs and computations of its own."""

import math
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import example as at
from hypothesis import given
from hypothesis import strategies as st

from playground.core.experiment import Experiment
from playground.core.insight.guess import COURSES, Guess, Verdict, read_guess, verdict
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing.examples import examples
from tests.core.samples import dataset_of, example
from tests.core.test_run import overflowing_dataset

NOTE = torch.tensor([[0.5, 5.0, 500.0], [1.0, 1.0, 1.0]])


def ended(name: str = "note", **changes: Any) -> TrainingRun:
    settings = TrainingSettings(**{**examples()[name].settings(), **changes})
    run = Experiment(example(name), settings).start()
    run.advance(settings.epochs)
    return run


def read(text: str) -> Guess:
    guess = read_guess(text)
    assert guess
    return guess


def of(text: str, run: TrainingRun, vectors: torch.Tensor = NOTE) -> Verdict:
    return verdict(read(text), run, vectors)


NO_GUESS = (
    " __class__ course course_rises class_1 class_1_x border_1_2_3 loss_ loss_nan loss_-1"
    " loss_1e999 loss_1e5e5 loss_0.3_0.4 accuracy_1.01 accuracy_-0.01"
    " border_1_2_3_1e39 border_1_2_3_-1e39"
)


@pytest.mark.parametrize("text", NO_GUESS.split(" "))
def test_of_any_other_word_there_is_no_guess(text: str) -> None:
    assert read_guess(text) is None


NOT_THERE = (
    "class_3_1 class_1_3 class_0_1 class_1_0 weight_3_1 weight_1_4 weight_1_0 border_0_0_1_1"
)


@pytest.mark.parametrize("text", NOT_THERE.split())
def test_a_guess_of_what_is_not_there_does_not_fit(text: str) -> None:
    assert not read(text).fits(example("note"), 2)


def test_the_class_of_a_query_vector_can_be_guessed_of_the_first_50_there_are() -> None:
    for vector, n_vectors, fits in [(1, 0, False), (50, 100, True), (51, 100, False)]:
        assert read(f"class_{vector}_1").fits(example("note"), n_vectors) is fits


def test_a_loss_is_right_within_a_tenth() -> None:
    run = ended()
    loss = run.loss_history[-1]
    for factor, is_right in [(0.85, False), (0.95, True), (1.05, True), (1.15, False)]:
        found = of(f"loss_{factor * loss}", run)
        assert found.is_right is is_right
        assert found.code == ("loss_above" if factor < 1 else "loss_below")
        assert found.off == pytest.approx(abs(factor - 1) * loss, rel=1e-6)


def test_a_loss_is_e_to_the_minus_of_a_probability_unless_it_has_options() -> None:
    run = ended()
    found = of("loss_1", run)
    own = run.predict(run.dataset.features, 999).logits.double().softmax(1)
    own = own[torch.arange(10), run.dataset.targets]
    assert found.fields["p"] == pytest.approx(own.log().mean().exp().item(), rel=1e-5)
    assert (found.why, of("loss_1", ended(label_smoothing=0.1)).why) == ("loss", "")


def test_an_accuracy_is_right_if_no_other_count_of_samples_comes_nearer() -> None:
    run, n = ended("xor"), 4
    right = round(n * run.accuracy_history[-1])
    for guess in np.linspace(0, 1, 41).tolist():
        found = of(f"accuracy_{guess:.4f}", run)
        nearest = abs(n * guess - right) <= 0.5 + 1e-6
        ends = "right" if nearest else "above" if guess < right / n else "below"
        assert (found.is_right, found.code) == (nearest, f"accuracy_{ends}")
        assert found.fields["off"] == pytest.approx(100 * abs(guess - right / n))
        assert found.fields["right"] == right


def test_a_class_is_that_of_the_largest_score() -> None:
    run = ended()
    z = NOTE.double() @ run.parameters.weight.double().t() + run.parameters.bias.double()
    for vector, scores in enumerate(z, start=1):
        best = int(scores.argmax()) + 1
        right, wrong = (of(f"class_{vector}_{guess}", run) for guess in (best, 3 - best))
        assert (right.is_right, wrong.is_right) == (True, False)
        assert wrong.fields["p"] == pytest.approx(scores.softmax(0).max().item(), rel=1e-4)
        assert wrong.fields["z"] > wrong.fields["z_guess"]


@pytest.mark.parametrize(
    ("name", "changes", "course"),
    [
        ("note", {}, "falls"),
        ("iris", {"learning_rate": 10.0}, "leaps"),
        ("xor", {}, "stays"),
        ("iris", {"learning_rate": 1000.0, "epochs": 1}, "stays"),  # as far as it was trained
    ],
)
def test_the_course_is_how_the_loss_went(name: str, changes: dict, course: str) -> None:
    run = ended(name, **changes)
    assert [kind for kind in COURSES if of(f"course_{kind}", run).is_right] == [course]


def test_a_run_that_diverged_has_leapt_and_no_other_guess_is_right() -> None:
    run = TrainingRun(overflowing_dataset(), TrainingSettings(learning_rate=1000.0))
    run.advance(1000)
    assert of("course_leaps", run).is_right
    for text in ("loss_1", "accuracy_1", "class_1_1", "weight_1_1"):
        found = of(text, run)
        assert (found.code, found.is_right, found.off) == ("diverged", False, math.inf)


def test_the_weight_that_grows_most_is_the_one_whose_difference_is_largest() -> None:
    run = ended("iris")
    growth = (run.parameters.weight.double() - run.parameters_at(0).weight.double()).numpy()
    for (row, column), grown in np.ndenumerate(growth):
        found = of(f"weight_{row + 1}_{column + 1}", run)
        is_right = bool(grown == growth.max())
        assert (found.is_right, found.code == "weight_right") == (is_right, is_right)
        assert found.off == pytest.approx(growth.max() - grown)


def test_of_weights_that_stay_each_has_grown_as_much() -> None:
    run = TrainingRun(dataset_of([[0.0], [0.0]], [0, 1]), TrainingSettings())
    run.advance(1000)
    assert all(of(f"weight_{row}_1", run).is_right for row in (1, 2))


@pytest.fixture(scope="module")
def plane() -> TrainingRun:
    return ended("unbalanced")


def test_a_line_is_right_within_a_twentieth_of_the_border(plane: TrainingRun) -> None:
    weight, bias = (part.double() for part in plane.parameters)
    (a, b), c = (weight[1] - weight[0]).tolist(), (bias[1] - bias[0]).item()
    height = plane.dataset.features[:, 1]
    side = 1.16 * (height.max() - height.min()).item()
    off = []
    for shift, is_right in [(0.0, True), (0.02, True), (0.2, False)]:
        start, end = (-(a * x + c) / b + shift * side for x in (0, 1))
        found = of(f"border_0_{start!r}_1_{end!r}", plane)
        assert found.is_right is is_right
        off.append(found.off)
    assert off[0] == pytest.approx(0, abs=1e-6)
    assert 0 < off[1] < 0.05 < off[2] <= 0.2


def test_without_a_border_among_the_samples_no_line_is_right() -> None:
    run = TrainingRun(dataset_of([[0.0, 1.0], [1.0, 0.0]], [0, 0], 2), TrainingSettings())
    run.advance(1000)
    found = of("border_0_0_1_1", run)
    assert (found.code, found.is_right) == ("border_none", False)


@given(st.tuples(*[st.floats(-1e38, 1e38)] * 4))
@at((1.0, 2.0, 1.0, 2.0))
def test_any_line_is_held_against_the_border(plane: TrainingRun, values: tuple) -> None:
    assert verdict(Guess("border", values), plane, NOTE).off >= 0
