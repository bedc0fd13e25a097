"""Panel 4: test vectors and what the model says of them."""

import html
from collections.abc import Callable

import streamlit as st

from playground.display import format_number, format_probability
from playground.figures import probability_chart
from playground.looks import class_color
from playground.model import Prediction
from playground.table import TestReading
from playground.texts import Texts
from playground.ui import editor, page, state


def draw() -> Callable[[], None]:
    """Draw the panel; the function returned draws the predictions once more."""
    texts = state.texts()
    page.heading(4, texts("prediction"), texts("stale_mark") if state.is_stale() else "")
    editor.draw(state.TEST_TABLE, texts("test_alt"))
    reading = state.test_samples()
    with st.container(key="prediction"):
        with st.container(key="numbers"):
            page.problem_box("test_samples")
            numbers = page.Slot()
        with st.container(key=page.box("probabilities")):
            slot = page.ChartSlot()

    names = state.run().dataset.class_names

    def redraw() -> None:
        epoch = state.shown_epoch()
        if reading.features.shape[1] != state.run().dataset.n_features:
            return  # the table has other features and something wrong, as its message says
        prediction = state.run().predict(reading.features, epoch)
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
    """An HTML table: a row for each test vector that can be predicted."""
    if not reading.rows:
        return f"<p>{texts('no_test_rows')}</p>"
    head = f"<th>{texts('sample_number')}</th><th>{texts('predicted_class')}</th>"
    for index, name in enumerate(names):
        head += f"<th>{_swatch(index)} {html.escape(texts('probability', name=name))}</th>"
    head += "".join(f"<th>{html.escape(texts('logit', name=name))}</th>" for name in names)
    body = ""
    for number, logits, shares, index in zip(
        reading.rows,
        prediction.logits.tolist(),
        prediction.probabilities.tolist(),
        prediction.predicted_class.tolist(),
        strict=True,
    ):
        answer = f"<td>{number}</td><td>{_swatch(index)} {html.escape(names[index])}</td>"
        cells = [*map(format_probability, shares), *map(format_number, logits)]
        body += f"<tr>{answer}{''.join(f'<td>{html.escape(cell)}</td>' for cell in cells)}</tr>"
    caption = html.escape(texts("prediction_table"))
    return f'<table aria-label="{caption}"><tr>{head}</tr>{body}</table>'


def _swatch(index: int) -> str:
    """A spot in the colour of a class."""
    return f'<i style="background:{class_color(index)}"></i>'
