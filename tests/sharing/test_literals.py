import ast
import math

import numpy as np
import pytest
import torch
from hypothesis import example, given
from hypothesis import strategies as some

from playground.sharing.literals import LINE_LENGTH, in_lines, number, quoted, shortest

float32s = some.floats(width=32, allow_nan=False, allow_infinity=False)


def digits(text: str) -> int:
    return len(text.split("e")[0].replace(".", "").lstrip("-0").rstrip("0"))


@given(value=float32s)
@example(value=-0.0)
@example(value=torch.finfo(torch.float32).max)
@example(value=1e-45)
def test_a_float32_is_read_back_to_the_bit(value: float) -> None:
    value = torch.tensor(value).item()
    read = torch.tensor([ast.literal_eval(shortest(value))], dtype=torch.float32).item()
    assert read == value
    assert math.copysign(1, read) == math.copysign(1, value)


@given(value=float32s)
def test_a_float32_has_as_few_digits_as_numpy_finds(value: float) -> None:
    assert digits(shortest(value)) <= digits(np.format_float_scientific(np.float32(value)))


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.3, "0.3"), (100, "100"), (1.1, "1.1"), (1e20, "1e20"), (1e-5, "1e-5"), (-2, "-2")],
)
def test_a_float32_is_written_as_people_write_it(value: float, text: str) -> None:
    assert shortest(torch.tensor(value, dtype=torch.float32).item()) == text


@given(value=some.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_back_to_the_bit(value: float) -> None:
    read = float(ast.literal_eval(number(value)))
    assert (read, math.copysign(1, read)) == (value, math.copysign(1, value))


@given(text=some.text(some.characters(codec=None)) | some.text(some.sampled_from("\"'\\n{}")))
@example(text="\ud800")
@example(text="\u202e\ufeff\x00\r\n")
def test_a_text_is_read_back_and_stays_in_its_line(text: str) -> None:
    assert ast.literal_eval(quoted(text)) == text
    assert quoted(text).isprintable()


@pytest.mark.parametrize("more", [-1, 0, 1])
@pytest.mark.parametrize("indent", ["", "    "])
def test_what_just_fits_in_a_line_is_not_broken(more: int, indent: str) -> None:
    """As ruff leaves it."""
    item = "1" * (LINE_LENGTH + more - len(f"{indent}call(2, )"))
    lines = ["call(", "    2,", f"    {item},", ")"] if more > 0 else [f"call(2, {item})"]
    assert in_lines("call(", ["2", item], ")", indent) == [indent + line for line in lines]


@pytest.mark.parametrize(("letter", "n_lines"), [("a", 1), ("列", 4)])
def test_a_list_of_letters_that_may_be_two_columns_wide_is_broken_early(
    letter: str, n_lines: int
) -> None:
    items = [f'"{letter * 20}"', f'"{letter * 20}"']
    assert len(in_lines("names = [", items, "]")) == n_lines
