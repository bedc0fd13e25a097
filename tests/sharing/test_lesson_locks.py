"""Locks of a step: what it does not allow is put back, and all else stays as it was typed."""

from typing import Any

import pandas as pd
import pytest

from playground.core.settings import default_settings
from playground.sharing.lessons.locks import allowed
from playground.sharing.lessons.reading import Step
from playground.tables.document import Document, TableState

SAMPLES = pd.DataFrame(
    [["1", "2", "a"], ["3", "4", "b"], ["5", "6", "a"]], columns=["x", "y", "label"], dtype=object
)
VECTORS = pd.DataFrame([["7", "8"]], columns=["x", "y"], dtype=object)


def document(
    samples: pd.DataFrame = SAMPLES, vectors: pd.DataFrame = VECTORS, **settings: Any
) -> Document:
    tables = {"training_table": TableState(samples, {}), "test_table": TableState(vectors, {})}
    return Document(tables, default_settings() | settings, "loss_0.5")


def edited(**cells: str) -> pd.DataFrame:
    """The samples with cells changed, called by column and row, from 1."""
    table = SAMPLES.copy()
    for name, text in cells.items():
        table.loc[int(name[-1]) - 1, name[:-1]] = text
    return table


START = document()


def step(**locks: Any) -> Step:
    return Step(text={}, **locks)


def kept(locks: Step, now: Document, before: Document = START) -> Document:
    found = allowed(locks, before, now)
    assert allowed(locks, found, found) == found  # and that is allowed
    assert found.guess == now.guess
    return found


def test_nothing_is_locked_unless_the_step_says_so() -> None:
    now = document(edited(x1="9").iloc[:2], VECTORS.iloc[:0], learning_rate=3.0)
    assert kept(step(), now) == now


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({(2, "label"), (3, "x")}, edited(label2="a", x3="9")),
        ({(2, "label"), (3, "x"), (3, "y"), (1, "x")}, None),  # all that was typed
        ({}, SAMPLES),
    ],
)
def test_only_the_cells_named_keep_what_is_typed(cells: set, expected: pd.DataFrame | None) -> None:
    now = document(edited(label2="a", x3="9", y3="9", x1="9"))
    found = kept(step(cells=frozenset(cells)), now)
    assert found == now if expected is None else found == document(expected)
    is_the_very_same = found.tables["training_table"] is now.tables["training_table"]
    assert is_the_very_same == (expected is None)


@pytest.mark.parametrize(
    "other",
    [
        SAMPLES.iloc[1:].reset_index(drop=True),  # a row is gone
        pd.concat([SAMPLES, SAMPLES.iloc[:1]], ignore_index=True),  # or added
        SAMPLES.rename(columns={"x": "z"}),
        SAMPLES[["x", "label"]],
    ],
    ids=["removed", "added", "renamed", "dropped"],
)
def test_rows_and_columns_stay_with_the_edits_of_before(other: pd.DataFrame) -> None:
    before = document(edited(label2="a"))
    assert kept(step(cells=frozenset({(2, "label")})), document(other), before) == before


def test_settings_that_are_not_open_are_put_back() -> None:
    now = document(learning_rate=3.0, epochs=7, optimizer="adam")
    assert kept(step(open=("epochs",)), now) == document(epochs=7)


def test_query_vectors_are_locked_unless_they_are_open() -> None:
    now = document(vectors=VECTORS.replace("7", "9"))
    assert kept(step(open=()), now) == START
    assert kept(step(open=("test_table",)), now) == now


@pytest.mark.parametrize(
    ("act", "is_kept"),
    [("seed", False), ("test_table", False), ("shape", True), ("gallery", True)],
)
def test_other_features_come_only_by_an_act_that_is_open(act: str, is_kept: bool) -> None:
    columns = {"x": "z"}
    now = document(SAMPLES.rename(columns=columns), VECTORS.rename(columns=columns))
    assert kept(step(open=(act,)), now) == (now if is_kept else START)
