"""Panel 4: test vectors and what the model says of them."""

import html
from collections.abc import Callable

import streamlit as st

from playground.charts.display import format_number, format_probability
from playground.charts.figures import probability_chart
from playground.charts.looks import class_looks, shortened
from playground.core.model import Prediction
from playground.tables.reading import TestReading
from playground.texts import Texts
from playground.ui import editor, page, problems, slots
from playground.ui.html_table import as_cells
from playground.ui.session import TEST_TABLE, session

MAX_LETTERS = 12  # of a class name over its numbers


def draw() -> Callable[[], None]:
    """Draw the panel; the function returned draws the predictions once more."""
    texts = session().texts
    page.heading(4, texts("prediction"), texts("stale_mark") if session().is_stale else "")
    editor.draw(TEST_TABLE, texts("test_alt"))
    reading = session().input.test_samples
    with st.container(key="prediction"):
        with st.container(key="numbers"):
            problems.box("test_samples")
            numbers = slots.Slot()
        with st.container(key=page.box("probabilities")):
            slot = slots.ChartSlot()

    names = session().run.dataset.class_names

    def redraw() -> None:
        epoch = session().playback.shown_epoch
        if reading.features.shape[1] != session().run.dataset.n_features:
            return  # the table has other features and something wrong, as its message says
        prediction = session().run.predict(reading.features, epoch)
        numbers.draw("html", _numbers(reading, prediction, names, texts))
        if reading.rows:
            shares = prediction.probabilities.tolist()
            chart = probability_chart(shares, reading.rows, names, epoch, texts, page.palette())
            slot.draw(chart, texts("probability_alt", rows=len(reading.rows)))

    redraw()
    return redraw


def _numbers(
    reading: TestReading, prediction: Prediction, names: tuple[str, ...], texts: Texts
) -> str:
    """An HTML table: the probabilities and, below them, the logits of each test vector."""
    if not reading.rows:
        return f"<p>{texts('no_test_rows')}</p>"
    classes = "".join(
        f"<th>{_swatch(look.color)} {_short(name)}</th>"
        for name, look in zip(names, class_looks(names), strict=True)
    )
    head = f"<th>{texts('sample_number')}</th><th>{texts('predicted_class')}</th><th></th>{classes}"
    body = ""
    for number, logits, shares, index in zip(
        reading.rows,
        prediction.logits.tolist(),
        prediction.probabilities.tolist(),
        prediction.predicted_class.tolist(),
        strict=True,
    ):
        answer = f"<td rowspan=2>{number}</td><td rowspan=2>{_short(names[index])}</td>"
        body += f"<tr>{answer}<th>p</th>{as_cells(map(format_probability, shares))}</tr>"
        body += f"<tr><th>z</th>{as_cells(map(format_number, logits))}</tr>"
    caption = html.escape(texts("prediction_table"))
    return f'<table aria-label="{caption}"><tr>{head}</tr>{body}</table>'


def _short(name: str) -> str:
    """The beginning of a long name, which the mouse shows whole."""
    if len(name) <= MAX_LETTERS:
        return html.escape(name)
    return f'<span title="{html.escape(name)}">{html.escape(shortened(name, MAX_LETTERS))}</span>'


def _swatch(color: str) -> str:
    """A spot in the colour of a class."""
    return f'<i style="background:{color}"></i>'
