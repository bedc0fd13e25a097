"""The question that Train asks before it starts, laid over the progress of the run."""

import html
import itertools
from typing import Any

import streamlit as st

from playground.core.insight.guess import COURSES, Guess, kinds_of, places
from playground.session.session import Session
from playground.ui import actions, guessed, page

_NUMBERS: dict[str, dict[str, Any]] = {
    "loss": {"min_value": 0.0, "step": 0.1, "placeholder": "0.5"},
    # by a step that is whole, only whole numbers could be typed
    "accuracy": {"min_value": 0.0, "max_value": 100.0, "step": 2.5, "placeholder": "%"},
}


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
                lambda kind: texts(f"guess_{kind}"),
                on_change=lambda: actions.do(session, actions.look_where_to_guess),
                disabled=bool(guessing.fixed),
            )
            with st.container(key="guess"):
                _draw_answer(session, guessing.fields.kind)
            help = texts("guess_skip_help")
            page.button(session, "guess_skip", actions.skip_guess, help=help)


def _draw_answer(session: Session, kind: str) -> None:
    """Where it is typed or chosen; nothing is, at first."""
    texts, dataset, name = session.texts, session.run.dataset, f"guess_{kind}"
    n_vectors = len(session.input.query_vectors.rows)
    if kind in _NUMBERS:
        page.number(session, name, format="%g", **_NUMBERS[kind])
    elif kind == "course":
        page.choice(session, name, COURSES, lambda course: texts(f"course_{course}"))
    elif kind == "border":
        count = len(session.guessing.held or ()) // 2
        st.html(f"<p>{texts('guess_points', count=count)}</p>")
    else:
        page.select(
            session,
            name,
            list(itertools.product(*places(kind, dataset, n_vectors))),
            lambda place: guessed.in_words(Guess(kind, place), dataset, n_vectors, texts),
            placeholder=texts("guess_choose"),
        )
