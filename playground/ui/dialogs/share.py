"""The popover in the header that hands the experiment on: as a link, and as files."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from playground.session.session import Session
from playground.sharing.experiment_file import to_file
from playground.ui import page
from playground.ui.dialogs import pictures, take_home


def draw(session: Session) -> DeltaGenerator | None:
    """Draw the button; the place to `fill` once all charts are drawn, if it is folded out."""
    popover = page.popover(session, "share", icon=":material/share:")
    session.boxes, session.offers_pictures = [], popover is not None
    return popover


def fill(session: Session, popover: DeltaGenerator) -> None:
    """Draw what is folded out: the link, the files and the charts on the page."""
    with popover:
        with st.container(key="share_content"):
            _link(session)
        with st.container(key="take_home"):
            take_home.draw(session)
            pictures.draw(session)


def _link(session: Session) -> None:
    """The experiment as an address, unless it is too large for one, and as a file."""
    texts, address = session.texts, session.address
    if address.is_whole:
        link = address.link(st.context.url or "")
        st.caption(texts("share_help", length=len(link)))
        st.code(link, language=None, wrap_lines=True, height=140 if len(link) > 300 else "content")
    else:
        st.caption(texts("share_too_large"))
    page.download(
        session,
        "download_experiment",
        partial(to_file, *session.frames, session.settings, session.run_in_address),
        "experiment.json",
        help=texts("download_experiment_help"),
        icon=":material/download:",
        width="stretch",
    )
