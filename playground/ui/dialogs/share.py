"""The popover in the header that hands the experiment on: as a link, and as files."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from playground.serving.addresses import EVERYWHERE, link_for_others
from playground.session.session import Session
from playground.sharing.experiment_file import to_file
from playground.ui.dialogs import pictures, qr_code, take_home


def draw(session: Session) -> DeltaGenerator | None:
    """Draw the popover; the place in it for the charts that are drawn, as long as it is open."""
    texts = session.texts
    session.boxes = []
    popover = st.popover(texts("share"), key="share", icon=":material/share:", on_change="rerun")
    session.offers_pictures = bool(popover.open)
    if not popover.open:
        return None
    with popover:
        with st.container(key="share_content"):
            _content(session)
        with st.container(key="take_home"):
            take_home.draw(session)
            return pictures.draw(texts)


def _content(session: Session) -> None:
    texts, address = session.texts, session.address
    if address.is_whole:
        page = st.context.url or ""
        for_others = link_for_others(page, st.get_option("server.address") or EVERYWHERE)
        link = address.link(for_others or page)
        st.caption(texts("share_help", length=len(link)))
        st.code(link, language=None, wrap_lines=True, height=140 if len(link) > 300 else "content")
        if for_others:
            qr_code.draw(session, link)
        else:
            st.info(texts("share_this_computer"), icon=":material/lan:")
    else:
        st.caption(texts("share_too_large"))
    st.download_button(
        texts("download_experiment"),
        partial(to_file, *session.frames, session.settings, session.run_in_address),
        file_name="experiment.json",
        mime="application/json",
        key="download_experiment",
        help=texts("download_experiment_help"),
        on_click="ignore",
        icon=":material/download:",
        width="stretch",
    )
