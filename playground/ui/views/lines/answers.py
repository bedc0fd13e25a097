"""The answers to what everybody asks, with the numbers of this run."""

import streamlit as st

from playground.charts.canvas import Canvas
from playground.charts.curves import Curve, histories_alt, histories_chart
from playground.charts.display import shown
from playground.charts.line_by_line import HEIGHT, WIDTH
from playground.core.insight.questions import Answer
from playground.session.explained import Explained
from playground.session.session import Session
from playground.texts import Texts
from playground.texts.cards import ASK, card
from playground.ui import problems
from playground.ui.placeholders import ChartPlaceholder


def draw(session: Session, explained: Explained) -> None:
    """Draw the curves of the answer, if it has any, and then what there is to say of them."""
    texts = session.texts
    said = card(texts.language, f"{ASK}{explained.question}")
    st.subheader(said.title, anchor=False)
    found = session.answers.find(explained)
    if found is None:
        st.markdown(texts("question_open"))
        return
    if found.curves:
        curves = [
            Curve(name, _curve(name, texts), losses, range(1, len(losses) + 1))
            for name, losses in found.curves.items()
        ]
        ChartPlaceholder(session, "explained").draw(
            lambda palette: histories_chart(
                curves,
                texts("curve_title"),
                Canvas(explained.epoch, texts, palette, WIDTH, HEIGHT),
            ),
            histories_alt(curves, texts),
        )
    st.markdown(said.text(found.variant, _fields(found)))


def _curve(name: str, texts: Texts) -> str:
    """The name of a curve; one of several seeds has its own: ``seed_3``."""
    kind, _, seed = name.partition("_")
    return texts("curve_seed", seed=int(seed)) if seed else texts(f"curve_{kind}")


def _fields(found: Answer) -> dict[str, str]:
    """The answer's numbers as texts; a name is shown as it is, whatever Markdown is in it."""
    names = {name for name, value in found.fields.items() if isinstance(value, str)}
    return {
        name: problems.as_markdown(text) if name in names else text
        for name, text in shown(found.fields).items()
    }
