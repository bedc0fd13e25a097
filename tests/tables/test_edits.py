import copy
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.tables.cells import rows_of, writable
from playground.tables.edits import apply_edits, editor_column
from tests.strategies import cells, tables


def text(value: Any) -> str | None:
    return None if value is None else writable(str(value))


def by_hand(table: pd.DataFrame, edits: dict) -> list[list[str | None]]:
    """The same with lists of rows."""
    columns = list(map(editor_column, table.columns))
    rows = table.to_numpy().tolist()
    for row, changes in edits["edited_rows"].items():
        for column, value in changes.items():
            rows[row][columns.index(column)] = text(value)
    kept = [row for number, row in enumerate(rows) if number not in edits["deleted_rows"]]
    added = [[text(row.get(column)) for column in columns] for row in edits["added_rows"]]
    return kept + added


@given(st.data())
def test_edits_are_those_made_by_hand(data: st.DataObject) -> None:
    table = data.draw(tables(min_rows=1))
    row = st.integers(0, len(table) - 1)
    change = st.dictionaries(
        st.sampled_from(list(map(editor_column, table.columns))), cells | st.integers()
    )
    edits = {
        "edited_rows": data.draw(st.dictionaries(row, change)),
        "deleted_rows": data.draw(st.lists(row, unique=True)),
        "added_rows": data.draw(st.lists(change, max_size=3)),
    }
    before, edits_before = table.copy(), copy.deepcopy(edits)
    after = apply_edits(table, edits)
    assert rows_of(after) == by_hand(table, edits)
    assert list(after.columns) == list(table.columns)
    assert list(after.index) == list(range(len(after)))
    pd.testing.assert_frame_equal(table, before)
    assert edits == edits_before


def test_rows_and_columns_that_there_are_not_are_passed_over() -> None:
    table = pd.DataFrame({"x1": ["1"]}, dtype=object)
    edits = {"edited_rows": {1: {"x1": "9"}, -1: {"x1": "9"}, "0": {"unknown": "?"}}}
    assert rows_of(apply_edits(table, edits)) == [["1"]]
    assert rows_of(apply_edits(table, {"edited_rows": {"0": {"x1": 7}}})) == [["7"]]


def test_without_edits_the_rows_are_numbered_anew() -> None:
    table = pd.DataFrame({"x1": ["1", "2"]}, index=[5, 7])
    pd.testing.assert_frame_equal(
        apply_edits(table, {}), pd.DataFrame({"x1": ["1", "2"]}, dtype=object)
    )


@pytest.mark.parametrize("name", ["_index", "_pos:0", "__", "_x"])
def test_no_column_has_a_name_that_streamlit_keeps_for_itself(name: str) -> None:
    assert not editor_column(name).startswith("_")


@pytest.mark.parametrize("name", ["_index", "_pos:0", "x", " "])
def test_edits_come_back_to_a_column_of_any_name(name: str) -> None:
    base = pd.DataFrame({name: ["1", "2"], "label": ["0", "1"]}, dtype=object)
    edits = {
        "edited_rows": {1: {editor_column(name): "7"}},
        "added_rows": [{editor_column(name): "9", "label": "1"}],
        "deleted_rows": [0],
    }
    assert apply_edits(base, edits)[name].tolist() == ["7", "9"]
