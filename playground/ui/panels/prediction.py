"""Panel 4: test vectors and what the model says of them."""

import html
from collections.abc import Callable

import streamlit as st

from playground.charts.display import format_probability
from playground.charts.html import Number, bar_cell, cell, class_mark, name
from playground.charts.looks import class_looks
from playground.charts.pixels import ink_of
from playground.core.dataset import Dataset
from playground.core.model import Prediction
from playground.session.session import QUERY_TABLE, Session
from playground.session.view_fields import VECTORS_AS
from playground.tables.reading import QueryReading
from playground.texts import Texts
from playground.ui import editor, page, problems
from playground.ui.panels import pad
from playground.ui.placeholders import Placeholder

MAX_LETTERS = 8  # of a class name over its numbers, or as an answer in large type
LETTERS_ACROSS = 30  # of few class names together, over their numbers


def draw(session: Session) -> Callable[[], None]:
    """Draw the panel but for the predictions, which the function returned draws."""
    texts = session.texts
    mark = texts("stale_mark") if session.is_stale else ""
    with st.container(key="panel_prediction"):
        has_pad = pad.is_offered(session)
        with page.heading(session, "prediction", 4, mark):
            if has_pad:
                page.choice(session, "vectors_as", VECTORS_AS, lambda way: texts(f"as_{way}"))
        if has_pad and session.page.vectors_as == "pad":
            return pad.draw(session)
        is_locked = not session.allows("test_table")
        editor.draw(session, QUERY_TABLE, texts("test_alt"), is_locked)
        reading = session.input.query_vectors
        below = st.container(key="prediction")
        with below, st.container():  # always: the answers keep their place
            problems.box(session, "query_vectors")
        answers = Placeholder(below)

    def redraw() -> None:
        run, epoch = session.run, session.playback.shown_epoch
        if reading.features.shape[1] != run.dataset.n_features:
            return  # the table has other features and something wrong, as its message says
        prediction = run.predict(reading.features, epoch)
        guess = session.guess
        guessed = guess.values if guess and guess.kind == "class" else None
        answers.draw("html", _answers(reading, prediction, run.dataset, texts, guessed))

    return redraw


def _answers(
    reading: QueryReading,
    prediction: Prediction,
    dataset: Dataset,
    texts: Texts,
    guessed: tuple[int, int] | None = None,
) -> str:
    """An HTML table: for each test vector the class, then p of each class, and z below it.

    One that is a picture is seen. ``guessed``: a vector and the class that was guessed for it, by
    their places from 1.
    """
    if not reading.rows:
        return f"<p>{texts('no_test_rows')}</p>"
    names, ink = dataset.class_names, ink_of(dataset)
    looks = class_looks(names)
    most = max(MAX_LETTERS, LETTERS_ACROSS // len(names))
    head = f"<th>{texts('sample_number')}</th><th>{texts('predicted_class')}</th><th></th>"
    for own, look in zip(names, looks, strict=True):
        head += f"<th>{class_mark(look)} {name(own, most)}</th>"
    answers = zip(
        reading.rows,
        reading.features,
        prediction.logits.tolist(),
        prediction.probabilities.tolist(),
        prediction.predicted_class.tolist(),
        strict=True,
    )
    body = ""
    mark = f' data-meta="guess" aria-description="{html.escape(texts("guess_mark"))}"'
    for place, (number, vector, logits, shares, index) in enumerate(answers, start=1):
        bars = "".join(
            bar_cell(
                Number("p", p, number - 1, at),
                p,
                look.color,
                format_probability(p),
                mark if (place, at + 1) == guessed else "",
            )
            for at, (p, look) in enumerate(zip(shares, looks, strict=True))
        )
        scores = "".join(cell(Number("z", z, number - 1, at)) for at, z in enumerate(logits))
        picture = ink.picture(vector) if ink else ""
        first = (
            f'<th rowspan="2">{picture}{number}</th><td rowspan="2">{_answer(names[index])}</td>'
        )
        body += f"<tr>{first}<th>p</th>{bars}</tr><tr><th>z</th>{scores}</tr>"
    caption = html.escape(texts("prediction_table"))
    vectors = f"--vectors:{len(reading.rows)}"
    return f'<table aria-label="{caption}" style="{vectors}"><tr>{head}</tr>{body}</table>'


def _answer(name: str) -> str:
    """The predicted class; a long name in smaller type, as much of it as has room."""
    whole = html.escape(name)
    if len(name) <= MAX_LETTERS:
        return f"<b>{whole}</b>"
    return f'<b class="long" title="{whole}">{whole}</b>'
