"""What the goal of a step asks for, to be typed; at first what the page comes to now."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from playground.session.session import Session
from playground.sharing.lessons.goals import GOALS, TYPES, Facts, Goal
from playground.sharing.lessons.proposal import proposal
from playground.sharing.lessons.reading import LARGEST, VIEWS
from playground.ui.lessons import acts
from playground.ui.problems import as_markdown


def draw(session: Session, kind: str) -> Goal:
    """A field for each thing that a goal of this kind asks for."""
    facts, texts = acts.facts_of(session), session.texts
    found, proposed = GOALS[kind], _proposed(session, kind, facts)
    asks: dict[str, Any] = {}
    with st.container(key="maker_asks", horizontal=True):
        for group in found.needed:
            name = group[0]
            if len(group) > 1:
                index = next((at for at, each in enumerate(group) if each in proposed), 0)
                key, label = _key(session, kind, "bound"), texts("maker_bound")
                words = {each: texts(f"maker_asks_{each}") for each in group}
                name = st.selectbox(label, group, index, words.__getitem__, key=key)
            asks[name] = _ask(session, kind, name, proposed, facts)
        for name in found.optional:
            if name not in ("line", "question") or name in proposed:
                asks[name] = _ask(session, kind, name, proposed, facts)
    return Goal(kind, {name: _plain(value) for name, value in asks.items() if value is not None})


def _proposed(session: Session, kind: str, facts: Facts) -> Mapping[str, Any]:
    """What the step that is edited asks for, or what it could ask for on this page."""
    draft = session.draft
    goal = draft.steps[draft.at].goal if draft.edited is not None else None
    return goal.asks if goal and goal.kind == kind else proposal(kind, facts)


def _key(session: Session, kind: str, name: str) -> str:
    """Of a widget, which is another for each step."""
    edited = session.draft.edited
    return f"maker_{kind}_{name}" + ("" if edited is None else f"_{edited}")


def _ask(session: Session, kind: str, name: str, proposed: Mapping[str, Any], facts: Facts) -> Any:
    texts, value = session.texts, proposed.get(name)
    label = texts("maker_off" if (kind, name) == ("guess", "within") else f"maker_asks_{name}")
    key = _key(session, kind, name)
    if choices := _choices(name, value, facts):
        words = {choice: _word(session, name, choice) for choice in choices}
        index = choices.index(value) if value in choices else 0
        return st.selectbox(label, choices, index, words.__getitem__, key=key)
    number = TYPES[name][0]
    least = 1 if number is int or (kind, name) == ("learning_rate_found", "factor") else 0
    n_vectors = len(facts.vectors) if facts.vectors is not None else 0
    most = max(n_vectors, 1) if name == "vector" else LARGEST
    is_whole = number is int or (name == "within" and kind != "guess")
    return st.number_input(
        label,
        min_value=number(least),
        max_value=number(most),
        value=None if value is None else number(min(value, most)),
        step=number(1) if is_whole else 0.01,
        format="%d" if number is int else "%g",
        key=key,
    )


def _choices(name: str, value: Any, facts: Facts) -> Sequence[Any]:
    """What can be chosen of; nothing for a number."""
    known: dict[str, Sequence[Any]] = {
        "view": VIEWS,
        "name": facts.run.dataset.class_names,
        "leaps": (None, True, False),
        "edited": (None, True),
    }
    return known.get(name) or ((None, value) if str in TYPES[name] else ())


def _word(session: Session, name: str, choice: Any) -> str:
    texts = session.texts
    if choice is None:
        return texts("maker_any")
    if name == "view":
        return texts(f"view_{choice}")
    if isinstance(choice, bool):
        return texts("maker_yes" if choice else "maker_no")
    return as_markdown(choice) if name == "line" else str(choice)


def _plain(value: Any) -> Any:
    """A whole number as one, as people write it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
