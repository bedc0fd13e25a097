"""The answers to what everybody asks, with the numbers of this run."""

from collections.abc import Callable

import streamlit as st

from playground.charts.answers import shown
from playground.charts.lesson_histories import histories_alt, two_histories_chart
from playground.core.questions import Answer
from playground.texts import Texts
from playground.texts.cards import ASK, card
from playground.ui import page, problems, slots
from playground.ui.session import session


def draw(question: str) -> Callable[[], None]:
    """Draw the answer; the function returned draws it once more, unless a run is on."""
    texts = session().texts
    said = card(texts.language, ASK + question)
    st.markdown(f"**{said.title}**")
    words = slots.Slot()
    curves = slots.ChartSlot("lesson")

    def redraw() -> None:
        explained = session().explained
        found = session().answers.find(explained, explained.replay.step(), rest=lambda: None)
        if found is None:
            words.draw("markdown", texts("question_open"))
            return
        words.draw("markdown", said.text(found.variant, _fields(found)))
        if found.curves:
            names = {name: _curve(name, texts) for name in found.curves}
            looks = texts("curve_title"), explained.epoch, texts, page.palette()
            chart = two_histories_chart(found.curves, names, *looks)
            curves.draw(chart, histories_alt(found.curves, names, texts))

    redraw()
    return lambda: None if session().playback.is_playing else redraw()


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
