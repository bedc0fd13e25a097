"""Questions answered from one step: where one text takes the place of another."""

from dataclasses import replace

import pytest
import torch

from playground.core.dataset import Dataset
from playground.core.insight.questions.answer import Asked
from playground.core.insight.questions.of_the_step import (
    AS_ONE,
    EVEN,
    LARGE,
    _sums,
    _unevenness,
    loss_value,
    not_zero,
    scale,
)
from playground.core.model import Parameters
from tests.core.insight.test_questions import ask, number, table, trained


@pytest.mark.parametrize(("larger", "variant"), [(0.0, "even"), (5e-7, "even"), (0.25, "uneven")])
def test_features_are_of_about_one_size_up_to_a_bound(larger: float, variant: str) -> None:
    run = trained(table([[1.0, EVEN + larger], [-1.0, -EVEN - larger]], [0, 1]), 0)
    assert ask("scale", run).variant == variant


@pytest.mark.parametrize("largest", [1e-3, 1.0, LARGE, 1001.0, 9999.0, 10_001.0, 3e30])
def test_the_constant_added_is_1_or_the_largest_power_of_ten_that_keeps_the_shift_small(
    largest: float,
) -> None:
    added = number(ask("differences", trained(table([[largest], [0.0]], [0, 1]), 0)), "added")
    if largest <= LARGE:
        assert added == 1
    else:
        assert added * largest <= LARGE * (1 + 1e-6) < 10 * added * largest


def test_a_loss_above_what_probabilities_can_reach_is_wild() -> None:
    table_of = table([[50.0], [-50.0]], [0, 1])
    run = trained(table_of, 0)
    right, wrong = (run.dataset.targets, 1 - run.dataset.targets)
    logits = torch.nn.functional.linear(table_of.features, *run.parameters)
    is_wrong = (logits.argmax(1) == wrong).all()
    flipped = trained(table([[50.0], [-50.0]], (right if is_wrong else wrong).tolist()), 0)
    found = ask("softmax_before", flipped)
    assert number(found, "loss") > number(found, "ceiling")
    assert found.variant == "wild"


@pytest.mark.parametrize(
    ("lowest", "highest", "kind"),
    [
        (1.0, 1 + 0.9 * AS_ONE, "equal"),
        (1 - 0.9 * AS_ONE, 1.0, "equal"),
        (1.0, 1 + 1.1 * AS_ONE, "differ"),
        (1 - 1.1 * AS_ONE, 1.0, "differ"),
        (4.0, 4 * (1 + 0.9 * AS_ONE), "alike"),
        (4.0, 4 * (1 + 1.1 * AS_ONE), "differ"),
    ],
)
def test_sums_that_are_the_same_on_the_screen_are_said_to_be(
    lowest: float, highest: float, kind: str
) -> None:
    assert _sums(lowest, highest) == kind


@pytest.mark.parametrize(("noise", "variant"), [(0.0, "zero"), (1e-7, "zero"), (1e-2, "cancel")])
def test_what_the_pulls_cancel_out_to_is_0_beside_them(noise: float, variant: str) -> None:
    run = trained(table([[1.0, 10.0], [1.0, -10.0], [1.0, 10.0], [1.0, -10.0]], [0, 0, 1, 1]), 0)
    step = run.look_into(0, 0)
    halves = torch.tensor([[-0.5, 0.5]] * 2 + [[0.5, -0.5]] * 2)
    slopes = torch.tensor([[noise, noise / 10], [0.0, 0.0]])
    gradient = Parameters(slopes, torch.zeros(2))
    seen = Asked(run, replace(step, sample_slopes=halves, gradient=gradient), 0, None)
    assert scale(seen).variant == variant


@pytest.mark.parametrize(("loss", "variant"), [(0.0, "zero"), (1e-9, "zero"), (1e-3, "right")])
def test_a_loss_is_0_up_to_rounding(loss: float, variant: str) -> None:
    run = trained(table([[1000.0], [-1000.0]], [0, 1]), 1000, learning_rate=1.0)
    step = replace(run.look_into(run.epoch, 0), loss=loss)
    assert not_zero(Asked(run, step, 0, None)).variant == variant


@pytest.mark.parametrize(("p", "variant"), [(0.0, "underflow"), (1e-40, "underflow")])
def test_a_probability_without_digits_is_too_small(p: float, variant: str) -> None:
    run = trained(table([[1.0], [-1.0]], [0, 1]), 0)
    step = replace(run.look_into(0, 0), probabilities=torch.full((2, 2), p))
    assert loss_value(Asked(run, step, 0, None)).variant == variant


def test_a_large_feature_whose_slope_is_no_larger_cancels() -> None:
    sizes = torch.tensor([1.0, 10.0])
    for slopes in ([1.0, 1.0], [1.0, 1 + 1e-8], [2.0, 1.0]):
        assert _unevenness(sizes, torch.tensor(slopes), 1, 0) == "cancel"


def test_an_index_is_named_as_such_only_if_all_labels_are_numbered_in_order() -> None:
    features, targets = torch.tensor([[0.0], [1.0]]), torch.tensor([0, 1])
    for names, expected in ((("0", "1"), "numbers"), (("1", "2"), "names"), (("1", "0"), "names")):
        run = trained(Dataset(features, targets, ("x",), names), 0)
        assert ask("label_index", run, 1).variant == expected
