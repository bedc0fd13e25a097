"""The QR code of a link, so large that it can be read from the last bench."""

import html

import segno
import streamlit as st

from playground.session.session import Session

LONGEST = 300  # characters: the cells of a longer link are too small for a camera across a room


def draw(session: Session, link: str) -> None:
    """A button that shows the code; of a link that is too long, why there is none."""
    texts = session.texts
    if len(link) > LONGEST:
        st.caption(texts("qr_too_long", maximum=LONGEST))
    elif st.button(texts("qr"), key="qr", icon=":material/qr_code_2:", width="stretch"):
        st.dialog(texts("qr_title"), width="large")(_content)(session, link)


def _content(session: Session, link: str) -> None:
    code = segno.make(link, micro=False).png_data_uri(border=2)
    alt = html.escape(session.texts("qr_alt"), quote=True)
    st.html(f'<img class="qr" src="{code}" alt="{alt}">')
    st.code(link, language=None, wrap_lines=True)
