"""What a reload would lose of a lesson: the page before it, and what was typed and guessed in it.

The store has it as a file of that page, with what would be handed in. The page remembers its name,
beside that of the history.
"""

from playground.session.lesson import BEFORE, AttendedLesson, Place, document_of
from playground.session.session import Session
from playground.sharing.experiment_file import from_file, to_file
from playground.sharing.files import FileError
from playground.sharing.hand_in import HandIn


def names(session: Session) -> str:
    """The name of the history, and, behind a sign, that of what a lesson has; "" for none."""
    lesson, history = session.lesson, session.history.name
    if lesson is None:
        return history
    if not lesson.kept:
        lesson.kept = session.address.store.put(_file(lesson))
    return f"{history}+{lesson.kept}" if lesson.kept else history


def _file(lesson: AttendedLesson) -> bytes:
    saved, history = lesson.places.get(BEFORE) or Place(lesson.lesson.setup_of(lesson.at))
    query = {**saved.query, "lesson": lesson.name}
    if history:
        history.keep("")
        query["history"] = history.name
    return to_file(saved.samples, saved.test_samples, saved.settings, query, lesson.said)


def go_on_from(session: Session, name: str) -> None:
    """Go on from the session before this one, by what it said in `names`."""
    history, _, name = name.partition("+")
    session.history.adopt(history)
    lesson, fields = session.lesson, session.lesson_fields
    try:
        saved = from_file(session.address.store.get(name) or b"")
    except FileError:
        return
    if lesson is None or not lesson.goes_on or saved.query.get("lesson") != lesson.name:
        return
    lesson.said, lesson.kept = saved.hand_in or HandIn(), ""
    fields.name = fields.name or lesson.said.name
    fields.answer = fields.answer or lesson.said.answers.get(lesson.at + 1, "")
    if "history" in saved.query and BEFORE not in lesson.places:
        guess = saved.guess.text if saved.guess else ""
        before = session.history.anew(document_of(saved)._replace(guess=guess))
        before.adopt(saved.query["history"])
        lesson.places[BEFORE] = Place(saved, before)
