from unittest.mock import Mock

import pytest
import streamlit

from playground.ui.slots import Slot


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
