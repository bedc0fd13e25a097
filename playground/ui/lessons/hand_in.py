"""What a student hands in: a name to type, the file, and what is seen when it is opened."""

import html

import streamlit as st

from playground.charts.display import format_number
from playground.core.insight.guess import read_guess
from playground.core.rounding import is_same
from playground.session.lesson import AttendedLesson, HandedIn
from playground.session.session import Session
from playground.sharing.hand_in import MAX_NAME
from playground.sharing.lessons.reading import said
from playground.tables.reading import read_samples
from playground.texts import Texts
from playground.ui import asking, guessed, page
from playground.ui.lessons import acts


def draw(session: Session) -> None:
    """A name, if one likes, and the button that saves the file."""
    with st.container(key="hand_in_row", horizontal=True):
        draw_name(session)
        look = {"help": session.texts("hand_in_help"), "icon": ":material/download:"}
        page.download(session, "hand_in", acts.file_of(session), "experiment.json", **look)


def draw_name(session: Session) -> None:
    page.text_field(session, "hand_in_name", max_chars=MAX_NAME)


def draw_opened(session: Session, lesson: AttendedLesson, found: HandedIn) -> None:
    """In place of the step: what was handed in, whether the run is the same, what came of the
    guess, and the way on."""
    texts, is_on_screen = session.texts, found.run is session.run
    name = session.lesson_fields.name or texts("hand_in_nameless")
    lines = [f"<h3>{html.escape(texts('hand_in_of', name=name))}</h3>"]
    if is_on_screen and (words := again(found, texts)):
        lines.append(f'<p class="again">{html.escape(words)}</p>')
    for at in range(len(lesson.lesson.steps)):
        lines += _step(lesson, at, texts)
    with st.container(key="handed_in"):
        st.html("".join(lines))
    if is_on_screen:
        asking.draw_verdict(session)
    page.button(session, "hand_in_close", acts.close_hand_in, type="primary")


def _step(lesson: AttendedLesson, at: int, texts: Texts) -> list[str]:
    """What came of a step: whether its goal was reached, what was guessed and answered."""
    step = lesson.lesson.steps[at]
    title = texts("lesson_step", step=at + 1, steps=len(lesson.lesson.steps))
    goal = texts("lesson_goal_reached" if at in lesson.reached else "lesson_goal_open")
    lines = [f"<p><b>{title}</b>{f' · {goal}' if step.goal else ''}</p>"]
    if word := lesson.said.guesses.get(at + 1):
        saved = lesson.place_at(at).saved  # whose names it has
        dataset, n_vectors = read_samples(saved.samples).dataset, len(saved.test_samples)
        words = guessed.in_words(read_guess(word), dataset, n_vectors, texts)
        lines.append(f"<p>{texts('hand_in_guess')} {html.escape(words)}</p>")
    if answer := lesson.said.answers.get(at + 1):
        lines.append(f"<p><i>{html.escape(said(step.question, texts.language))}</i></p>")
        lines.append(f"<blockquote>{html.escape(answer)}</blockquote>")
    return lines


def again(found: HandedIn, texts: Texts) -> str:
    """How the run of the file compares with the same run, once it is computed here; else "".

    Near the loss in the file is what other processors come to: the same to the digits shown.
    """
    run, epochs, loss = found
    if loss is None or not 0 < epochs <= run.epoch:
        return ""
    here = run.loss_history[epochs - 1]
    is_near = is_same(loss, here) or format_number(loss) == format_number(here)
    code = "same" if loss == here else "near" if is_near else "other"
    exact = {"file": repr(loss), "here": repr(here)}
    return texts(f"hand_in_{code}", loss=format_number(here), epochs=epochs, **exact)
