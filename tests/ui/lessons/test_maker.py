"""The dialog that makes a lesson: a page becomes a step, and what is wrong is said beside it."""

import re
from typing import Any
from unittest.mock import Mock
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from playground.session.lesson import attended
from playground.session.session import Session
from playground.sharing.lessons.goals import GOALS, Goal
from playground.sharing.lessons.reading import PANELS, VIEWS, Step, read_lesson, said
from playground.texts import LANGUAGES, Texts
from tests import page
from tests.ui.dialogs import dialog


@pytest.fixture(autouse=True)
def rerun(monkeypatch: pytest.MonkeyPatch) -> Mock:
    return dialog.stand_in(monkeypatch)


def opened(**query: str) -> AppTest:
    return dialog.opened("maker", query)


def session_of(app: AppTest) -> Session:
    session: Session = app.session_state["session"]
    return session


def fill(app: AppTest, **values: Any) -> None:
    """Type and choose, by the names of the fields without ``maker_``."""
    for name, value in values.items():
        found = [*app.text_input, *app.text_area, *app.toggle, *app.selectbox, *app.number_input]
        found += app.button_group
        named = (each for each in found if re.fullmatch(rf"maker_{name}(_\d+)?", each.key or ""))
        next(named).set_value(value).run()
        assert not app.exception


def press(app: AppTest, key: str) -> None:
    app.button(key=key).click().run()
    assert not app.exception
    app.run()  # as the page is drawn anew


def add(app: AppTest, **values: Any) -> None:
    fill(app, **values)
    press(app, "add_step")


def steps_of(app: AppTest) -> tuple[Step, ...]:
    """As a student will have them."""
    draft = session_of(app).draft
    return draft.lesson.steps if draft.steps else ()


def texts_of(app: AppTest) -> list[str]:
    return [step.text["en"] for step in steps_of(app)]


def errors(app: AppTest) -> list[str]:
    return [error.value.replace("\\", "") for error in app.error]


def test_a_page_becomes_a_step_as_it_is() -> None:
    app = opened(data="and", learning_rate="0.5", run="5", language="en", v="1")
    add(app, title="Mine", text="Train.", hints="Press T.\n", question="Why?")
    (step,) = steps_of(app)
    assert step.setup == {"v": "1", "data": "and", "learning_rate": "0.5"}
    typed = [said(words, "en") for words in (step.text, step.hints, step.question)]
    assert typed == ["Train.", ["Press T."], "Why?"]
    assert (step.views, step.open, step.cells, step.goal) == (("curves",), None, None, None)


def test_what_is_locked_is_in_the_step() -> None:
    app = opened(data="and", v="1")
    fill(app, locks=True, locks_cells=True)
    add(app, text="Do.", open=["epochs"], cells="4 label\n\n 1 a", show=["stage"], guess="loss")
    add(app, text="Look.", open=[], cells="")
    add(app, text="Try.", open=["seed"], cells="1 a", locks=False, locks_cells=False)
    locks = [(step.open, step.cells) for step in steps_of(app)]
    assert locks == [(("epochs",), {(4, "label"), (1, "a")}), ((), set()), (None, None)]
    assert (steps_of(app)[0].show, steps_of(app)[0].guess) == (("stage",), "loss")


def test_words_are_said_in_every_language_as_they_were_typed() -> None:
    app = opened(language="zh")
    add(app, title="课", text="做。", hints="一\n二")
    lesson = read_lesson(session_of(app).draft.source)
    words = (lesson.title, lesson.steps[0].text, lesson.steps[0].hints)
    for language in LANGUAGES:
        assert [said(each, language) for each in words] == ["课", "做。", ["一", "二"]]


def test_the_words_of_a_step_are_not_those_of_the_next() -> None:
    app = opened()
    add(app, text="One.", goal="trained", guess="loss")
    fields = session_of(app).draft.fields
    assert (fields.text, fields.goal, fields.guess) == ("", "", "")
    assert app.text_area[0].value == ""
    assert errors(app) == [Texts("en")("problem_maker_missing")]  # of the title


@pytest.mark.parametrize("kind", GOALS)
def test_a_goal_is_filled_with_what_the_page_has(kind: str) -> None:
    app = opened(data="and", test_share="0.5", language="zh")
    run = session_of(app).run
    run.advance(50)
    fill(app, guess="loss", goal=kind)
    add(app, text="Do.")
    (step,) = steps_of(app)
    assert step.goal
    assert step.goal.kind == kind
    if kind == "loss":
        assert run.loss_history[-1] < step.goal.asks["under"] < 1.01 * run.loss_history[-1]


def test_what_a_goal_asks_for_can_be_another() -> None:
    app = opened()
    fill(app, goal="loss")
    add(app, text="Do.", loss_within=200, loss_under=0.25)
    assert steps_of(app)[0].goal == Goal("loss", {"under": 0.25, "within": 200})


@pytest.mark.parametrize(
    "goal",
    [{"kind": "seen", "view": "lines"}, {"kind": "loss", "over": 0.75}, {"kind": "trained"}],
)
def test_what_a_goal_does_not_ask_for_it_does_not_once_its_step_is_edited(goal: dict) -> None:
    app = opened()
    session_of(app).views = ["curves", "lines"]
    draft = session_of(app).draft
    draft.steps = [{"text": "Do.", "setup": "view=lines", "goal": goal}]
    app.run()
    press(app, "maker_edit_0")
    if goal["kind"] == "seen":  # the line that is open can be
        assert app.selectbox(key="maker_seen_line_0").options == ["any", "logits"]
    add(app, text="Do it.")
    assert (texts_of(app), draft.steps[0]["goal"]) == (["Do it."], goal)


