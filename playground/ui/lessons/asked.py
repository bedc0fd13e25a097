"""What the goal of a step asks for, to be typed; at first what the page comes to now."""

from typing import Any

import streamlit as st

from playground.session.session import Session
from playground.sharing.lessons.goals import asks_of, proposal
from playground.sharing.lessons.reading import VIEWS
from playground.ui.lessons import acts


def draw(session: Session, kind: str) -> dict[str, Any]:
    """A field for each thing that a goal of this kind can ask for; the goal, as a file has it."""
    asks = proposal(kind, acts.facts_of(session))
    with st.container(key="maker_asks", horizontal=True):
        asks = {name: _ask(session, kind, name, value) for name, value in asks.items()}
    return {"kind": kind, **{name: value for name, value in asks.items() if value is not None}}


def _ask(session: Session, kind: str, name: str, value: Any) -> Any:
    texts, key = session.texts, f"maker_{kind}_{name}"
    label = texts("maker_off" if (kind, name) == ("guess", "within") else f"maker_asks_{name}")
    if choices := _choices(session, name, value):
        index = list(choices).index(value) if value in choices else 0
        return st.selectbox(label, list(choices), index, choices.__getitem__, key=key)
    is_whole = float not in asks_of(kind)[name]
    number, least = (int, 1) if is_whole else (float, 0.0)
    return st.number_input(
        label,
        min_value=least,
        value=None if value is None else max(number(value), least),
        format="%d" if is_whole else "%g",
        key=key,
    )


def _choices(session: Session, name: str, value: Any) -> dict[Any, str]:
    """What can be chosen of, and what it is called; nothing for a number."""
    texts = session.texts
    whether = {None: texts("maker_any"), True: texts("maker_yes"), False: texts("maker_no")}
    known: dict[str, dict[Any, str]] = {
        "view": {view: texts(f"view_{view}") for view in VIEWS},
        "name": {name: name for name in session.run.dataset.class_names},
        "vector": {at + 1: str(at + 1) for at in range(len(session.input.query_vectors.rows) or 1)},
        "leaps": whether,
        "edited": {choice: whether[choice] for choice in (None, True)},
        "line": {each: each or whether[None] for each in (None, session.lines.line)},
        "question": {each: each or whether[None] for each in (None, session.lines.question)},
    }
    return known.get(name, {})
