"""The dialog that makes a lesson: a page becomes a step, and what is wrong is said beside it."""

import tomllib
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from playground.core.problem import Problem
from playground.session.session import Session
from playground.sharing.lessons.goals import GOALS, Goal
from playground.sharing.lessons.reading import Step, said
from playground.texts import Texts
from tests import page
from tests.session.opened import opened as a_session
from tests.ui.dialogs import dialog

TEXTS = Texts("en")


@pytest.fixture(autouse=True)
def in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    dialog.stand_in(monkeypatch)


def opened(**query: str) -> AppTest:
    return dialog.opened("maker", query)


def session_of(app: AppTest) -> Session:
    session: Session = app.session_state["session"]
    return session


def fill(app: AppTest, **values: Any) -> None:
    """Type and choose, by the names of the fields without ``maker_``."""
    for name, value in values.items():
        page.widget(app, f"maker_{name}").set_value(value).run()
        assert not app.exception


def press(app: AppTest, key: str) -> None:
    page.press(app, key)
    app.run()  # as the page is drawn anew


def add(app: AppTest, **values: Any) -> None:
    fill(app, **values)
    press(app, "add_step")


def steps_of(app: AppTest) -> tuple[Step, ...]:
    """As a student will have them."""
    return session_of(app).draft.lesson.steps


def texts_of(app: AppTest) -> list[str]:
    return [step.text["en"] for step in steps_of(app)]


def errors(app: AppTest) -> list[str]:
    return [error.value.replace("\\", "") for error in app.error]


def test_a_page_becomes_a_step_as_it_is_in_any_language() -> None:
    app = opened(data="and", learning_rate="0.5", run="5", language="zh", v="1")
    add(app, text="Train.", hints="Press T.\n", question="Why?")
    (step,) = steps_of(app)
    assert step.setup == {"v": "1", "data": "and", "learning_rate": "0.5"}
    typed = [said(words, "en") for words in (step.text, step.hints, step.question)]
    assert typed == ["Train.", ["Press T."], "Why?"]
    assert (step.views, step.open, step.cells, step.goal) == (("curves",), None, None, None)


def test_a_step_can_lock_all_settings_and_cells() -> None:
    app = opened()
    add(app, text="Look.", locks=True, locks_cells=True)
    (step,) = steps_of(app)
    assert (step.open, step.cells) == ((), set())


def test_the_words_of_a_step_are_not_those_of_the_next() -> None:
    app = opened()
    add(app, text="One.", goal="trained", guess="loss")
    fields = session_of(app).draft.fields
    assert (app.text_area[0].value, fields.goal, fields.guess) == ("", "", "")


@pytest.mark.parametrize("kind", GOALS)
def test_each_goal_can_be_asked_for_with_what_the_page_has(kind: str) -> None:
    app = opened(data="and", test_share="0.5", language="zh")
    session_of(app).run.advance(50)
    fill(app, guess="loss")
    add(app, text="Do.", goal=kind)
    (step,) = steps_of(app)
    assert step.goal
    assert step.goal.kind == kind


def test_what_a_goal_asks_for_can_be_another() -> None:
    app = opened()
    add(app, text="Do.", goal="loss", loss_within=200, loss_under=0.25)
    assert steps_of(app)[0].goal == Goal("loss", {"under": 0.25, "within": 200})


@pytest.mark.parametrize("asks", ['"seen", view = "lines"', '"loss", over = 0.75', '"trained"'])
def test_what_a_goal_does_not_ask_for_it_does_not_once_its_step_is_edited(asks: str) -> None:
    app = opened()
    goal = tomllib.loads(f"goal = {{ kind = {asks} }}")["goal"]
    session_of(app).views = ["curves", "lines"]
    session_of(app).draft.steps = [{"text": "Do.", "setup": "view=lines", "goal": goal}]
    app.run()
    (before,) = steps_of(app)
    press(app, "maker_edit_0")
    add(app, text="Do it.")
    assert (texts_of(app), steps_of(app)[0].goal) == (["Do it."], before.goal)


@pytest.mark.parametrize(
    ("typed", "code"), [({"text": " "}, "maker_no_text"), ({"cells": "11 label"}, "lesson_cell")]
)
def test_what_is_wrong_with_a_step_is_said_and_all_stays(typed: dict, code: str) -> None:
    app, typed = opened(), {"text": "Do.", "locks_cells": True, **typed}
    add(app, title="Mine", text="One.")
    fill(app, **typed)
    page.press(app, "add_step")
    assert errors(app) == [TEXTS(f"problem_{code}", value="11 label")]
    assert texts_of(app) == ["One."]
    assert session_of(app).draft.fields.text == typed["text"]


