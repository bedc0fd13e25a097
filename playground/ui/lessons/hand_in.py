"""What a student hands in: a name to type, the file, and what is seen when it is opened."""

import html

import streamlit as st

from playground.charts.display import format_number
from playground.core.insight.guess import Guess
from playground.session.lesson import AttendedLesson, HandedIn
from playground.session.session import Session
from playground.sharing.hand_in import MAX_NAME
from playground.sharing.lessons.reading import said
from playground.sharing.link import SavedExperiment
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
    texts = session.texts
    name = found.said.name or texts("hand_in_nameless")
    lines = [f"<h3>{html.escape(texts('hand_in_of', name=name))}</h3>"]
    if found.run is session.run:
        lines.append(f'<p class="again">{html.escape(_again(found, texts))}</p>')
    for at, step in enumerate(lesson.lesson.steps):
        title = texts("lesson_step", step=at + 1, steps=len(lesson.lesson.steps))
        goal = "lesson_goal_reached" if at in lesson.reached else "lesson_goal_open"
        lines.append(f"<p><b>{title}</b>{f' · {texts(goal)}' if step.goal else ''}</p>")
        if guess := lesson.guesses.get(at):
            words = html.escape(_in_words(guess, lesson.place_at(at).saved, texts))
            lines.append(f"<p>{texts('hand_in_guess')} {words}</p>")
        if answer := lesson.answers.get(at, "").strip():
            lines.append(f"<p><i>{html.escape(said(step.question, texts.language))}</i></p>")
            lines.append(f"<blockquote>{html.escape(answer)}</blockquote>")
    with st.container(key="handed_in"):
        st.html("".join(lines))
    if found.run is session.run:
        asking.draw_verdict(session)
    page.button(session, "hand_in_close", acts.close_hand_in, type="primary")


def _in_words(guess: Guess, page: SavedExperiment, texts: Texts) -> str:
    """The guess, with the names of the step's page."""
    dataset = read_samples(page.samples).dataset
    return guessed.in_words(guess, dataset, len(page.test_samples), texts)


def _again(found: HandedIn, texts: Texts) -> str:
    """How the run of the file compares with the same run, computed here."""
    loss = "" if found.loss is None else format_number(found.loss)
    exact = {"file": repr(found.said.loss), "here": repr(found.loss)}
    return texts(f"hand_in_{found.code}", loss=loss, epochs=found.epochs, **exact)
