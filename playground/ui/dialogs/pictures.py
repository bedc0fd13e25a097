"""The charts on show, each to be saved as a picture; ``scripts/pictures.js`` makes it."""

import html

import streamlit as st

from playground.session.session import Session
from playground.sharing.script import NAME

# of each box that a chart can be in, the end of its picture's name
FILES = {
    "parameters": "weights",
    "history": "loss",
    "decision": "decision",
    "landscape": "landscape",
    "explained": "line",
    "kept": "runs",
    "pair_losses": "two-runs",
    "pair_change": "change",
    "sweep": "sweep",
}
LAID_OVER = {"path": "landscape"}  # of a chart that lies on another, that one
KINDS = ("png", "svg")


def draw(session: Session) -> None:
    """A line on what pictures are for, and a list of the charts that are drawn."""
    texts = session.texts
    with st.container(key="pictures"):
        st.caption(f"**{texts('pictures')}** · {texts('pictures_help')}")
        st.html("".join(_offered(session, box) for box in session.boxes if box in FILES))


def _offered(session: Session, box: str) -> str:
    """The name of a chart, and a button for each kind of picture."""
    texts = session.texts
    above = [over for over, under in LAID_OVER.items() if under == box and over in session.boxes]
    name, boxes = texts(f"picture_{box}"), " ".join([box, *above])
    file = f"{experiment_name(session)}-{FILES[box]}"
    buttons = "".join(
        f'<button data-boxes="{boxes}" data-file="{html.escape(file)}" data-kind="{kind}" '
        f'aria-label="{html.escape(texts("picture_save", name=name, kind=kind.upper()))}">'
        f"{kind.upper()}</button>"
        for kind in KINDS
    )
    return f'<p class="picture"><span>{html.escape(name)}</span>{buttons}</p>'


def experiment_name(session: Session) -> str:
    """The example's, as long as the run on screen is of its samples."""
    example = session.example_of_run
    return example.name if example else NAME
