"""What a visitor's session holds, and each way it changes. Nothing else touches session state.

The session keeps the tables as typed, the settings (in their widgets) and one `TrainingRun`;
everything else on the page is derived from these. Widgets call the functions here when they
are used, so a change is complete before anything is drawn.
"""

import copy
import math
from collections.abc import Callable
from dataclasses import fields
from typing import TypeVar

import pandas as pd
import streamlit as st

from playground.document import Document, TableState
from playground.examples import Example, examples
from playground.experiment import Experiment, Input, read_input
from playground.history import History
from playground.problem import Problem
from playground.settings import TrainingSettings
from playground.table import (
    SamplesReading,
    TestReading,
    follow_features,
    read_samples,
    read_test_samples,
)
from playground.texts import Texts, matching_language
from playground.training import TrainingRun

Made = TypeVar("Made")

FULL_SPEED = "full"  # as fast as the machine can
SPEEDS = (1, 10, 100, 1000, FULL_SPEED)  # epochs a second
TRAINING_TABLE = "training_table"
TEST_TABLE = "test_table"
SETTINGS = tuple(field.name for field in fields(TrainingSettings))  # each the key of its widget


def prepare() -> None:
    """Give a new session the note's experiment, and bring an existing one up to date."""
    session = st.session_state
    if "run" not in session:
        session.language = matching_language(st.context.locale)
        session.update(vars(TrainingSettings()))
        session.speed = 1000
        session.log_axis = False
        session.playing = False
        load_example(next(iter(examples().values())))
        session.history = History(_document())
        _follow_the_input()
    session.history.record(_document())
    if not session.playing and (session.run.epoch == 0 or _has_other_features()):
        _follow_the_input()
    if session.run.finished:
        session.playing = False
    _renew_editor_at_lock()
    session.epoch = min(session.get("epoch") or 0, session.run.epoch)
    if session.playing or session.pop("show_last_epoch", False):
        session.epoch = session.run.epoch
    session.input = _read_input()


def texts() -> Texts:
    return Texts(st.session_state.language)


# --- the input --------------------------------------------------------------------------------


def base_table(name: str) -> pd.DataFrame:
    """The table an editor starts from; it stays the same object while cells are edited."""
    return st.session_state[f"{name}_base"]


def editor_key(name: str) -> str:
    """The editor's widget key: a new one makes it forget its edits."""
    return f"{name}_{st.session_state[f'{name}_version']}"


def table(name: str) -> pd.DataFrame:
    """The table as it stands on screen."""
    return _kept(f"{name}_now", lambda: _table_state(name).table(), name)


def _table_state(name: str) -> TableState:
    return TableState(base_table(name), st.session_state.get(editor_key(name)) or {})


def _kept(key: str, make: Callable[[], Made], name: str) -> Made:
    """What ``make`` gives, made anew only when the table ``name`` has changed."""
    version = editor_key(name), copy.deepcopy(_table_state(name).edits)
    kept = st.session_state.get(key)
    if kept is None or kept[0] != version:
        kept = st.session_state[key] = version, make()
    made: Made = kept[1]
    return made


def samples() -> SamplesReading:
    return _input().samples


def test_samples() -> TestReading:
    return _input().test_samples


def _input() -> Input:
    return st.session_state.input


def _read_input() -> Input:
    test_samples = _kept("test_samples", lambda: read_test_samples(table(TEST_TABLE)), TEST_TABLE)
    settings = {name: st.session_state[name] for name in SETTINGS}
    return read_input(_read_samples(), test_samples, settings)


def _read_samples() -> SamplesReading:
    return _kept("samples", lambda: read_samples(table(TRAINING_TABLE)), TRAINING_TABLE)


def problems() -> dict[str, list[Problem]]:
    """What is wrong with the input, by the place where it was typed, in the page's order."""
    return {
        "samples": samples().problems,
        "settings": _input().settings_problems,
        "test_samples": test_samples().problems,
    }


def fold_edits() -> None:
    """Make the edits part of the tables, since an editor with new headings forgets them."""
    for name in (TRAINING_TABLE, TEST_TABLE):
        _load_table(name, table(name))


def _renew_editor_at_lock() -> None:
    """Fold the edits when the table is locked or unlocked.

    A locked editor shows the table without its edits, and one that was locked before misses the
    first quick click.
    """
    locked = is_under_way()
    if st.session_state.get("was_locked", False) != locked:
        _load_table(TRAINING_TABLE, table(TRAINING_TABLE))
    st.session_state.was_locked = locked


def load_example(example: Example) -> None:
    _load_table(TRAINING_TABLE, example.samples())
    _load_table(TEST_TABLE, example.test_samples())
    st.session_state.gallery = False  # it has been chosen from


