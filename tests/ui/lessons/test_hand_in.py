"""What is handed in with a lesson's file, and what is seen when it is opened."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from playground.charts.display import format_number
from playground.core.insight.guess import read_guess
from playground.session.lesson import HandedIn
from playground.session.session import Session
from playground.sharing.experiment_file import from_file
from playground.store.store import Store, shared
from playground.texts import Texts
from playground.ui import actions
from playground.ui.dialogs import worksheets
from playground.ui.lessons import acts
from playground.ui.lessons.hand_in import again
from tests.page import html_of, press
from tests.page import opened as opened_page
from tests.session.opened import opened
from tests.ui.lessons.conftest import LESSON, answer, change, lesson_of, trained
from tests.ui.lessons.test_column import go, keys, unfold

TEXTS = Texts("en")
NAME, ANSWER = "Li & <i>Lei</i>", "<script>alert(1)</script>\nBecause."


def guessed(text: str) -> Session:
    """A teacher's lesson of which the first run was guessed of, and trained."""
    session = opened()
    acts.attend_file(session, LESSON)
    session.guessing.hold(read_guess(text))
    trained(session)
    session.collect()
    return session


@pytest.fixture
def handed_in() -> Session:
    """A lesson in its second step: the goals reached, its question answered, a name typed."""
    session = guessed("weight_2_1")
    acts.go_to_step(session, 1)
    session.lesson_fields.name = NAME
    answer(session, ANSWER)
    trained(session)
    return session


def file_of(session: Session, **changed: Any) -> bytes:
    content = acts.file_of(session)()
    return json.dumps(json.loads(content) | changed).encode() if changed else content


def reopened(content: bytes) -> Session:
    """Another session that has opened the file, and computed its run."""
    session = opened(seed="5")
    acts.open_file(session, from_file(content))
    session.run.advance(session.playback.goal)
    session.playback.pause()
    session.read()
    return session


