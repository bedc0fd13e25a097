"""What the page's scripts tell the server: what was done with mouse and keys, or pasted."""

from collections.abc import Callable

import streamlit as st

from playground.session.session import Session
from playground.ui import actions
from playground.ui.views.compare import acts
from playground.ui.views.samples import choices

_SCRIPT = """export default ({ setTriggerValue }) => {
  window.hear = (said) => setTriggerValue("said", said);
};"""

ACTS: dict[str, Callable[..., None]] = {
    "sample": actions.select_sample,
    "add": actions.add_sample,
    "move": actions.move_sample,
    "number": actions.open_number,
    "cell": choices.choose_cell,
    "sweep": acts.take_clicked,
    "paste": Session.paste,
    "undo": actions.undo,
    "redo": actions.redo,
    "renew": actions.renew_editors,
    "repaint": lambda session: None,  # charts are described in the colours of the present theme
}


def listen_to_page(session: Session) -> None:
    """Have what is told done, as one of `ACTS`, before the page is drawn; each in its order."""
    key = "hear_page"

    def hear() -> None:
        said = dict(st.session_state[key].said)
        ACTS[said.pop("what")](session, **said)

    st.components.v2.component("listener", js=_SCRIPT)(key=key, on_said_change=hear)
