"""How the tables are to be edited: what their columns show, and what may be changed."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from playground.texts import CATALOGS
from tests.page import press

TRAINING, TEST = 0, 1  # places on the page


def columns(app: AppTest, place: int) -> dict[str, dict[str, Any]]:
    """What the browser is told of each column, by its name."""
    found: dict[str, dict[str, Any]] = json.loads(app.dataframe[place].proto.columns)
    return found


def test_a_feature_is_explained_as_a_number_and_the_label_as_a_class(app: AppTest) -> None:
    texts = CATALOGS["en"]
    explained = {name: column.get("help") for name, column in columns(app, TRAINING).items()}
    features = dict.fromkeys(("x1", "x2", "x3"), texts["feature_help"])
    assert explained == {"_index": None, **features, "label": texts["label_help"]}


def test_the_label_stays_in_sight_beside_many_features(app: AppTest) -> None:
    pinned = [name for name, column in columns(app, TRAINING).items() if column.get("pinned")]
    assert pinned == ["label"]


def test_cells_are_text_as_typed_and_stand_like_numbers(app: AppTest) -> None:
    for place in (TRAINING, TEST):
        own = [column for name, column in columns(app, place).items() if name != "_index"]
        assert [column["type_config"]["type"] for column in own] == ["text"] * len(own)
        assert [column["alignment"] for column in own] == ["right"] * len(own)


def test_rows_are_numbered_by_a_narrow_column_that_cannot_be_typed_into(app: AppTest) -> None:
    for place in (TRAINING, TEST):
        numbers = columns(app, place)["_index"]
        assert (numbers["label"], numbers["disabled"], numbers["hidden"]) == ("#", True, False)
        assert numbers["type_config"] == {"type": "number", "format": " "}  # a script writes them
        assert 30 <= numbers["width"] <= 60  # of four digits


def test_rows_can_be_added_to_both_tables_and_an_empty_cell_shows_nothing(app: AppTest) -> None:
    for place in (TRAINING, TEST):
        proto = app.dataframe[place].proto
        assert proto.editing_mode == proto.EditingMode.DYNAMIC
        assert proto.HasField("placeholder")
        assert proto.placeholder == ""
        assert proto.alt


def test_in_mid_run_only_the_samples_are_locked_and_the_page_s_scripts_know(app: AppTest) -> None:
    def locked() -> list[bool]:
        bodies = [block.proto.body for block in app.get("html")]
        return ['data-locked="true"' in body for body in bodies if body.startswith("<i class=")]

    assert locked() == [False, False]
    press(app, "step")
    assert locked() == [True, False]
    assert [app.dataframe[place].proto.disabled for place in (TRAINING, TEST)] == [True, False]