def test_name_answers_guesses_goals_and_loss_come_back_with_the_run_to_the_bit(
    handed_in: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = file_of(handed_in)
    monkeypatch.setattr(Store, "get", lambda store, key: None)  # of another server
    found = reopened(content)
    lesson = lesson_of(found)
    assert (lesson.at, lesson.reached) == (1, {0, 1})
    assert lesson.said == acts.hand_in(handed_in)
    assert (found.lesson_fields.name, found.lesson_fields.answer) == (NAME, ANSWER)
    assert found.run.loss_history == handed_in.run.loss_history
    assert lesson.handed_in
    assert lesson.handed_in.loss == handed_in.run.loss_history[-1]


def test_what_was_opened_is_saved_to_the_same_file(handed_in: Session) -> None:
    assert file_of(reopened(file_of(handed_in))) == file_of(handed_in)


def test_what_was_opened_can_be_gone_on_with(handed_in: Session) -> None:
    found = reopened(file_of(handed_in))
    acts.close_hand_in(found)
    assert lesson_of(found).handed_in is None
    for at in (0, 1):
        actions.do(found, acts.go_to_step, at)
    assert found.lesson_fields.answer == ANSWER


def test_to_leave_the_lesson_ends_the_view_of_what_was_handed_in(handed_in: Session) -> None:
    found = reopened(file_of(handed_in))
    actions.do(found, acts.leave)
    acts.attend_file(found, LESSON)
    assert lesson_of(found).handed_in is None
    assert found.lesson_fields.answer == ANSWER


def test_a_run_that_the_file_has_not_hands_no_loss_in(handed_in: Session) -> None:
    change(handed_in, seed=7)
    handed_in.read()
    assert json.loads(file_of(handed_in))["hand_in"].get("loss") is None


@pytest.mark.parametrize("is_readable", [True, False])
def test_the_file_of_a_lesson_that_is_not_here_is_opened_and_that_is_said(
    is_readable: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared(), "is_readable", is_readable)  # to reload would not help
    session = opened(lesson="mine")
    acts.open_file(session, from_file(file_of(session, lesson="none")))
    assert session.lesson is None
    assert [problem.code for problem in session.notices["samples"]] == ["link_lesson"]


LOSS = 0.12345  # of which a last digit is rounded otherwise a little below


def compared(loss: float | None, epochs: int = 2) -> str:
    """What is said beside a run of three epochs of the loss that a file has after so many."""
    run: Any = SimpleNamespace(epoch=3, loss_history=[1.0, LOSS, 0.0])
    return again(HandedIn(run, epochs, loss), TEXTS)


@pytest.mark.parametrize(
    ("loss", "words"),
    [
        (LOSS, "to the last bit"),
        (LOSS * (1 + 1e-7), "to the digits shown"),
        (LOSS - 1e-9, "to the digits shown"),
        (0.13, f"is not that of its run: 0.13 there, and {LOSS} here"),
        (-LOSS, f"is not that of its run: {-LOSS} there, and {LOSS} here"),
    ],
)
def test_a_loss_is_the_same_to_the_bit_to_the_digits_or_not(loss: float, words: str) -> None:
    assert words in compared(loss)


def test_nothing_is_said_until_the_run_is_as_far_and_without_a_loss() -> None:
    assert (compared(LOSS, 4), compared(LOSS, 0), compared(None)) == ("", "", "")


# --- on the page ------------------------------------------------------------------------------


def page_with(content: bytes) -> AppTest:
    """The page that has just opened a file."""
    app = opened_page()
    app.selectbox(key="speed").set_value("full")
    app.session_state["paste"] = content.decode()
    press(app, "open_data")
    press(app, "import_replace")
    return app


def test_an_opened_file_shows_all_of_it_in_place_of_the_step(handed_in: Session) -> None:
    app = page_with(file_of(handed_in))
    found = html_of(app)
    loss = format_number(handed_in.run.loss_history[-1])
    for shown in (
        "Handed in: Li &amp; &lt;i&gt;Lei&lt;/i&gt;",
        TEXTS("hand_in_same", loss=loss, epochs=200),
        f"Step 1 of 3</b> · {TEXTS('lesson_goal_reached')}</p><p>Guess: W[1, a]</p>",
        "<p><i>Why?</i></p><blockquote>&lt;script&gt;alert(1)&lt;/script&gt;\nBecause.</blockquote>",
        f"Step 3 of 3</b> · {TEXTS('lesson_goal_open')}</p>",
    ):
        assert shown in found
    assert "lesson_next" not in keys(app)
    press(app, "hand_in_close")
    assert "<blockquote>" not in html_of(app)
    assert "lesson_next" in keys(app)


def test_what_came_of_the_guess_is_said_of_the_run_that_was_handed_in() -> None:
    found = html_of(page_with(file_of(guessed("loss_9"))))
    assert f"<b>{TEXTS('guess_no')}</b>" in found


def test_of_another_run_than_the_file_s_nothing_is_compared(handed_in: Session) -> None:
    app = page_with(file_of(handed_in))
    assert 'class="again"' in html_of(app)
    press(app, "train")
    assert 'class="again"' not in html_of(app)


def test_the_name_is_asked_for_at_the_last_step_and_before_that_in_share() -> None:
    app = opened_page(lesson="mine", step="2")
    assert not app.text_input
    unfold(app, "share")
    app.text_input(key="hand_in_name").set_value("Li").run()
    go(app, "lesson_next")
    assert app.text_input(key="hand_in_name").value == "Li"
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels.count(TEXTS("hand_in")) == 1


def test_a_lesson_s_worksheet_has_its_title_and_questions_without_marks() -> None:
    session = opened(language="zh")
    acts.attend_file(session, LESSON.replace("Why?", "**Why** `W`?"))
    session.prepare()
    content = worksheets.made(session)().decode()
    assert "<h1>练习：Mine &amp; &lt;i&gt;yours&lt;/i&gt;</h1>" in content
    assert "1. Why W?" in content
