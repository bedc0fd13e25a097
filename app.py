"""The playground's page: the samples on the left, how they are trained on, and the stage below."""

import streamlit as st

from playground.session.session import begin, conclude
from playground.session.turns import turns
from playground.ui import failure, page, player, stage, streamlit_patch
from playground.ui.dialogs import share
from playground.ui.panels import model, samples, training


def draw() -> None:
    """Draw the page once, and go on for as long as a run is on."""
    with turns.for_page():
        session = begin(list(stage.VIEWS))
    player.compute_ahead(session)
    with turns.for_page():
        session.prepare()
        model.draw_ahead(session)
        with page.header(session):
            shared = share.draw(session)
        left, right = st.columns(page.COLUMNS, gap="medium")
        with left:
            samples.draw(session)
        with right:
            middle, side = st.columns(page.STAGE_COLUMNS, gap="medium")
            with middle:
                redraw_training = training.draw(session)
            with side:
                redraw_model = model.draw(session)
            redraw_view = stage.draw(session)
        if shared:
            share.fill(session, shared)
        page.bring_plotly()
        conclude(session)

    def redraw() -> None:
        redraw_training()
        redraw_model()
        redraw_view()

    # The loop comes last: what is drawn after it would stay grey for as long as it runs.
    player.play(session, redraw)
    player.go_on(session, redraw_view)


streamlit_patch.install()
with failure.shown():
    draw()
