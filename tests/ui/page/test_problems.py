"""The whole page, run without a browser: what it says of bad input."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.page import (
    answers,
    edit,
    html_of,
    is_trainable,
    messages,
    open_more,
    opened,
    press,
    state_of,
    traces,
    widget,
)


def test_bad_input_is_said_and_training_waits(app: AppTest) -> None:
    edits: list[tuple[dict[str, Any], str]] = [
        ({"edited_rows": {1: {"x2": "abc"}}}, "Row 2, column x2: “abc” is not a number"),
        ({"edited_rows": {1: {"x2": "1e400"}}}, "Row 2, column x2: “1e400” is larger"),
        ({"edited_rows": {1: {"label": ""}}}, "Row 2, column label: the label is missing"),
        ({"edited_rows": {1: {"label": "inf"}}}, "Row 2, column label: “inf” cannot be a class"),
        ({"added_rows": [{"x1": "1"}]}, "Row 11, column x2: the cell is empty"),
        ({"deleted_rows": list(range(10))}, "The table has no samples"),
    ]
    for edited, expected in edits:
        edit(app, "training_table", **edited)
        assert expected in messages(app)
        assert not is_trainable(app)
    edit(app, "training_table")
    assert messages(app) == ""
    assert is_trainable(app)


def test_labels_with_a_gap_and_one_class_are_said_and_trained(app: AppTest) -> None:
    app.number_input(key="epochs").set_value(5)
    edit(app, "training_table", edited_rows={1: {"label": "7"}})
    assert "The labels 0, 1, 7 do not run 0, 1, 2, … without a gap" in messages(app)
    press(app, "train")
    assert state_of(app) == "done"
    assert traces(app)["weight"][0]["y"] == ["0", "1", "7"]
    edit(app, "training_table", edited_rows={row: {"label": "0"} for row in range(10)})
    assert "only one class" in messages(app)
    press(app, "train")
    assert state_of(app) == "done"


def test_a_bad_test_vector_is_said_and_the_others_are_predicted(app: AppTest, note: dict) -> None:
    press(app, "train")
    vector = dict(zip(["x1", "x2", "x3"], note["test_samples"][1], strict=True))
    edit(app, "test_table", edited_rows={0: {"x1": "inf"}, 1: vector})
    assert "Row 1, column x1: “inf” is not a finite number" in messages(app)
    (probabilities,) = answers(app, "p").values()
    assert probabilities == pytest.approx(note["runs"][0]["test_probabilities"][1], rel=1e-5)
    assert is_trainable(app)
    assert len(app.warning) == 0  # edits of test vectors need no new training


def test_what_keeps_nobody_from_training_is_no_error(app: AppTest) -> None:
    edit(app, "training_table", added_rows=[{}])
    assert "Row 11" in app.info[0].value
    assert len(app.error) == 0
    edit(app, "training_table", added_rows=[{}, {"x1": "1"}])
    assert "Row 12" in app.error[0].value.partition("Row 11")[0]  # what stands in the way is first
    assert len(app.info) == 0


def test_settings_out_of_bounds_are_said(app: AppTest) -> None:
    open_more(app)
    for key, value, expected in (
        ("learning_rate", 0.0, "Learning rate 0: type a number above 0"),
        ("epochs", 100_001, "1 to 100000"),
        ("seed", -1, "from 0"),
        ("momentum", 1.0, "below 1"),
        ("weight_decay", -1.0, "from 0"),
        ("batch_size", 10_001, "0 for all"),
        ("test_share", 0.95, "Held-out test share 0.95: type a number from 0 to 0.9"),
    ):
        good = widget(app, key).value
        widget(app, key).set_value(value).run()
        assert expected in messages(app)
        assert not is_trainable(app)
        widget(app, key).set_value(good)
    app.run()
    assert messages(app) == ""


def test_a_run_that_diverges_stops_and_says_why(app: AppTest) -> None:
    edit(
        app,
        "training_table",
        edited_rows={row: {"x1": "3e38", "x2": "-3e38", "x3": "3e38"} for row in (0, 3, 5)},
    )
    app.number_input(key="learning_rate").set_value(1000.0)
    press(app, "train")
    assert state_of(app) == "diverged"
    assert "no longer a finite number" in messages(app)
    assert "Training stopped at epoch " in html_of(app)  # read aloud
    press(app, "reset")
    assert state_of(app) == "ready"


def places(node: Any, path: tuple[int, ...] = ()) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Where buttons, charts and the answers of panel 4 stand: the way to each from ``node``."""
    for index, child in getattr(node, "children", {}).items():
        yield from places(child, (*path, index))
    body = node.proto.body if node.type == "html" else ""
    if found := re.match(r'<div class="chart"|<table aria-label', body):
        yield found[0], path
    elif node.type == "button":
        yield node.key, path


def test_what_is_said_of_input_and_results_moves_no_button_chart_or_answer() -> None:
    """The browser would make them anew, which shows, and loses a click."""
    app = opened(epochs="10", learning_rate="1000")
    press(app, "train")
    diverged = dict(places(app.main))
    assert {"train", '<div class="chart"', "<table aria-label"} <= set(diverged)
    press(app, "reset")
    assert dict(places(app.main)) == diverged
    edit(app, "test_table", edited_rows={0: {"x1": "abc"}})
    edit(app, "training_table", edited_rows={0: {"x1": "abc"}})
    app.number_input(key="learning_rate").set_value(0).run()
    assert "“abc” is not a number" in messages(app)
    assert dict(places(app.main)) == diverged
