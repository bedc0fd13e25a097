"""The least page there is: a button, and how often it was clicked."""

import streamlit as st

st.session_state.setdefault("clicks", 0)


def count() -> None:
    """Count the click, before the page is drawn."""
    st.session_state.clicks += 1


st.button("Step", key="step", on_click=count)
with st.container(key="clicks"):
    st.text(f"{st.session_state.clicks}")
