"""Buttons whose clicks are counted, so that the page's scripts know which have had their effect."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from playground.session.session import opened


def button(
    text: str,
    *,
    key: str,
    act: Callable[..., None] | None = None,
    args: Sequence[Any] = (),
    **look: Any,
) -> bool:
    """A button, with ``look`` as `streamlit.button` takes it; whether it was clicked just now.

    A click does ``act``, with ``args``, before anything is drawn, and is counted then:
    scripts/early_clicks.js holds the next one back until it is.
    """
    return st.button(text, key=key, on_click=_count, args=[act, *args], **look)


def _count(act: Callable[..., None] | None, *args: Any) -> None:
    if act:
        act(*args)
    if opened():  # not so when all has been left behind
        st.session_state["clicks"] = st.session_state.get("clicks", 0) + 1
