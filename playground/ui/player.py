"""The training loop of the page: its last act, after everything has been drawn once."""

import math
import threading
import time
from collections.abc import Callable

import streamlit as st

from playground.training import TrainingRun
from playground.ui import state

FRAME_SECONDS = 0.08  # at least, from one frame to the next
DRAWING_SHARE = 0.2  # of the time at most; on a busy machine frames give way to epochs
TURN_SECONDS = 0.005  # that a session computes before another gets its turn
TURN_EPOCHS = 10  # between two looks at the clock

# One session computes at a time: threads that fight for the interpreter at every call into torch
# are together more than twice as slow as one after the other.
_turn = threading.Lock()


def play(redraw: Callable[[], None]) -> None:
    """Advance the run and redraw until it ends.

    Any click ends this script run, in the middle of a frame if need be, and starts the next,
    which comes by here again: between two frames the run is always whole.
    """
    if state.run_state() != "running":
        return
    run = state.run()
    first_epoch, start = run.epoch, time.monotonic()
    next_frame = start + FRAME_SECONDS
    while not run.finished:
        due = math.inf
        if state.speed() < math.inf:
            due = first_epoch + int((time.monotonic() - start) * state.speed())
        _advance(run, due, next_frame)
        if not run.finished:
            time.sleep(max(0.0, next_frame - time.monotonic()))
        before = time.monotonic()
        redraw()
        after = time.monotonic()
        next_frame = before + max(FRAME_SECONDS, (after - before) / DRAWING_SHARE)
    state.finish()
    st.rerun()


def _advance(run: TrainingRun, due: float, deadline: float) -> None:
    """Compute up to the epoch ``due``, in turns with other sessions, until the next frame."""
    while run.epoch < due and not run.finished and time.monotonic() < deadline:
        with _turn:
            turn_ends = time.monotonic() + TURN_SECONDS
            while run.epoch < due and not run.finished and time.monotonic() < turn_ends:
                run.advance(int(min(TURN_EPOCHS, due - run.epoch)))
