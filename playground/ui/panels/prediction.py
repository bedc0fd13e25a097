"""Panel 4: test vectors and what the model says of them."""

from collections.abc import Callable

import streamlit as st

from playground.session.session import QUERY_TABLE, Session
from playground.session.view_fields import VECTORS_AS
from playground.ui import editor, page, problems
from playground.ui.panels import pad
from playground.ui.panels.answers import MOST_ACROSS, MOST_BESIDE_A_LESSON, Answers
from playground.ui.placeholders import Placeholder


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
        prediction, guess = run.predict(reading.features, epoch), session.guess
        guessed = guess and guess.of("class")
        most = MOST_BESIDE_A_LESSON if session.lesson else MOST_ACROSS
        found = Answers(reading.rows, reading.features, prediction, run.dataset, guessed, most)
        answers.draw("html", found.table(texts))

    return redraw
