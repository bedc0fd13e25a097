import html
import json
import math
from unittest.mock import Mock

import pytest
import streamlit

from playground.ui.placeholders import Placeholder, as_json
from tests.page import nodes, opened


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Mock:
    place = Mock()
    place.html.return_value = place.progress.return_value = place
    monkeypatch.setattr(streamlit, "empty", lambda: place)
    return place


def test_what_is_there_already_is_not_drawn_again(place: Mock) -> None:
    placeholder = Placeholder()
    for text in ("a", "a", "b", "b", "a"):
        placeholder.draw("html", text)
    assert [call.args for call in place.html.call_args_list] == [("a",), ("b",), ("a",)]


def test_the_same_with_other_options_is_drawn(place: Mock) -> None:
    placeholder = Placeholder()
    placeholder.draw("progress", 0.5, text="x")
    placeholder.draw("progress", 0.5, text="y")
    assert [call.kwargs for call in place.progress.call_args_list] == [{"text": "x"}, {"text": "y"}]


@pytest.mark.parametrize(
    ("view", "keys"),
    [
        ("curves", ["log", "prediction", "box_history", "box_parameters"]),
        ("samples", ["results", "results_confusion", "results_sample"]),
        ("landscape", ["landscape_words", "box_landscape", "box_path"]),
    ],
)
def test_what_is_drawn_again_is_within_its_container(view: str, keys: list[str]) -> None:
    every = nodes(opened(view=view)._tree)
    containers = {node.key: node for node in every if getattr(node, "key", None)}
    for key in keys:
        assert [node for node in nodes(containers[key]) if node.type == "html"], key


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_chart_comes_as_json_that_html_cannot_take_for_anything_else(number: float) -> None:
    names = ["</pre><b>x</b>", "a & b", "&lt;", '"', "\\", "é 列 \u2028", ""]
    text = as_json({"z": [[number, 0.1], [1e300, 3]], "names": names, "on": True, "at": None})
    assert not set("<>&") & set(text)
    assert html.unescape(text) == text
    shown = {"z": [[None, 0.1], [1e300, 3]], "names": names, "on": True, "at": None}
    assert json.loads(text) == shown
