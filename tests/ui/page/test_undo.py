"""Undo and redo on the page, and names that are HTML."""

import html

from streamlit.testing.v1 import AppTest

from playground.sharing.examples import examples
from tests.page import (
    choose_example,
    edit,
    html_of,
    is_trainable,
    press,
    table_of,
    tell,
    traces,
    widget,
)

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


HOSTILE = "<img src=x onerror=alert(1)>"


def test_a_class_name_is_shown_as_it_is_and_never_as_html(app: AppTest) -> None:
    edit(app, "training_table", edited_rows={0: {"label": HOSTILE}})
    assert is_trainable(app)
    press(app, "train")
    shown = traces(app)
    assert shown["weight"][0]["y"][-1] == "&lt;img src=x onerror=alert(1)&gt;"
    assert html.escape(HOSTILE) in html_of(app)
    assert "<img" not in html_of(app)
