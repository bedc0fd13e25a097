"""What the page's scripts tell the server: what was done with the mouse, pasted or dropped."""

from collections.abc import Callable

import streamlit as st

from playground.session.session import Session
from playground.ui import actions
from playground.ui.views.compare import acts
from playground.ui.views.samples import choices

_SCRIPT = """export default ({ data, setTriggerValue }) => {
  (window.listeners ??= {})[data.name] = (said) => setTriggerValue("said", said);
};"""


ACTS: dict[str, Callable[..., None]] = {
    "sample": actions.select_sample,
    "add": actions.add_sample,
    "move": actions.move_sample,
    "number": actions.open_number,
    "cell": choices.choose_cell,
    "sweep": acts.take_clicked,
    "paste": Session.paste,
}


def listen_to_page(session: Session) -> None:
    """Have what is told done, as one of `ACTS`."""
    listen("page", lambda what, **said: ACTS[what](session, **said))


def listen(name: str, hear: Callable[..., None]) -> None:
    """Have ``hear`` called with all that scripts tell ``name``, before the page is drawn.

    Each is a page run of its own; in a dialog, one of the dialog.
    """
    key = f"hear_{name}"
    listener = st.components.v2.component("listener", js=_SCRIPT)
    listener(
        key=key, data={"name": name}, on_said_change=lambda: hear(**st.session_state[key].said)
    )
