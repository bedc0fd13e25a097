"""Rows pasted into a table, as the page's script tells them to the server."""

import pytest
from streamlit.testing.v1 import AppTest

from playground.texts import CATALOGS
from tests.page import edit, html_of, messages, press, status_of, table_of, tell

WIDE = "1\t2\t3\t4\tcat\n5\t6\t7\t8\tdog"


def paste(app: AppTest, text: str, row: int = 0, column: int = 1, name: str = "training") -> None:
    tell(app, "paste", table=f"{name}_table", row=row, column=column, text=text)


def training(app: AppTest) -> list[list[str]]:
    return table_of(app, "training_table")


def test_rows_are_written_where_they_were_pasted_in_one_step_that_can_be_undone(
    app: AppTest,
) -> None:
    before = training(app)
    edit(app, "training_table", edited_rows={1: {"x1": "77"}})
    typed = training(app)
    paste(app, "1\t2\t3\tcat\n4\t5\t6\tdog", row=9)
    pasted = [*typed[:9], ["1", "2", "3", "cat"], ["4", "5", "6", "dog"]]
    assert training(app) == pasted
    press(app, "undo")
    assert training(app) == typed
    press(app, "redo")
    assert training(app) == pasted
    press(app, "undo")
    press(app, "undo")
    assert training(app) == before


def test_the_same_rows_can_be_pasted_twice(app: AppTest) -> None:
    for row in (0, 5):
        paste(app, "1\t2\t3\tcat", row=row)
        assert training(app)[row] == ["1", "2", "3", "cat"]


def test_a_click_on_train_that_comes_after_the_rows_trains_on_them(app: AppTest) -> None:
    app.number_input(key="epochs").set_value(9)
    paste(app, "1\t2\t3\tcat", 0, 1)
    press(app, "train")
    assert training(app)[0] == ["1", "2", "3", "cat"]
    assert status_of(app).startswith("Epoch 9/9")
    assert CATALOGS["en"]["stale_mark"] not in html_of(app)


def test_rows_that_do_not_fit_are_shown_as_a_table_of_their_own_which_can_replace_it(
    app: AppTest,
) -> None:
    before = training(app)
    paste(app, WIDE)
    assert CATALOGS["en"]["paste_to_open"] in messages(app)
    assert "2 classes\\: cat" in " ".join(box.value for box in app.success)
    assert training(app) == before
    press(app, "import_replace")
    assert training(app) == [["1", "2", "3", "4", "cat"], ["5", "6", "7", "8", "dog"]]
    press(app, "undo")
    assert training(app) == before


def test_the_dialog_of_rows_that_do_not_fit_opens_once(app: AppTest) -> None:
    paste(app, WIDE)
    app.run()
    assert messages(app) == ""


@pytest.mark.parametrize("text", [WIDE, "a\tb\n1\t2"])
def test_what_does_not_fit_the_test_vectors_is_said_until_something_else_is_done(
    app: AppTest, text: str
) -> None:
    before = table_of(app, "test_table")
    paste(app, text, column=0, name="test")
    assert "the columns here are x1, x2, x3" in messages(app)
    assert table_of(app, "test_table") == before
    paste(app, "1\t2\t3", column=0, name="test")
    assert table_of(app, "test_table") == [["1", "2", "3"], *before[1:]]
    assert messages(app) == ""


def test_what_does_not_fit_w_and_b_is_said(app: AppTest) -> None:
    press(app, "edit_parameters")
    before = table_of(app, "parameters_table")
    paste(app, "1\t2\t3\t4\t5", column=0, name="parameters")
    assert "the columns here are x1, x2, x3, b" in messages(app)
    assert table_of(app, "parameters_table") == before


def test_nothing_is_written_into_a_table_that_is_locked(app: AppTest) -> None:
    press(app, "step")
    before = training(app)
    paste(app, "1\t2\t3\tcat")
    assert training(app) == before
