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

NOTE = torch.tensor([[0.5, 5.0, 500.0], [1.0, 1.0, 1.0]])


def ended(name: str = "note", **changes: Any) -> TrainingRun:
    settings = TrainingSettings(**{**examples()[name].settings(), **changes})
    run = Experiment(example(name), settings).start()
    run.advance(settings.epochs)
    return run


def of(text: str, run: TrainingRun, vectors: torch.Tensor = NOTE) -> Verdict:
    guess = read_guess(text)
    assert guess
    assert guess.fits(run.dataset, len(vectors))
    return verdict(guess, run, vectors)


@pytest.mark.parametrize(
    "text",
    [
        *("", "__class__", "course", "course_rises", "class_1", "class_1_x", "border_1_2_3"),
        *("loss_", "loss_nan", "loss_-1", "loss_1e999", "loss_1e5e5", "loss_0.3_0.4"),
        *("accuracy_1.01", "accuracy_-0.01", "border_1_2_3_1e39", "border_1_2_3_-1e39"),
    ],
)
def test_of_any_other_word_there_is_no_guess(text: str) -> None:
    assert read_guess(text) is None


@pytest.mark.parametrize(
    ("texts", "name", "n_vectors"),
    [
        ("class_3_1 class_1_3 class_0_1 weight_3_1 weight_1_4 weight_-1_1", "note", 2),
        ("border_0_0_1_1 class_1_1", "note", 0),
        ("class_51_1", "blobs", 100),
    ],
)
def test_a_guess_of_what_is_not_there_does_not_fit(texts: str, name: str, n_vectors: int) -> None:
    for guess in map(read_guess, texts.split()):
        assert guess
        assert not guess.fits(example(name), n_vectors)


def test_a_loss_is_right_within_a_tenth_and_is_e_to_the_minus_of_a_probability() -> None:
    run = ended()
    loss = run.loss_history[-1]
    for factor, is_right in [(0.85, False), (0.95, True), (1.05, True), (1.15, False)]:
        found = of(f"loss_{factor * loss}", run)
        assert found.is_right is is_right
        assert found.code == ("loss_above" if factor < 1 else "loss_below")
        assert found.off == pytest.approx(abs(factor - 1) * loss, rel=1e-6)
    logits = run.predict(run.dataset.features, 999).logits.double()
    own = logits.softmax(1)[torch.arange(10), run.dataset.targets]
    assert found.fields["p"] == pytest.approx(own.log().mean().exp().item(), rel=1e-5)


def test_of_a_loss_with_options_no_probability_is_told() -> None:
    assert of("loss_1", ended(label_smoothing=0.1)).why == ""


def test_an_accuracy_is_right_if_no_other_count_of_samples_comes_nearer() -> None:
    run, n = ended("xor"), 4
    right = round(n * run.accuracy_history[-1])
    for guess in np.linspace(0, 1, 41).tolist():
        found = of(f"accuracy_{guess:.4f}", run)
        nearest = abs(n * guess - right) <= 0.5 + 1e-6
        assert found.is_right is nearest
        ends = "right" if nearest else "above" if guess < right / n else "below"
        assert found.code == f"accuracy_{ends}"
        assert found.fields["off"] == pytest.approx(100 * abs(guess - right / n))
    assert found.fields["right"] == right


def test_a_class_is_that_of_the_largest_score() -> None:
    run = ended()
    z = NOTE.double() @ run.parameters.weight.double().t() + run.parameters.bias.double()
    for vector in (1, 2):
        best = int(z[vector - 1].argmax()) + 1
        assert of(f"class_{vector}_{best}", run).is_right
        wrong = of(f"class_{vector}_{3 - best}", run)
        assert not wrong.is_right
        assert wrong.fields["p"] == pytest.approx(z[vector - 1].softmax(0).max().item(), rel=1e-4)
        assert wrong.fields["z"] > wrong.fields["z_guess"]


