"""The playground's page, from the data on the left to the prediction on the right."""

import streamlit as st

from playground.ui import page, player, state
from playground.ui.dialogs import share
from playground.ui.panels import model, prediction, samples, training
from playground.ui.turns import turns

player.prepare()
with turns.for_page():
    state.prepare()
    page.header(share.draw)

    left, middle, right = st.columns([1.08, 1.6, 1.2], gap="medium")
    with left:
        samples.draw()
    with middle:
        redraw_training = training.draw()
    with right:
        redraw_model = model.draw()
        redraw_prediction = prediction.draw()


def redraw() -> None:
    redraw_training()
    redraw_model()
    redraw_prediction()


# The loop comes last: what is drawn after it would stay grey for as long as it runs.
player.play(redraw)
