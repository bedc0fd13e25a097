import html
import json
import math
from typing import Any
from unittest.mock import Mock

import pytest
import streamlit
from hypothesis import given
from hypothesis import strategies as st

from playground.ui.slots import Slot, as_json

values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda held: st.lists(held) | st.dictionaries(st.text(), held),
    max_leaves=10,
)


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Mock:
    place = Mock()
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
