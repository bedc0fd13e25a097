from typing import Any
from unittest.mock import Mock

import pandas as pd
import pytest

from playground.session.tables import Tables


def frame(*cells: str) -> pd.DataFrame:
    return pd.DataFrame({"x": cells}, dtype=object)


def edits(**changes: Any) -> dict:
    return {"edited_rows": {}, "added_rows": [], "deleted_rows": [], **changes}


@pytest.fixture
def widgets() -> dict[Any, Any]:
    return {}


@pytest.fixture
def tables(widgets: dict[Any, Any]) -> Tables:
    tables = Tables(widgets)
    tables.load("t", frame("1", "2"))
    return tables


def test_rows_are_numbered_from_one_on_screen(tables: Tables) -> None:
    assert tables.base("t").index.tolist() == [1, 2]


def test_edits_of_the_present_editor_count(tables: Tables, widgets: dict) -> None:
    widgets[tables.key("t")] = edits(edited_rows={0: {"x": "9"}})
    assert tables.table("t")["x"].tolist() == ["9", "2"]


def test_a_table_is_not_read_again_when_its_editor_tells_that_there_are_no_edits(
    tables: Tables, widgets: dict
) -> None:
    def reader(table: pd.DataFrame) -> object:
        return object()

    found = tables.read("t", reader)
    widgets[tables.key("t")] = edits()
    assert tables.read("t", reader) is found
    widgets[tables.key("t")] = edits(deleted_rows=[1])
    assert tables.read("t", reader) is not found


def test_a_table_that_is_loaded_forgets_the_edits(tables: Tables, widgets: dict) -> None:
    widgets[tables.key("t")] = edits(deleted_rows=[0])
    tables.load("t", frame("5"))
    assert tables.table("t")["x"].tolist() == ["5"]


def test_edits_are_folded_into_the_table_of_a_new_editor(tables: Tables, widgets: dict) -> None:
    before = tables.key("t")
    widgets[before] = edits(added_rows=[{"x": "3"}])
    tables.fold("t")
    assert tables.key("t") != before
    assert tables.base("t")["x"].tolist() == ["1", "2", "3"]


def test_what_was_read_of_a_table_stays_true_when_its_edits_are_folded(
    tables: Tables, widgets: dict
) -> None:
    widgets[tables.key("t")] = edits(added_rows=[{"x": "3"}])
    reader = Mock(side_effect=len)
    assert tables.read("t", reader) == 3
    tables.fold("t")
    assert tables.read("t", reader) == 3
    reader.assert_called_once()
    widgets[tables.key("t")] = edits(deleted_rows=[0])
    assert tables.read("t", reader) == 2


def test_a_table_without_edits_is_locked_as_it_is_and_unlocked_anew(tables: Tables) -> None:
    keys = [tables.key("t")]
    for locked in (False, True, True, False, False):
        tables.fold_at_lock("t", locked)
        keys.append(tables.key("t"))
    assert keys[0] == keys[1] == keys[2] == keys[3]
    assert keys[3] != keys[4] == keys[5]


def test_edits_are_folded_when_a_table_is_locked(tables: Tables, widgets: dict) -> None:
    widgets[tables.key("t")] = edits(edited_rows={1: {"x": "9"}})
    tables.fold_at_lock("t", True)
    assert tables.base("t")["x"].tolist() == ["1", "9"]
    assert tables.key("t") not in widgets


def test_a_table_that_is_replaced_while_locked_is_still_locked(tables: Tables) -> None:
    tables.fold_at_lock("t", True)
    tables.load("t", frame("7"))
    key = tables.key("t")
    tables.fold_at_lock("t", True)
    assert tables.key("t") == key


def test_a_table_is_read_once_for_each_of_its_states(tables: Tables, widgets: dict) -> None:
    read: list[list[str]] = []

    def reader(table: pd.DataFrame) -> int:
        read.append(table["x"].tolist())
        return len(table)

    key = tables.key("t")
    assert tables.read("t", reader) == tables.read("t", reader) == 2
    widgets[key] = edits(edited_rows={0: {"x": "9"}})
    assert tables.read("t", reader) == 2
    widgets[key]["deleted_rows"].append(0)  # Streamlit changes edits in place
    assert tables.read("t", reader) == 1
    tables.load("t", frame("4"))
    assert tables.read("t", reader) == 1
    assert read == [["1", "2"], ["9", "2"], ["2"], ["4"]]


def test_edits_of_an_editor_that_is_no_longer_drawn_stay_in_the_table(
    tables: Tables, widgets: dict
) -> None:
    key = tables.key("t")
    widgets[key] = edits(edited_rows={0: {"x": "9"}})
    assert tables.table("t")["x"].tolist() == ["9", "2"]
    del widgets[key]
    assert tables.state("t").table()["x"].tolist() == ["9", "2"]
    assert tables.key("t") != key
