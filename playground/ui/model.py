"""Panel 3: the weight matrix and the bias."""

from collections.abc import Callable

import streamlit as st

from playground.figures import parameters_chart
from playground.ui import page, state


def draw() -> Callable[[], None]:
    """Draw the panel; the function returned draws the parameters once more."""
    texts = state.texts()
    stale = state.is_stale()
    page.heading(3, texts("model"), texts("stale_mark") if stale else "")
    with st.container(key=page.box("parameters")):
        slot = page.ChartSlot()

    dataset = state.run().dataset
    names = dataset.feature_names, dataset.class_names
    sizes = {"classes": dataset.n_classes, "features": dataset.n_features}

    def redraw() -> None:
        epoch = state.shown_epoch()
        parameters = state.run().parameters_at(epoch)
        chart = parameters_chart(parameters, *names, epoch, texts, page.palette())
        slot.draw(chart, texts("parameters_alt", epoch=epoch, **sizes))

    redraw()
    return redraw