@pytest.mark.parametrize(
    ("name", "changes", "course"),
    [
        ("note", {}, "falls"),
        ("iris", {"learning_rate": 10.0}, "leaps"),
        ("note", {"learning_rate": 1e-6}, "stays"),
        ("xor", {}, "stays"),
        ("iris", {"learning_rate": 1000.0, "epochs": 1}, "stays"),  # as far as it was trained
    ],
)
def test_the_course_is_how_the_loss_went(name: str, changes: dict, course: str) -> None:
    run = ended(name, **changes)
    assert [kind for kind in COURSES if of(f"course_{kind}", run).is_right] == [course]


def test_a_run_that_diverged_has_leapt_and_no_other_guess_is_right() -> None:
    data = dataset_of([[1e38], [-1e38], [2e38]], [0, 1, 1])
    run = TrainingRun(data, TrainingSettings(learning_rate=1000.0))
    run.advance(1000)
    assert run.diverged
    assert of("course_leaps", run, NOTE[:, :1]).is_right
    for text in ("loss_1", "accuracy_1", "class_1_1", "weight_1_1"):
        found = of(text, run, NOTE[:, :1])
        assert (found.code, found.is_right, found.off) == ("diverged", False, math.inf)


def test_the_weight_that_grows_most_is_the_one_whose_difference_is_largest() -> None:
    run = ended("iris")
    start = run.parameters_at(0).weight.double()
    growth = (run.parameters.weight.double() - start).tolist()
    most = max(map(max, growth))
    for row, grown in enumerate(growth):
        for column, value in enumerate(grown):
            found = of(f"weight_{row + 1}_{column + 1}", run)
            assert found.is_right is (value == most)
            assert found.off == pytest.approx(most - value)


def test_of_weights_that_stay_each_has_grown_as_much() -> None:
    run = TrainingRun(dataset_of([[0.0], [0.0]], [0, 1]), TrainingSettings())
    run.advance(1000)
    assert all(of(f"weight_{row}_1", run, NOTE[:, :1]).is_right for row in (1, 2))


@pytest.fixture(scope="module")
def plane() -> TrainingRun:
    return ended("unbalanced")


def border_of(run: TrainingRun, shift: float = 0.0) -> str:
    """The border of two classes, moved up by ``shift``, by two points a unit apart."""
    weight, bias = (part.double() for part in run.parameters)
    (a, b), c = (weight[1] - weight[0]).tolist(), (bias[1] - bias[0]).item()
    return "_".join(f"{v!r}" for x in (0.0, 1.0) for v in (x, -(a * x + c) / b + shift))


def test_a_line_on_the_border_is_right_and_one_beside_it_is_as_far_off_as_it_lies(
    plane: TrainingRun,
) -> None:
    on = of(f"border_{border_of(plane)}", plane)
    assert on.is_right
    assert on.off == pytest.approx(0, abs=1e-6)
    height = plane.dataset.features[:, 1]
    side = 1.16 * (height.max() - height.min()).item()
    near, far = (of(f"border_{border_of(plane, shift * side)}", plane) for shift in (0.02, 0.2))
    assert 0 < near.off < 0.05 < far.off <= 0.2
    assert (near.is_right, far.is_right) == (True, False)


def test_without_a_border_among_the_samples_no_line_is_right() -> None:
    run = TrainingRun(dataset_of([[0.0, 1.0], [1.0, 0.0]], [0, 0], 2), TrainingSettings())
    run.advance(1000)
    assert of("border_0_0_1_1", run, NOTE[:, :2]).code == "border_none"


@given(st.tuples(*[st.floats(-1e38, 1e38)] * 4))
@at((1.0, 2.0, 1.0, 2.0))
def test_any_line_is_held_against_the_border(plane: TrainingRun, values: tuple) -> None:
    assert verdict(Guess("border", values), plane, NOTE).off >= 0
