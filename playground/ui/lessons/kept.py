"""What a reload would lose of a lesson: the page before it, and what was typed and guessed in it.

The store has it as a file of that page, with what would be handed in. The page remembers its name,
beside that of the history.
"""

import json

from playground.session.lesson import AttendedLesson, Place, document_of
from playground.session.session import Session
from playground.sharing.experiment_file import from_file, to_file
from playground.sharing.files import FileError
from playground.sharing.hand_in import HandIn

OUTSIDE = "outside"  # 1 where there was a page before


def names(session: Session) -> str:
    """The name of the history, and, behind a sign, that of what a lesson has; "" for none."""
    lesson, outside, history = session.lesson, session.outside, session.history.name
    if lesson is None:
        return history
    lesson.note(session.lesson_fields.answer, session.guessing.given)
    said = lesson.hand_in(session.lesson_fields.name, None)
    kept_outside, kept_said, name = lesson.kept
    if outside is not kept_outside or said != kept_said:
        name = session.address.store.put(_file(lesson, outside, said))
        lesson.kept = (outside, said, name) if name else lesson.kept
    return f"{history}+{name}" if name else history


def _file(lesson: AttendedLesson, outside: Place | None, said: HandIn) -> bytes:
    query = {"lesson": lesson.name, OUTSIDE: "1" if outside else "0"}
    if outside and outside.history:
        outside.history.keep("")
        query |= {**outside.visible, "history": outside.history.name}
    saved = (outside or lesson.setup).saved
    return to_file(saved.samples, saved.test_samples, saved.settings, query, said)


def go_on_from(session: Session, name: str) -> None:
    """Go on from the session before this one, by what it said in `names`."""
    history, _, name = name.partition("+")
    session.history.adopt(history)
    lesson, content = session.lesson, session.address.store.get(name) or b""
    try:
        saved = from_file(content)
    except FileError:
        return
    if lesson is None or not lesson.goes_on or saved.lesson.get("lesson") != lesson.name:
        return
    said, fields = saved.hand_in or HandIn(), session.lesson_fields
    lesson.take(said)
    fields.name = fields.name or said.name
    fields.answer = fields.answer or lesson.answers.get(lesson.at, "")
    query = {key: str(value) for key, value in json.loads(content).items()}
    if query[OUTSIDE] == "1" and session.outside is None:
        before = session.history.anew(document_of(saved))
        before.adopt(query.get("history", ""))
        session.outside = Place(saved, query, before)
