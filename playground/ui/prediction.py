"""Panel 4: test vectors and what the model says of them."""

import html
from collections.abc import Callable

import streamlit as st

from playground.display import format_number, format_probability
from playground.figures import class_color, probability_chart
from playground.model import Prediction, predict
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
        prediction = predict(state.run().parameters_at(epoch), reading.features)
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
    titles = [texts("sample_number")]
    titles += [texts("logit", name=name) for name in names]
    titles += [texts("probability", name=name) for name in names]
    titles += [texts("predicted_class")]
    head = "".join(f"<th>{html.escape(title)}</th>" for title in titles)
    body = ""
    for number, logits, shares, index in zip(
        reading.rows,
        prediction.logits.tolist(),
        prediction.probabilities.tolist(),
        prediction.predicted_class.tolist(),
        strict=True,
    ):
        cells = [str(number), *map(format_number, logits), *map(format_probability, shares)]
        answer = (
            f'<td class="answer"><i style="background:{class_color(index)}"></i> '
            f"{html.escape(names[index])}</td>"
        )
        body += f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in cells)}{answer}</tr>"
    caption = html.escape(texts("prediction_table"))
    return f'<table aria-label="{caption}"><tr>{head}</tr>{body}</table>'
