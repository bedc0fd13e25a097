"""The stage: one view at a time of what the run is doing, chosen by a row of tabs."""

from collections.abc import Callable
from types import ModuleType

import streamlit as st

from playground.session.session import Session
from playground.ui import page
from playground.ui.views.compare import view as compare
from playground.ui.views.curves import view as curves
from playground.ui.views.decision import view as decision
from playground.ui.views.landscape import view as landscape
from playground.ui.views.lines import view as lines
from playground.ui.views.samples import view as samples

# A view has ``draw(session) -> Callable[[], None]``, which draws it but for what changes with the
# epoch, and returns what draws that, once and again in a run. Its name on the tab is the text
# ``view_<name>``. In the order of the tabs:
VIEWS: dict[str, ModuleType] = {
    "curves": curves,
    "lines": lines,
    "decision": decision,
    "samples": samples,
    "landscape": landscape,
    "compare": compare,
}


def draw(session: Session) -> Callable[[], None]:
    """Draw the view on show; the function returned draws what changes with the epoch once more."""
    with st.container(key="panel_stage"):
        with page.heading(session, "stage"):
            texts = session.texts
            offered = filter(session.offers, VIEWS)
            name = page.choice(session, "view", offered, lambda name: texts(f"view_{name}"))
        with st.container(key="stage"):
            redraw: Callable[[], None] = VIEWS[name].draw(session)
            redraw()
    return redraw
