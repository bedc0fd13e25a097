"""What a visitor's session holds, and each way it changes. Nothing else touches session state.

The session keeps the tables as typed, the settings (in their widgets) and one `TrainingRun`;
everything else on the page is derived from these. Widgets call the functions here when they
are used, so a change is complete before anything is drawn.
"""

import copy
from typing import Any

import pandas as pd
import streamlit as st

from playground.core.experiment import Experiment
from playground.core.problem import Problem
from playground.core.settings import SETTINGS, applies_to
from playground.sharing.examples import Example, note_dataset
from playground.sharing.link import SavedExperiment
from playground.tables.document import Document
from playground.tables.history import History
from playground.tables.input import Input, read_input
from playground.tables.reading import SamplesReading, TestReading, read_samples, read_test_samples
from playground.tables.shape import Named, follow_features, reshaped
from playground.texts import LANGUAGES, Texts, matching_language
from playground.ui.address import Address
from playground.ui.playback import Playback
from playground.ui.tables import Tables

TRAINING_TABLE = "training_table"
TEST_TABLE = "test_table"

tables = Tables(st.session_state)  # of whichever session asks
address = Address(st.session_state, st.query_params)
playback = Playback(st.session_state)
run, run_state, shown_epoch = playback.run, playback.run_state, playback.shown_epoch
is_under_way = playback.is_under_way


def has_begun() -> bool:
    """Whether this session has been here before."""
    return "run" in st.session_state


def prepare() -> None:
    """Give a new session the note's experiment, and bring an existing one up to date."""
    session = st.session_state
    if not has_begun():
        session.language = matching_language(st.context.locale)
        session.speed = 1000
        session.log_axis = False
        session.goal = None
        _open_address()
    if session.history.record(_document()):
        session.link_problems = []  # whoever goes on has read them
    if not session.playing and (session.run.epoch == 0 or _has_other_features()):
        _follow_the_input()
    playback.settle()
    tables.fold_at_lock(TRAINING_TABLE, is_under_way())
    session.input = _read_input()
    _publish_address()


def texts() -> Texts:
    return Texts(st.session_state.language)


# --- the input --------------------------------------------------------------------------------


def samples() -> SamplesReading:
    return _input().samples


def test_samples() -> TestReading:
    return _input().test_samples


def _input() -> Input:
    return st.session_state.input


def _read_input() -> Input:
    settings = {name: st.session_state[name] for name in SETTINGS}
    return read_input(_read_samples(), tables.read(TEST_TABLE, read_test_samples), settings)


def _read_samples() -> SamplesReading:
    return tables.read(TRAINING_TABLE, read_samples)


def problems() -> dict[str, list[Problem]]:
    """What is wrong with the input, by the place where it was typed, in the page's order."""
    return {
        "samples": [*st.session_state.link_problems, *samples().problems],
        "settings": _input().settings_problems,
        "test_samples": test_samples().problems,
    }


def load_example(example: Example) -> None:
    tables.load(TRAINING_TABLE, example.samples())
    tables.load(TEST_TABLE, example.test_samples())
    st.session_state.gallery = False  # it has been chosen from


def reshape(features: list[Named], classes: list[Named]) -> None:
    """Give both tables these features and classes."""
    frames = reshaped(tables.table(TRAINING_TABLE), tables.table(TEST_TABLE), features, classes)
    for name, frame in zip((TRAINING_TABLE, TEST_TABLE), frames, strict=True):
        tables.load(name, frame)


def load_samples(frame: pd.DataFrame) -> None:
    """Replace the samples; the test table follows their features."""
    tables.load(TEST_TABLE, follow_features(tables.table(TEST_TABLE), frame))
    tables.load(TRAINING_TABLE, frame)


# --- the address of the page, which brings all of this back -----------------------------------


def _open_address() -> None:
    """Begin with what the address describes; its run is computed anew, to the same bits."""
    session = st.session_state
    saved = address.read()
    session.language = saved.language if saved.language in LANGUAGES else session.language
    playback.show(Experiment(note_dataset()).start())  # for a table that cannot be learnt from
    _load(saved)
    session.history = History(_document())


