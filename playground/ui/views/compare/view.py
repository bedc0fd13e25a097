"""Compare: the runs that are kept, two of them, what an edit did, and a sweep of many."""

from collections.abc import Callable

import streamlit as st

from playground.session.session import Session
from playground.session.view_fields import MODES
from playground.ui import page
from playground.ui.views.compare import pair, runs, sweeps

LEAST = {"runs": 1, "pair": 2}  # runs that a mode needs


def draw(session: Session) -> Callable[[], None]:
    texts, mode = session.texts, session.compare.mode
    is_empty = len(session.archive.runs) < LEAST.get(mode, 0)
    with st.container(key="compare_tools", horizontal=True, vertical_alignment="center"):
        page.choice(session, "compare_mode", MODES, lambda name: texts(f"compare_mode_{name}"))
        if mode == "sweep":
            sweeps.draw_tools(session)
        elif mode == "pair" and not is_empty:
            pair.draw_tools(session)
    if is_empty:
        st.html(f'<p class="compare-empty">{texts(f"compare_none_{mode}")}</p>')
        return lambda: None
    parts = {"runs": runs.draw, "pair": pair.draw, "edit": pair.draw_edit, "sweep": sweeps.draw}
    return parts[mode](session)
