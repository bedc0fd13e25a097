"""Compare: the runs that are kept, two of them, what an edit did, and a sweep of many."""

from collections.abc import Callable

import streamlit as st

from playground.session.compare_fields import MODES
from playground.session.session import session
from playground.ui import page
from playground.ui.views.compare import pair, runs, sweeps

LEAST = {"runs": 1, "pair": 2}  # runs that a mode needs


def draw() -> Callable[[], None]:
    texts, mode = session().texts, session().fields["compare_mode"]
    is_empty = len(session().archive.runs) < LEAST.get(mode, 0)
    with st.container(key="compare_tools", horizontal=True, vertical_alignment="center"):
        with page.field("compare_mode") as widget:
            st.segmented_control(
                texts("compare_mode"),
                MODES,
                default=mode,
                format_func=lambda name: texts(f"compare_mode_{name}"),
                required=True,
                label_visibility="collapsed",
                **widget,
            )
        if mode == "sweep":
            sweeps.draw_tools()
        elif mode == "pair" and not is_empty:
            pair.draw_tools()
    if is_empty:
        st.html(f'<p class="compare-empty">{texts(f"compare_none_{mode}")}</p>')
        return lambda: None
    parts = {"runs": runs.draw, "pair": pair.draw, "edit": pair.draw_edit, "sweep": sweeps.draw}
    return parts[mode]()
