"""What is done with lessons, and in them."""

from collections.abc import Callable
from dataclasses import replace

from playground.session.lesson import (
    BEFORE,
    AttendedLesson,
    HandedIn,
    Hint,
    Place,
    attended,
    lesson_of,
    not_found,
)
from playground.session.session import Session, close_popover
from playground.session.tables import TABLES
from playground.session.visible_state import query_of, read_query
from playground.sharing.experiment_file import to_file
from playground.sharing.hand_in import HandIn
from playground.sharing.lessons.goals import Facts
from playground.sharing.lessons.reading import Lesson
from playground.sharing.link import SavedExperiment
from playground.sharing.link_run import decode_guess, decode_run
from playground.ui import actions


def attend(session: Session, name: str) -> None:
    """Begin a lesson, or come back to the step of it that was left."""
    close_popover("lessons")
    found = session.lessons.get(name) or attended({"lesson": name}, session.address.store)
    if found:
        _attend(session, found)


def attend_file(session: Session, source: str) -> None:
    """The same with the lesson of a file, in which nothing is wrong."""
    found = lesson_of(source, session.address.store)
    _attend(session, session.lessons.get(found.name) or found)


def try_draft(session: Session) -> None:
    """Begin the lesson that is being made, as a student sees it."""
    if isinstance(session.draft.lesson, Lesson):  # as it was before it was edited just now
        _attend(session, lesson_of(session.draft.source, session.address.store))


def _attend(session: Session, found: AttendedLesson) -> None:
    _leave(session)
    actions.close_maker(session)
    found.places[BEFORE], found.kept = _place(session), ""
    session.lesson = session.lessons[found.name] = found
    _come_back(session, found)


def open_file(session: Session, saved: SavedExperiment) -> None:
    """Go on with the experiment of a file, in the step of the lesson in which it was saved."""
    found = attended(saved.query, session.address.store)
    if found is None:
        saved.problems.extend(not_found(saved.query))
        _leave(session)
        actions.open_experiment(session, saved)
        return
    as_set_up = found.lesson.setup_of(found.at).query
    found.places[found.at] = Place(replace(saved, query={**as_set_up, **saved.query}))
    found.said = saved.hand_in or HandIn()
    _attend(session, found)
    if saved.hand_in:
        session.lesson_fields.name = saved.hand_in.name
        found.handed_in = HandedIn(session.run, session.playback.epochs, saved.hand_in.loss)


def leave(session: Session) -> None:
    """Bring the page back as it was before the lesson, if it was open then.

    Whoever was trying a lesson goes on making it.
    """
    lesson = session.lesson
    _leave(session)
    if lesson and lesson.name == session.draft.name:
        session.draft.is_open = True


def _leave(session: Session) -> None:
    lesson = session.lesson
    if lesson is None:
        return
    before = lesson.places.pop(BEFORE, None)
    lesson.places[lesson.at] = _place(session)
    session.lesson = lesson.handed_in = None
    session.guessing.fix("")
    if before:
        _enter(session, before)


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
    lesson.places[lesson.at] = _place(session)
    lesson.at = at
    if goes_on:
        session.tables.fold(*TABLES)  # the editors of another step are others
        session.guessing.leave(None)
        session.history = session.history.anew(session.document)
        _begin(session, lesson, goes_on)
    else:
        _come_back(session, lesson)


def _come_back(session: Session, lesson: AttendedLesson) -> None:
    """Begin the step that the lesson is at, or take it as it was left."""
    _enter(session, lesson.place_at(lesson.at))
    _begin(session, lesson)


def _begin(session: Session, lesson: AttendedLesson, goes_on: bool = False) -> None:
    lesson.begin(session.document, session.playback, goes_on)
    session.lesson_fields.answer = lesson.said.answers.get(lesson.at + 1, "")
    session.quiz.in_a_row = 0
    session.guessing.fix(lesson.step.guess)


def _place(session: Session) -> Place:
    """All that it takes to come back to the page as it is."""
    query = session.run_in_address | query_of(session.fields, session.run.dataset, session.views[0])
    run, guess = decode_run(query, session.fields["epochs"], []), decode_guess(query, [])
    saved = SavedExperiment(*session.frames, session.settings, run, guess=guess, query=query)
    return Place(saved, session.history)


def _enter(session: Session, place: Place) -> None:
    """Take the page from there: experiment, run, view; undo as it was, or anew."""
    _load(session, place.saved)
    session.history = place.history or session.history.anew(session.document)
    session.history.present = session.document


def _load(session: Session, saved: SavedExperiment) -> None:
    """The same, but for undo."""
    read_query(session.fields, saved.query, session.views)
    session.load(saved)
    session.fields.set("epoch", 0)  # what the slider has is of a run that is gone


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


def give_hint(session: Session, hint: Hint) -> None:
    if session.lesson:
        session.lesson.given.append(hint)


# --- a lesson that is being made --------------------------------------------------------------


def make_lesson(session: Session) -> None:
    """Have the dialog opened in place of the popover with its button."""
    session.draft.begin(session.page.view)
    close_popover("share")


# --- what is handed in ------------------------------------------------------------------------


def file_of(session: Session) -> Callable[[], bytes]:
    """What makes the file of the experiment when it is asked for: then there are no widgets.

    What was typed by then in a lesson is in it.
    """
    frames, settings, query = session.frames, session.settings, session.in_file
    return lambda: to_file(*frames, settings, query, hand_in(session))


def hand_in(session: Session) -> HandIn | None:
    """What is handed in beside the experiment; None outside of a lesson."""
    if session.lesson is None:
        return None
    run, is_in_file = session.run, "run" in session.run_in_address
    has_loss = is_in_file and not session.playback.is_playing and not run.diverged
    return replace(session.lesson.said, loss=run.loss_history[-1] if has_loss else None)


def close_hand_in(session: Session) -> None:
    """Go on with the lesson of a file that was opened."""
    if session.lesson:
        session.lesson.handed_in = None
