"""A step of a lesson, beside every view: what is said, its goal, hints, and the way on."""

import html
import re
from collections.abc import Callable
from typing import Any

import streamlit as st

from playground.charts.display import format_percent, shown
from playground.core.problem import Problem
from playground.session.lesson import AttendedLesson
from playground.session.session import Session
from playground.sharing.hand_in import MAX_ANSWER
from playground.sharing.lessons.goals import MEASURED, RATES_APART, Facts, Goal
from playground.sharing.lessons.reading import said
from playground.texts import Texts
from playground.texts.cards import ASK, card, questions
from playground.ui import asking, page
from playground.ui.dialogs import open_data, worksheets
from playground.ui.lessons import acts, hand_in
from playground.ui.problems import as_markdown

# formulas, words that stand out and code are as in Markdown; all else in a file is plain text
_MARKED = re.compile(r"(\$[^$\n]+\$|\*\*[^*\n]+\*\*|`[^`\n]+`)")
# a line that is broken at a Chinese character, where no blank is meant
_BROKEN = re.compile(r"(?<=[\u2e80-\uffef])\n(?!\n)|(?<!\n)\n(?=[\u2e80-\uffef])")


def draw(session: Session) -> None:
    lesson = session.lesson
    if lesson is None:
        return
    texts = session.texts
    with st.container(key="lesson"):
        goal = "reached" if lesson.is_reached else "open"
        where = f'data-lesson="{lesson.name}" data-step="{lesson.at + 1}" data-goal="{goal}"'
        title = html.escape(said(lesson.lesson.title, texts.language))
        steps = texts("lesson_step", step=lesson.at + 1, steps=len(lesson.lesson.steps))
        st.html(f"<h2 {where}>{title}</h2><small>{steps}</small>")
        if not session.shows("training"):  # where it is said else
            with st.container(key="state"):
                st.html(f"<span>{session.playback.state}</span>")
        if lesson.handed_in:
            hand_in.draw_opened(session, lesson, lesson.handed_in)
        else:
            _step(session, lesson)


def _step(session: Session, lesson: AttendedLesson) -> None:
    texts = session.texts
    with st.container(key="lesson_text"):
        st.markdown(marked(said(lesson.step.text, texts.language)))
    _goal(lesson, texts)
    asking.draw_verdict(session)
    facts = acts.facts_of(session)
    _hint(lesson, facts, texts)
    _question(session, lesson)
    _buttons(session, lesson, facts)
    if lesson.is_last:
        hand_in.draw(session)
    if lesson.at == 0:
        with st.container(key="lesson_files", horizontal=True):
            sheets = worksheets.made(session)
            page.download(session, "lesson_worksheet", sheets, "worksheet.html", type="tertiary")
            is_opened = page.opens(session, "lesson_open", False, type="tertiary")
        if is_opened:
            open_data.draw(session)


def marked(text: str) -> str:
    """What a lesson's file says, as Markdown in which nothing else is a mark."""
    parts = _MARKED.split(_BROKEN.sub("", text.strip()))
    return "".join(part if at % 2 else as_markdown(part) for at, part in enumerate(parts))


def _goal(lesson: AttendedLesson, texts: Texts) -> None:
    goal = lesson.step.goal
    if goal:
        text = texts("lesson_reached" if lesson.is_reached else "lesson_goal")
        state = "reached" if lesson.is_reached else "open"
        words = html.escape(goal_words(goal, lesson.step.guess, texts))
        st.html(f'<p class="goal {state}" role="status"><b>{text}</b> {words}</p>')


def goal_words(goal: Goal, guess: str, texts: Texts) -> str:
    """What is asked for, in a few words; ``guess`` is of which kind, in a step that has one."""
    kind, asks = goal.kind, dict(goal.asks)
    if bound := next((name for name in ("under", "over") if name in asks), ""):
        value = asks[bound]
        is_share = kind.endswith("accuracy")
        number = format_percent(value) if is_share else f"{value:g}"
        epochs = asks.get("within")
        within = texts("goal_within", epochs=int(epochs)) if epochs else ""
        return texts(f"goal_{kind}", bound=texts(f"goal_{bound}", value=number) + within)
    if kind == "learning_rate_found":
        return texts("goal_learning_rate_found", factor=f"{asks.get('factor', RATES_APART):g}")
    if kind == "trained" and "leaps" in asks:
        return texts("goal_trained_leaps" if asks["leaps"] else "goal_trained_calm")
    if kind == "seen":
        question = asks.get("question", "")
        if question in questions():
            question = card(texts.language, ASK + question).title
        named = [texts(f"view_{asks['view']}"), asks.get("line", ""), question.replace("`", "")]
        return texts("goal_seen", what=" · ".join(filter(None, named)))
    if kind == "guess" and "within" in asks:
        near = texts("goal_guess_within", within=f"{asks['within']:g}")
        return near if guess in MEASURED else texts("goal_guess_right")
    return texts(f"goal_{kind}", **asks)


def _hint(lesson: AttendedLesson, facts: Facts, texts: Texts) -> None:
    given = lesson.given_hint(facts, texts.language)
    with st.container(key="lesson_given"):  # always: what follows keeps its place
        if given is not None:
            words = (
                marked(given) if isinstance(given, str) else as_markdown(hint_words(given, texts))
            )
            st.markdown(f":material/lightbulb: {words}")


def hint_words(found: Problem, texts: Texts) -> str:
    """A hint of the page's own."""
    numbers = {name: value for name, value in found.fields.items() if isinstance(value, float)}
    setting = {"name": texts(found.fields["name"])} if found.code == "still" else {}
    return texts(f"hint_{found.code}", **{**found.fields, **shown(numbers), **setting})


def _question(session: Session, lesson: AttendedLesson) -> None:
    """What is to be answered in words; nobody checks it."""
    question = said(lesson.step.question, session.page.language)
    if question:
        look = {"height": 68, "max_chars": MAX_ANSWER}
        page.text_area(session, "lesson_answer", as_markdown(question), **look)


def _buttons(session: Session, lesson: AttendedLesson, facts: Facts) -> None:
    texts, at, goal = session.texts, lesson.at, lesson.step.goal
    has_hint = lesson.next_hint(facts, texts.language) is not None
    kind = "primary" if goal is None or lesson.is_reached else "secondary"
    with st.container(key="lesson_buttons", horizontal=True, gap="small"):
        to = acts.go_to_step
        _button(session, "lesson_back", to, at - 1, disabled=at == 0)
        _button(session, "lesson_hint", acts.give_hint, disabled=not has_hint)
        finish = "lesson_finish" if lesson.is_last else "lesson_next"
        _button(session, "lesson_next", to, at + 1, text=texts(finish), type=kind)
    page.button(session, "lesson_leave", acts.leave, type="tertiary", icon=":material/close:")


def _button(session: Session, key: str, act: Callable[..., None], *args: Any, **look: Any) -> None:
    """A button that is another in each step, and after each hint: a second click goes nowhere."""
    lesson = session.lesson
    assert lesson
    look = {"text": session.texts(key), "width": "stretch", **look}
    with st.container(key=key):
        page.button(session, f"{key}_{lesson.at}_{lesson.n_given}", act, *args, **look)
