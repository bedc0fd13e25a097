"""Line by line: the code of the experiment, and what one line of it does, in words and numbers."""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import streamlit as st

from playground.charts.html import Number
from playground.session.explained import Explained
from playground.session.lines_fields import parameter_of
from playground.session.session import Session
from playground.sharing.script import Line
from playground.texts.cards import ASK, card, questions_at
from playground.ui import actions, page, slots
from playground.ui.views.lines import answers, pictures
from playground.ui.views.lines.lesson import Lesson, as_it_is
from playground.ui.views.lines.numbers import QUERY_TOPICS, numbers_of, where

COLUMNS = (0.72, 1)  # the code; what is said of one of its lines


def draw(session: Session) -> Callable[[], None]:
    explained = session.explained
    left, right = st.columns(COLUMNS, gap="small")
    with left:
        _code(session, explained)
    with right, st.container(key="explanation"):
        _tools(session, explained)
        with st.container(key="lesson"):
            return _lesson(session, explained)


# --- the code ---------------------------------------------------------------------------------


def _code(session: Session, explained: Explained) -> None:
    """The lines, of which one is chosen, and a button that goes on to the next."""
    texts, lines = session.texts, explained.code
    named = {line.id: line for line in lines if line.topic}
    with st.container(key="code_tools", horizontal=True, vertical_alignment="center"):
        page.button(
            session,
            "next_line",
            actions.next_line,
            icon=":material/arrow_downward:",
            help=texts("next_line_help", shortcut="N"),
            shortcut="N",
        )
        st.html(f"<p>{texts('lesson_walk')}</p>")
    with st.container(key="code"), page.field(session, "line") as widget:
        st.radio(
            texts("line"),
            list(named),
            index=list(named).index(explained.line.id),
            format_func=lambda name: _as_code(named[name].code),
            label_visibility="collapsed",
            **widget,
        )
        st.html(_gaps(lines) + _indents(named.values()))


def _as_code(code: str) -> str:
    """A line as Markdown that shows it as it is, with the blanks it begins with."""
    fence = "`" * (max(map(len, re.findall("`+", code)), default=0) + 1)
    indented = "\u00a0" * (len(code) - len(code.lstrip())) + code.lstrip()
    return f"{fence} {indented} {fence}"


def _gaps(lines: list[Line]) -> str:
    """A style that leaves room above each line that blank ones stand before."""
    places, blank = [], False
    shown = 0
    for line in lines:
        if line.topic:
            shown += 1
            if blank:
                places.append(f".st-key-code [role=radiogroup] > :nth-child({shown})")
        blank = not line.topic
    return f"<style>{', '.join(places) or 'nothing'} {{ margin-top: 0.75rem }}</style>"


def _indents(lines: Iterable[Line]) -> str:
    """A style that says how far each line is indented: of a long one, the rest stands deeper."""
    rules = ""
    for place, line in enumerate(lines, start=1):
        indent = len(line.code) - len(line.code.lstrip())
        rules += f".st-key-code [role=radiogroup] > :nth-child({place}) {{ --indent: {indent} }} "
    return f"<style>{rules}</style>"


# --- what is said of a line -------------------------------------------------------------------


def _tools(session: Session, explained: Explained) -> None:
    """Which sample, questions, the picture, the quiz."""
    texts = session.texts
    with st.container(key="lesson_tools", horizontal=True, vertical_alignment="center"):
        _sample(session, explained)
        _questions(session, explained)
        if explained.line.topic in pictures.TOPICS:
            with page.field(session, "picture") as widget:
                st.toggle(texts("picture"), value=session.lines.picture, **widget)
        with page.field(session, "quiz") as widget:
            on = session.lines.quiz
            st.toggle(texts("quiz"), value=on, help=texts("quiz_help"), **widget)


def _sample(session: Session, explained: Explained) -> None:
    """The sample that is explained, or with the lines that predict, the test vector."""
    texts = session.texts
    is_query = explained.line.topic in QUERY_TOPICS
    name = "vector" if is_query else "sample"
    count = explained.n_vectors if is_query else explained.run.dataset.n_samples
    if not count:
        return
    st.html(f"<label class='of'>{texts(f'lesson_{name}')}</label>")
    with page.field(session, name) as widget:
        st.number_input(
            texts(f"lesson_{name}"),
            min_value=1,
            max_value=count,
            value=min(session.fields[name], count),
            step=1,
            label_visibility="collapsed",
            **widget,
        )


def _questions(session: Session, explained: Explained) -> None:
    """What everybody asks at this line."""
    texts, questions = session.texts, questions_at(explained.line.topic)
    if not questions:
        return
    chosen = explained.question
    with page.field(session, "question") as widget:
        st.selectbox(
            texts("question"),
            questions,
            index=None if chosen is None else questions.index(chosen),
            format_func=lambda name: card(texts.language, ASK + name).title.replace("`", ""),
            placeholder=texts("question_choose", count=len(questions)),
            label_visibility="collapsed",
            **widget,
        )


def _lesson(session: Session, explained: Explained) -> Callable[[], None]:
    """The line's card and numbers, or its picture, or the answer to a question."""
    texts, line = session.texts, explained.line
    if explained.question is not None:
        answers.draw(session, explained)
        return lambda: None
    said = card(texts.language, line.topic)
    st.html(f"<h3><code>{html.escape(line.code.strip())}</code></h3>")
    what, _, more = said.text_with(explained.run.settings).partition("\n\n")
    st.markdown(what)
    picture = None
    if line.topic in pictures.TOPICS and session.lines.picture:
        picture = slots.ChartSlot(session, "lesson")
    numbers = slots.Slot()
    if not picture and session.lines.quiz:
        _quiz(session)

    def redraw() -> None:
        lesson = _now(session)
        if picture:
            pictures.draw(line.topic, lesson, picture, numbers)
        else:
            numbers.draw("html", _numbers(session, line, lesson))

    redraw()
    st.markdown(more)
    return redraw


def _numbers(session: Session, line: Line, lesson: Lesson) -> str:
    def write(seen: Callable[[Number], Number]) -> str:
        now = replace(lesson, seen=seen)
        return f'<div class="numbers">{where(line.topic, now)}{numbers_of(line.topic, now)}</div>'

    return session.quiz.hide(write) if session.lines.quiz else write(as_it_is)


def _now(session: Session) -> Lesson:
    """What is to be explained now."""
    explained = session.explained
    step = explained.step
    return Lesson(
        session.run,
        explained.epoch,
        step,
        explained.sample,
        explained.vectors,
        explained.vector_number,
        parameter_of(session.lines.parameter, session.run.dataset, step),
        session.texts,
        page.palette(),
    )


def _quiz(session: Session) -> None:
    """A field for the number that is hidden, and how the last answer was."""
    texts, quiz = session.texts, session.quiz
    with st.container(key="quiz_field", horizontal=True, vertical_alignment="center"):
        with page.field(session, "quiz_answer") as widget:
            st.text_input(
                texts("quiz_answer"),
                value=session.lines.quiz_answer,
                placeholder=texts("quiz_answer"),
                label_visibility="collapsed",
                on_change=actions.answer_quiz,
                args=[session],
                **widget,
            )
        if quiz.is_wrong:
            st.html(f'<p class="wrong">{texts("quiz_wrong")}</p>')
        elif quiz.answer:
            st.html(
                f'<p class="right">{texts("quiz_right", answer=quiz.answer)} '
                f"{texts('quiz_in_a_row', count=quiz.in_a_row)}</p>"
            )
