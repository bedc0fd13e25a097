"""A lesson in a session: as an address opens it, its goals, its hints and what it locks."""

import pytest

from playground.core.problem import Problem
from playground.session.lesson import Hint
from playground.session.session import QUERY_TABLE, TRAINING_TABLE, Session
from playground.ui.lessons import acts
from tests.session.opened import opened
from tests.ui.lessons.conftest import LESSON, answer, change, example_of, lesson_of, trained


def reopened(session: Session) -> Session:
    """As the address brings it back."""
    session.prepare()
    found = opened(**session.address.shared())
    found.run.advance(found.playback.goal)
    found.read()
    return found


@pytest.mark.parametrize(
    ("step", "at", "example"),
    [
        *(("", 0, "and"), ("0", 0, "and"), ("-1", 0, "and"), ("x", 0, "and")),
        *(("1", 0, "and"), ("2", 1, "and"), ("3", 2, "xor"), ("99", 2, "xor")),
    ],
)
def test_an_address_opens_the_step_it_names_or_the_nearest(
    step: str, at: int, example: str
) -> None:
    session = opened(lesson="mine", step=step, language="zh")
    assert (lesson_of(session).at, example_of(session)) == (at, example)
    assert session.page.view == {"and": "decision", "xor": "curves"}[example]
    assert session.page.language == "zh"


@pytest.mark.parametrize("reached", ["", "0", "9", "x", "1_1", "1__2", "1_2_3_4", "-1", "_"])
def test_steps_reached_that_there_are_not_are_left_out(reached: str) -> None:
    assert lesson_of(opened(lesson="mine", reached=reached)).reached <= {0, 1, 2}


def test_a_reload_keeps_step_goal_and_edits() -> None:
    session = opened(lesson="mine")
    trained(session)
    change(session, epochs=150)
    acts.go_to_step(session, 1)
    found = reopened(session)
    assert (lesson_of(found).at, lesson_of(found).reached) == (1, {0})
    assert found.fields["epochs"] == 150
    assert not found.can_undo


def test_a_goal_that_was_reached_stays_so() -> None:
    session = opened(lesson="mine")
    trained(session)
    change(session, epochs=1)
    session.read()
    trained(session)
    assert session.run.accuracy_history[-1] < 1
    assert lesson_of(session).is_reached


@pytest.mark.parametrize("is_reloaded", [False, True])
@pytest.mark.parametrize("at", [1, 2], ids=["of the step before", "of the set-up"])
def test_a_run_that_a_step_begins_with_reaches_no_goal(at: int, is_reloaded: bool) -> None:
    session = opened(lesson="mine")
    trained(session)
    acts.go_to_step(session, at)
    session.run.advance(session.playback.goal)
    session = reopened(session) if is_reloaded else session
    acts.look(session)
    assert session.run.finished
    assert not lesson_of(session).is_reached
    trained(session)
    assert lesson_of(session).is_reached


def test_undo_goes_back_to_the_start_of_the_step_and_no_further() -> None:
    session = opened()
    change(session, seed=3)
    acts.attend(session, "mine")
    assert not session.can_undo
    change(session, epochs=9)
    assert session.can_undo
    acts.go_to_step(session, 1)  # which goes on with the page
    assert (session.can_undo, session.fields["epochs"]) == (False, 9)


def test_to_leave_brings_the_page_back_and_to_return_the_step() -> None:
    session = opened(view="lines", epochs="77")
    trained(session)
    acts.attend(session, "mine")
    acts.go_to_step(session, 2)
    change(session, epochs=9)
    acts.leave(session)
    assert (session.lesson, session.guessing.fixed) == (None, "")
    assert (session.fields["epochs"], session.page.view) == (77, "lines")
    assert session.playback.goal == 77  # the run is repeated
    acts.attend(session, "mine")
    assert (lesson_of(session).at, session.fields["epochs"]) == (2, 9)
    assert session.guessing.fixed == "loss"


def test_back_finds_a_step_as_it_was_left_with_its_answer() -> None:
    session = opened(lesson="mine")
    change(session, epochs=9)
    answer(session)
    acts.go_to_step(session, 2)
    assert (session.fields["epochs"], session.lesson_fields.answer) == (100, "")
    acts.go_to_step(session, 0)
    assert (session.fields["epochs"], session.lesson_fields.answer) == (9, "Because.")


