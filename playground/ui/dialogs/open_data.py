"""The dialog that takes samples from a file or from the clipboard, after showing what it read."""

import hashlib
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import TypeVar, cast

import streamlit as st

from playground.core.dataset import MAX_FEATURES
from playground.core.problem import Problem
from playground.session.session import Session
from playground.sharing.experiment_file import from_file, is_experiment
from playground.sharing.files import (
    CODECS,
    DELIMITERS,
    FileError,
    FileReading,
    Import,
    as_samples,
    doubtful_labels,
    possible_features,
    possible_words,
    proposal,
    read_file,
)
from playground.sharing.files.numbers import read
from playground.sharing.link import SavedExperiment
from playground.sharing.weights import is_weights
from playground.tables.edits import editor_column
from playground.tables.labels import LABEL, label_problems
from playground.tables.reading import read_samples
from playground.texts import Texts
from playground.ui import actions
from playground.ui.dialogs import choice, open_weights
from playground.ui.problems import as_markdown, column_name, sentence, sentences

MAX_LISTED = 12  # names or left-out rows that are spelled out
FIRST_ROWS = 5
# what keeps a file from being read that may be one with another separator
_OF_ANOTHER_FORM = {"file_one_column", "file_no_rows", "file_prose", "file_too_wide"}
Choice = TypeVar("Choice")


def draw(session: Session, pasted: str = "") -> None:
    """Open the dialog; it closes when the page is drawn anew.

    ``pasted`` are rows that did not fit into the table, to be read as one of their own.
    """
    read_once = lru_cache(maxsize=2)(read_file)  # kept as long as the dialog is open
    st.dialog(session.texts("open_data"), width="large")(_content)(session, pasted, read_once)


def _content(session: Session, pasted: str, read_once: Callable[..., FileReading]) -> None:
    texts = session.texts
    if pasted:
        st.info(texts("paste_to_open"))
        file = None
    else:
        left, right = st.columns(2)
        with left, st.container(key="upload"):
            file = st.file_uploader(texts("upload"), key="upload_file", max_upload_size=20)
        pasted = right.text_area(texts("paste"), key="paste", height=92)
    content = file.getvalue() if file else pasted.encode()
    if file or content:
        with st.container(key="import"):
            _preview(session, content, file is None, read_once)


def _preview(
    session: Session, content: bytes, is_pasted: bool, read_once: Callable[..., FileReading]
) -> None:
    """What was understood; the table is replaced on a click."""
    try:
        if is_experiment(content):
            _preview_experiment(session, from_file(content))
        elif is_weights(content):
            open_weights.preview(session, content)
        else:
            _preview_table(session, content, is_pasted, read_once)
    except FileError as error:
        problems = [error.problem, *error.because]
        st.error(sentences(problems, session.texts, 1 + MAX_LISTED))


def _preview_experiment(session: Session, saved: SavedExperiment) -> None:
    texts = session.texts
    reading = read_samples(saved.samples)
    epochs = saved.run.epochs if saved.run else 0
    lines = [texts("import_experiment", rows=len(saved.samples), epochs=epochs)]
    lines += [sentence(problem, texts) for problem in (*saved.problems, *reading.problems)]
    st.success("  \n".join(map(as_markdown, lines[: 1 + MAX_LISTED])))
    choice.replace_or_cancel(
        texts, texts("import_open"), partial(actions.open_experiment, session, saved)
    )


def _preview_table(
    session: Session, content: bytes, is_pasted: bool, read_once: Callable[..., FileReading]
) -> None:
    """How the file was read, which can be changed, and the table that it becomes."""
    texts = session.texts
    of_file = hashlib.sha1(content).hexdigest()[:12]  # another file has widgets of its own
    with st.container(key="import_choices", horizontal=True):
        file = _read_as_chosen(content, of_file, texts, is_pasted, read_once)
        label = _select(
            texts, "import_label", file.columns, file.likely_label, texts("import_label")
        )
        na_is_class = _na_is_class(file, label, of_file, texts)
        decimal = _decimal(file, of_file, texts)
    features, words = _features(file, label, of_file, texts)
    samples = as_samples(file, label, features, decimal, na_is_class, words)
    left, right = st.columns([3, 2])
    with left:
        _first_rows(samples, texts)
    with right, st.container(key="import_said"):
        _what_it_becomes(samples, texts)
    choice.replace_or_cancel(
        texts, texts("import_replace"), partial(actions.load_samples, session, samples.table)
    )


