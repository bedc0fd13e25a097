"""The QR code of a link, so large that it can be read from the last bench."""

import html

import segno
import streamlit as st

from playground.serving.addresses import is_for_all
from playground.session.session import Session
from playground.ui import actions, page

LONGEST = 300  # characters: the cells of a longer link are too small for a camera across a room


def draw_button(session: Session, link: str, key: str = "qr") -> bool:
    """A button that shows the code, and whether it was pressed; why there is none for a link that
    is too long, or of this computer alone."""
    if not page.place_for_others():
        why = "no_network" if is_for_all(page.server_address()) else "this_computer"
        st.info(session.texts(f"share_{why}"), icon=":material/lan:")
        return False
    if len(link) > LONGEST:
        st.caption(session.texts("qr_too_long", maximum=LONGEST))
        return False
    look = {"text": session.texts("qr"), "icon": ":material/qr_code_2:", "width": "stretch"}
    return page.button(session, key, actions.show_qr_code, link, **look)


def draw(session: Session) -> None:
    """Open the dialog with the code that was asked for just now, if one was."""
    link, session.qr_link = session.qr_link, ""
    if link:
        page.dialog(session, "qr_title", _content, link)


def _content(session: Session, link: str) -> None:
    code = segno.make(link, micro=False).png_data_uri(border=2)
    alt = html.escape(session.texts("qr_alt"), quote=True)
    st.html(f'<img class="qr" src="{code}" alt="{alt}">')
    st.code(link, language=None, wrap_lines=True)
