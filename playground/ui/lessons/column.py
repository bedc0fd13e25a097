"""A step of a lesson, beside every view: what is said, its goal, hints, and the way on."""

import html
import re
from collections.abc import Callable
from typing import Any

import streamlit as st

from playground.charts.display import format_percent, shown
from playground.core.problem import Problem
from playground.session.lesson import AttendedLesson, Hint
from playground.session.session import Session
from playground.sharing.hand_in import MAX_ANSWER
from playground.sharing.lessons.goals import MEASURED, RATES_APART, Goal
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

_LAMP = ":material/lightbulb: "


def draw(session: Session) -> None:
    lesson, texts = session.lesson, session.texts
    if lesson is None:
        return
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
    step, texts = lesson.step, session.texts
    with st.container(key="lesson_text"):
        st.markdown(marked(said(step.text, texts.language)))
    if step.goal:
        _goal(step.goal, lesson, texts)
    asking.draw_verdict(session)
    given, to_come = lesson.hints(texts.language)
    with st.container(key="lesson_given"):  # always: what follows keeps its place
        if isinstance(given, Problem):
            st.markdown(_LAMP + as_markdown(hint_words(given, texts)))
        elif given is not None:
            st.markdown(_LAMP + marked(said(step.hints, texts.language)[given]))
    if question := said(step.question, texts.language):  # nobody checks the answer
        look = {"height": 68, "max_chars": MAX_ANSWER}
        page.text_area(session, "lesson_answer", as_markdown(question), **look)
    _buttons(session, lesson, to_come)
    if lesson.is_last:
        hand_in.draw(session)
    if lesson.at == 0:
        _files(session)


def marked(text: str) -> str:
    """What a lesson's file says, as Markdown in which nothing else is a mark."""
    parts = _MARKED.split(_BROKEN.sub("", text.strip()))
    return "".join(part if at % 2 else as_markdown(part) for at, part in enumerate(parts))


def _goal(goal: Goal, lesson: AttendedLesson, texts: Texts) -> None:
    kind, text = ("reached", "lesson_reached") if lesson.is_reached else ("open", "lesson_goal")
    words = html.escape(goal_words(goal, lesson.step.guess, texts))
    st.html(f'<p class="goal {kind}" role="status"><b>{texts(text)}</b> {words}</p>')


def goal_words(goal: Goal, guess: str, texts: Texts) -> str:
    """What is asked for, in a few words; ``guess`` is of which kind, in a step that has one."""
    kind, asks = goal.kind, {"factor": RATES_APART, **goal.asks}
    if bound := next((name for name in ("under", "over") if name in asks), ""):
        is_share = kind.endswith("accuracy")
        value = format_percent(asks[bound]) if is_share else f"{asks[bound]:g}"
        within = texts("goal_within", epochs=int(asks["within"])) if "within" in asks else ""
        asks["bound"] = texts(f"goal_{bound}", value=value) + within
    elif kind == "trained" and "leaps" in asks:
        kind = "trained_leaps" if asks["leaps"] else "trained_calm"
    elif kind == "guess" and "within" in asks:
        kind = "guess_within" if guess in MEASURED else "guess_right"
    elif kind == "seen":
        question = asks.get("question", "")
        if question in questions():
            question = card(texts.language, ASK + question).title
        named = [texts(f"view_{asks['view']}"), asks.get("line", ""), question.replace("`", "")]
        asks["what"] = " · ".join(filter(None, named))
    numbers = {name: f"{value:g}" for name, value in asks.items() if isinstance(value, float)}
    return texts(f"goal_{kind}", **{**asks, **numbers})


def hint_words(found: Problem, texts: Texts) -> str:
    """A hint of the page's own."""
    numbers = {name: value for name, value in found.fields.items() if isinstance(value, float)}
    setting = {"name": texts(found.fields["name"])} if found.code == "still" else {}
    return texts(f"hint_{found.code}", **{**found.fields, **shown(numbers), **setting})


def _buttons(session: Session, lesson: AttendedLesson, to_come: Hint | None) -> None:
    texts, at = session.texts, lesson.at

    def draw(key: str, act: Callable[..., None], to: Any, text: str = "", **look: Any) -> None:
        """Another button in each step, and after each hint: a second click goes nowhere."""
        with st.container(key=key):
            look |= {"text": texts(text or key), "width": "stretch"}
            page.button(session, f"{key}_{at}_{len(lesson.given)}", act, to, **look)

    with st.container(key="lesson_buttons", horizontal=True, gap="small"):
        draw("lesson_back", acts.go_to_step, at - 1, disabled=at == 0)
        draw("lesson_hint", acts.give_hint, to_come, disabled=to_come is None)
        kind = "primary" if lesson.step.goal is None or lesson.is_reached else "secondary"
        text = "lesson_finish" if lesson.is_last else "lesson_next"
        draw("lesson_next", acts.go_to_step, at + 1, text, type=kind)
    page.button(session, "lesson_leave", acts.leave, type="tertiary", icon=":material/close:")


def _files(session: Session) -> None:
    """A worksheet, and the student's own file: computers in schools forget it at power-off."""
    with st.container(key="lesson_files", horizontal=True):
        sheets = worksheets.made(session)
        page.download(session, "lesson_worksheet", sheets, "worksheet.html", type="tertiary")
        is_opened = page.opens(session, "lesson_open", False, type="tertiary")
    if is_opened:
        open_data.draw(session)
