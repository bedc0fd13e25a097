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
RENAMED = document(*(table.rename(columns={"x": "z"}) for table in (SAMPLES, VECTORS)))
EDITED = document(edited(label2="a", x3="9", y3="9", x1="9"))
OTHER_VECTORS = document(vectors=VECTORS.replace("7", "9"))
ONE_CELL = {"cells": frozenset({(2, "label")})}
FOUR_CELLS = {"cells": frozenset({(2, "label"), (3, "x"), (3, "y"), (1, "x")})}
ROW_LESS = SAMPLES.iloc[1:].reset_index(drop=True)
ROW_MORE = pd.concat([SAMPLES, SAMPLES.iloc[:1]], ignore_index=True)
ALL_OTHER = document(edited(x1="9").iloc[:2], VECTORS.iloc[:0], learning_rate=3.0)


@pytest.mark.parametrize(
    ("locks", "now", "expected"),
    [
        pytest.param({}, ALL_OTHER, ALL_OTHER, id="nothing is locked unless the step says so"),
        pytest.param(FOUR_CELLS, EDITED, EDITED, id="cells that are open keep what is typed"),
        pytest.param(ONE_CELL, EDITED, document(edited(label2="a")), id="and no other does"),
        pytest.param({"cells": frozenset()}, EDITED, START, id="all cells are locked"),
        pytest.param(ONE_CELL, document(ROW_LESS), START, id="a row that is gone is back"),
        pytest.param(ONE_CELL, document(ROW_MORE), START, id="one that was added is gone"),
        pytest.param(ONE_CELL, RENAMED, START, id="columns are called as before"),
        pytest.param(ONE_CELL, document(SAMPLES[["x", "label"]]), START, id="and are all there"),
        pytest.param(
            {"open": ("epochs",)},
            document(learning_rate=3.0, epochs=7, optimizer="adam"),
            document(epochs=7),
            id="a setting that is open keeps its value and no other does",
        ),
        pytest.param({"open": ()}, OTHER_VECTORS, START, id="query vectors are locked"),
        pytest.param({"open": ("test_table",)}, OTHER_VECTORS, OTHER_VECTORS, id="or are open"),
        pytest.param({"open": ("seed",)}, RENAMED, START, id="other features are locked"),
        pytest.param({"open": ("test_table",)}, RENAMED, START, id="also where vectors are open"),
        pytest.param({"open": ("shape",)}, RENAMED, RENAMED, id="unless columns may be changed"),
        pytest.param({"open": ("gallery",)}, RENAMED, RENAMED, id="or an example chosen"),
    ],
)
def test_what_is_locked_is_put_back_and_all_else_stays(
    locks: dict[str, Any], now: Document, expected: Document
) -> None:
    step = Step(text={}, **locks)
    found = allowed(step, START, now)
    assert found == expected
    assert allowed(step, found, found) == found  # and that is allowed
    samples, typed = (each.tables["training_table"] for each in (found, now))
    assert (samples is typed) == (samples == typed)
