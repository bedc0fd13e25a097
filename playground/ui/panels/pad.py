"""The pad of panel 4: a test vector is written by hand, and its classes answer meanwhile."""

import html
from collections.abc import Callable
from typing import Any

import streamlit as st
import torch

from playground.charts.pixels import ink_of, typical_extent
from playground.core.dataset import Dataset
from playground.core.picture import Size, picture_size
from playground.core.preparation import in_typed_units
from playground.session.session import QUERY_TABLE, Session
from playground.texts import Texts
from playground.ui import actions, page, problems
from playground.ui.panels.answers import Answers
from playground.ui.placeholders import Placeholder, as_json


def is_offered(session: Session) -> bool:
    """Whether test vectors are pictures, of the run's features, and open to change."""
    names = session.run.dataset.feature_names
    columns = tuple(session.tables.table(QUERY_TABLE).columns)
    return bool(picture_size(names)) and columns == names and session.allows("test_table")


def draw(session: Session) -> Callable[[], None]:
    """Draw the pad but for what changes with the epoch, which the function returned draws.

    `scripts/pad.js` has the strokes, and moves the bars while somebody writes.
    """
    texts, run, reading = session.texts, session.run, session.input.query_vectors
    place = min(session.lines.vector, len(reading.rows))  # among those that can be read, from 1
    row = reading.rows[place - 1] if place else 1
    facts = {
        **_facts(run.dataset),
        "row": row,
        "centred": session.pad.centred,
        "heard": session.pad.heard,
        "session": session.history.session,
    }
    blank = torch.full((1, run.dataset.n_features), facts["lowest"])
    vector = reading.features[place - 1 : place] if place else blank
    with st.container(key="pad_row", horizontal=True):
        with st.container(key="pad"):
            st.html(_surface(texts, Size(*facts["size"])))
            page.toggle(session, "pad_centre", help=texts("pad_centre_help"))
        with st.container(key="pad_answers"):
            below = st.container(key="prediction")
            with below, st.container():  # always: the answers keep their place
                problems.box(session, "query_vectors")
            answers = Placeholder(below)
            _tools(session, row)

    def redraw() -> None:
        epoch, guess = session.playback.shown_epoch, session.guess
        weight, bias = in_typed_units(run.parameters_at(epoch), run.prepared.scaling)
        now = {"vector": vector[0].tolist(), "weight": weight.tolist(), "bias": bias.tolist()}
        guessed = guess and guess.of("class")
        of_this = (1, guessed[1]) if guessed and guessed[0] == place else None
        found = Answers([row], vector, run.predict(vector, epoch), run.dataset, of_this)
        hidden = f'<pre class="pad-facts" hidden>{as_json(facts | now)}</pre>'
        # together: a script knows of which vector the numbers on show are
        answers.draw("html", page.ReadyHtml(found.of_one(texts) + hidden))

    return redraw


def _tools(session: Session, row: int) -> None:
    """Which vector is written, and as a sample of which class it is added."""
    texts, names = session.texts, session.run.dataset.class_names
    if session.pad.label not in names:
        session.pad.label = names[0]
    count = len(session.input.query_vectors.rows)
    cells = session.lesson.step.cells if session.lesson else None  # the only ones that are open
    is_locked = session.playback.is_under_way or cells is not None or not count
    with st.container(key="pad_tools"):
        if count > 1:
            with st.container(key="pad_vector", horizontal=True):
                page.one_of(session, "vector", "explained_vector", count)
        with st.container(key="pad_class", horizontal=True):
            st.html(f"<label class='of'>{texts('pad_label')}</label>")
            page.select(session, "pad_label", names, str)
        page.button(
            session,
            "pad_add",
            actions.add_written,
            row,
            help=texts("pad_add_help"),
            disabled=is_locked,
            width="stretch",
        )


def _surface(texts: Texts, size: Size) -> str:
    """What is written on, and a place for the pixels that it becomes, which a script makes."""
    said = {key: html.escape(texts(f"pad_{key}")) for key in ("alt", "hint", "pixels")}
    buttons = "".join(
        f'<span class="st-key-{key}"><button type="button">{texts(key)}</button></span>'
        for key in ("pad_clear", "pad_undo")  # as Streamlit's own are named
    )
    return (
        f'<div class="pad" style="--ratio:{size.width}/{size.height}">'
        f'<canvas role="img" aria-label="{said["alt"]}"></canvas>'
        f'<p class="pad-hint" aria-hidden="true">{said["hint"]}</p>'
        f'<div class="pad-pixels" role="grid" aria-label="{said["pixels"]}"></div>'
        f'<div class="pad-buttons">{buttons}</div><p class="pad-said" role="status"></p></div>'
    )


def _facts(dataset: Dataset) -> dict[str, Any]:
    """What a script has to know of the samples, to draw as they were drawn."""
    ink = ink_of(dataset)
    assert ink
    return {
        "size": list(ink.size),
        "extent": typical_extent(dataset.features, ink.size),
        "lowest": ink.lowest,
        "highest": ink.highest,
        "classes": dataset.class_names,
    }
