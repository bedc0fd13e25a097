"""Panel 4: test vectors and what the model says of them."""

import html
from collections.abc import Callable

import streamlit as st

from playground.charts.display import format_number, format_probability
from playground.charts.looks import class_color, shortened
from playground.core.model import Prediction
from playground.tables.reading import TestReading
from playground.texts import Texts
from playground.ui import editor, page, problems, slots
from playground.ui.session import TEST_TABLE, session

MAX_LETTERS = 8  # of a class name over its numbers


def draw() -> Callable[[], None]:
    """Draw the panel; the function returned draws the predictions once more."""
    texts = session().texts
    with st.container(key="panel_prediction"):
        with st.container(key="prediction_heading", horizontal=True, vertical_alignment="center"):
            page.heading(4, texts("prediction"), texts("stale_mark") if session().is_stale else "")
            page.fill_button("prediction")
        editor.draw(TEST_TABLE, texts("test_alt"))
        reading = session().input.test_samples
        with st.container(key="prediction"):
            problems.box("test_samples")
            answers = slots.Slot()

    def redraw() -> None:
        run, epoch = session().run, session().playback.shown_epoch
        if reading.features.shape[1] != run.dataset.n_features:
            return  # the table has other features and something wrong, as its message says
        prediction = run.predict(reading.features, epoch)
        answers.draw("html", _answers(reading, prediction, run.dataset.class_names, texts))

    redraw()
    return redraw


def _answers(
    reading: TestReading, prediction: Prediction, names: tuple[str, ...], texts: Texts
) -> str:
    """An HTML table: for each test vector the class, then p and z of each class."""
    if not reading.rows:
        return f"<p>{texts('no_test_rows')}</p>"
    classes = [f"{_swatch(index)} {_short(name)}" for index, name in enumerate(names)]
    head = "".join(f"<th>{letter} {name}</th>" for letter in "pz" for name in classes)
    head = f"<th>{texts('sample_number')}</th><th>{texts('predicted_class')}</th>{head}"
    body = ""
    for number, logits, shares, index in zip(
        reading.rows,
        prediction.logits.tolist(),
        prediction.probabilities.tolist(),
        prediction.predicted_class.tolist(),
        strict=True,
    ):
        cells = [_cell("p", number, column, share) for column, share in enumerate(shares)]
        cells += [_cell("z", number, column, logit) for column, logit in enumerate(logits)]
        body += f"<tr><th>{number}</th><td><b>{_short(names[index])}</b></td>{''.join(cells)}</tr>"
    caption = html.escape(texts("prediction_table"))
    return f'<table aria-label="{caption}"><tr>{head}</tr>{body}</table>'


def _cell(name: str, number: int, column: int, value: float) -> str:
    """A number, exact for whoever asks; a probability with a bar as long as it is large."""
    place = f'data-name="{name}" data-row="{number - 1}" data-col="{column}"'
    if name == "z":
        return f'<td {place} data-value="{value!r}">{format_number(value)}</td>'
    bar = f'<i style="width:{100 * value:.1f}%;background:{class_color(column)}"></i>'
    shown = html.escape(format_probability(value))
    return f'<td {place} data-value="{value!r}" class="p"><b>{shown}</b><u>{bar}</u></td>'


def _short(name: str) -> str:
    """The beginning of a long name, which the mouse shows whole."""
    if len(name) <= MAX_LETTERS:
        return html.escape(name)
    return f'<span title="{html.escape(name)}">{html.escape(shortened(name, MAX_LETTERS))}</span>'


def _swatch(index: int) -> str:
    """A spot in the colour of a class."""
    return f'<i style="background:{class_color(index)}"></i>'
