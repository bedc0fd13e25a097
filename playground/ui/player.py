"""The training loop of the page: its last act, after everything has been drawn once."""

import math
import time
from collections.abc import Callable

import streamlit as st

from playground.experiment import Experiment, note_samples
from playground.table import read_samples
from playground.training import TrainingRun
from playground.ui import state

FRAME_SECONDS = 0.08  # from one frame to the next
CHUNK_EPOCHS = 20  # between two looks at the clock

# The first step of an optimizer loads parts of torch; better now than at the first click.
_dataset = read_samples(note_samples()).dataset
if _dataset is not None:
    Experiment(_dataset).start().advance(1)


def play(redraw: Callable[[], None]) -> None:
    """Advance the run and redraw until it ends.

    Any click ends this script run, in the middle of a frame if need be, and starts the next,
    which comes by here again: between two frames the run is always whole.
    """
    if state.run_state() != "running":
        return
    run = state.run()
    first_epoch, start = run.epoch, time.monotonic()
    while not run.finished:
        frame = time.monotonic()
        _advance(run, state.speed(), first_epoch, start)
        redraw()
        if not run.finished:
            time.sleep(max(0.0, frame + FRAME_SECONDS - time.monotonic()))
    state.finish()
    st.rerun()


def _advance(run: TrainingRun, speed: float, first_epoch: int, start: float) -> None:
    """Compute what is due: at full speed as much as fits into a frame."""
    deadline = time.monotonic() + FRAME_SECONDS
    while not run.finished and time.monotonic() < deadline:
        due = CHUNK_EPOCHS
        if speed < math.inf:
            due = first_epoch + int((time.monotonic() - start) * speed) - run.epoch
        if due <= 0:
            return
        run.advance(min(due, CHUNK_EPOCHS))
