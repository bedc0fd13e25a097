"""Rows pasted into a table, as the page's script tells them to the server."""

import pytest
from streamlit.testing.v1 import AppTest

from playground.session.session import Session
from playground.texts import CATALOGS
from playground.ui import actions
from tests.page import messages, press, table_of, tell
from tests.session.opened import opened

WIDE = "1\t2\t3\t4\tcat\n5\t6\t7\t8\tdog"
PLACES = {"test_table": "query_vectors", "parameters_table": "parameters"}


@pytest.fixture
def now() -> Session:
    return opened(epochs="9")


def rows(now: Session, name: str = "training_table") -> list[list[str]]:
    return now.tables.table(name).fillna("").to_numpy().tolist()


def go_on(now: Session) -> None:
    """What a page run does."""
    now.collect()
    now.read()
    now.prepare()


def test_rows_are_written_where_they_were_pasted_in_one_step_that_can_be_undone(
    now: Session,
) -> None:
    before = rows(now)
    now.fields.set("seed", 7)  # just before
    now.paste("training_table", 9, 1, "1\t2\t3\tcat\n4\t5\t6\tdog")
    pasted = [*before[:9], ["1", "2", "3", "cat"], ["4", "5", "6", "dog"]]
    assert rows(now) == pasted
    actions.undo(now)
    assert (rows(now), now.settings["seed"]) == (before, 7)
    actions.redo(now)
    assert rows(now) == pasted
    actions.undo(now)
    actions.undo(now)
    assert (rows(now), now.settings["seed"]) == (before, 0)


def test_a_click_on_train_that_comes_after_the_rows_trains_on_them(now: Session) -> None:
    now.paste("training_table", 0, 1, "1\t2\t3\tcat")
    actions.train(now)
    assert rows(now)[0] == ["1", "2", "3", "cat"]
    assert now.run.dataset.features[0].tolist() == [1, 2, 3]
    assert now.playback.is_playing


@pytest.mark.parametrize(
    ("name", "text", "names"),
    [
        ("test_table", WIDE, "x1, x2, x3"),
        ("test_table", "a\tb\n1\t2", "x1, x2, x3"),
        ("parameters_table", "1\t2\t3\t4\t5", "x1, x2, x3, b"),
    ],
)
def test_what_does_not_fit_is_said_until_something_else_is_done(
    now: Session, name: str, text: str, names: str
) -> None:
    now.page.editing = True
    go_on(now)
    before = rows(now, name)
    now.paste(name, 0, 0, text)
    (problem,) = now.problems[PLACES[name]]
    assert (problem.code, problem.blocking) == ("paste_does_not_fit", False)
    assert problem.fields == {"names": names}
    assert rows(now, name) == before
    now.paste("test_table", 0, 0, "1\t2\t3")
    assert rows(now, "test_table")[0] == ["1", "2", "3"]
    assert now.problems[PLACES[name]] == []


def test_nothing_is_written_into_a_table_that_is_locked(now: Session) -> None:
    actions.step(now)
    before = rows(now)
    now.paste("training_table", 0, 1, "1\t2\t3\tcat")
    now.paste("training_table", 0, 1, WIDE)
    assert rows(now) == before
    assert now.take_pasted() == ""
    now.paste("test_table", 0, 0, "1\t2\t3")  # this one is not
    assert rows(now, "test_table")[0] == ["1", "2", "3"]


def test_rows_that_do_not_fit_are_shown_as_a_table_of_their_own_which_can_replace_it(
    app: AppTest,
) -> None:
    before = table_of(app, "training_table")
    tell(app, "paste", table="training_table", row=0, column=1, text=WIDE)
    assert CATALOGS["en"]["paste_to_open"] in messages(app)
    assert "2 classes\\: cat" in " ".join(box.value for box in app.success)
    assert table_of(app, "training_table") == before
    press(app, "import_replace")
    pasted = [["1", "2", "3", "4", "cat"], ["5", "6", "7", "8", "dog"]]
    assert table_of(app, "training_table") == pasted
    press(app, "undo")
    assert table_of(app, "training_table") == before


def test_the_same_rows_can_be_pasted_twice_and_a_dialog_opens_once(app: AppTest) -> None:
    for row in (0, 5):
        tell(app, "paste", table="training_table", row=row, column=1, text="1\t2\t3\tcat")
        assert table_of(app, "training_table")[row] == ["1", "2", "3", "cat"]
    tell(app, "paste", table="training_table", row=0, column=1, text=WIDE)
    assert messages(app) != ""
    app.run()
    assert messages(app) == ""
