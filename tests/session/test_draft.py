"""A lesson that is being made outlives its session, and is tried and opened as a student has it."""

from pathlib import Path

import pytest

from playground.session.session import Session
from playground.sharing.examples import examples
from playground.sharing.lessons import reading
from playground.sharing.lessons.reading import Lesson, LessonError, read_lesson
from playground.sharing.lessons.writing import write_table
from playground.sharing.link_tables import packed
from playground.ui.lessons import acts
from tests.session.opened import opened


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LESSONS", tmp_path)


def with_steps(*texts: str, **said: str) -> Session:
    session = opened(**said)
    steps = (write_table({"text": text, "setup": "data=and"}) for text in texts)
    session.draft.fields.source = "\n[[step]]\n".join(['title = "Mine"\nabout = "It"', *steps])
    session.prepare()
    return session


def reopened(session: Session) -> Session:
    """As the address brings it back."""
    session.prepare()
    return opened(**session.address.shared())


def attended(session: Session) -> tuple[Lesson, int, str]:
    """The lesson, the index of its step, and the example that its page has."""
    assert session.lesson
    assert session.example
    return session.lesson.lesson, session.lesson.at, session.example.name


@pytest.mark.parametrize("end", ["", "\nwith a mistake, é"])
def test_the_file_outlives_the_session_as_it_was_typed(end: str) -> None:
    before = with_steps("One.", "Two.")
    before.draft.fields.source += end
    assert reopened(before).draft.source == before.draft.source


def test_a_lesson_of_which_all_was_deleted_does_not_come_back() -> None:
    session = reopened(with_steps("One."))
    session.draft.fields.source = ""
    assert reopened(session).draft.source == ""


@pytest.mark.parametrize("name", ["", "none", "0" * 32, "../x", "a table"])
def test_a_draft_that_is_not_there_is_none(name: str) -> None:
    if name == "a table":
        name = opened().address.store.put(b"1,2,3")
    session = opened(draft=name)
    session.prepare()
    assert session.draft.source == ""
    assert "draft" not in session.address.shared()


def test_what_cannot_be_reached_may_come_with_a_reload(monkeypatch: pytest.MonkeyPatch) -> None:
    name = with_steps("One.").draft.name
    session = opened()
    monkeypatch.setattr(session.address.store, "is_readable", False)
    session = opened(draft=name, lesson=name, step="2")
    assert [each.code for each in session.notices["samples"]] == ["link_lesson_away"]
    session.prepare()
    session.address.publish()
    assert session.address.query["draft"] == name
    monkeypatch.undo()
    after = opened(**session.address.query)
    assert after.lesson
    assert after.draft.source


def test_a_link_for_others_says_nothing_of_the_draft() -> None:
    session = with_steps("One.")
    assert "draft" in session.address.shared()
    assert "draft" not in session.address.link("http://here")


def test_a_step_that_has_been_added_is_of_the_page_without_what_is_the_teacher_s() -> None:
    session = with_steps("One.", language="zh", guess_first="1", data="iris", v="1")
    session.draft.fields.text = "Two."
    assert session.draft.add(None) is None
    lesson = read_lesson(session.draft.source)
    assert lesson.setup_of(1).query == {"v": "1", "data": "iris"}


def test_who_has_tried_a_lesson_goes_on_making_it_on_the_page_as_it_was() -> None:
    session = with_steps("One.", "Two.", data="iris", v="1")
    for _ in range(2):  # it begins at the first step each time
        acts.try_draft(session)
        assert attended(session)[1:] == (0, "and")
        assert not session.draft.is_open
        acts.go_to_step(session, 1)
        acts.leave(session)
        assert session.draft.is_open
        assert session.example == examples()["iris"]


def test_it_is_so_after_a_reload_and_in_another_language() -> None:
    session = with_steps("One.")
    acts.try_draft(session)
    session.page.language = "zh"
    after = reopened(session)
    acts.leave(after)
    assert after.draft.is_open


def test_whoever_leaves_another_lesson_is_not_asked_to_make_one() -> None:
    session = with_steps("One.")
    acts.attend_file(session, with_steps("Other.").draft.source)
    acts.leave(session)
    assert not session.draft.is_open


# --- a lesson from a file or a link ------------------------------------------------------------


@pytest.mark.parametrize(("length", "name"), [(10, "lesson_z"), (9000, "lesson")])
def test_a_lesson_from_a_file_survives_a_reload_with_its_step(length: int, name: str) -> None:
    text = "".join(chr(0x4E00 + 7 * at % 20000) for at in range(length))
    session = opened()
    acts.attend_file(session, with_steps("One.", text).draft.source)
    acts.go_to_step(session, 1)
    assert attended(reopened(session)) == attended(session)
    assert attended(session)[1] == 1
    assert {"lesson", "lesson_z"} & session.address.shared().keys() == {name}


def test_a_saved_experiment_holds_the_lesson_for_any_server() -> None:
    session, source = opened(), with_steps("One.").draft.source
    acts.attend_file(session, source)
    assert {"lesson_z": packed(source), "step": "1"}.items() <= session.in_file.items()


@pytest.mark.parametrize("letters", ["", "x", "abcd", "é", packed("no lesson"), packed("")])
def test_a_link_that_is_damaged_is_said(letters: str) -> None:
    session = opened(lesson_z=letters)
    assert session.lesson is None
    assert [each.code for each in session.notices["samples"]] == ["link_lesson_packed"]


def test_a_file_with_a_mistake_begins_no_lesson() -> None:
    session = opened()
    with pytest.raises(LessonError):
        acts.attend_file(session, "[[step]]")
    assert session.lesson is None
