"""What the page's scripts go by: attributes of an element that is not shown."""

import html
import json
from functools import cache

import streamlit as st

from playground.charts.display import format_number, format_percent
from playground.session.session import Session
from playground.texts import CATALOGS, Texts

# Streamlit's own words, which it has in English only, and the texts that stand in their place
STREAMLIT_WORDS = {
    "Upload": "frame_upload",
    "20MB per file": "frame_file_size",
    "Drag and drop a file here": "frame_drop",
    "file upload": "frame_upload",
    "Add files": "frame_upload",
    "Remove": "frame_remove",
    "Close": "frame_close",
    "Close Search": "frame_close",
    "Dismiss": "frame_close",
    "Previous Result": "frame_previous",
    "Next Result": "frame_next",
    "Decrement": "frame_less",
    "Increment": "frame_more",
    "Add row": "frame_add_row",
    "Delete row(s)": "frame_delete_rows",
    "Clear selection": "frame_clear_selection",
    "Clear all": "frame_clear_selection",
    "Show/hide columns": "frame_columns",
    "Search": "frame_search",
    "Type to search": "frame_search",
    "Fullscreen": "frame_fullscreen",
    "Close fullscreen": "frame_leave_fullscreen",
    "Select all": "frame_select_all",
    "Choose an option": "frame_choose",
    "No results": "frame_no_results",
    "Open": "frame_options",
    "progress": "frame_progress",
    "undo icon": "frame_undo",
    "redo icon": "frame_redo",
    "Help for": "frame_help",
    "Press Enter to apply": "frame_enter",
    "Press Ctrl+Enter to apply": "frame_ctrl_enter",
    "Press ⌘+Enter to apply": "frame_cmd_enter",
    "Copy to clipboard": "frame_copy",
    "Skip to main content": "frame_skip",
}


def draw(session: Session) -> None:
    """Say the language, the theme, what fills the page, the run's end, and words to replace."""
    texts = session.texts
    facts = {
        "language": texts("language_tag"),
        "theme": "dark" if st.context.theme.type == "dark" else "light",
        "fill": session.page.filled,
        "announcement": _announcement(session),
        "words": _words(texts),
        "whole-number": texts("whole_number"),
        "forgets": texts("frame_forgets"),
    }
    attributes = " ".join(f'data-{name}="{html.escape(said)}"' for name, said in facts.items())
    st.html(f'<div class="page-facts" {attributes}></div>')


def _announcement(session: Session) -> str:
    """The state in a sentence, once it is one to stay in; nothing while the run is on."""
    run, state = session.run, session.playback.state
    if state in ("ready", "running"):
        return ""
    return session.texts(
        f"announce_{state}",
        epoch=run.epoch,
        loss=format_number(run.loss_history[-1]),
        accuracy=format_percent(run.accuracy_history[-1]),
    )


@cache
def _words(texts: Texts) -> str:
    """What stands on the page, by Streamlit or in another language, and what is to stand there.

    As JSON; made once for a language.
    """
    words = {word: texts(key) for word, key in STREAMLIT_WORDS.items()}
    for catalog in CATALOGS.values():
        words |= {catalog[key]: texts(key) for key in STREAMLIT_WORDS.values()}
    return json.dumps(words, ensure_ascii=False)
