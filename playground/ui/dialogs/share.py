"""The popover in the header that hands the experiment on: as a link, and as files."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from playground.session.session import session
from playground.sharing.experiment_file import to_file
from playground.ui.dialogs import pictures, take_home


def draw() -> Callable[[], None]:
    """Draw the popover; the function returned is to be called once all charts are drawn."""
    texts = session().texts
    session().boxes = []
    popover = st.popover(texts("share"), key="share", icon=":material/share:", on_change="rerun")
    session().offers_pictures = bool(popover.open)
    if not popover.open:
        return lambda: None
    with popover:
        with st.container(key="share_content"):
            _content()
        with st.container(key="take_home"):
            take_home.draw()
            return pictures.draw()


def _content() -> None:
    now = session()
    texts, address = now.texts, now.address
    if address.is_whole:
        link = address.link(st.context.url or "")
        st.caption(texts("share_help", length=len(link)))
        st.code(link, language=None, wrap_lines=True, height=140 if len(link) > 300 else "content")
    else:
        st.caption(texts("share_too_large"))
    st.download_button(
        texts("download_experiment"),
        partial(to_file, *now.frames, now.settings, now.run_in_address),
        file_name="experiment.json",
        mime="application/json",
        key="download_experiment",
        help=texts("download_experiment_help"),
        on_click="ignore",
        icon=":material/download:",
        width="stretch",
    )
