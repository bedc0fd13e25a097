"""The two buttons below what a dialog shows: to take it over, or to leave all as it is."""

from collections.abc import Callable

import streamlit as st

from playground.ui.session import session


def replace_or_cancel(text: str, replace: Callable[[], None]) -> None:
    left, right = st.columns(2)
    if left.button(text, key="import_replace", type="primary", width="stretch", on_click=replace):
        st.rerun()
    if right.button(session().texts("cancel"), key="import_cancel", width="stretch"):
        st.rerun()
