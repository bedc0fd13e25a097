"""The two buttons below what a dialog shows: to take it over, or to leave all as it is."""

from collections.abc import Callable

import streamlit as st

from playground.texts import Texts
from playground.ui.buttons import button


def replace_or_cancel(texts: Texts, text: str, replace: Callable[[], None]) -> None:
    left, right = st.columns(2)
    with left:
        is_replaced = button(
            text, key="import_replace", act=replace, type="primary", width="stretch"
        )
    with right:
        is_cancelled = button(texts("cancel"), key="import_cancel", width="stretch")
    if is_replaced or is_cancelled:
        st.rerun()
