"""The dialog that takes samples from a file or from the clipboard, after showing what it read."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from playground.core.problem import is_blocked
from playground.sharing.experiment_file import from_file, is_experiment
from playground.sharing.files import FileError, FileReading, Import, as_samples, read_file
from playground.sharing.link import SavedExperiment
from playground.tables.labels import LABEL, label_problems
from playground.tables.reading import read_samples
from playground.texts import Texts
from playground.ui import actions, page
from playground.ui.session import session

MAX_LISTED = 12  # names or left-out rows that are spelled out


def draw() -> None:
    """Open the dialog; it closes when the page is drawn anew."""
    st.dialog(session().texts("open_data"), width="large")(_content)()


def _content() -> None:
    texts = session().texts
    left, right = st.columns(2)
    with left, st.container(key="upload"):
        file = st.file_uploader(texts("upload"), key="upload_file", max_upload_size=20)
    pasted = right.text_area(texts("paste"), key="paste", height=100)
    content = file.getvalue() if file else pasted.encode()
    if file or content:
        with st.container(key="import"):
            _preview(content, texts)


def _preview(content: bytes, texts: Texts) -> None:
    """What was understood; the table is replaced on a click."""
    try:
        if is_experiment(content):
            _preview_experiment(from_file(content), texts)
            return
        file = read_file(content)
        _what_was_read(file, texts)
        label = st.selectbox(
            texts("import_label"),
            file.columns,
            index=file.columns.index(file.likely_label),
            key="import_label",
        )
        samples = as_samples(file, label)
    except FileError as error:
        problems = [error.problem, *error.because]
        st.error(page.sentences(problems, texts, 1 + MAX_LISTED))
        return
    _what_it_becomes(samples, texts)
    _replace_or_cancel(texts("import_replace"), partial(actions.load_samples, samples.table))


def _preview_experiment(saved: SavedExperiment, texts: Texts) -> None:
    reading = read_samples(saved.samples)
    epochs = saved.run.epochs if saved.run else 0
    lines = [texts("import_experiment", rows=len(saved.samples), epochs=epochs)]
    lines += [page.sentence(problem, texts) for problem in (*saved.problems, *reading.problems)]
    st.success("  \n".join(map(page.plain, lines[: 1 + MAX_LISTED])))
    _replace_or_cancel(texts("import_open"), partial(actions.open_experiment, saved))


def _replace_or_cancel(text: str, replace: Callable[[], None]) -> None:
    left, right = st.columns(2)
    if left.button(text, key="import_replace", type="primary", width="stretch", on_click=replace):
        st.rerun()
    if right.button(session().texts("cancel"), key="import_cancel", width="stretch"):
        st.rerun()


def _what_was_read(file: FileReading, texts: Texts) -> None:
    header = texts("import_header" if file.has_header else "import_no_header")
    st.caption(
        texts(
            "import_read",
            rows=len(file.rows),
            columns=len(file.columns),
            delimiter=texts(f"delimiter_{file.delimiter}"),
            encoding=file.encoding,
            header=header,
        )
    )


def _what_it_becomes(samples: Import, texts: Texts) -> None:
    features = list(samples.table.columns[:-1])
    classes = [f"{name} ({count})" for name, count in samples.classes.items()]
    lines = [
        texts("import_samples", count=len(samples.table)),
        texts("import_features", count=len(features), names=_listed(features)),
        texts("import_classes", count=len(classes), names=_listed(classes)),
    ]
    st.success("  \n".join(page.plain(line) for line in lines))
    wrong = label_problems(samples.table[LABEL])
    if is_blocked(wrong):
        st.warning(page.sentences(wrong, texts, MAX_LISTED))
    if samples.left_out:
        left_out = page.sentences(samples.left_out, texts, MAX_LISTED)
        st.info(f"**{texts('import_left_out')}**  \n{left_out}")


def _listed(names: list[str]) -> str:
    return ", ".join(names[:MAX_LISTED]) + (" …" if len(names) > MAX_LISTED else "")
