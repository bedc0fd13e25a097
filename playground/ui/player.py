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
IDLE_SECONDS = 0.01  # between two looks whether an epoch has fallen due
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

    def due() -> float:
        """The epoch that the run should have reached by now at the speed chosen."""
        speed = state.speed()
        return first_epoch + (time.monotonic() - start) * speed if speed < math.inf else speed

    next_frame = start + FRAME_SECONDS
    while not run.finished:
        _advance(run, due, next_frame)
        before = time.monotonic()
        redraw()
        drawing = time.monotonic() - before
        next_frame = before + max(FRAME_SECONDS, drawing / DRAWING_SHARE)
    state.finish()
    st.rerun()


def _advance(run: TrainingRun, due: Callable[[], float], next_frame: float) -> None:
    """Compute what falls due until the next frame, in turns with other sessions."""
    while not run.finished and time.monotonic() < next_frame:
        if run.epoch + 1 > due():
            time.sleep(max(0.0, min(IDLE_SECONDS, next_frame - time.monotonic())))
            continue
        with _turn:
            turn_ends = time.monotonic() + TURN_SECONDS
            while not run.finished and time.monotonic() < turn_ends:
                epochs = min(TURN_EPOCHS, due() - run.epoch)
                if epochs < 1:
                    break
                run.advance(int(epochs))
