"""What is shown in place of a page that cannot be drawn: a way back, and never a traceback."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import streamlit as st

from playground.session.session import opened, start_afresh
from playground.texts import Texts, matching_language
from playground.ui import actions


@contextmanager
def shown() -> Iterator[None]:
    """Say that something failed, and offer what worked last, or else the note's experiment."""
    try:
        yield
    except Exception:
        logging.getLogger(__name__).exception("the page could not be drawn")
        texts = Texts(matching_language(st.context.locale))
        with st.container(key="failure"):
            st.error(texts("failure"))
            session = opened()
            go_back = partial(actions.go_back, session) if session else start_afresh
            st.button(texts("failure_back"), key="failure_back", on_click=go_back)
            st.button(texts("failure_afresh"), key="failure_afresh", on_click=start_afresh)
