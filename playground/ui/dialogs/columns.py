"""The dialog that adds, removes, renames and reorders features and classes."""

from typing import Any

import pandas as pd
import streamlit as st

from playground.core.picture import Size, picture_size, pixel_names, sizes_of
from playground.session.session import TRAINING_TABLE, Session
from playground.tables.cells import clean
from playground.tables.labels import in_order_of_classes
from playground.tables.shape import Rename, classes_of, features_of, in_order, shape_problems
from playground.texts import Texts
from playground.ui import actions, page
from playground.ui.problems import as_markdown, sentences


def draw(session: Session) -> None:
    """Open the dialog; it closes when the page is drawn anew."""
    page.dialog(session, "shape", _content)


def _content(session: Session) -> None:
    texts = session.texts
    samples = session.tables.table(TRAINING_TABLE)
    left, right = st.columns(2, gap="medium", vertical_alignment="bottom")
    with left:
        st.caption(texts("shape_features_help"))
        features = _editor(session, "shape_feature", features_of(samples), with_order=True)
    with right:
        st.caption(texts("shape_classes_help"))
        labels = classes_of(samples)
        classes = _editor(session, "shape_class", labels, with_order=False)
    features = _picture(session, features)
    problems = shape_problems(features, classes)
    with st.container(key="shape_result"):
        if problems:
            st.error(sentences(problems, texts, len(problems)))
        else:
            lost = set(labels) - {named.old for named in classes}
            names = [named.new for named in features]  # those of pixels are known by two of them
            listed = f"{names[0]} … {names[-1]}" if picture_size(names) else ", ".join(names)
            class_names = ", ".join(named.new for named in classes)
            text = texts("shape_result", features=listed, classes=class_names)
            if lost:
                text += " " + texts("shape_lost", names=", ".join(in_order_of_classes(lost)))
            st.info(as_markdown(text))
    reshape, is_wrong = actions.reshape, bool(problems)
    page.apply_or_cancel(session, "shape_apply", reshape, features, classes, disabled=is_wrong)


def _picture(session: Session, features: list[Rename]) -> list[Rename]:
    """Whether the features are the pixels of a picture, which then have names that say so."""
    texts, sizes = session.texts, sizes_of(len(features))
    if not sizes:
        return features
    before = picture_size([named.new for named in features])
    choices: list[Size | None] = [None, *sizes]
    chosen = st.selectbox(
        texts("picture_size"),
        choices,
        index=choices.index(before),
        format_func=lambda size: _size_text(size, texts),
        help=texts("picture_size_help"),
        key="picture_size",
    )
    if chosen == before:
        return features
    count = range(1, len(features) + 1)
    names = pixel_names(chosen) if chosen else [f"x{number}" for number in count]
    return [Rename(named.old, name) for named, name in zip(features, names, strict=True)]


def _size_text(size: Size | None, texts: Texts) -> str:
    return texts("picture_size_of", **size._asdict()) if size else texts("picture_size_none")


def _editor(session: Session, key: str, names: list[str], with_order: bool) -> list[Rename]:
    """A table of ``names`` to edit; those that it then has, in the order that is asked for."""
    texts = session.texts
    columns: dict[str, Any] = {
        "order": st.column_config.NumberColumn(texts("shape_order"), width=70, format="%d"),
        "name": st.column_config.TextColumn(texts(key), max_chars=200),
        "old": None,  # what each was called: not shown
    }
    with st.container(key=key):
        edited = st.data_editor(
            pd.DataFrame({"order": range(1, len(names) + 1), "name": names, "old": names}),
            key=f"{key}_table",
            column_config=columns,
            column_order=["order", "name"] if with_order else ["name"],
            hide_index=True,
            num_rows="dynamic",
            height=320,
            alt=texts(key),
        )
    rows = []
    for row in edited.to_dict("records"):
        order = None if pd.isna(row["order"]) else row["order"]
        old = row["old"] if isinstance(row["old"], str) else None
        rows.append((order, Rename(old, clean(row["name"]))))
    return in_order(rows, names)
