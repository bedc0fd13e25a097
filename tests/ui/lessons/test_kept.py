"""What a lesson has that its address does not say comes back after a reload."""

from pathlib import Path

import pytest

from playground.core.insight.guess import Guess
from playground.session.lesson import BEFORE
from playground.session.session import Session
from playground.sharing.lessons import reading
from playground.ui import actions
from playground.ui.lessons import acts, kept
from tests import page
from tests.session.opened import opened
from tests.ui.lessons.test_column import LESSON


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LESSONS", tmp_path)
    (tmp_path / "mine.toml").write_text(LESSON, "utf-8")
    (tmp_path / "other.toml").write_text(LESSON, "utf-8")


def names(session: Session) -> str:
    """As they are said at the end of a page run."""
    session.collect()
    session.prepare()
    return kept.names(session)


def reloaded(session: Session, **changed: str) -> Session:
    """The session that comes next in the same tab."""
    said = names(session)
    found = opened(**{**session.address.shared(), **changed})
    names(found)
    kept.go_on_from(found, said)
    return found


def has_nothing_before(session: Session) -> bool:
    """Whether there is no page to come back to on leaving."""
    return bool(session.lesson and BEFORE not in session.lesson.places)


def in_second_step(guess: Guess | None = None) -> Session:
    """Come from a page with three steps of undo; with an answer, a name and a guess."""
    session = opened(data="iris", v="1")
    for seed in (1, 2, 3):
        session.fields.set("seed", seed)
        session.collect()
    if guess:  # of a run
        session.guessing.leave(guess)
        session.collect()
        session.read()
        session.playback.show(session.input.experiment.start(), guess=guess)  # type: ignore[union-attr]
        session.run.advance(5)
    session.page.view = "lines"
    session.prepare()
    acts.attend(session, "mine")
    session.guessing.hold(Guess("loss", (0.5,)))
    session.collect()
    acts.go_to_step(session, 1)
    session.lesson_fields.answer, session.lesson_fields.name = "A line cannot.", "Li Lei"
    return session


def test_answers_guesses_and_the_name_outlive_a_reload() -> None:
    found = reloaded(in_second_step())
    assert found.lesson
    assert (found.lesson_fields.answer, found.lesson_fields.name) == ("A line cannot.", "Li Lei")
    assert found.lesson.said.guesses == {1: "loss_0.5"}
    again = reloaded(found)
    assert again.lesson_fields.answer == "A line cannot."


def test_to_leave_after_a_reload_brings_the_page_back_with_its_undo() -> None:
    found = reloaded(reloaded(in_second_step()))
    acts.leave(found)
    assert found.example
    assert (found.example.name, found.fields["seed"], found.page.view) == ("iris", 3, "lines")
    for seed in (2, 1, 0):
        actions.undo(found)
        assert found.fields["seed"] == seed


def test_so_it_does_where_the_run_was_guessed_of() -> None:
    found = reloaded(reloaded(in_second_step(Guess("loss", (0.25,)))))
    acts.leave(found)
    assert len(found.history.past) == 4  # three seeds, and the guess


def test_who_came_by_the_link_of_a_lesson_keeps_its_table_when_he_leaves() -> None:
    session = opened(lesson="mine", step="2")
    session.lesson_fields.answer = "No."
    found = reloaded(session)
    assert found.lesson_fields.answer == "No."
    acts.leave(found)
    assert found.example
    assert found.example.name == "xor"


def test_what_is_typed_before_it_comes_back_stays() -> None:
    session = in_second_step()
    said = names(session)
    found = opened(**session.address.shared())
    found.lesson_fields.answer = "Later."
    kept.go_on_from(found, said)
    assert (found.lesson_fields.answer, found.lesson_fields.name) == ("Later.", "Li Lei")


def test_the_link_of_the_lesson_opened_anew_has_nothing_of_who_was_there_before() -> None:
    said = names(in_second_step())
    found = opened(lesson="mine", step="2")
    kept.go_on_from(found, said)
    assert (found.lesson_fields.answer, found.lesson_fields.name) == ("", "")
    assert has_nothing_before(found)


def test_nor_has_another_lesson() -> None:
    found = reloaded(in_second_step(), lesson="other")
    assert (found.lesson_fields.answer, found.lesson_fields.name) == ("", "")
    assert has_nothing_before(found)


def test_the_page_tells_the_names_that_were_said() -> None:
    session = in_second_step()
    said = names(session)
    app = page.opened(**session.address.shared())
    page.tell(app, "history", name=said)
    assert app.text_area[0].value == "A line cannot."


@pytest.mark.parametrize("said", ["", "+", "x+y", "+" + "0" * 32])
def test_names_of_what_is_not_there_bring_nothing(said: str) -> None:
    found = opened(lesson="mine", v="1")
    kept.go_on_from(found, said)
    assert has_nothing_before(found)


def test_without_a_lesson_the_history_alone_is_named() -> None:
    session = opened(data="iris", v="1")
    assert names(session) == ""
    session.fields.set("seed", 1)
    session.collect()
    assert names(session) == session.history.name != ""
