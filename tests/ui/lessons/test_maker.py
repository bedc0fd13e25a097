"""The dialog that makes a lesson: a page becomes a step, and what is wrong is said beside it."""

from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from playground.core.problem import Problem
from playground.session.draft import file_name
from playground.session.session import Session
from playground.sharing.lessons.goals import GOALS, Goal
from playground.sharing.lessons.reading import Step, read_lesson, said
from playground.texts import Texts
from playground.ui import actions
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


def source_of(app: AppTest) -> str:
    return session_of(app).draft.source


def fill(app: AppTest, **values: Any) -> None:
    """Type and choose, by the names of the fields without ``maker_``."""
    for name, value in values.items():
        page.widget(app, f"maker_{name}").set_value(value).run()
        assert not app.exception


def press(app: AppTest, key: str) -> None:
    page.press(app, key)
    app.run()  # as the page is drawn anew


def add(app: AppTest, **values: Any) -> None:
    fill(app, **({} if source_of(app) else {"title": "Mine"}), **values)
    press(app, "add_step")


def steps_of(app: AppTest) -> tuple[Step, ...]:
    """As a student will have them."""
    return read_lesson(source_of(app)).steps


def texts_of(app: AppTest) -> list[str]:
    return [step.text["en"] for step in steps_of(app)]


def errors(app: AppTest) -> list[str]:
    return [error.value.replace("\\", "") for error in app.error]


def test_a_page_becomes_a_step_as_it_is_in_any_language() -> None:
    app = opened(data="and", learning_rate="0.5", run="5", language="zh", v="1")
    session_of(app).playback.pause()
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
    words = page.widget(app, "maker_text").value, fields.goal, fields.guess
    assert words == ("", "", "")


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


@pytest.mark.parametrize(
    ("typed", "code"), [({"text": " "}, "maker_no_text"), ({"cells": "11 label"}, "lesson_cell")]
)
def test_what_is_wrong_with_a_step_is_said_and_all_stays(typed: dict, code: str) -> None:
    app, typed = opened(), {"text": "Do.", "locks_cells": True, **typed}
    add(app, text="One.")
    fill(app, **typed)
    page.press(app, "add_step")
    assert errors(app) == [TEXTS(f"problem_{code}", value="11 label")]
    assert texts_of(app) == ["One."]
    assert session_of(app).draft.fields.text == typed["text"]


def test_of_a_table_that_no_link_can_hold_no_step_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.sharing.link.MAX_ADDRESS", 1)
    session = a_session(samples="a_label~1_0~2_1")
    session.prepare()
    session.draft.fields.title, session.draft.fields.text = "Mine", "Do."
    assert session.draft.add(None) == Problem("maker_too_large")


def test_a_goal_that_was_of_another_guess_or_table_is_none() -> None:
    app = opened()
    fill(app, guess="loss", goal="guess")
    fill(app, guess="")
    assert session_of(app).draft.fields.goal == ""  # at once
    add(app, text="Do.")
    assert steps_of(app)[0].goal is None


def test_what_a_step_has_is_as_it_was_chosen() -> None:
    app = opened(data="and", run="5", v="1")
    session = session_of(app)
    session.run.advance(5)
    session.playback.pause()
    fill(app, locks=True, locks_cells=True, guess="loss", goal="guess", run=True)
    typed: dict[str, Any] = {"text": "One.", "hints": "H.", "question": "Why?", "show": ["stage"]}
    add(app, **typed, open=["epochs"], cells="4 label\n\n 1 a", guess_within=0.1)
    (step,) = steps_of(app)
    assert (step.setup, step.show) == ({"v": "1", "data": "and", "run": "5"}, ("stage",))
    assert (step.open, step.cells) == (("epochs",), {(4, "label"), (1, "a")})
    assert (step.guess, step.goal) == ("loss", Goal("guess", {"within": 0.1}))


def test_the_file_is_edited_and_gone_on_with() -> None:
    app = opened()
    add(app, text="One.")
    fill(
        app,
        source=source_of(app).replace("One.", "First.").replace('"Mine"', '"Ours"'),
        text="Two.",
    )
    fill(app, views=["decision", "lines"])
    press(app, "add_step")
    assert texts_of(app) == ["First.", "Two."]
    assert read_lesson(source_of(app)).title == {"en": "Ours"}
    assert steps_of(app)[1].views == ("decision", "lines")


