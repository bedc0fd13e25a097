"""What a lesson has that its address does not say comes back after a reload."""

from pathlib import Path

import pytest

from playground.core.insight.guess import Guess
from playground.session.lesson import BEFORE
from playground.session.session import Session
from playground.ui import actions
from playground.ui.lessons import acts, kept
from tests import page
from tests.session.opened import opened
from tests.ui.lessons.conftest import LESSON, answer, change, example_of, lesson_of, trained


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


def typed(session: Session) -> tuple[str, str]:
    return session.lesson_fields.answer, session.lesson_fields.name


def in_second_step() -> Session:
    """Come from a run that was guessed of; with an answer, a name and another guess."""
    session = opened(data="iris", v="1", view="lines")
    for seed in (1, 2):
        change(session, seed=seed)
    session.guessing.hold(Guess("loss", (0.25,)))
    session.collect()
    session.read()
    trained(session)
    session.prepare()
    acts.attend(session, "mine")
    session.guessing.hold(Guess("loss", (0.5,)))
    session.collect()
    acts.go_to_step(session, 1)
    session.lesson_fields.name = "Li Lei"
    answer(session)
    return session


def test_answers_guesses_and_the_name_outlive_every_reload() -> None:
    found = reloaded(reloaded(in_second_step()))
    assert typed(found) == ("Because.", "Li Lei")
    assert lesson_of(found).said.guesses == {1: "loss_0.5"}


def test_to_leave_after_a_reload_brings_the_page_back_with_its_undo() -> None:
    found = reloaded(reloaded(in_second_step()))
    acts.leave(found)
    assert (example_of(found), found.page.view) == ("iris", "lines")
    found.playback.pause()
    actions.undo(found)  # of the guess
    for seed in (2, 1, 0):
        assert found.fields["seed"] == seed
        actions.undo(found)


def test_who_came_by_the_link_of_a_lesson_keeps_its_table_when_he_leaves() -> None:
    session = opened(lesson="mine")
    for at in (1, 0, 1):
        acts.go_to_step(session, at)
    change(session, epochs=9)
    answer(session)
    found = reloaded(session)
    assert typed(found) == ("Because.", "")
    acts.leave(found)
    assert (example_of(found), found.fields["epochs"]) == ("and", 9)
    found.prepare()
    assert "lesson" not in found.address.shared()


def test_what_is_typed_before_it_comes_back_stays() -> None:
    session = in_second_step()
    said = names(session)
    found = opened(**session.address.shared())
    found.lesson_fields.answer = "Later."
    kept.go_on_from(found, said)
    assert typed(found) == ("Later.", "Li Lei")


@pytest.mark.parametrize("query", [{"lesson": "mine"}, {"lesson": "other", "v": "1"}])
def test_the_link_opened_anew_and_another_lesson_begin_afresh(query: dict, folder: Path) -> None:
    (folder / "other.toml").write_text(LESSON, "utf-8")
    said = names(in_second_step())
    found = opened(step="2", **query)
    kept.go_on_from(found, said)
    assert typed(found) == ("", "")
    assert BEFORE not in lesson_of(found).places


def test_the_page_tells_the_names_that_were_said() -> None:
    session = in_second_step()
    said = names(session)
    app = page.opened(**session.address.shared())
    page.tell(app, "history", name=said)
    assert app.text_area[0].value == "Because."


@pytest.mark.parametrize("said", ["", "+", "x+y", "+" + "0" * 32])
def test_names_of_what_is_not_there_bring_nothing(said: str) -> None:
    found = opened(lesson="mine", v="1")
    kept.go_on_from(found, said)
    assert BEFORE not in lesson_of(found).places
