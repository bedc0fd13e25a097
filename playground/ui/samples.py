"""Panel 1: the training samples."""

import streamlit as st

from playground.ui import editor, page, state


def draw() -> None:
    texts = state.texts()
    locked = state.is_under_way()
    reading = state.samples()
    page.heading(1, texts("samples"))
    st.button(
        texts("note_data"),
        key="example",
        icon=":material/restart_alt:",
        help=texts("note_data_help"),
        on_click=state.load_note_data,
        disabled=locked,
    )
    editor.draw(state.TRAINING_TABLE, texts("samples_alt"), locked)
    run = state.run()
    size = reading.dataset or run.dataset
    caption = texts(
        "dataset_size",
        samples=size.n_samples,
        features=size.n_features,
        classes=size.n_classes,
    )
    st.caption(texts("samples_locked") if locked else caption)
    page.problem_box("samples")
