"""Buttons: a click does an act, before anything is drawn."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st


def button(
    text: str,
    *,
    key: str,
    act: Callable[..., None] | None = None,
    args: Sequence[Any] = (),
    **look: Any,
) -> bool:
    """A button, with ``look`` as `streamlit.button` takes it; whether it was clicked just now."""
    return st.button(text, key=key, on_click=act, args=tuple(args), **look)
