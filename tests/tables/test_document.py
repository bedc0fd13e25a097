from dataclasses import FrozenInstanceError

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.tables.document import MAX_STEPS, History, TableState
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


def test_a_state_stays_what_it_is() -> None:
    state = TableState(pd.DataFrame({"x1": ["1"]}), NO_EDITS)
    with pytest.raises(FrozenInstanceError):
        state.edits = {}  # type: ignore[misc]
    with pytest.raises(TypeError):
        hash(state)
    assert state != "a table"


STEPS = st.lists(st.sampled_from(["undo", "redo"]) | st.integers(0, 3), max_size=40)


@given(STEPS)
def test_undo_and_redo_walk_over_one_line_of_values(steps: list[str | int]) -> None:
    """The history as a list of values and a place in it."""
    history, line, place = History[int](0), [0], 0
    for step in steps:
        if isinstance(step, int):
            assert history.record(step) is (step != line[place])
            if step != line[place]:
                line, place = [*line[: place + 1], step], place + 1
        elif step == "undo" and place > 0:
            place -= 1
            assert history.undo() == line[place]
        elif step == "redo" and place < len(line) - 1:
            place += 1
            assert history.redo() == line[place]
        assert history.present == line[place]
        assert bool(history.past) is (place > 0)
        assert bool(history.future) is (place < len(line) - 1)


def test_there_is_nothing_to_undo_or_redo_at_first() -> None:
    history = History("a")
    with pytest.raises(IndexError):
        history.undo()
    with pytest.raises(IndexError):
        history.redo()
    assert history.present == "a"


def test_an_equal_value_takes_the_place_of_the_present_one() -> None:
    history, other = History([1]), [1]
    assert history.record(other) is False
    assert history.present is other


def test_steps_are_bounded_and_the_latest_are_kept() -> None:
    history = History(0)
    for value in range(1, MAX_STEPS + 10):
        history.record(value)
    undone = [history.undo() for _ in range(MAX_STEPS)]
    assert undone == list(range(MAX_STEPS + 8, 8, -1))
    assert not history.past
