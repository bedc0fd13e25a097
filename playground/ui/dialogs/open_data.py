"""The dialog that takes samples from a file or from the clipboard, after showing what it read."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import streamlit as st

from playground.charts.html import listed
from playground.core.dataset import MAX_FEATURES
from playground.core.problem import Problem
from playground.session.session import Session
from playground.sharing import files
from playground.sharing.experiment_file import from_file, is_experiment
from playground.sharing.files import FileError, FileReading, Import
from playground.sharing.files.numbers import read
from playground.sharing.lessons.reading import LessonError, is_lesson, lesson_in, said
from playground.sharing.link import SavedExperiment
from playground.sharing.weights import is_weights
from playground.tables.edits import editor_column
from playground.tables.labels import LABEL, label_problems
from playground.tables.reading import read_samples
from playground.texts import Texts
from playground.ui import actions, page, told
from playground.ui.dialogs import open_weights
from playground.ui.lessons import acts as lesson_acts
from playground.ui.problems import as_markdown, column_name, mistake, sentence, sentences

MAX_LISTED = 12  # names or left-out rows that are spelled out
FIRST_ROWS = 5
# what keeps a file from being read that may be one with another separator
_OF_ANOTHER_FORM = {"file_one_column", "file_no_rows", "file_prose", "file_too_wide"}
Reader = Callable[..., FileReading]


def draw(session: Session, pasted: str = "") -> None:
    """Open the dialog; it closes when the page is drawn anew.

    ``pasted`` are rows that did not fit into the table, to be read as one of their own.
    """
    session.told_file = None
    read_once = lru_cache(maxsize=2)(files.read_file)  # kept as long as the dialog is open
    page.dialog(session, "open_data", _content, pasted, read_once)


def _content(session: Session, pasted: str, read_once: Reader) -> None:
    file = None
    if pasted:
        st.info(session.texts("paste_to_open"))
    else:
        left, right = st.columns(2)
        with left, st.container(key="upload"):
            file = _file(session)
        with right:
            pasted = _pasted(session)
    if file is not None or pasted:
        content = pasted.encode() if file is None else file
        with st.container(key="import"):
            _preview(session, _Asked(session.texts, content, file is None, read_once))


def _file(session: Session) -> bytes | None:
    """The file that was chosen; where the browser can send none, scripts/upload.js tells it."""

    def take(content: str) -> None:
        session.told_file = base64.b64decode(content)

    file = st.file_uploader(session.texts("upload"), key="upload_file", max_upload_size=20)
    told.listen("hearFile", take)
    return file.getvalue() if file else session.told_file


def _pasted(session: Session) -> str:
    """Text that was pasted; it takes the place of a file that was told."""

    def forget_file() -> None:
        session.told_file = None

    return st.text_area(session.texts("paste"), key="paste", height=92, on_change=forget_file)


@dataclass(frozen=True)
class _Asked:
    """What can be chosen about the content of a file; another one has widgets of its own."""

    texts: Texts
    content: bytes
    is_pasted: bool
    read_once: Reader

    @cached_property
    def name(self) -> str:
        """A name for just this content."""
        return hashlib.sha1(self.content).hexdigest()[:12]

    def select(
        self, name: str, named: dict, default: Any, of_column: int | str = "", **fields: str
    ) -> Any:
        """The one chosen of these, which have names; without a default None until one is."""
        options = list(named)
        return st.selectbox(
            self.texts(f"import_{name}", **fields),
            options,
            index=options.index(default) if default in options else None,
            key=f"import_{name}_{self.name}{of_column}",
            format_func=named.__getitem__,
            placeholder=self.texts("import_to_choose"),
            width="stretch",
        )

    def file(self) -> FileReading:
        """The file as it reads itself, or with what the user says of it instead.

        Where it cannot be read by itself, nothing is chosen yet.
        """
        texts = self.texts
        delimiters = {name: texts(f"delimiter_{name}") for name in files.DELIMITERS.values()}
        headers = {True: texts("import_named"), False: texts("import_unnamed")}
        found: FileReading | None = None
        by_itself: tuple[str | None, str | None, bool | None] = (None, None, None)
        try:
            found = self.read_once(self.content)
            by_itself = found.encoding, found.delimiter, found.has_header
        except FileError as error:
            if error.problem.code not in _OF_ANOTHER_FORM:
                raise
        encoding, delimiter, has_header = by_itself
        if not self.is_pasted:
            encoding = self.select("encoding", {name: name for name in files.CODECS}, encoding)
        delimiter = self.select("delimiter", delimiters, delimiter)
        has_header = self.select("header", headers, has_header)
        if found and (encoding, delimiter, has_header) == by_itself:
            return found
        return self.read_once(self.content, encoding, delimiter, has_header)

    def decimal(self, file: FileReading) -> str | None:
        """The decimal sign, asked for where nothing tells it."""
        if not file.unsure:
            return None
        notations = (column.notation for column in file.table.values())
        default = next(notation.decimal for notation in notations if notation.unsure)
        written = {sign: read(file.unsure, sign) for sign in (".", ",")}
        chosen = self.select("decimal", written, default, value=file.unsure)
        return None if chosen == default else str(chosen)

    def na_is_class(self, file: FileReading, label: str) -> bool:
        """Whether words for nothing are labels, asked for where nothing tells."""
        words = ", ".join(files.doubtful_labels(file, label))
        meant = {True: self.texts("import_na_class"), False: self.texts("import_na_none")}
        place = file.columns.index(label)
        return not words or self.select("na", meant, True, place, value=words)

    def features(self, file: FileReading, label: str) -> tuple[list[str], list[str]]:
        """The columns that are ticked, to be taken as numbers and as words."""
        numbers, words = files.proposal(file, label)
        key = f"{self.name}_{file.columns.index(label)}_{file.has_header}"
        with st.container(key="import_columns", horizontal=True):
            return (
                self._ticked("features", files.possible_features(file, label), numbers, key),
                self._ticked("words", list(files.possible_words(file, label)), words, key),
            )

    def _ticked(self, name: str, possible: list[str], proposed: list[str], key: str) -> list[str]:
        """The columns that are ticked; nothing is drawn when there are none to choose from."""
        if not possible:
            return []
        options: dict[str, Any] = {
            "label": self.texts(f"import_{name}_chosen"),
            "options": possible,
            "default": proposed,
            "key": f"import_{name}_{key}",
        }
        with st.container(key=f"import_{name}"):
            if len(possible) <= MAX_FEATURES:
                return st.pills(**options, selection_mode="multi", format_func=as_markdown)
            return st.multiselect(  # so many pills would be slow
                **options,
                placeholder=self.texts("import_choose_columns"),
                select_all=False,
                wrap=False,
            )


def _preview(session: Session, asked: _Asked) -> None:
    """What was understood; the table is replaced on a click."""
    content = asked.content
    try:
        if is_experiment(content):
            _preview_experiment(session, from_file(content))
        elif is_weights(content):
            open_weights.preview(session, content)
        elif is_lesson(content):
            _preview_lesson(session, content.decode("utf-8-sig", "replace"))
        else:
            _preview_table(session, asked)
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
    act, text = lesson_acts.open_file, texts("import_open")
    page.apply_or_cancel(session, "import_replace", act, saved, text=text)


def _preview_lesson(session: Session, source: str) -> None:
    texts = session.texts
    lesson = lesson_in(source)
    if isinstance(lesson, LessonError):
        st.error(as_markdown(mistake(lesson, texts)))
        return
    title = said(lesson.title, texts.language)
    st.success(as_markdown(texts("import_lesson", title=title, steps=len(lesson.steps))))
    act, text = lesson_acts.attend_file, texts("import_lesson_begin")
    page.apply_or_cancel(session, "import_replace", act, source, text=text)


def _preview_table(session: Session, asked: _Asked) -> None:
    """How the file was read, which can be changed, and the table that it becomes."""
    texts = session.texts
    with st.container(key="import_choices", horizontal=True):
        file = asked.file()
        label = asked.select("label", {name: name for name in file.columns}, file.likely_label)
        na_is_class = asked.na_is_class(file, label)
        decimal = asked.decimal(file)
    features, words = asked.features(file, label)
    samples = files.as_samples(file, label, features, decimal, na_is_class, words)
    left, right = st.columns([3, 2])
    with left:
        _first_rows(samples, texts)
    with right, st.container(key="import_said"):
        _what_it_becomes(samples, texts)
    page.apply_or_cancel(session, "import_replace", actions.load_samples, samples.table)


def _first_rows(samples: Import, texts: Texts) -> None:
    st.caption(texts("import_first_rows"))
    table = samples.table.head(FIRST_ROWS)
    columns = {
        editor_column(name): st.column_config.TextColumn(
            column_name(name, texts), alignment="right"
        )
        for name in table.columns
    }
    table = table.rename(columns=editor_column)
    st.dataframe(table, hide_index=True, column_config=columns, key="import_table")


def _what_it_becomes(samples: Import, texts: Texts) -> None:
    features = list(samples.table.columns[:-1])
    classes = [f"{name} ({count})" for name, count in samples.classes.items()]
    lines = [
        texts("import_samples", count=len(samples.table)),
        texts("import_features", count=len(features), names=listed(features, MAX_LISTED)),
        texts("import_classes", count=len(classes), names=listed(classes, MAX_LISTED)),
    ]
    st.success("  \n".join(map(as_markdown, lines)))
    to_check = [*label_problems(samples.table[LABEL]), *samples.remarks]
    _say("import_remarks", to_check, texts, st.warning)
    _say("import_left_out", samples.left_out, texts, st.info)


def _say(
    heading: str, problems: list[Problem], texts: Texts, show: Callable[[str], object]
) -> None:
    if problems:
        show(f"**{texts(heading)}**  \n{sentences(problems, texts, MAX_LISTED)}")
