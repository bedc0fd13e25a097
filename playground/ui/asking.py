"""The question that Train asks before it starts, laid over the progress of the run."""

import html
import itertools
from collections.abc import Callable
from typing import Any

import streamlit as st

from playground.core.insight.guess import COURSES, GUESSES, Guess
from playground.session.guessing import kinds_of
from playground.session.session import Session
from playground.ui import actions, guessed, page

_MOST = 200  # in a list; a weight of more is chosen by a click on it


def draw_switch(session: Session) -> None:
    """Whether Train asks at all."""
    help = session.texts("guess_first_help")
    page.toggle(session, "guess_first", help=help, disabled=bool(session.guessing.fixed))


def draw_verdict(session: Session) -> None:
    """What came of a guess; a remark on the run, where there is one, says why."""
    first, *others = map(html.escape, guessed.sentences(session) or [""])
    if first:
        with st.container(key="guess_said"):
            st.html(f"<p><b>{first}</b> {guessed.in_a_row(others)}</p>")


def draw(session: Session) -> None:
    """Question and answer, for as long as Train waits for one."""
    guessing, texts = session.guessing, session.texts
    if not guessing.is_asking:
        return
    kinds = kinds_of(session.run.dataset, len(session.input.query_vectors.rows))
    with st.container(key="guess_question"):
        st.html(f"<p>{html.escape(guessed.question(session))}</p>")
        with st.container(key="guess_tools", horizontal=True, vertical_alignment="center"):
            page.select(
                session,
                "guess_kind",
                kinds,
                lambda kind: texts(f"guess_of_{kind}"),
                on_change=lambda: actions.do(session, actions.look_where_to_guess),
                disabled=bool(guessing.fixed),
            )
            with st.container(key="guess"):
                _ANSWERS[guessing.fields.kind](session)
            help = texts("guess_skip_help")
            page.button(session, "guess_skip", actions.skip_guess, help=help)


def _loss(session: Session) -> None:
    _number(session, "guess_loss", min_value=0.0, step=0.1, placeholder="0.5")


def _accuracy(session: Session) -> None:
    # by a step that is whole, only whole numbers could be typed
    _number(session, "guess_accuracy", min_value=0.0, max_value=100.0, step=2.5, placeholder="%")


def _number(session: Session, name: str, **look: Any) -> None:
    label, value = guessed.question(session), session.fields[name]
    with page.field(session, name) as widget:
        st.number_input(
            label, value=value, format="%g", label_visibility="collapsed", **look, **widget
        )


def _course(session: Session) -> None:
    page.choice(session, "guess_course", COURSES, lambda name: session.texts(f"course_{name}"))


def _place(session: Session) -> None:
    """A list of places, from 1, of which none need be chosen yet."""
    dataset, kind = session.run.dataset, session.guessing.fields.kind
    vectors, name = session.input.query_vectors.rows, f"guess_{kind}"
    count = GUESSES[kind].counts
    assert count
    each = (range(1, most + 1) for most in count(dataset, len(vectors)))
    places, held = list(itertools.islice(itertools.product(*each), _MOST)), session.fields[name]
    if held and held not in places:  # chosen by a click
        places.append(held)

    def as_text(place: tuple[int, int]) -> str:
        if kind == "class":  # vectors go by the numbers of their rows
            place = vectors[place[0] - 1], place[1]
        return guessed.in_words(Guess(kind, place), dataset, session.texts)

    with page.field(session, name) as widget:
        st.selectbox(
            guessed.question(session),
            places,
            index=places.index(held) if held else None,
            format_func=as_text,
            placeholder=session.texts("guess_choose"),
            label_visibility="collapsed",
            **widget,
        )


def _border(session: Session) -> None:
    count = len(guessed.border_points(session)) // 2
    st.html(f"<p>{session.texts('guess_points', count=count)}</p>")


_ANSWERS: dict[str, Callable[[Session], None]] = {
    "loss": _loss,
    "accuracy": _accuracy,
    "class": _place,
    "course": _course,
    "weight": _place,
    "border": _border,
}
