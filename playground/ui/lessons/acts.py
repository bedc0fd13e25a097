"""What is done with lessons, and in them."""

import math
from collections.abc import Callable

from playground.core.problem import remark
from playground.session.lesson import AttendedLesson, HandedIn, Place, attended, lesson_of
from playground.session.session import Session, close_popover
from playground.session.tables import TABLES
from playground.session.visible_state import query_of, read_query
from playground.sharing.experiment_file import to_file
from playground.sharing.hand_in import HandIn
from playground.sharing.lessons.goals import Facts
from playground.sharing.link import SavedExperiment, decode
from playground.sharing.link_run import decode_guess, decode_run
from playground.ui import actions


def attend(session: Session, name: str) -> None:
    """Begin a lesson, or come back to the step of it that was left."""
    close_popover("lessons")
    _attend(session, session.lessons.get(name) or attended({"lesson": name}, session.address.store))


def attend_file(session: Session, source: str) -> None:
    """The same with the lesson of a file, in which nothing is wrong."""
    found = lesson_of(source, session.address.store)
    _attend(session, session.lessons.get(found.name) or found)


def try_draft(session: Session) -> None:
    """Begin the lesson that is being made, as a student sees it."""
    found = lesson_of(session.draft.source, session.address.store)
    _attend(session, found)


def _attend(session: Session, found: AttendedLesson | None) -> None:
    if found:
        _leave(session)
        session.outside, session.lesson = _place(session), found
        _come_back(session, found)


def open_file(session: Session, saved: SavedExperiment) -> None:
    """Go on with the experiment of a file, in the step of the lesson in which it was saved."""
    found = attended(saved.lesson, session.address.store)
    if found is None:
        _leave(session)
        if saved.hand_in:
            name = saved.lesson.get("lesson", "")[:40]
            saved.problems.append(remark("link_lesson", value=name))
        actions.open_experiment(session, saved)
        return
    found.places[found.at] = Place(saved, found.setup.visible)
    found.take(saved.hand_in or HandIn())
    _attend(session, found)
    if saved.hand_in:
        session.lesson_fields.name = saved.hand_in.name
        epochs = saved.run.epochs if saved.run else 0
        found.handed_in = HandedIn(saved.hand_in, session.run, epochs)


def leave(session: Session) -> None:
    """Bring the page back as it was before the lesson, if it was open then.

    Whoever was trying a lesson goes on making it.
    """
    lesson = session.lesson
    _leave(session)
    if lesson and lesson.name == session.draft.name:
        session.draft.is_asked_for = True


def _leave(session: Session) -> None:
    lesson, outside = session.lesson, session.outside
    if lesson:
        _put_aside(session, lesson)
        lesson.handed_in = None
        session.lessons[lesson.name] = lesson
    session.lesson = session.outside = None
    session.guessing.fix("")
    if outside:
        _enter(session, outside)


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
        session.guessing.leave(None)
        session.history = session.history.anew(session.document)
        run, playback = session.run, session.playback
        lesson.begin(session.document, run, playback.goal if playback.is_playing else run.epoch)
        _begin(session, lesson)
    else:
        _come_back(session, lesson)


def _come_back(session: Session, lesson: AttendedLesson) -> None:
    """Begin the step that the lesson is at, or take it as it was left."""
    place = lesson.place_at(lesson.at)
    _enter(session, place)
    lesson.come_back(session.document, session.run, place.saved.run)
    _begin(session, lesson)


def _place(session: Session) -> Place:
    """All that it takes to come back to the page as it is."""
    said = session.run_in_address
    run, guess = decode_run(said, session.fields["epochs"], []), decode_guess(said, [])
    saved = SavedExperiment(*session.frames, session.settings, run, guess=guess)
    visible = query_of(session.fields, session.run.dataset, session.views[0])
    return Place(saved, {**said, **visible}, session.history)


def _enter(session: Session, place: Place) -> None:
    """Take the page from there: experiment, run, view; undo as it was, or anew."""
    _load(session, place)
    session.history = place.history or session.history.anew(session.document)
    session.history.present = session.document


def _load(session: Session, place: Place) -> None:
    """The same, but for undo."""
    read_query(session.fields, place.visible, session.views)
    session.load(place.saved)
    session.fields.set("epoch", 0)  # what the slider has is of a run that is gone


def _put_aside(session: Session, lesson: AttendedLesson) -> None:
    lesson.places[lesson.at] = _place(session)
    lesson.note(session.lesson_fields.answer, session.guessing.given)


def _begin(session: Session, lesson: AttendedLesson) -> None:
    session.lesson_fields.answer = lesson.answers.get(lesson.at, "")
    session.quiz.in_a_row = 0
    session.guessing.fix(lesson.step.guess)


def facts_of(session: Session) -> Facts:
    """What the page comes to; in a lesson, what has come of the step by now."""
    found = Facts(
        session.run,
        is_stale=session.is_stale,
        vectors=session.input.query_vectors.features,
        right_in_a_row=session.quiz.in_a_row,
        view=session.page.view,
        line=session.lines.line,
        question=session.lines.question,
        guess=session.guess.kind if session.guess else "",
        verdict=session.verdict,
    )
    return session.lesson.facts(found, session.document) if session.lesson else found


def look(session: Session) -> None:
    """See whether the goal of the step is reached."""
    if session.lesson:
        session.lesson.look(facts_of(session))


def give_hint(session: Session) -> None:
    if session.lesson:
        session.lesson.give_hint(facts_of(session), session.page.language)


# --- a lesson that is being made --------------------------------------------------------------


def make_lesson(session: Session) -> None:
    """Have the dialog opened in place of the popover with its button."""
    session.draft.is_asked_for = True
    close_popover("share")


def edit_step(session: Session, at: int) -> None:
    """Have a step in the form, and the page as it begins."""
    query = session.draft.lesson.setup_of(at)
    _load(session, Place(decode(query), query))
    session.history.record(session.document)
    session.draft.edit(at)


# --- what is handed in ------------------------------------------------------------------------


def file_of(session: Session) -> Callable[[], bytes]:
    """What makes the file of the experiment when it is asked for: then there are no widgets.

    What was typed by then in a lesson is in it.
    """
    frames, settings, said = session.frames, session.settings, session.in_file
    return lambda: to_file(*frames, settings, said, hand_in(session))


def hand_in(session: Session) -> HandIn | None:
    """What is handed in beside the experiment; None outside of a lesson."""
    lesson, run = session.lesson, session.run
    if lesson is None:
        return None
    lesson.note(session.lesson_fields.answer, session.guessing.given)
    is_in_file = "run" in session.run_in_address and not session.playback.is_playing
    loss = run.loss_history[-1] if is_in_file else math.inf
    return lesson.hand_in(session.lesson_fields.name, loss if math.isfinite(loss) else None)


def close_hand_in(session: Session) -> None:
    """Go on with the lesson of a file that was opened."""
    if session.lesson:
        session.lesson.handed_in = None