def load_samples(frame: pd.DataFrame) -> None:
    """Replace the samples; the test table follows their features."""
    _load_table(TEST_TABLE, follow_features(table(TEST_TABLE), frame))
    _load_table(TRAINING_TABLE, frame)


# --- undo and redo ----------------------------------------------------------------------------


def _document() -> Document:
    tables = {name: copy.deepcopy(_table_state(name)) for name in (TRAINING_TABLE, TEST_TABLE)}
    return Document(tables, {name: st.session_state[name] for name in SETTINGS})


def can_undo() -> bool:
    return st.session_state.history.can_undo and not is_under_way()


def can_redo() -> bool:
    return st.session_state.history.can_redo and not is_under_way()


def undo() -> None:
    _bring_back(st.session_state.history.undo())


def redo() -> None:
    _bring_back(st.session_state.history.redo())


def _bring_back(document: Document) -> None:
    for name, state in document.tables.items():
        _load_table(name, state.table())
    st.session_state.update(document.settings)
    st.session_state.history.present = _document()  # the same values in tables made anew


def _load_table(name: str, frame: pd.DataFrame) -> None:
    session = st.session_state
    frame.index = pd.RangeIndex(1, len(frame) + 1)  # the row numbers on screen
    session[f"{name}_base"] = frame
    session[f"{name}_version"] = session.get(f"{name}_version", 0) + 1


# --- the run ----------------------------------------------------------------------------------


def run() -> TrainingRun:
    """The run whose results are on screen."""
    return st.session_state.run


def run_state() -> str:
    """``ready``, ``running``, ``paused``, ``done`` or ``diverged``."""
    if run().diverged:
        return "diverged"
    if run().finished:
        return "done"
    if st.session_state.playing:
        return "running"
    return "paused" if run().epoch else "ready"


def is_under_way() -> bool:
    """Whether a run has begun and not ended: its table and settings must stay as they are."""
    return run_state() in ("running", "paused")


def is_trainable() -> bool:
    return _input().experiment is not None


def is_stale() -> bool:
    """Whether what is on screen was computed from an earlier table or earlier settings."""
    if is_under_way():  # the table is locked, and a new learning rate counts from Resume on
        return False
    experiment = _input().experiment
    return experiment is None or not experiment.is_of(run())


def speed() -> float:
    """Epochs a second; infinite at full speed."""
    speed = st.session_state.speed
    return math.inf if speed == FULL_SPEED else speed


def has_momentum() -> bool:
    """Whether the optimizer chosen is one that momentum means anything to."""
    return st.session_state.optimizer == "sgd"


def has_log_axis() -> bool:
    return st.session_state.log_axis


def shown_epoch() -> int:
    """The epoch whose parameters the page shows: the last one, or the slider's."""
    return run().epoch if st.session_state.playing else st.session_state.epoch


def _hold_settings() -> None:
    """Keep values that arrive with the click that locks their widgets.

    Streamlit takes no value from a widget that is disabled, so one typed just before the click
    would be undone by it.
    """
    for key in SETTINGS:
        st.session_state[key] = st.session_state[key]


def train() -> None:
    """Start from the initial weights on the table as it is."""
    _hold_settings()
    experiment = _read_input().experiment
    if experiment is not None:
        st.session_state.run = experiment.start()
        st.session_state.playing = True


def pause() -> None:
    """Stop between two epochs, or because none is left."""
    st.session_state.playing = False
    st.session_state.show_last_epoch = True


def resume() -> None:
    """Go on from where the run stands, with the learning rate as it is now."""
    _hold_settings()
    run().change_learning_rate(st.session_state.learning_rate)
    st.session_state.playing = not run().finished


def step() -> None:
    """Compute one epoch; before the first, of the table and settings as they are."""
    _hold_settings()
    if not is_under_way():
        reset()
    run().change_learning_rate(st.session_state.learning_rate)
    run().advance(1)
    st.session_state.show_last_epoch = True


def reset() -> None:
    """Back to epoch 0, with the table and settings as they are."""
    run_now = run()
    fresh = _read_input().experiment or Experiment(run_now.dataset, run_now.settings)
    st.session_state.run = fresh.start()
    st.session_state.playing = False


def _has_other_features() -> bool:
    """Whether the table has other features than the run, whose results then say nothing of it."""
    dataset = _read_samples().dataset
    return dataset is not None and dataset.feature_names != run().dataset.feature_names


def _follow_the_input() -> None:
    """Before the first epoch there is nothing to keep: show the present input's initial weights."""
    experiment = _read_input().experiment
    run_now = st.session_state.get("run")
    if experiment is not None and not (run_now and experiment.is_of(run_now)):
        st.session_state.run = experiment.start()
