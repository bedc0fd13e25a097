"""What a visitor's session holds, and each way it changes. Nothing else touches session state.

The session keeps the tables as typed, the settings (in their widgets) and one `TrainingRun`;
everything else on the page is derived from these. Widgets call the functions here when they
are used, so a change is complete before anything is drawn.
"""

import copy
import math
from collections.abc import Callable
from dataclasses import fields
from typing import NamedTuple, TypeVar

import pandas as pd
import streamlit as st

from playground.experiment import Experiment, note_samples, note_test_samples
from playground.problem import Problem
from playground.settings import TrainingSettings, settings_problems
from playground.table import (
    SamplesReading,
    TestReading,
    apply_edits,
    read_samples,
    read_test_samples,
)
from playground.texts import Texts, matching_language
from playground.training import TrainingRun

Reading = TypeVar("Reading")

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
        _load_table(TRAINING_TABLE, note_samples())
        _load_table(TEST_TABLE, note_test_samples())
        _follow_the_input()
    elif session.run.epoch == 0 and not session.playing:
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
    return apply_edits(base_table(name), st.session_state.get(editor_key(name)) or {})


class Input(NamedTuple):
    """What the page's tables and settings say, read once for all that is drawn from it."""

    samples: SamplesReading
    test_samples: TestReading
    settings_problems: list[Problem]
    experiment: Experiment | None  # None when samples or settings are not fit for training


def samples() -> SamplesReading:
    return _input().samples


def test_samples() -> TestReading:
    return _input().test_samples


def _input() -> Input:
    return st.session_state.input


def _read_input() -> Input:
    settings = {name: st.session_state[name] for name in SETTINGS}
    wrong = settings_problems(settings)
    samples = _read(TRAINING_TABLE, read_samples)
    experiment = None
    if samples.dataset is not None and not wrong:
        experiment = Experiment(samples.dataset, TrainingSettings(**settings))
    return Input(samples, _read(TEST_TABLE, read_test_samples), wrong, experiment)


def _read(name: str, reader: Callable[[pd.DataFrame], Reading]) -> Reading:
    """The table as read; it is read anew only when it has changed."""
    key = editor_key(name)
    version = key, copy.deepcopy(st.session_state.get(key))
    kept = st.session_state.get(f"{name}_reading")
    if kept is None or kept[0] != version:
        kept = st.session_state[f"{name}_reading"] = version, reader(table(name))
    reading: Reading = kept[1]
    return reading


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


def load_note_data() -> None:
    _load_table(TRAINING_TABLE, note_samples())


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
    """Stop between two epochs."""
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


def finish() -> None:
    """Called when the run has come to its end."""
    st.session_state.playing = False
    st.session_state.show_last_epoch = True


def _follow_the_input() -> None:
    """Before the first epoch there is nothing to keep: show the present input's initial weights."""
    experiment = _read_input().experiment
    run_now = st.session_state.get("run")
    if experiment is not None and not (run_now and experiment.is_of(run_now)):
        st.session_state.run = experiment.start()
