"""What the page's scripts are told, by attributes of an element that is not shown; and what they
tell the server: what was done with the mouse, pasted or dropped."""

import html
import json
import time
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st

from playground.charts.display import format_number, format_percent
from playground.session.session import Session
from playground.texts import CATALOGS, Texts
from playground.ui import actions, guessed
from playground.ui.lessons import kept
from playground.ui.views.compare import acts
from playground.ui.views.samples import choices

_FILE = Path(__file__).parent / "web" / "streamlit_words.toml"
STREAMLIT_WORDS: dict[str, str] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
_SCRIPT = """export default ({ data, setTriggerValue }) => {
  window[data.name] = (said) => setTriggerValue("said", said);
};"""

ACTS: dict[str, Callable[..., None]] = {
    "sample": actions.select_sample,
    "add": actions.add_sample,
    "move": actions.move_sample,
    "number": actions.open_number,
    "write": actions.write,
    "cell": choices.choose_cell,
    "sweep": acts.take_clicked,
    "guess_first": actions.switch_guess,
    "paste": Session.paste,
    "undo": actions.undo,
    "redo": actions.redo,
    "history": kept.go_on_from,
    "renew": actions.renew_editors,
    "repaint": lambda session: None,  # charts are described in the colours of the present theme
}


def listen_to_page(session: Session) -> None:
    """Have what is told done, as one of `ACTS`."""
    listen("hear", lambda what, **said: actions.do(session, ACTS[what], **said))


def listen(name: str, hear: Callable[..., None]) -> None:
    """Have ``hear`` called with all that scripts tell ``window.<name>``, before the page is drawn.

    Each is a page run of its own; in a dialog, one of the dialog.
    """
    key = f"told_{name}"
    listener = st.components.v2.component("listener", js=_SCRIPT)
    listener(
        key=key, data={"name": name}, on_said_change=lambda: hear(**st.session_state[key].said)
    )


def draw_facts(session: Session) -> None:
    """Say the language, the theme, what fills the page, the run's end, words to replace, the page
    run, and under which names the store keeps what a reload would lose."""
    texts = session.texts
    facts = {
        "language": texts("language_tag"),
        "theme": "dark" if st.context.theme.type == "dark" else "light",
        "fill": session.page.filled,
        "beside": _beside_lesson(session),
        "announcement": _announcement(session),
        "words": _words(texts),
        "whole-number": texts("whole_number"),
        "forgets": texts("frame_forgets"),
        "run": str(time.monotonic_ns()),  # another in each page run
        "session": session.history.session,
        "history": kept.names(session),
    }
    attributes = " ".join(f'data-{name}="{html.escape(said)}"' for name, said in facts.items())
    st.html(f'<div class="page-facts" {attributes}></div>')


def _beside_lesson(session: Session) -> str:
    """How much room the panels have beside a lesson; "" without one.

    ``tight`` with all side by side, ``high`` where nothing stands above the stage, else ``wide``.
    """
    if session.lesson is None:
        return ""
    shown = [session.shows(panel) for panel in ("samples", "training", "model")]
    return "tight" if all(shown) else "wide" if any(shown[1:]) else "high"


def _announcement(session: Session) -> str:
    """The state in a sentence, once it is one to stay in, or what is asked before it changes.

    Nothing while the run is on.
    """
    run, state, asked = session.run, session.playback.state, guessed.question(session)
    if asked or state in ("ready", "running"):
        return asked
    said = session.texts(
        f"announce_{state}",
        epoch=run.epoch,
        loss=format_number(run.loss_history[-1]),
        accuracy=format_percent(run.accuracy_history[-1]),
    )
    return guessed.in_a_row([said, *guessed.sentences(session)])


@cache
def _words(texts: Texts) -> str:
    """What stands on the page, by Streamlit or in another language, and what is to stand there.

    As JSON; made once for a language.
    """
    words = {word: texts(key) for word, key in STREAMLIT_WORDS.items()}
    for catalog in CATALOGS.values():
        words |= {catalog[key]: texts(key) for key in STREAMLIT_WORDS.values()}
    return json.dumps(words, ensure_ascii=False)
