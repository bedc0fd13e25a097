"""A lesson in a session: as an address opens it, its goals, its hints and what it locks."""

from pathlib import Path

import pytest

from playground.core.problem import Problem
from playground.session.lesson import AttendedLesson, Hint
from playground.session.session import QUERY_TABLE, TRAINING_TABLE, Session
from playground.sharing.lessons import reading
from playground.ui.lessons import acts
from tests.session.opened import Query, opened

LESSON = """
title.en = "T"
about.en = "A"
[[step]]
text.en = "One."
setup = "data=and&learning_rate=0.5&epochs=200&view=decision"
views = ["decision", "curves"]
open = ["epochs"]
cells = ["4 label"]
goal = { kind = "accuracy", over = 0.99 }
hints.en = ["First.", "Second."]
hints.zh = ["一"]
[[step]]
text.en = "Two."
goal = { kind = "trained" }
question.en = "Why?"
[[step]]
text.en = "Three."
setup = "data=xor&run=100&epochs=100"
guess = "loss"
goal = { kind = "trained" }
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LESSONS", tmp_path)
    (tmp_path / "mine.toml").write_text(LESSON, "utf-8")


def lesson_of(session: Session) -> AttendedLesson:
    assert session.lesson
    return session.lesson


def trained(session: Session) -> None:
    """Have the run go to its end, as the player does, and look at it."""
    session.playback.show(session.input.experiment.start())  # type: ignore[union-attr]
    session.run.advance(10**6)
    acts.look(session)


def reopened(session: Session) -> Session:
    """As the address brings it back."""
    session.prepare()
    found = opened(**session.address.shared())
    found.run.advance(found.playback.goal)
    found.read()
    return found


def test_an_address_with_the_name_alone_opens_the_first_step_as_it_is_set_up() -> None:
    session = opened(lesson="mine")
    assert lesson_of(session).at == 0
    assert session.example is not None
    assert session.example.name == "and"
    assert session.fields["learning_rate"] == 0.5
    assert session.page.view == "decision"


def test_an_address_with_a_step_has_the_set_up_of_that_one() -> None:
    assert opened(lesson="mine", step="3").example.name == "xor"  # type: ignore[union-attr]
    assert opened(lesson="mine", step="2").example.name == "and"  # type: ignore[union-attr]
    assert opened(lesson="mine", step="3", language="zh").page.language == "zh"


@pytest.mark.parametrize(("step", "at"), [("", 0), ("0", 0), ("-1", 0), ("99", 2), ("x", 0)])
def test_a_step_that_there_is_not_is_the_nearest(step: str, at: int) -> None:
    assert lesson_of(opened(lesson="mine", step=step)).at == at


@pytest.mark.parametrize("reached", ["", "0", "9", "x", "1_1", "1__2", "1_2_3_4", "-1", "_"])
def test_steps_reached_that_there_are_not_are_left_out(reached: str) -> None:
    assert lesson_of(opened(lesson="mine", reached=reached)).reached <= {0, 1, 2}


def test_a_lesson_that_there_is_not_is_said() -> None:
    session = opened(lesson="none")
    assert session.lesson is None
    assert [problem.code for problem in session.notices["samples"]] == ["link_lesson"]


def test_a_reload_keeps_step_goal_and_edits() -> None:
    session = opened(lesson="mine")
    trained(session)
    assert lesson_of(session).reached == {0}
    session.fields.set("epochs", 150)
    session.collect()
    acts.go_to_step(session, 1)
    found = reopened(session)
    assert lesson_of(found).at == 1
    assert lesson_of(found).reached == {0}
    assert found.fields["epochs"] == 150
    assert not found.can_undo


def test_a_goal_that_was_reached_stays_so() -> None:
    session = opened(lesson="mine")
    trained(session)
    session.fields.set("epochs", 1)
    session.collect()
    session.read()
    trained(session)
    assert session.run.accuracy_history[-1] < 1
    assert lesson_of(session).is_reached


def test_a_run_of_the_step_before_is_not_its_own() -> None:
    session = opened(lesson="mine")
    trained(session)
    acts.go_to_step(session, 1)
    assert session.run.epoch == 200  # it goes on with the page
    acts.look(session)
    assert not lesson_of(session).is_reached
    trained(session)
    assert lesson_of(session).is_reached


def test_a_run_of_the_set_up_is_not_its_own_after_a_reload_either() -> None:
    session = opened(lesson="mine", step="3")
    session.run.advance(100)
    for found in (session, reopened(session)):
        assert found.run.finished
        acts.look(found)
        assert not lesson_of(found).is_reached
    trained(session)
    assert lesson_of(session).is_reached


def test_undo_goes_back_to_the_start_of_the_step_and_no_further() -> None:
    session = opened()
    session.fields.set("seed", 3)
    session.collect()
    assert session.can_undo
    acts.attend(session, "mine")
    assert not session.can_undo
    session.fields.set("epochs", 9)
    session.collect()
    assert session.can_undo
    acts.go_to_step(session, 1)
    assert not session.can_undo
    assert session.fields["epochs"] == 9


def test_to_leave_brings_the_page_back_and_to_return_the_step() -> None:
    session = opened(view="lines", seed="3")
    session.fields.set("epochs", 77)
    session.collect()
    session.read()
    trained(session)
    acts.attend(session, "mine")
    session.fields.set("epochs", 9)
    session.collect()
    acts.leave(session)
    assert session.lesson is None
    assert (session.fields["seed"], session.fields["epochs"]) == (3, 77)
    assert session.page.view == "lines"
    assert session.playback.goal == 77  # the run is repeated
    assert session.history.past
    acts.attend(session, "mine")
    assert session.fields["epochs"] == 9
    acts.go_to_step(session, 2)
    acts.leave(session)
    acts.attend(session, "mine")
    assert lesson_of(session).at == 2


def test_without_a_page_before_the_lesson_to_leave_keeps_what_is_there() -> None:
    session = opened(lesson="mine")
    acts.leave(session)
    assert session.lesson is None
    assert session.example is not None
    assert session.example.name == "and"
    assert "lesson" not in reopened(session).address.shared()


def test_back_finds_a_step_as_it_was_left() -> None:
    session = opened(lesson="mine")
    session.fields.set("epochs", 9)
    session.collect()
    acts.go_to_step(session, 2)
    assert session.fields["epochs"] == 100
    acts.go_to_step(session, 0)
    assert session.fields["epochs"] == 9


@pytest.mark.parametrize("at", [-1, 3])
def test_past_the_last_step_the_lesson_is_over_and_before_the_first_is_nothing(at: int) -> None:
    session = opened(lesson="mine")
    acts.go_to_step(session, at)
    assert (session.lesson is None) is (at == 3)


def test_an_answer_belongs_to_its_step() -> None:
    session = opened(lesson="mine", step="2")
    session.lesson_fields.answer = "Because."
    session.collect()
    acts.go_to_step(session, 2)
    assert session.lesson_fields.answer == ""
    acts.go_to_step(session, 1)
    assert session.lesson_fields.answer == "Because."


def test_a_step_asks_for_its_guess_and_the_next_does_not() -> None:
    session = opened(lesson="mine", step="3")
    assert (session.guessing.fixed, session.guessing.fields.first) == ("loss", True)
    assert reopened(session).guessing.fixed == "loss"
    acts.go_to_step(session, 1)
    assert (session.guessing.fixed, session.guessing.fields.first) == ("", False)


# --- locks ------------------------------------------------------------------------------------


def test_what_is_locked_is_put_back_and_said_beside_it() -> None:
    session = opened(lesson="mine")
    session.fields.set("learning_rate", 3.0)
    table = session.tables.table(TRAINING_TABLE).copy()
    table.iat[0, 0] = "9"
    table.iat[3, 2] = "0"
    session.tables.load(TRAINING_TABLE, table)
    session.collect()
    assert session.fields["learning_rate"] == 0.5
    cells = session.tables.table(TRAINING_TABLE)
    assert (cells.iat[0, 0], cells.iat[3, 2]) == ("0", "0")
    assert session.notices["samples"] == [Problem("lesson_cells", {"rows": "4"}, blocking=False)]
    assert [problem.code for problem in session.notices["settings"]] == ["lesson_locked"]
    assert not session.can_change("learning_rate")
    assert session.can_change("epochs")


def test_rows_pasted_over_locked_cells_change_nothing() -> None:
    session = opened(lesson="mine")
    before = session.tables.table(TRAINING_TABLE)
    session.paste(TRAINING_TABLE, 0, 0, "7\t7\t1\n8\t8\t1\n")
    assert session.tables.table(TRAINING_TABLE).equals(before)
    assert not session.can_undo


def test_a_view_that_is_not_there_to_choose_is_left_at_once() -> None:
    session = opened(lesson="mine")
    session.page.view = "lines"
    session.collect()
    assert session.page.view == "decision"


# --- hints ------------------------------------------------------------------------------------


def hints(session: Session, language: str = "en") -> tuple[Hint | None, Hint | None]:
    acts.look(session)
    return lesson_of(session).hints(language)


def hinted(session: Session) -> Hint | None:
    """What is said after a click on Hint, if there is one to come."""
    _, to_come = hints(session)
    if to_come is not None:
        acts.give_hint(session, to_come)
    return hints(session)[0]


def test_hints_come_one_at_a_time_the_file_s_own_last() -> None:
    session = opened(lesson="mine")
    found = hinted(session)
    assert isinstance(found, Problem)
    assert found.code == "no_cell"
    assert hinted(session) == 0
    assert hints(session, "zh") == (0, None)
    assert [hinted(session), hinted(session)] == [1, 1]
    assert hints(session) == (1, None)


def test_a_hint_on_the_state_goes_with_it() -> None:
    session = opened(lesson="mine")
    hinted(session)
    session.tables.load(TRAINING_TABLE, session.tables.table(TRAINING_TABLE).replace("1", "2"))
    assert acts.facts_of(session).edited
    last, to_come = hints(session)
    assert last is None
    assert isinstance(to_come, Problem)


def test_there_is_no_hint_once_the_goal_is_reached() -> None:
    session = opened(lesson="mine")
    assert hinted(session)
    trained(session)
    assert lesson_of(session).is_reached
    assert hinted(session) is None


def test_a_page_without_a_lesson_reads_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LESSONS", Path("/nowhere/at/all"))
    monkeypatch.setattr(reading, "_read_file", None)
    session = opened()
    session.prepare()
    acts.look(session)
    assert Query(**session.address.shared()).said == {"v": "1"}


def test_the_lesson_that_one_is_in_chosen_once_more_stays_at_its_step() -> None:
    session = opened(lesson="mine", step="2")
    session.lesson_fields.answer = "Because."
    session.collect()
    acts.attend(session, "mine")
    acts.attend_file(session, LESSON)  # another one, though it says the same
    acts.attend(session, "mine")
    assert lesson_of(session).at == 1
    assert session.lesson_fields.answer == "Because."


def test_an_address_without_a_view_opens_one_that_the_step_offers(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        LESSON.replace("&view=decision", "").replace("curves", "lines"), "utf-8"
    )
    assert opened(lesson="mine").page.view == "decision"


def test_what_was_changed_before_a_step_that_goes_on_is_not_its_own_change() -> None:
    session = opened(lesson="mine")
    session.fields.set("epochs", 150)
    table = session.tables.table(QUERY_TABLE)
    table.iloc[0, 0] = "5"
    session.tables.load(QUERY_TABLE, table)
    session.collect()
    acts.go_to_step(session, 1)
    assert acts.facts_of(session).changed == []
    assert not acts.facts_of(session).has_other_vectors
    session.fields.set("seed", 3)
    session.collect()
    assert acts.facts_of(session).changed == ["seed"]


def test_all_cells_are_edited_where_a_column_was_added() -> None:
    session = opened(lesson="mine", step="3")
    samples = session.tables.table(TRAINING_TABLE)
    samples.insert(0, "product", samples["label"])
    session.tables.load(TRAINING_TABLE, samples)
    session.collect()
    assert len(acts.facts_of(session).edited) >= len(samples)


def test_a_reload_reaches_no_goal_by_a_run_of_the_step_before() -> None:
    session = opened(lesson="mine")
    trained(session)
    acts.go_to_step(session, 1)
    found = reopened(session)
    acts.look(found)
    assert found.run.finished
    assert not lesson_of(found).is_reached
