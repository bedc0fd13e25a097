"""What is handed in with a lesson's file, and what is seen when it is opened."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from playground.charts.display import format_number
from playground.core.insight.guess import Guess
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.session.lesson import AttendedLesson, HandedIn
from playground.session.session import Session
from playground.sharing.examples import note_dataset
from playground.sharing.experiment_file import from_file
from playground.sharing.lessons import reading
from playground.store.store import Store, shared
from playground.texts import LANGUAGES, Texts
from playground.ui import actions
from playground.ui.dialogs import worksheets
from playground.ui.lessons import acts
from playground.ui.lessons.hand_in import again
from tests.page import html_of, press
from tests.page import opened as opened_page
from tests.session.opened import opened
from tests.ui.lessons.test_column import LESSON, full_speed, go

NAME, ANSWER = "Li & <i>Lei</i>", "<script>alert(1)</script>\nBecause."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LESSONS", tmp_path)
    (tmp_path / "mine.toml").write_text(LESSON, "utf-8")


def trained(session: Session) -> None:
    """Have the run go to its end, with what was guessed of it."""
    session.playback.show(session.input.experiment.start(), guess=session.guessing.given)  # type: ignore[union-attr]
    session.run.advance(10**6)
    acts.look(session)


def finished_lesson() -> Session:
    """A lesson at its last step: its goal reached, its question answered, a name typed."""
    session = opened(lesson="mine")
    session.guessing.hold(Guess("accuracy", (0.75,)))
    trained(session)
    actions.do(session, acts.go_to_step, 1)
    session.lesson_fields.answer, session.lesson_fields.name = ANSWER, NAME
    session.collect()
    trained(session)
    return session


def reopened(content: bytes) -> Session:
    """Another session that has opened the file, and computed its run."""
    session = opened(seed="5")
    acts.open_file(session, from_file(content))
    session.run.advance(session.playback.goal)
    session.playback.pause()
    session.read()
    return session


def lesson_of(session: Session) -> AttendedLesson:
    assert session.lesson
    return session.lesson


def test_name_answers_guesses_goals_and_loss_come_back_with_the_run_to_the_bit() -> None:
    session = finished_lesson()
    content = acts.file_of(session)()
    found = reopened(content)
    lesson = lesson_of(found)
    assert lesson.handed_in
    assert lesson.said.name == found.lesson_fields.name == NAME
    assert (lesson.at, lesson.reached) == (1, {0})
    assert lesson.said.answers[2] == found.lesson_fields.answer == ANSWER
    assert lesson.said.guesses[1] == "accuracy_0.75"
    assert found.run.loss_history == session.run.loss_history
    assert lesson.handed_in.loss == session.run.loss_history[-1]
    assert "last bit" in again(lesson.handed_in, Texts("en"))


def test_what_was_opened_can_be_gone_on_with_and_saved_to_the_same_file() -> None:
    content = acts.file_of(finished_lesson())()
    found = reopened(content)
    assert acts.file_of(found)() == content
    acts.close_hand_in(found)
    assert lesson_of(found).handed_in is None
    actions.do(found, acts.go_to_step, 0)
    actions.do(found, acts.go_to_step, 1)
    assert found.lesson_fields.answer == ANSWER


def test_to_leave_the_lesson_ends_the_view_of_what_was_handed_in() -> None:
    found = reopened(acts.file_of(finished_lesson())())
    actions.do(found, acts.leave)
    acts.attend(found, "mine")
    assert lesson_of(found).handed_in is None
    assert lesson_of(found).said.answers[2] == ANSWER


def test_a_run_that_the_file_has_not_hands_no_loss_in() -> None:
    session = finished_lesson()
    session.fields.set("seed", 7)
    session.read()
    hand_in = acts.hand_in(session)
    assert hand_in
    assert hand_in.loss is None


def test_steps_that_the_lesson_has_not_are_not_shown() -> None:
    entries = json.loads(acts.file_of(finished_lesson())())
    entries["hand_in"] |= {"answers": {"3": "a", "-1": "b"}, "guesses": {"9": "loss_1"}}
    found = html_of(page_with(json.dumps(entries).encode()))
    assert "<h3>" in found
    assert "<blockquote>" not in found
    assert Texts("en")("hand_in_guess") not in found


@pytest.mark.parametrize("is_readable", [True, False])
def test_the_file_of_a_lesson_that_is_not_here_is_opened_and_that_is_said(
    is_readable: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared(), "is_readable", is_readable)  # to reload would not help
    entries = {**json.loads(acts.file_of(finished_lesson())()), "lesson": "none"}
    found = reopened(json.dumps(entries).encode())
    assert found.lesson is None
    assert [problem.code for problem in found.notices["samples"]] == ["link_lesson"]


def test_a_lesson_that_a_teacher_made_comes_with_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = opened()
    acts.attend_file(session, LESSON.replace("Mine", "Ours"))
    actions.do(session, acts.go_to_step, 1)
    session.lesson_fields.answer = ANSWER
    session.collect()
    content = acts.file_of(session)()
    monkeypatch.setattr(Store, "get", lambda store, key: None)  # of another server
    found = reopened(content)
    assert lesson_of(found).lesson == lesson_of(session).lesson
    assert lesson_of(found).said.answers[2] == ANSWER


# --- the loss, computed again -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("factor", "epochs", "words"),
    [
        (1, 10, "to the last bit"),
        (1 + 1e-9, 10, "to the digits shown"),
        (1 + 1e-7, 10, "to the digits shown"),
        (1.01, 10, "is not that of its run"),
        (-1, 10, "is not that of its run"),
        (1, 21, ""),  # the run is not as far
        (1, 0, ""),  # or there is none
        (None, 10, ""),
    ],
)
def test_a_loss_is_the_same_to_the_bit_to_the_digits_shown_or_not_at_all(
    factor: float | None, epochs: int, words: str
) -> None:
    run = TrainingRun(note_dataset(), TrainingSettings(epochs=20))
    run.advance(20)
    loss = run.loss_history[9]  # it may have been trained further than in the file
    said = again(HandedIn(run, epochs, factor and factor * loss), Texts("en"))
    assert words in said
    assert bool(said) is bool(words)
    if words == "is not that of its run":
        assert f"{factor and factor * loss!r} there, and {loss!r} here" in said


def test_losses_of_which_a_last_digit_shown_is_rounded_otherwise_are_the_same_to_these() -> None:
    run: Any = SimpleNamespace(epoch=1, loss_history=[0.12345])
    assert "to the digits shown" in again(HandedIn(run, 1, 0.12345 - 1e-9), Texts("en"))


# --- on the page ------------------------------------------------------------------------------


def page_with(content: bytes, **query: str) -> AppTest:
    """The page that has just opened a file."""
    app = opened_page(**query)
    full_speed(app)
    app.session_state["paste"] = content.decode()
    press(app, "open_data")
    press(app, "import_replace")
    return app


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_opened_file_shows_all_of_it_in_place_of_the_step(language: str) -> None:
    session, texts = finished_lesson(), Texts(language)
    app = page_with(acts.file_of(session)(), language=language)
    found = html_of(app)
    assert texts("hand_in_of", name="Li &amp; &lt;i&gt;Lei&lt;/i&gt;") in found
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\nBecause." in found
    assert "<script>alert" not in found
    assert "Why?" in found
    assert f"{texts('hand_in_guess')} {texts('accuracy_axis')} 75 %" in found
    assert texts("lesson_goal_reached") in found
    loss, epochs = format_number(session.run.loss_history[-1]), session.run.epoch
    assert texts("hand_in_same", loss=loss, epochs=epochs, file=0, here=0) in found
    assert not [each for each in app.button if (each.key or "").startswith("lesson_next")]
    press(app, "hand_in_close")
    assert "<blockquote>" not in html_of(app)
    assert [each for each in app.button if (each.key or "").startswith("lesson_next")]


def test_what_came_of_the_guess_is_said_of_the_run_that_was_handed_in() -> None:
    session = opened(lesson="mine")
    session.guessing.hold(Guess("loss", (9.0,)))
    trained(session)
    session.collect()
    found = html_of(page_with(acts.file_of(session)()))
    assert f"<b>{Texts('en')('guess_no')}</b>" in found
    assert "Guess: loss 9.000" in found


@pytest.mark.parametrize(
    ("guess", "words"),
    [(Guess("class", (1, 2)), "vector 1: 1"), (Guess("weight", (2, 1)), "W[1, a]")],
)
def test_a_guess_of_another_step_is_said_with_its_names(guess: Guess, words: str) -> None:
    session = opened(lesson="mine")
    session.guessing.hold(guess)
    actions.do(session, acts.go_to_step, 1)
    assert f"Guess: {words}" in html_of(page_with(acts.file_of(session)()))


def test_of_another_run_than_the_file_s_nothing_is_compared() -> None:
    app = page_with(acts.file_of(finished_lesson())())
    assert 'class="again"' in html_of(app)
    press(app, "train")
    assert 'class="again"' not in html_of(app)


def test_the_name_is_asked_for_at_the_last_step_and_before_that_in_share() -> None:
    app = opened_page(lesson="mine")
    app.session_state["share"] = True
    app.run()
    (name,) = [each for each in app.text_input if each.key == "hand_in_name"]
    name.set_value("Li").run()
    go(app, "lesson_next")
    (name,) = [each for each in app.text_input if each.key == "hand_in_name"]
    assert name.value == "Li"
    texts = Texts("en")
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels.count(texts("hand_in")) == 1


def test_a_lesson_s_worksheet_has_its_title_and_questions_without_marks() -> None:
    session = opened(language="zh")
    acts.attend_file(session, LESSON.replace("Why?", "**Why** `W`?"))
    session.prepare()
    content = worksheets.made(session)().decode()
    assert "<h1>练习：Mine &amp; &lt;i&gt;yours&lt;/i&gt;</h1>" in content
    assert "1. Why W?" in content
