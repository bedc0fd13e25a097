"""Numbers that are one number for float32: a remark, and what helps."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from playground.core.problem import Problem
from playground.tables.precision import subtracted
from playground.tables.reading import read_samples


def table(cells: list[str]) -> pd.DataFrame:
    """A column ``time`` beside one that is all right."""
    labels = [str(row % 2) for row in range(len(cells))]
    others = [f"0.{row}" for row in range(len(cells))]
    return pd.DataFrame({"time": cells, "x": others, "label": labels}, dtype=object)


def remarks(cells: list[str]) -> Sequence[Problem]:
    reading = read_samples(table(cells))
    assert reading.dataset is not None
    return reading.problems


def stamps(start: int, step: int, count: int = 12) -> list[str]:
    return [str(start + step * row) for row in range(count)]


ALIKE = {
    "time stamps": stamps(20240101000000, 1000),
    "some left": stamps(20240101000000, 1_000_000),
    "milliseconds": stamps(1704067200000, 60_000),
    "more digits than float64 has": stamps(12345678901234567890, 1),
    "beside 0": ["0", "0", *stamps(20240101000000, 1000)],
    "fractions": ["1.00000001", "1.00000002", "1.00000003"],
    "days": stamps(20240101, 1),
    "two": ["16777216", "16777217"],
}
UNLIKE = {
    "one number": stamps(20240101000000, 0),
    "one number in two spellings": ["20240101000000", "20240101000000.0", "2024010100e4"],
    "seconds": stamps(1704067200, 3600),
    "months": stamps(20240101, 100),
    "far apart": ["20240101000001", "1", "-7e13"],
    "rounding that does not matter": [f"{1000 + row / 7:.9f}" for row in range(100)],
    "too small for float32": ["1e-50", "2e-50"],
}


@pytest.mark.parametrize("kind", ALIKE)
def test_numbers_that_float32_cannot_tell_apart_are_remarked_on(kind: str) -> None:
    (problem,) = remarks(ALIKE[kind])
    assert (problem.code, problem.blocking) == ("look_alike", False)
    assert problem.fields["column"] == "time"
    one, other = problem.fields["one"], problem.fields["other"]
    assert {one, other} <= set(ALIKE[kind])
    assert Decimal(one) < Decimal(other)
    assert torch.tensor(float(one)) == torch.tensor(float(other))


@pytest.mark.parametrize("kind", UNLIKE)
def test_others_are_not(kind: str) -> None:
    assert remarks(UNLIKE[kind]) == []


@pytest.mark.parametrize("kind", ALIKE)
def test_what_is_advised_helps(kind: str) -> None:
    cells = ALIKE[kind]
    (problem,) = remarks(cells)
    helped = subtracted(table(cells), "time", problem.fields["one"])
    reading = read_samples(helped)
    assert reading.problems == []
    assert reading.dataset is not None
    assert len(reading.dataset.features[:, 0].unique()) == len(set(cells))


decimals = st.decimals(-(10**30), 10**30, places=10).map(str)


@given(st.lists(decimals, min_size=1, max_size=9), st.integers(-5, 5))
def test_a_difference_is_exact_and_all_other_cells_stay(cells: list[str], number: int) -> None:
    before = table(cells)
    after = subtracted(before, "time", str(number))
    for cell, less in zip(cells, after["time"], strict=True):
        assert Fraction(less) == Fraction(cell) - number
    assert after.drop(columns="time").equals(before.drop(columns="time"))


def test_cells_without_a_number_stay() -> None:
    frame = table(["5", "x"])
    frame.loc[len(frame)] = [None, None, None]
    assert subtracted(frame, "time", "2")["time"].tolist() == ["3", "x", None]


def test_of_many_columns_each_is_named() -> None:
    cells = stamps(20240101000000, 1000)
    frame = table(cells).assign(x=cells)
    assert [problem.fields["column"] for problem in read_samples(frame).problems] == ["time", "x"]


def test_ordinary_measurements_are_not_remarked_on() -> None:
    values = np.random.default_rng(0).normal(1000, 1, 5000)
    assert remarks([f"{value:.8f}" for value in values]) == []


def test_decimal_commas_are_read_as_in_the_table() -> None:
    cells = ["100000000,25", "100000000,5", "100000000,75"]
    assert [problem.code for problem in read_samples(table(cells)).problems] == ["look_alike"]
    assert subtracted(table(cells), "time", "100000000")["time"].tolist() == ["0.25", "0.5", "0.75"]
