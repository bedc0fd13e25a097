"""Locks of a step: what it does not allow is put back, and all else stays as it was typed."""

from typing import Any

import pandas as pd
import pytest

from playground.core.settings import default_settings
from playground.sharing.lessons.locks import allowed
from playground.sharing.lessons.reading import Step
from playground.tables.document import Document, TableState

ROWS = ("1 2 a", "3 4 b", "5 6 a")


def table(columns: str, *rows: str) -> pd.DataFrame:
    return pd.DataFrame([row.split() for row in rows], columns=columns.split(), dtype=object)


def document(samples: pd.DataFrame, vectors: pd.DataFrame, **settings: Any) -> Document:
    tables = {"training_table": TableState(samples, {}), "test_table": TableState(vectors, {})}
    return Document(tables, default_settings() | settings, "loss_0.5")


def page(*rows: str, vector: str = "7 8", **settings: Any) -> Document:
    """One with these samples, a query vector, and settings that are not the default."""
    return document(table("x y label", *(rows or ROWS)), table("x y", vector), **settings)


START = page()
RENAMED = document(table("z y label", *ROWS), table("z y", "7 8"))
FEWER_COLUMNS = document(table("x label", "1 a", "3 b", "5 a"), table("x y", "7 8"))
EDITED = page("9 2 a", "3 4 a", "9 9 a")
ALL_OTHER = document(table("x y label", "9 2 a"), table("x y"), learning_rate=3.0)
SETTINGS = page(learning_rate=3.0, epochs=7, optimizer="adam")
ONE_CELL = {"cells": frozenset({(2, "label")})}
FOUR_CELLS = {"cells": frozenset({(2, "label"), (3, "x"), (3, "y"), (1, "x")})}


@pytest.mark.parametrize(
    ("locks", "now", "then"),
    [
        pytest.param({}, ALL_OTHER, ALL_OTHER, id="nothing is locked unless the step says so"),
        pytest.param(FOUR_CELLS, EDITED, EDITED, id="cells that are open keep what is typed"),
        pytest.param(ONE_CELL, EDITED, page("1 2 a", "3 4 a", "5 6 a"), id="and no other does"),
        pytest.param({"cells": frozenset()}, EDITED, START, id="all cells are locked"),
        pytest.param(ONE_CELL, page(*ROWS[1:]), START, id="a row that is gone is back"),
        pytest.param(ONE_CELL, page(*ROWS, "1 2 a"), START, id="one that was added is gone"),
        pytest.param(ONE_CELL, RENAMED, START, id="columns are called as before"),
        pytest.param(ONE_CELL, FEWER_COLUMNS, START, id="and are all there"),
        pytest.param({"open": ("epochs",)}, SETTINGS, page(epochs=7), id="a setting is open"),
        pytest.param({"open": ()}, page(vector="9 8"), START, id="query vectors are locked"),
        pytest.param(
            {"open": ("test_table",)}, page(vector="9 8"), page(vector="9 8"), id="or are open"
        ),
        pytest.param({"open": ("seed",)}, RENAMED, START, id="other features are locked"),
        pytest.param({"open": ("test_table",)}, RENAMED, START, id="also where vectors are open"),
        pytest.param({"open": ("shape",)}, RENAMED, RENAMED, id="unless columns may be changed"),
        pytest.param({"open": ("gallery",)}, RENAMED, RENAMED, id="or an example chosen"),
    ],
)
def test_what_is_locked_is_put_back_and_no_more(locks: dict, now: Document, then: Document) -> None:
    step = Step(text={}, **locks)
    found = allowed(step, START, now)
    assert found == then
    assert allowed(step, found, found) == found  # and that is allowed
    samples, typed = (each.tables["training_table"] for each in (found, now))
    assert (samples is typed) == (samples == typed)
