"""What is chosen in the views, or what they fall back on."""

from types import SimpleNamespace
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from playground.core.model import Parameters
from playground.core.step import steepest
from playground.session.fields import Fields
from playground.session.view_fields import (
    DecisionFields,
    Entry,
    parameter_of,
    pictures_of,
    settle_picture,
)

DATASET: Any = SimpleNamespace(n_classes=3, n_features=4)


def a_step(row: int, column: int, value: float = -5.0) -> Any:
    """Whose gradient is largest at one place of W, and larger yet at b."""
    weight = torch.linspace(-1, 1, 12).reshape(3, 4)
    weight[row, column] = value
    return SimpleNamespace(gradient=Parameters(weight, torch.full((3,), 9.0)))


@given(st.integers(0, 2), st.integers(0, 3), st.sampled_from([-5.0, 7.0]))
def test_unless_another_was_chosen_it_is_the_weight_that_a_step_moves_most(
    row: int, column: int, value: float
) -> None:
    step = a_step(row, column, value)
    assert steepest(step.gradient) == ("weight", row, column)
    assert parameter_of(None, DATASET, step) == ("weight", row, column)


def test_what_is_no_number_is_not_the_steepest() -> None:
    step = a_step(1, 2)
    step.gradient.weight[:] /= 100
    for row, bad in enumerate((torch.nan, torch.inf, -torch.inf)):
        step.gradient.weight[row, 0] = bad
    assert steepest(step.gradient) == ("weight", 1, 2)


@pytest.mark.parametrize(
    ("chosen", "has_it"),
    [
        *((("weight", 0, 0), True), (("weight", 2, 3), True), (("bias", 2, 0), True)),
        *((("weight", 3, 0), False), (("weight", 0, 4), False), (("bias", 3, 0), False)),
    ],
)
def test_an_entry_that_was_chosen_is_shown_as_long_as_the_model_has_it(
    chosen: tuple[str, int, int], has_it: bool
) -> None:
    found = parameter_of(Entry(*chosen), DATASET, a_step(1, 1))
    assert found == (chosen if has_it else ("weight", 1, 1))


@given(st.integers(1, 8), st.integers(2, 6))
def test_space_is_a_picture_of_three_features_alone(n_features: int, n_classes: int) -> None:
    assert ("space" in pictures_of(n_features, n_classes)) is (n_features == 3)


@pytest.mark.parametrize(
    ("chosen", "before", "shape", "shown"),
    [
        *[("", None, (3, 2), "strip"), ("nonsense", None, (3, 2), "strip")],
        *[("strip", (3, 2), (2, 3), "plane"), ("strip", (4, 3), (5, 3), "strip")],
        *[("slice", (4, 3), (13, 3), "slice"), ("slice", (4, 3), (2, 3), "plane")],
        *[("slice", None, (4, 3), "slice"), ("plane", (2, 3), (4, 3), "logits")],
    ],
)
def test_another_table_has_its_own_first_picture_or_the_one_that_was_chosen(
    chosen: str, before: tuple[int, int] | None, shape: tuple[int, int], shown: str
) -> None:
    fields = DecisionFields(Fields({}, {"decision_picture": chosen, "decision_shape": before}))
    dataset: Any = SimpleNamespace(n_features=shape[0], n_classes=shape[1])
    settle_picture(fields, dataset)
    assert (fields.picture, fields.shape) == (shown, shape)
