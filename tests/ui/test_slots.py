import html
import json
import math
from typing import Any
from unittest.mock import Mock

import pytest
import streamlit
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from playground.ui.slots import Slot, as_json
from tests.page import APP, nodes

values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda held: st.lists(held) | st.dictionaries(st.text(), held),
    max_leaves=10,
)


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Mock:
    place = Mock()
    place.html.return_value = place.progress.return_value = place
    monkeypatch.setattr(streamlit, "empty", lambda: place)
    return place


def test_what_is_there_already_is_not_drawn_again(place: Mock) -> None:
    slot = Slot()
    for text in ("a", "a", "b", "b", "a"):
        slot.draw("html", text)
    assert [call.args for call in place.html.call_args_list] == [("a",), ("b",), ("a",)]


def test_the_same_with_other_options_is_drawn(place: Mock) -> None:
    slot = Slot()
    slot.draw("progress", 0.5, text="x")
    slot.draw("progress", 0.5, text="y")
    assert [call.kwargs for call in place.progress.call_args_list] == [{"text": "x"}, {"text": "y"}]


def test_at_the_end_of_a_container_it_is_drawn_there_first_and_then_in_its_own_place(
    place: Mock,
) -> None:
    container = Mock()
    slot = Slot(container)
    container.html.assert_not_called()
    container.html.return_value = place
    for text in "abc":
        slot.draw("html", text)
    container.html.assert_called_once_with("a")
    assert [call.args for call in place.html.call_args_list] == [("b",), ("c",)]


@pytest.mark.parametrize(
    ("view", "keys"),
    [
        ("curves", ["log", "prediction", "box_history", "box_parameters"]),
        ("samples", ["results", "results_confusion", "results_sample"]),
        ("landscape", ["landscape_words", "box_landscape", "box_path"]),
    ],
)
def test_what_is_drawn_again_is_within_its_container(view: str, keys: list[str]) -> None:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["view"] = view
    app.run()
    containers = {node.key: node for node in nodes(app._tree) if getattr(node, "key", None)}
    for key in keys:
        assert [node for node in nodes(containers[key]) if node.type == "html"], key


@given(values)
def test_a_chart_comes_as_json_that_html_cannot_take_for_anything_else(value: Any) -> None:
    text = as_json(value)
    assert not set("<>&") & set(text)
    assert html.unescape(text) == text
    assert json.loads(text) == value


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_numbers_that_are_not_finite_become_null_and_the_others_stay(number: float) -> None:
    shown = json.loads(as_json({"z": [[number, 0.1], [1e300, 3]], "alt": "a < b", "on": True}))
    assert shown == {"z": [[None, 0.1], [1e300, 3]], "alt": "a < b", "on": True}