def test_the_lesson_that_one_is_in_chosen_once_more_stays_at_its_step() -> None:
    session = opened()
    for attend, what in ((acts.attend, "mine"), (acts.attend_file, LESSON)):
        attend(session, what)
        assert lesson_of(session).at == 0  # of a file it is another one, though it says the same
        acts.go_to_step(session, 1)
        answer(session)
        attend(session, what)
        assert (lesson_of(session).at, session.lesson_fields.answer) == (1, "Because.")


def test_to_leave_a_lesson_that_was_begun_in_another_brings_the_page_before_both_back() -> None:
    session = opened(data="iris")
    acts.attend(session, "mine")
    acts.attend_file(session, LESSON)
    acts.leave(session)
    assert example_of(session) == "iris"


def test_past_the_last_step_the_lesson_is_over_and_before_the_first_is_nothing() -> None:
    session = opened(lesson="mine")
    acts.go_to_step(session, -1)
    assert lesson_of(session).at == 0
    acts.go_to_step(session, 3)
    assert session.lesson is None


# --- what a step locks, and what was changed in it --------------------------------------------


def test_what_is_locked_is_put_back_and_said_beside_it() -> None:
    session = opened(lesson="mine")
    table = session.tables.table(TRAINING_TABLE).copy()
    table.iat[0, 0] = "9"
    table.iat[3, 2] = "0"
    session.tables.load(TRAINING_TABLE, table)
    change(session, learning_rate=3.0)
    assert session.fields["learning_rate"] == 0.5
    cells = session.tables.table(TRAINING_TABLE)
    assert (cells.iat[0, 0], cells.iat[3, 2]) == ("0", "0")
    assert session.notices["samples"] == [Problem("lesson_cells", {"rows": "4"}, blocking=False)]
    assert [problem.code for problem in session.notices["settings"]] == ["lesson_locked"]


def test_a_view_that_the_step_has_not_is_left_at_once() -> None:
    session = opened(lesson="mine", v="1", view="lines")
    assert session.page.view == "decision"
    session.page.view = "lines"
    session.collect()
    assert session.page.view == "decision"


def test_what_was_changed_before_a_step_that_goes_on_is_not_its_own_change() -> None:
    session = opened(lesson="mine")
    session.tables.load(QUERY_TABLE, session.tables.table(QUERY_TABLE).replace("0", "5"))
    change(session, epochs=150)
    acts.go_to_step(session, 1)
    found = acts.facts_of(session)
    assert (found.changed, found.has_other_vectors) == ([], False)
    change(session, seed=3)
    assert acts.facts_of(session).changed == ["seed"]


def test_all_cells_are_edited_where_a_column_was_added() -> None:
    session = opened(lesson="mine", step="3")
    samples = session.tables.table(TRAINING_TABLE)
    samples.insert(0, "product", samples["label"])
    session.tables.load(TRAINING_TABLE, samples)
    session.collect()
    assert len(acts.facts_of(session).edited) >= len(samples)


# --- hints ------------------------------------------------------------------------------------


def hinted(session: Session, language: str = "en") -> Hint | None:
    """What is said after a click on Hint, if there is one to come."""
    acts.look(session)
    _, to_come = lesson_of(session).hints(language)
    if to_come is not None:
        acts.give_hint(session, to_come)
    return lesson_of(session).hints(language)[0]


def test_hints_come_one_at_a_time_the_file_s_own_last() -> None:
    session = opened(lesson="mine")
    found = hinted(session)
    assert isinstance(found, Problem)
    assert found.code == "no_cell"
    own = [hinted(session, language) for language in ("en", "zh", "en", "en")]
    assert own == [0, 0, 1, 1]  # of two in one language, and one in the other


def test_a_hint_on_the_state_goes_with_it() -> None:
    session = opened(lesson="mine")
    hinted(session)
    session.tables.load(TRAINING_TABLE, session.tables.table(TRAINING_TABLE).replace("1", "2"))
    acts.look(session)
    assert lesson_of(session).hints("en")[0] is None


def test_there_is_no_hint_once_the_goal_is_reached() -> None:
    session = opened(lesson="mine")
    trained(session)
    assert hinted(session) is None
