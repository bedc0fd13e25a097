"""Line by line: the code of the experiment, and what one line of it does, in words and numbers."""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import streamlit as st

from playground.charts.html import Number
from playground.session.explained import Explained, as_it_is
from playground.session.session import Session
from playground.session.view_fields import PREDICTED
from playground.sharing.script import Line
from playground.texts.cards import ASK, card, questions_at
from playground.ui import actions, page, problems
from playground.ui.placeholders import ChartPlaceholder, Placeholder
from playground.ui.views.lines import answers, pictures, pixels
from playground.ui.views.lines.numbers import QUERY_TOPICS, numbers_of, where

COLUMNS = (0.72, 1)  # the code; what is said of one of its lines


def draw(session: Session) -> Callable[[], None]:
    explained = session.explained
    left, right = st.columns(COLUMNS, gap="small")
    with left:
        _code(session, explained)
    with right, st.container(key="explanation"):
        _tools(session, explained)
        with st.container(key="explained"):
            return _explanation(session, explained)


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
        st.html(f"<p>{texts('explained_walk')}</p>")
    with st.container(key="code"), page.field(session, "line") as widget:
        st.radio(
            texts("line"),
            list(named),
            index=list(named).index(explained.line.id),
            format_func=lambda name: _as_code(named[name].code),
            label_visibility="collapsed",
            **widget,
        )
        st.html(_layout(lines))


def _as_code(code: str) -> str:
    """A line as Markdown that shows it as it is, with the blanks it begins with."""
    fence = "`" * (max(map(len, re.findall("`+", code)), default=0) + 1)
    indented = "\u00a0" * (len(code) - len(code.lstrip())) + code.lstrip()
    return f"{fence} {indented} {fence}"


def _layout(lines: Iterable[Line]) -> str:
    """A style that says how far each line is indented: of a long one, the rest stands deeper.

    And that leaves room above a line that a blank one stands before.
    """
    rules, place, above = "", 0, ""
    for line in lines:
        if line.topic:
            place += 1
            indent = len(line.code) - len(line.code.lstrip())
            row = f".st-key-code [role=radiogroup] > :nth-child({place})"
            rules += f"{row} {{ --indent: {indent}; {above}}} "
        above = "" if line.topic else "margin-top: 0.75rem "
    return f"<style>{rules}</style>"


# --- what is said of a line -------------------------------------------------------------------


def _tools(session: Session, explained: Explained) -> None:
    """Which sample or, with the lines that predict, which test vector; questions, picture, quiz."""
    topic = explained.line.topic
    with st.container(key="explained_tools", horizontal=True, vertical_alignment="center"):
        if topic not in QUERY_TOPICS:
            page.one_of(session, "sample", "explained_sample", explained.dataset.n_samples)
        elif len(explained.vectors):
            page.one_of(session, "vector", "explained_vector", len(explained.vectors))
        _questions(session, explained)
        if topic in pictures.TOPICS:
            page.toggle(session, "picture")
        page.toggle(session, "quiz", help=session.texts("quiz_help"))


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


def _explanation(session: Session, explained: Explained) -> Callable[[], None]:
    """The line's card and numbers, or its picture, or the answer to a question."""
    line = explained.line
    if explained.question is not None:
        answers.draw(session, explained)
        return lambda: None
    own_card = card(session.texts.language, line.topic)
    st.html(f"<h3><code>{html.escape(line.code.strip())}</code></h3>")
    what, _, more = own_card.text_with(explained.run.settings).partition("\n\n")
    st.markdown(what)
    picture = None
    if line.topic in pictures.TOPICS and session.lines.picture:
        picture = ChartPlaceholder(session, "explained")
    elif not session.lines.quiz and pixels.has_pictures(line.topic, explained):
        _pixel_class(session, explained)
    numbers = Placeholder()
    if not picture and session.lines.quiz:
        _quiz(session)
    st.markdown(more)

    def redraw() -> None:
        now = replace(session.explained, palette=page.palette())
        if picture:
            pictures.draw(line.topic, now, picture, numbers)
        else:
            numbers.draw("html", _numbers(session, line.topic, now))

    return redraw


def _numbers(session: Session, topic: str, explained: Explained) -> str:
    def write(seen: Callable[[Number], Number]) -> str:
        now = replace(explained, seen=seen)
        seen_as = "" if session.lines.quiz else pixels.pictures_of(topic, now)
        return f'<div class="numbers">{where(topic, now)}{seen_as}{numbers_of(topic, now)}</div>'

    return session.quiz.hide(write) if session.lines.quiz else write(as_it_is)


def _pixel_class(session: Session, explained: Explained) -> None:
    """Which class the pictures are of; of another table, it may be none of these."""
    if session.lines.pixel_class >= explained.dataset.n_classes:
        session.lines.pixel_class = PREDICTED
    names = {PREDICTED: session.texts("pixel_class_predicted")}
    names |= enumerate(explained.dataset.class_names)
    page.choice(session, "pixel_class", names, lambda index: problems.as_markdown(names[index]))


def _quiz(session: Session) -> None:
    """A field for the number that is hidden, and how the last answer was."""
    texts, quiz = session.texts, session.quiz
    with st.container(key="quiz_field", horizontal=True, vertical_alignment="center"):
        page.text_field(session, "quiz_answer", actions.answer_quiz)
        if quiz.is_wrong:
            st.html(f'<p class="wrong">{texts("quiz_wrong")}</p>')
        elif quiz.answer:
            st.html(
                f'<p class="right">{texts("quiz_right", answer=quiz.answer)} '
                f"{texts('quiz_in_a_row', count=quiz.in_a_row)}</p>"
            )
