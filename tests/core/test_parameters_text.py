import pytest
import torch
from hypothesis import given
from hypothesis import strategies as some

from playground.core.model import Parameters
from playground.core.parameters_text import (
    is_parameters_text,
    of_rows,
    parameters_text,
    read_parameters,
)

FLOATS = some.floats(allow_nan=False, allow_infinity=False, width=32)


@some.composite
def parameters(draw: some.DrawFn) -> Parameters:
    n_classes, n_features = draw(some.integers(2, 20)), draw(some.integers(1, 8))
    one = some.lists(FLOATS, min_size=n_features + 1, max_size=n_features + 1)
    rows = torch.tensor(draw(some.lists(one, min_size=n_classes, max_size=n_classes)))
    return Parameters(rows[:, :-1], rows[:, -1])


@given(parameters())
def test_any_finite_parameters_come_back_to_the_same_bits(own: Parameters) -> None:
    back = read_parameters(parameters_text(own))
    for before, after in zip(own, back, strict=True):
        assert before.dtype == after.dtype == torch.float32
        assert before.shape == after.shape
        assert before.contiguous().numpy().tobytes() == after.numpy().tobytes()


def test_a_number_has_no_more_digits_than_it_needs() -> None:
    own = Parameters(torch.tensor([[0.1, -2.0], [1e20, 1e-7]]), torch.tensor([1 / 3, 0]))
    assert parameters_text(own) == "0.1_-2_0.33333334~1e20_1e-07_0"


def test_parameters_that_are_not_finite_have_no_text() -> None:
    for number in (torch.inf, -torch.inf, torch.nan):
        with pytest.raises(ValueError, match="finite"):
            parameters_text(Parameters(torch.tensor([[1.0], [number]]), torch.zeros(2)))
        with pytest.raises(ValueError, match="finite"):
            parameters_text(Parameters(torch.ones(2, 1), torch.tensor([number, 0])))


@pytest.mark.parametrize(
    "text",
    [
        *("", "1", "1_2", "1~2", "1_2~3", "1_2~3_4_5", "a_b~c_d", "1_2~3_", "1_2~nan_4"),
        *("1_2~inf_4", "1_2~1e400_4", "1_2~1e39_4", "1_2~3_4;", "１_2~3_4", "1_2~3 _4"),
        "~".join(["1_2"] * 21),
        "~".join(["_".join(["1"] * 66)] * 2),
        "1_2~" + "9" * 31 + "_4",
    ],
)
def test_what_is_no_w_and_b_is_refused(text: str) -> None:
    assert not is_parameters_text(text)
    with pytest.raises(ValueError, match=r".+"):
        read_parameters(text)


def test_the_largest_classifier_is_read() -> None:
    text = "~".join(["_".join(["1"] * 65)] * 20)
    assert read_parameters(text).weight.shape == (20, 64)
    assert is_parameters_text("1_2~3_4")


def test_a_row_has_the_weights_of_a_class_and_then_its_bias() -> None:
    weight, bias = of_rows([[1, 2, 3], [4, 5, 6]])
    assert weight.tolist() == [[1, 2], [4, 5]]
    assert bias.tolist() == [3, 6]