def _read_as_chosen(
    content: bytes,
    of_file: str,
    texts: Texts,
    is_pasted: bool,
    read_once: Callable[..., FileReading],
) -> FileReading:
    """The file as it reads itself, or with what the user says of it instead.

    Where it cannot be read by itself, nothing is chosen yet.
    """
    found: FileReading | FileError
    by_itself: tuple[str | None, str | None, bool | None] = (None, None, None)
    try:
        found = read_once(content)
        by_itself = found.encoding, found.delimiter, found.has_header
    except FileError as error:
        if error.problem.code not in _OF_ANOTHER_FORM:
            raise
        found = error
    encoding, delimiter, has_header = by_itself
    if not is_pasted:
        key = f"import_encoding_{of_file}"
        encoding = _select(texts, key, list(CODECS), encoding, texts("import_encoding"))
    delimiter = _select(
        texts,
        f"import_delimiter_{of_file}",
        list(DELIMITERS.values()),
        delimiter,
        texts("import_delimiter"),
        lambda name: texts(f"delimiter_{name}"),
    )
    has_header = _select(
        texts,
        f"import_header_{of_file}",
        [True, False],
        has_header,
        texts("import_header"),
        lambda named: texts("import_named" if named else "import_unnamed"),
    )
    if (encoding, delimiter, has_header) != by_itself:
        return read_once(content, encoding, delimiter, has_header)
    if isinstance(found, FileError):
        raise found
    return found


def _decimal(file: FileReading, of_file: str, texts: Texts) -> str | None:
    """The decimal sign, asked for where nothing tells it."""
    if not file.unsure:
        return None
    notations = (column.notation for column in file.table.values())
    default = next(notation.decimal for notation in notations if notation.unsure)
    chosen = _select(
        texts,
        f"import_decimal_{of_file}",
        [".", ","],
        default,
        texts("import_decimal", value=file.unsure),
        lambda sign: read(file.unsure, sign),
    )
    return None if chosen == default else chosen


def _na_is_class(file: FileReading, label: str, of_file: str, texts: Texts) -> bool:
    """Whether words for nothing are labels, asked for where nothing tells."""
    words = doubtful_labels(file, label)
    return not words or _select(
        texts,
        f"import_na_{of_file}_{file.columns.index(label)}",
        [True, False],
        True,
        texts("import_na", value=", ".join(words)),
        lambda is_class: texts("import_na_class" if is_class else "import_na_none"),
    )


def _select(
    texts: Texts,
    key: str,
    options: Sequence[Choice],
    default: Choice,
    label: str,
    name: Callable[[Choice], str] = str,
) -> Choice:
    """The one chosen; without a default None until one is."""
    chosen = st.selectbox(
        label,
        options,
        index=options.index(default) if default in options else None,
        key=key,
        format_func=name,
        placeholder=texts("import_to_choose"),
        width="stretch",
    )
    return cast("Choice", chosen)


def _features(
    file: FileReading, label: str, of_file: str, texts: Texts
) -> tuple[list[str], list[str]]:
    """The columns that are ticked, to be taken as numbers and as words."""
    numbers, words = proposal(file, label)
    key = f"{of_file}_{file.columns.index(label)}_{file.has_header}"
    as_numbers = possible_features(file, label)
    as_words = list(possible_words(file, label))
    with st.container(key="import_columns", horizontal=True):
        return (
            _columns("features", as_numbers, numbers, key, texts),
            _columns("words", as_words, words, key, texts),
        )


def _columns(
    name: str, possible: list[str], proposed: list[str], key: str, texts: Texts
) -> list[str]:
    """The columns that are ticked; nothing is drawn when there are none to choose from."""
    if not possible:
        return []
    key = f"import_{name}_{key}"
    with st.container(key=f"import_{name}"):
        if len(possible) > MAX_FEATURES:  # so many pills would be slow
            return st.multiselect(
                texts(f"import_{name}_chosen"),
                possible,
                proposed,
                key=key,
                placeholder=texts("import_choose_columns"),
                select_all=False,
                wrap=False,
            )
        names = dict(zip(possible, map(as_markdown, possible), strict=True))
        return st.pills(
            texts(f"import_{name}_chosen"),
            possible,
            selection_mode="multi",
            default=proposed,
            key=key,
            format_func=names.__getitem__,
        )


def _first_rows(samples: Import, texts: Texts) -> None:
    st.caption(texts("import_first_rows"))
    table = samples.table.head(FIRST_ROWS)
    names = {
        editor_column(name): st.column_config.TextColumn(
            column_name(name, texts), alignment="right"
        )
        for name in table.columns
    }
    table = table.rename(columns=editor_column)
    st.dataframe(table, hide_index=True, column_config=names, key="import_table")


def _what_it_becomes(samples: Import, texts: Texts) -> None:
    features = list(samples.table.columns[:-1])
    classes = [f"{name} ({count})" for name, count in samples.classes.items()]
    lines = [
        texts("import_samples", count=len(samples.table)),
        texts("import_features", count=len(features), names=_listed(features)),
        texts("import_classes", count=len(classes), names=_listed(classes)),
    ]
    st.success("  \n".join(as_markdown(line) for line in lines))
    to_check = [*label_problems(samples.table[LABEL]), *samples.remarks]
    _say("import_remarks", to_check, texts, st.warning)
    _say("import_left_out", samples.left_out, texts, st.info)


def _say(
    heading: str, problems: list[Problem], texts: Texts, show: Callable[[str], object]
) -> None:
    if problems:
        show(f"**{texts(heading)}**  \n{sentences(problems, texts, MAX_LISTED)}")


def _listed(names: list[str]) -> str:
    return ", ".join(names[:MAX_LISTED]) + (" …" if len(names) > MAX_LISTED else "")