def test_of_a_table_that_no_link_can_hold_no_step_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.sharing.link.MAX_ADDRESS", 1)
    session = a_session(samples="a_label~1_0~2_1")
    session.prepare()
    session.draft.fields.text = "Do."
    assert session.draft.add(None) == Problem("maker_too_large")


def test_a_goal_that_was_of_another_guess_or_table_is_none() -> None:
    app = opened()
    fill(app, guess="loss", goal="guess")
    fill(app, guess="")
    assert session_of(app).draft.fields.goal == ""  # at once
    add(app, text="Do.")
    assert steps_of(app)[0].goal is None


def test_steps_are_moved_and_removed_and_what_was_chosen_for_the_next_stays() -> None:
    app = opened()
    for text in ("One.", "Two.", "Three."):
        add(app, text=text)
    fill(app, views=["decision", "lines"])
    press(app, "maker_down_0")
    press(app, "maker_remove_2")
    assert texts_of(app) == ["Two.", "One."]
    assert app.button(key="maker_up_0").disabled
    assert app.button(key="maker_down_1").disabled
    assert session_of(app).draft.fields.views == ["decision", "lines"]


def test_a_step_is_edited_on_the_page_as_it_begins_and_replaced_in_its_place() -> None:
    app = opened(data="and", run="5", v="1")
    session = session_of(app)
    session.run.advance(5)
    fill(app, locks=True, locks_cells=True, guess="loss", goal="guess", run=True)
    typed: dict[str, Any] = {"text": "One.", "hints": "H.", "question": "Why?", "show": ["stage"]}
    add(app, **typed, open=["epochs"], cells="4 label\n\n 1 a", guess_within=0.1)
    (first,) = steps_of(app)
    assert (first.setup, first.show) == ({"v": "1", "data": "and", "run": "5"}, ("stage",))
    assert (first.open, first.cells) == (("epochs",), {(4, "label"), (1, "a")})
    assert (first.guess, first.goal) == ("loss", Goal("guess", {"within": 0.1}))
    session.fields.set("epochs", 7)
    add(app, text="Two.", locks=False, locks_cells=False, run=False)
    press(app, "maker_edit_0")
    assert session.fields["epochs"] != 7
    assert app.button(key="maker_up_1").disabled
    add(app, text="Another.")
    another, second = steps_of(app)
    assert another == replace(first, text=another.text)  # all of it was in the form
    assert (texts_of(app), second.open, second.cells) == (["Another.", "Two."], None, None)


def test_a_step_that_is_not_saved_stays_as_it_was() -> None:
    app = opened()
    add(app, text="One.", goal="trained")
    before = steps_of(app)
    press(app, "maker_edit_0")
    fill(app, text="Other.")
    press(app, "close_step")
    assert steps_of(app) == before
    assert (session_of(app).draft.edited, app.text_area[0].value) == (None, "")


def test_there_is_nothing_to_try_or_save_without_a_title_and_a_step() -> None:
    app = opened()
    fill(app, title="Mine")
    assert app.button(key="try_lesson").disabled
    add(app, text="Do.")
    assert not app.button(key="try_lesson").disabled
    fill(app, title="")
    assert app.button(key="try_lesson").disabled
    assert errors(app) == [TEXTS("problem_maker_missing")]


@pytest.mark.parametrize(("title", "name"), [("Mine!", "mine"), ("Next", "lesson")])
def test_a_file_is_called_after_the_title_if_a_lesson_can_be(title: str, name: str) -> None:
    draft = a_session().draft
    draft.fields.title = title
    assert draft.file_name == f"{name}.toml"


def test_a_short_lesson_is_in_a_link_and_a_long_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened()
    add(app, title="Mine", text="Do.")
    (code,) = app.code
    assert "/?lesson_z=" in code.value
    monkeypatch.setattr("playground.ui.lessons.maker.MAX_ADDRESS", 10)
    app.run()
    assert not app.code
    assert TEXTS("maker_too_long") in [caption.value for caption in app.caption]
    assert not app.info  # on the computer on which a link that is not there would open


@pytest.mark.parametrize(("longest", "said"), [(9999, "/?lesson_z="), (60, "/?lesson=")])
def test_a_camera_is_shown_the_lesson_or_its_name_on_this_server(
    longest: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("playground.ui.page.place_for_others", lambda: "http://pc:8501")
    monkeypatch.setattr("playground.ui.dialogs.qr_code.LONGEST", longest)
    app = opened()
    add(app, title="Mine", text="Do.")
    app.button(key="lesson_qr").click().run()
    session = session_of(app)
    assert session.qr_link.startswith(f"http://pc:8501{said}")
    session.prepare()
    found = a_session(**dict(parse_qsl(session.qr_link.partition("?")[2]))).lesson
    assert found
    assert found.lesson == session.draft.lesson
