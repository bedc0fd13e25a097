import copy
from dataclasses import FrozenInstanceError

import pandas as pd
import pytest
from hypothesis import given

from playground.tables.document import TableState
from playground.tables.edits import apply_edits
from tests.strategies import tables

NO_EDITS: dict = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}


def edited(table: pd.DataFrame, text: str = "7.25") -> dict:
    return {**NO_EDITS, "added_rows": [{table.columns[0]: text}]}


@given(tables())
def test_states_are_equal_when_they_show_the_same_table(table: pd.DataFrame) -> None:
    state = TableState(table, edited(table))
    assert state == TableState(table, edited(table))
    assert state == TableState(apply_edits(table, edited(table)), NO_EDITS)
    assert state != TableState(table, NO_EDITS)
    assert state != TableState(table, edited(table, "7.5"))
    assert TableState(table, NO_EDITS) == TableState(table.copy(), NO_EDITS)


@given(tables())
def test_a_state_shows_the_base_with_its_edits(table: pd.DataFrame) -> None:
    state = TableState(table, edited(table))
    pd.testing.assert_frame_equal(state.table(), apply_edits(table, edited(table)))


def test_states_of_one_base_with_the_same_edits_are_equal_without_their_tables(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """They are compared at each page run, and a large table takes long to make."""
    table = pd.DataFrame({"x1": ["1"]})
    one, other = (TableState(table, edited(table)) for _ in range(2))
    monkeypatch.setattr(TableState, "table", None)
    assert one == other


def test_a_state_is_equal_to_no_other_thing() -> None:
    table = pd.DataFrame({"x1": ["1"]})
    assert TableState(table, NO_EDITS) != "a table"


def test_a_copy_has_edits_of_its_own_over_the_same_base() -> None:
    state = TableState(pd.DataFrame({"x1": ["1"]}), edited(pd.DataFrame(columns=["x1"])))
    other = copy.deepcopy(state)
    assert other == state
    assert other.base is state.base
    state.edits["added_rows"][0]["x1"] = "8"
    assert other.edits["added_rows"] == [{"x1": "7.25"}]


def test_a_state_stays_what_it_is() -> None:
    state = TableState(pd.DataFrame({"x1": ["1"]}), NO_EDITS)
    with pytest.raises(FrozenInstanceError):
        state.edits = {}  # type: ignore[misc]
    with pytest.raises(TypeError):
        hash(state)
