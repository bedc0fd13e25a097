"""What an edit changed, against what was done."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from playground.tables.cells import clean
from playground.tables.difference import ChangedCell, TableDifference, table_difference
from tests.strategies import tables


def note(rows: int = 4) -> pd.DataFrame:
    cells = [[str(row), str(2 * row), "a"] for row in range(rows)]
    return pd.DataFrame(cells, columns=["x1", "x2", "label"], dtype=object)


def test_a_changed_cell_is_named_with_its_row_column_and_both_texts() -> None:
    after = note()
    after.iloc[3, 1] = "12"
    found = table_difference(note(), after)
    assert found.cells == [ChangedCell(4, "x2", "6", "12")]
    assert found == TableDifference(found.cells)


def test_of_rows_that_are_alike_the_last_one_was_added_or_removed() -> None:
    whole = pd.DataFrame({"x1": ["1", "1", "1"], "label": "0"}, dtype=object)
    assert table_difference(whole, whole[:1]).removed == [2, 3]
    assert table_difference(whole[:2], whole).added == [3]


def test_columns_added_or_removed_are_named() -> None:
    after = note().drop(columns="x1").assign(x3="0")
    found = table_difference(note(), after)
    assert found.columns_added == ["x3"]
    assert found.columns_removed == ["x1"]
    assert found.cells == []


@given(tables(min_rows=1), st.data())
def test_the_cells_named_are_those_whose_text_is_another(
    before: pd.DataFrame, data: st.DataObject
) -> None:
    after = before.copy()
    row = data.draw(st.integers(0, len(before) - 1))
    column = data.draw(st.integers(0, before.shape[1] - 1))
    after.iloc[row, column] = "7"
    found = table_difference(before, after).cells
    was = clean(before.iloc[row, column])
    assert found == ([] if was == "7" else [ChangedCell(row + 1, before.columns[column], was, "7")])


@given(st.integers(0, 8), st.integers(0, 8), st.integers(1, 4))
def test_rows_that_were_put_between_others_are_those_named(
    start: int, end: int, count: int
) -> None:
    whole = note(start + count + end)
    part = pd.concat([whole.iloc[:start], whole.iloc[start + count :]], ignore_index=True)
    numbers = list(range(start + 1, start + count + 1))
    assert table_difference(part, whole) == TableDifference(added=numbers)
    assert table_difference(whole, part) == TableDifference(removed=numbers)
    other = whole.copy()
    other.iloc[start : start + count, :] = "other"
    longer = pd.concat([other, whole.iloc[[0]].assign(x1="7")], ignore_index=True)
    found = table_difference(whole, longer)
    assert found.removed == list(range(start + 1, start + count + end + 1))
    assert found.added == [*found.removed, len(longer)]
