"""How the tables are to be edited: what their columns show, and what may be changed."""

import json
import re
from typing import Any

from streamlit.testing.v1 import AppTest

from playground.texts import CATALOGS
from tests.page import html_of, opened, press

TRAINING, TEST = 0, 1  # places on the page


def columns(app: AppTest, place: int) -> dict[str, dict[str, Any]]:
    """What the browser is told of each column, by its name."""
    found: dict[str, dict[str, Any]] = json.loads(app.dataframe[place].proto.columns)
    return found


def test_cells_are_text_as_typed_and_stand_like_numbers_and_rows_can_be_added() -> None:
    app, texts = opened(), CATALOGS["en"]
    for place in (TRAINING, TEST):
        proto = app.dataframe[place].proto
        assert proto.editing_mode == proto.EditingMode.DYNAMIC
        assert (proto.HasField("placeholder"), proto.placeholder) == (True, "")  # of empty cells
        assert proto.alt
        found = columns(app, place)
        numbers = found.pop("_index")
        assert (numbers["label"], numbers["disabled"], numbers["hidden"]) == ("#", True, False)
        assert numbers["type_config"] == {"type": "number", "format": " "}  # a script writes them
        assert 30 <= numbers["width"] <= 60  # of four digits
        for name, column in found.items():
            assert (column["type_config"]["type"], column["alignment"]) == ("text", "right")
            is_label = name == "label"
            assert column["help"] == texts["label_help" if is_label else "feature_help"]
            assert column["pinned"] is is_label  # in sight beside many features


def test_in_mid_run_only_the_samples_are_locked_and_the_page_s_scripts_know(app: AppTest) -> None:
    def locked() -> list[bool]:
        bodies = [block.proto.body for block in app.get("html")]
        return ['data-locked="true"' in body for body in bodies if body.startswith("<span class=")]

    assert locked() == [False, False]
    press(app, "step")
    assert locked() == [True, False]
    assert [app.dataframe[place].proto.disabled for place in (TRAINING, TEST)] == [True, False]


def test_the_row_of_the_sample_that_a_view_is_about_is_pointed_out() -> None:
    for view, marked in (("lines", "3"), ("curves", "0")):
        found = re.findall(r'data-marked="(\d+)"', html_of(opened(view=view, sample="3")))
        assert found[0] == marked