def test_a_lesson_s_file_that_is_pasted_is_gone_on_with() -> None:
    app = opened()
    fill(app, source='title.zh = "课"\nabout.zh = "关于"\n[[step]]\ntext.zh = "一。"')
    name = "".join(app.query_params["draft"])  # at once, for a reload
    assert a_session(draft=name).draft.source == source_of(app)
    add(app, text="Two.")
    assert [said(step.text, "en") for step in steps_of(app)] == ["一。", "Two."]


def test_a_mistake_in_the_file_is_said_with_its_line_and_all_stays() -> None:
    app = opened()
    add(app, text="One.")
    mistaken = source_of(app).replace("views", "view")
    fill(app, source=mistaken, text="Two.")
    line = 1 + mistaken[: mistaken.index("view =")].count("\n")
    assert [f"Line {line}: " in error for error in errors(app)] == [True]
    assert app.button(key="try_lesson").disabled
    page.press(app, "add_step")
    assert source_of(app) == mistaken
    assert session_of(app).draft.fields.text == "Two."


def test_a_mistake_that_is_tried_at_once_is_said_and_no_lesson_begins() -> None:
    app = opened()
    add(app, text="One.")
    page.widget(app, "maker_source").set_value(source_of(app) + "é")
    press(app, "try_lesson")
    assert not app.exception
    assert len(errors(app)) == 1
    assert session_of(app).lesson is None


def test_no_step_is_made_of_a_page_on_which_a_run_is_on() -> None:
    app = opened()
    session_of(app).playback.show(session_of(app).run, playing=True)
    app.run()
    assert app.button(key="add_step").disabled
    session_of(app).playback.pause()
    app.run()
    assert not app.button(key="add_step").disabled


def test_what_is_typed_of_a_goal_stays_when_the_file_is_edited() -> None:
    app = opened()
    add(app, text="One.")
    fill(app, text="Two.", goal="loss", loss_under=0.125)
    fill(app, source=source_of(app) + '[[step]]\ntext = "Three."')
    press(app, "add_step")
    goal = steps_of(app)[2].goal
    assert goal
    assert goal.asks["under"] == 0.125


@pytest.mark.parametrize("other", ["open_data", "shape", "qr", "paste"])
def test_another_dialog_comes_in_its_place(other: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # dialogs as on the whole page, which can have but one
    app = page.opened()
    session_of(app).draft.is_open = True
    app.run()
    assert "add_step" in {button.key for button in app.button}
    if other == "qr":
        actions.show_qr_code(session_of(app), "http://pc")
        app.run()
    elif other == "paste":
        page.tell(app, "paste", table="training_table", row=0, column=0, text="1\t2\t3\t4\t5\t6\t7")
    else:
        page.press(app, other)
    assert not app.exception
    app.run()
    assert "add_step" not in {button.key for button in app.button}


def test_there_is_nothing_to_try_or_save_without_a_title_and_a_step() -> None:
    app = opened()
    assert app.button(key="try_lesson").disabled
    fill(app, text="Do.")
    page.press(app, "add_step")
    assert errors(app) == [TEXTS("problem_maker_no_title")]
    add(app)
    assert not app.button(key="try_lesson").disabled
    assert not app.error
    fill(app, source="\n")
    assert "maker_title" in {field.key for field in app.text_input}
    assert app.button(key="try_lesson").disabled
    assert not app.error


@pytest.mark.parametrize(("title", "name"), [("Mine!", "mine"), ("Next", "lesson")])
def test_a_file_is_called_after_the_title_if_a_lesson_can_be(title: str, name: str) -> None:
    assert file_name(title) == f"{name}.toml"


def test_a_short_lesson_is_in_a_link_and_a_long_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened()
    add(app, text="Do.")
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
    add(app, text="Do.")
    app.button(key="lesson_qr").click().run()
    session = session_of(app)
    assert session.qr_link.startswith(f"http://pc:8501{said}")
    session.prepare()
    found = a_session(**dict(parse_qsl(session.qr_link.partition("?")[2]))).lesson
    assert found
    assert found.lesson == session.draft.lesson