@pytest.mark.parametrize(
    ("typed", "limit", "code", "fields"),
    [
        ({"text": " "}, "", "maker_no_text", {}),
        ({"locks_cells": True, "cells": "11 label"}, "", "lesson_cell", {"value": "11 label"}),
        ({"locks_cells": True, "cells": "label"}, "", "lesson_cell", {"value": "label"}),
        ({"hints": "1\n2\n3\n4"}, "", "lesson_hints", {"maximum": 3}),
        ({}, "lessons.reading.MAX_STEPS", "lesson_too_many", {"maximum": 1}),
        ({}, "link.MAX_ADDRESS", "maker_too_large", {}),  # of the table
    ],
)
def test_what_is_wrong_is_said_and_all_stays(
    typed: dict, limit: str, code: str, fields: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, typed = opened(samples="a_label~1_0~2_1"), {"text": "Do.", **typed}
    add(app, title="Mine", text="One.")
    if limit:
        monkeypatch.setattr(f"playground.sharing.{limit}", 1)
        session_of(app).fields.set("epochs", 7)
    fill(app, **typed)
    app.button(key="add_step").click().run()
    assert errors(app) == [Texts("en")(f"problem_{code}", **fields)]
    assert texts_of(app) == ["One."]
    assert session_of(app).draft.fields.text == typed["text"]


def test_a_step_that_says_nothing_of_panels_and_views_has_all() -> None:
    app = opened()
    add(app, text="Do.", show=[], views=[])
    (step,) = steps_of(app)
    assert (step.show, step.views) == (PANELS, VIEWS)


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
    typed: dict[str, Any] = {"text": "One.", "hints": "H.", "question": "Why?"}
    add(app, **typed, open=["epochs"], cells="4 label\n1 a", show=["stage"], guess_within=0.1)
    (first,) = steps_of(app)
    assert first.setup == {"v": "1", "data": "and", "run": "5"}
    session.fields.set("epochs", 7)
    fill(app, locks=False, locks_cells=False, run=False)
    add(app, text="Two.")
    press(app, "maker_edit_0")
    assert session.fields["epochs"] != 7
    assert app.button(key="maker_up_1").disabled
    press(app, "add_step")
    assert steps_of(app)[0] == first  # all of it was in the form
    press(app, "maker_edit_0")
    add(app, text="Another.", guess_within=0.2)
    assert texts_of(app) == ["Another.", "Two."]
    assert steps_of(app)[0].goal == Goal("guess", {"within": 0.2})
    assert (session.draft.edited, session.draft.fields.text) == (None, "")


def test_a_step_is_edited_while_the_page_is_at_the_end_of_a_run(rerun: Mock) -> None:
    app = page.opened(data="and", epochs="200", run="200")
    draft = session_of(app).draft
    draft.steps = [{"text": {"en": "One."}, "setup": "v=1&data=and", "views": ["curves"]}]
    for key in ("", "maker_edit_0"):
        draft.is_asked_for = True  # as the page is drawn anew with its dialog
        (app.button(key=key).click() if key else app).run()
        assert "add_step" in {button.key for button in app.button}
    assert draft.edited == 0
    assert Texts("en")("failure") not in errors(app)
    rerun.assert_called_once()  # by the button; another one would close the dialog


def test_a_step_that_is_not_saved_stays_as_it_was() -> None:
    app = opened()
    add(app, text="One.", goal="trained")
    before = steps_of(app)
    press(app, "maker_edit_0")
    fill(app, text="Other.")
    press(app, "close_step")
    assert steps_of(app) == before
    assert app.text_area[0].value == ""


def test_there_is_nothing_to_try_or_save_without_a_title_and_a_step() -> None:
    app = opened()
    assert app.button(key="try_lesson").disabled
    add(app, text="Do.")
    assert app.button(key="try_lesson").disabled
    fill(app, title="Mine")
    assert not app.button(key="try_lesson").disabled
    assert session_of(app).draft.file_name == "mine.toml"
    fill(app, title="Next")  # which a lesson cannot be called
    assert session_of(app).draft.file_name == "lesson.toml"


def test_a_short_lesson_is_in_a_link_and_a_long_one_is_said_to_be_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = opened()
    add(app, title="Mine", text="Do.")
    (code,) = app.code
    assert "/?lesson_z=" in code.value
    monkeypatch.setattr("playground.ui.lessons.maker.MAX_ADDRESS", 10)
    app.run()
    assert not app.code
    assert Texts("en")("maker_too_long") in [caption.value for caption in app.caption]
    assert not app.info  # on the computer on which a link that is not there would open


def test_there_is_no_code_of_a_link_that_opens_on_this_computer_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("playground.ui.dialogs.qr_code.LONGEST", 10)
    app = opened()
    add(app, title="Mine", text="Do.")
    assert [info.value for info in app.info] == [Texts("en")("share_this_computer")]
    assert not any("QR" in caption.value for caption in app.caption)


@pytest.mark.parametrize(("longest", "said"), [(9999, "/?lesson_z="), (60, "/?lesson=")])
def test_a_camera_is_shown_the_lesson_or_its_name_on_this_server(
    longest: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("playground.ui.page.place_for_others", lambda: "http://pc:8501")
    monkeypatch.setattr("playground.ui.dialogs.qr_code.LONGEST", longest)
    app = opened()
    add(app, title="Mine", text="Do.")
    app.button(key="lesson_qr").click().run()
    link = session_of(app).qr_link
    assert link.startswith(f"http://pc:8501{said}")
    session_of(app).prepare()
    query, store = dict(parse_qsl(link.partition("?")[2])), session_of(app).address.store
    found = attended(query, store)
    assert found
    assert found.lesson == session_of(app).draft.lesson
