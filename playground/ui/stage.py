"""The stage: one view at a time of what the run is doing, chosen by a row of tabs."""

import importlib
from collections.abc import Callable

import streamlit as st

from playground.ui import page
from playground.ui.session import session
from playground.ui.views import VIEWS


def draw() -> Callable[[], None]:
    """Draw the view on show; the function returned draws what changes with the epoch once more."""
    with st.container(key="panel_stage"):
        with st.container(key="stage_heading", horizontal=True, vertical_alignment="center"):
            name = _tabs()
            page.fill_button("stage")
        with st.container(key="stage"):
            redraw: Callable[[], None] = _view(name).draw()
    return redraw


def _tabs() -> str:
    """The row of tabs; the name of the view that is open."""
    texts = session().texts
    with page.field("view") as widget:
        return st.segmented_control(
            texts("view"),
            VIEWS,
            default=session().fields["view"],
            format_func=lambda name: texts(f"view_{name}"),
            required=True,
            label_visibility="collapsed",
            **widget,
        )


def _view(name: str):  # type: ignore[no-untyped-def]  # a module
    return importlib.import_module(f"playground.ui.views.{name}")
