"""What is done with lessons, and in them."""

from playground.session.lesson import AttendedLesson, attended
from playground.session.session import Session, close_popover
from playground.session.tables import TABLES
from playground.sharing.lessons import Facts
from playground.tables.document import History


def attend(session: Session, name: str) -> None:
    """Begin a lesson, or come back to the step of it that was left."""
    close_popover("lessons")
    found = session.lessons.get(name) or attended({"lesson": name})
    if found:
        leave(session)
        session.outside, session.lesson = session.place, found
        _come_back(session, found)


def leave(session: Session) -> None:
    """Bring the page back as it was before the lesson, if it was open then."""
    lesson, outside = session.lesson, session.outside
    if lesson:
        _put_aside(session, lesson)
        session.lessons[lesson.name] = lesson
    session.lesson = session.outside = None
    if outside:
        session.enter(outside)


def go_to_step(session: Session, at: int) -> None:
    """Go to a step of the lesson; going on, one without a set-up takes the page as it is.

    Past the last one, the lesson is over.
    """
    lesson = session.lesson
    if lesson is None or at < 0:
        return
    if at >= len(lesson.lesson.steps):
        leave(session)
        return
    goes_on = at > lesson.at and lesson.lesson.steps[at].setup is None
    _put_aside(session, lesson)
    lesson.at = at
    if goes_on:
        session.tables.fold(*TABLES)  # the editors of another step are others
        session.history = History(session.document)
        run, playback = session.run, session.playback
        lesson.begin(session.document, run, playback.goal if playback.is_playing else run.epoch)
        _begin(session, lesson)
    else:
        _come_back(session, lesson)


def _come_back(session: Session, lesson: AttendedLesson) -> None:
    """Begin the step that the lesson is at, or take it as it was left."""
    place = lesson.places.get(lesson.at) or lesson.setup
    session.enter(place)
    lesson.come_back(session.document, session.run, place.saved.run)
    _begin(session, lesson)


def _put_aside(session: Session, lesson: AttendedLesson) -> None:
    lesson.places[lesson.at] = session.place
    lesson.answers[lesson.at] = session.lesson_fields.answer


def _begin(session: Session, lesson: AttendedLesson) -> None:
    session.lesson_fields.answer = lesson.answers.get(lesson.at, "")
    session.quiz.in_a_row = 0


def facts_of(session: Session, lesson: AttendedLesson) -> Facts:
    """What has come of the step by now."""
    return lesson.facts(
        session.run,
        session.is_stale,
        session.document,
        session.input.query_vectors.features,
        right_in_a_row=session.quiz.in_a_row,
        view=session.page.view,
        line=session.lines.line,
        question=session.lines.question,
    )


def look(session: Session) -> None:
    """See whether the goal of the step is reached."""
    if session.lesson:
        session.lesson.look(facts_of(session, session.lesson))


def give_hint(session: Session) -> None:
    if session.lesson:
        session.lesson.give_hint(facts_of(session, session.lesson), session.page.language)