def open_experiment(saved: SavedExperiment) -> None:
    """Go on with the experiment of a file; it is one step, which can be undone."""
    _load(saved)
    st.session_state.history.record(_document())


def _load(saved: SavedExperiment) -> None:
    session = st.session_state
    session.update(saved.settings)
    tables.load(TRAINING_TABLE, saved.samples)
    tables.load(TEST_TABLE, saved.test_samples)
    session.link_problems = saved.problems
    experiment = _read_input().experiment
    if experiment is not None:
        playback.show(experiment.start())
        if saved.run:
            playback.repeat(saved.run)


def contents() -> tuple[pd.DataFrame, pd.DataFrame, dict[str, Any], dict[str, str]]:
    """Tables and settings as typed, and what the address says of the run: all that is saved."""
    frames = tables.table(TRAINING_TABLE), tables.table(TEST_TABLE)
    return *frames, st.session_state.history.present.settings, _said_of_run()


def _publish_address() -> None:
    session = st.session_state
    more = _said_of_run()
    if session.language != matching_language(st.context.locale):
        more["language"] = session.language
    frames = tables.table(TRAINING_TABLE), tables.table(TEST_TABLE)
    address.write(session.history.present, *frames, more)


def _said_of_run() -> dict[str, str]:
    return {} if is_stale() else playback.in_address()


# --- undo and redo ----------------------------------------------------------------------------


def _document() -> Document:
    states = {name: copy.deepcopy(tables.state(name)) for name in (TRAINING_TABLE, TEST_TABLE)}
    return Document(states, {name: st.session_state[name] for name in SETTINGS})


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
        tables.load(name, state.table())
    st.session_state.update(document.settings)
    st.session_state.history.present = _document()  # the same values in tables made anew


# --- the run ----------------------------------------------------------------------------------


def is_trainable() -> bool:
    return _input().experiment is not None


def is_stale() -> bool:
    """Whether what is on screen was computed from an earlier table or earlier settings."""
    if is_under_way():  # the table is locked, and a new learning rate counts from Resume on
        return False
    experiment = _input().experiment
    return experiment is None or not experiment.describes(run())


def can_change(setting: str) -> bool:
    """Whether a setting is open to change: not in mid-run, nor when it makes no difference.

    One that is wrong can be mended all the same: it may keep the run from starting.
    """
    if is_under_way():
        return SETTINGS[setting].while_paused and run_state() == "paused"
    wrong = [problem.code for problem in _input().settings_problems]
    return applies_to(setting, st.session_state.optimizer) or setting in wrong


def has_log_axis() -> bool:
    return st.session_state.log_axis


def _hold_settings() -> None:
    """Keep values that arrive with the click that locks their widgets.

    Streamlit takes no value from a widget that is disabled, so one typed just before the click
    would be undone by it. To be called by these clicks alone: it sends each value to the browser
    again, over what is typed there meanwhile.
    """
    for key in SETTINGS:
        st.session_state[key] = st.session_state[key]


def train() -> None:
    """Start from the initial weights on the table as it is."""
    _hold_settings()
    experiment = _read_input().experiment
    if experiment is not None:
        playback.show(experiment.start(), playing=True)


def resume() -> None:
    """Go on from where the run stands, with the learning rate as it is now."""
    _hold_settings()
    run().change_learning_rate(st.session_state.learning_rate)
    st.session_state.playing = not run().finished


def step() -> None:
    """Go on by one epoch; before the first, with the table and settings as they are."""
    _hold_settings()
    if not is_under_way():
        reset()
    run().change_learning_rate(st.session_state.learning_rate)
    playback.step()


def reset() -> None:
    """Back to epoch 0, with the table and settings as they are."""
    run_now = run()
    fresh = _read_input().experiment or Experiment(run_now.dataset, run_now.settings)
    playback.show(fresh.start())


def _has_other_features() -> bool:
    """Whether the table has other features than the run, whose results then say nothing of it."""
    dataset = _read_samples().dataset
    return dataset is not None and dataset.feature_names != run().dataset.feature_names


def _follow_the_input() -> None:
    """Before the first epoch there is nothing to keep: show the present input's initial weights."""
    experiment = _read_input().experiment
    if experiment is not None and not experiment.describes(run()):
        playback.show(experiment.start())
