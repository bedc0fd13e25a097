"""Undo and redo on the page, and names that are HTML."""

import html
import json

import pytest
from streamlit.testing.v1 import AppTest

from playground.sharing.examples import examples
from playground.store.store import Store, shared
from tests.page import (
    choose_example,
    edit,
    html_of,
    is_trainable,
    messages,
    opened,
    press,
    table_of,
    tell,
    traces,
    widget,
)
from tests.ui.test_told import fact

NOTE = examples()["note"].samples().to_numpy().tolist()


def test_undo_brings_back_tables_and_settings_step_by_step(app: AppTest) -> None:
    app.number_input(key="seed").set_value(7).run()
    edit(app, "training_table", edited_rows={0: {"x1": "5"}})
    edit(app, "training_table", edited_rows={0: {"x1": "5"}}, deleted_rows=[1, 2])
    choose_example(app, "xor")
    assert table_of(app, "test_table") == [["0", "0"]]
    press(app, "undo")
    assert table_of(app, "training_table") == [["5", *NOTE[0][1:]], *NOTE[3:]]
    assert table_of(app, "test_table") == [["0.5", "5", "500"], ["3", "5", "4"]]
    press(app, "undo")
    assert table_of(app, "training_table") == [["5", *NOTE[0][1:]], *NOTE[1:]]
    press(app, "undo")
    assert table_of(app, "training_table") == NOTE
    assert widget(app, "seed").value == 7
    press(app, "undo")
    assert widget(app, "seed").value == 0
    assert app.button(key="undo").disabled
    for _ in range(3):
        press(app, "redo")
    tell(app, "redo")
    assert len(table_of(app, "training_table")) == 4
    assert app.button(key="redo").disabled


def test_a_run_is_no_step_to_undo_and_nothing_can_be_undone_during_one(app: AppTest) -> None:
    for key in ("train", "reset", "step", "reset"):
        press(app, key)
    assert app.button(key="undo").disabled
    app.number_input(key="seed").set_value(7).run()
    assert not app.button(key="undo").disabled
    press(app, "step")
    assert app.button(key="undo").disabled


def test_a_new_session_that_is_told_the_name_of_a_history_goes_on_from_it(app: AppTest) -> None:
    edit(app, "training_table", edited_rows={0: {"x1": "5"}})
    app.number_input(key="seed").set_value(7).run()
    name = fact(app, "history")
    assert name not in json.dumps(app.query_params)
    again = opened(**app.query_params)
    assert again.button(key="undo").disabled
    assert fact(again, "history") == ""
    assert fact(again, "session") != fact(app, "session")
    tell(again, "history", name=name)
    assert fact(again, "history") == name
    press(again, "undo")
    assert widget(again, "seed").value == 0
    assert table_of(again, "training_table") == [["5", *NOTE[0][1:]], *NOTE[1:]]
    press(again, "undo")
    assert table_of(again, "training_table") == NOTE
    press(again, "redo")
    press(again, "redo")
    assert widget(again, "seed").value == 7
    assert again.query_params == app.query_params


def test_another_experiment_takes_no_history(app: AppTest) -> None:
    app.number_input(key="seed").set_value(7).run()
    other = opened(data="iris")
    tell(other, "history", name=fact(app, "history"))
    assert other.button(key="undo").disabled


def test_that_undo_will_be_lost_is_said_beforehand_and_only_then(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.number_input(key="seed").set_value(7).run()
    lost = "Not after a restart of the server"
    assert lost not in app.button(key="undo").help
    monkeypatch.setattr(shared(), "trouble", "away")
    app.run()
    assert lost not in app.button(key="undo").help  # what is in is in
    app.number_input(key="seed").set_value(8).run()
    assert lost in app.button(key="undo").help
    monkeypatch.setattr(shared(), "trouble", "")
    app.run()
    assert lost not in app.button(key="undo").help


def test_a_step_that_can_be_brought_back_no_more_is_said(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.number_input(key="seed").set_value(7).run()
    again = opened(**app.query_params)
    tell(again, "history", name=fact(app, "history"))
    monkeypatch.setattr(Store, "get", lambda *_: None)
    press(again, "undo")
    assert "The steps before this are no longer kept." in messages(again)
    assert again.button(key="undo").disabled
    assert widget(again, "seed").value == 7
    again.number_input(key="seed").set_value(8).run()
    assert "no longer kept" not in messages(again)


HOSTILE = "<img src=x onerror=alert(1)>"


def test_a_class_name_is_shown_as_it_is_and_never_as_html(app: AppTest) -> None:
    edit(app, "training_table", edited_rows={0: {"label": HOSTILE}})
    assert is_trainable(app)
    press(app, "train")
    shown = traces(app)
    assert shown["weight"][0]["y"][-1] == "&lt;img src=x onerror=alert(1)&gt;"
    assert html.escape(HOSTILE) in html_of(app)
    assert "<img" not in html_of(app)
