"""The answers to what everybody asks, with the numbers of this run."""

from collections.abc import Callable

import streamlit as st

from playground.charts.display import format_number
from playground.charts.lesson_histories import histories_alt, two_histories_chart
from playground.core.questions import answer, can_answer
from playground.texts import Texts
from playground.texts.cards import ASK, card
from playground.ui import page, problems, slots
from playground.ui.lines.lesson import Lesson
from playground.ui.session import session


def draw(question: str, now: Callable[[], Lesson | None]) -> Callable[[], None]:
    """Draw the answer; the function returned draws it once more, unless a run is on."""
    texts = session().texts
    said = card(texts.language, ASK + question)
    st.markdown(f"**{said.title}**")
    words = slots.Slot()
    curves = slots.ChartSlot("lesson")

    def redraw() -> None:
        lesson = now()
        if lesson is None or not can_answer(question, lesson.step, lesson.vector):
            return
        found = answer(question, lesson.run, lesson.step, lesson.place, lesson.vector)
        fields = {name: _shown(value) for name, value in found.fields.items()}
        words.draw("markdown", said.text(found.variant, fields))
        if found.curves:
            names = {name: _curve(name, texts) for name in found.curves}
            looks = texts("curve_title"), lesson.epoch, texts, page.palette()
            chart = two_histories_chart(found.curves, names, *looks)
            curves.draw(chart, histories_alt(found.curves, names, texts))

    redraw()
    return lambda: None if session().playback.is_playing else redraw()


def _curve(name: str, texts: Texts) -> str:
    """The name of a curve; one of several seeds has its own: ``seed_3``."""
    kind, _, seed = name.partition("_")
    return texts("curve_seed", seed=int(seed)) if seed else texts(f"curve_{kind}")


def _shown(value: float | int | str) -> str:
    if isinstance(value, str):
        return problems.as_markdown(value)
    return format_number(value) if isinstance(value, float) else str(value)
