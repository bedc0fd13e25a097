"""The training loop of the page: its last act, after everything has been drawn once."""

import gc
import math
import time
from collections.abc import Callable

import streamlit as st

from playground.core.experiment import Experiment
from playground.session.session import session
from playground.session.turns import turns
from playground.sharing.examples import note_dataset
from playground.ui.views.compare import acts

FRAME_SECONDS = 0.08  # from one frame to the next, at least
DRAWING_SHARE = 0.2  # of the time at most: on a busy machine frames give way to epochs
TURN_SECONDS = 0.01  # of computing, before another session gets its turn
SPRINT_SECONDS = 0.1  # of computing: a run that is over by then is drawn once, with its results

# The first step of an optimizer loads parts of torch; better now than at the first click.
Experiment(note_dataset()).start().advance(1)
# What is loaded by now stays: looked through for garbage every hundred page runs, it would hold up
# everybody for a third of a second.
gc.freeze()


def compute_ahead() -> None:
    """Compute what the page is going to show, in turns as short as those of training.

    In its own turn, for which all others wait, the page then only draws.
    """
    playback = session().playback
    if playback.is_at_start and playback.speed == math.inf:
        _sprint()
    _step()
    _look_back()
    _look_into()
    _look_around()
    _look_over()
    acts.keep_run()
    _sweep()


def _sprint() -> None:
    """Let a run at full speed begin before the page is drawn: if it is short, it ends there.

    To draw a page for a run that is over before anyone has seen it would take longer than the run.
    """
    run, computed = session().run, 0.0
    while not run.finished and computed < SPRINT_SECONDS:
        with turns.for_training():
            start = time.monotonic()
            run.advance(run.settings.epochs, TURN_SECONDS)
            computed += time.monotonic() - start
    if run.finished:
        session().playback.pause()


def _step() -> None:
    """Compute the epoch that was asked for by a click on Step."""
    run, goal = session().run, session().playback.step_goal
    while run.epoch < goal and not run.finished:
        with turns.for_training():
            run.advance(1, TURN_SECONDS)


def _look_back() -> None:
    """Go through the run again up to the epoch that the slider shows."""
    run, epoch = session().run, session().playback.epoch_to_show
    if epoch < run.epoch:
        replay = run.look_back(epoch)
        while not replay.finished:
            with turns.for_training():
                replay.advance(TURN_SECONDS)


def _look_into() -> None:
    """Find the step that is explained, which may lie far back, and the answer to a question."""
    if session().fields["view"] != "lines":
        return
    explained = session().explained
    replay = explained.replay
    while not replay.finished:
        with turns.for_training():
            replay.advance(TURN_SECONDS)
    with turns.for_training():
        session().answers.find(explained, replay.step(), turns.rest)


def _look_around() -> None:
    """Find the landscape around the run, and how low the loss can go."""
    if session().fields["view"] == "landscape":
        session().landscape.prepare(session().run, turns.for_training)


def _look_over() -> None:
    """Find out what is to be said of a run that has just ended: it may take a few trials."""
    playback = session().playback
    if playback.is_to_look_over:
        with turns.for_training():
            playback.look_over()


def _sweep() -> None:
    """Let a sweep begin before the page is drawn: if it is short, it ends there."""
    sweep, computed = acts.sweep_on_show(), 0.0
    while sweep and not sweep.finished and computed < SPRINT_SECONDS:
        with turns.for_training():
            start = time.monotonic()
            sweep.advance(TURN_SECONDS)
            computed += time.monotonic() - start


def go_on(redraw: Callable[[], None]) -> None:
    """Go on with a sweep that is longer, and draw its points as they come; any click ends it."""
    sweep = acts.sweep_on_show()
    if not sweep or sweep.finished:
        return
    next_frame = time.monotonic() + FRAME_SECONDS
    try:
        while not sweep.finished:
            asked = time.monotonic()
            with turns.for_training():
                sweep.advance(TURN_SECONDS)
                if time.monotonic() < next_frame:
                    continue
                redraw()
            next_frame = _next_frame(asked)
    finally:  # a click ends this page run in the middle of a frame
        sweep.stop()
    st.rerun()


def play(redraw: Callable[[], None]) -> None:
    """Advance the run and redraw until it ends.

    Any click ends this script run, in the middle of a frame if need be, and starts the next,
    which comes by here again: between two frames the run is always whole.
    """
    if session().playback.state != "running":
        return
    run = session().run
    first_epoch, start = run.epoch, time.monotonic()
    next_frame = start + FRAME_SECONDS
    goal = session().playback.goal
    while not run.finished and run.epoch < goal:
        due = goal
        if session().playback.speed < math.inf:
            due = first_epoch + int((time.monotonic() - start) * session().playback.speed)
        if run.epoch >= due:
            time.sleep(max(0.0, next_frame - time.monotonic()))
        asked = time.monotonic()
        with turns.for_training():
            run.advance(due - run.epoch, TURN_SECONDS)
            if run.finished or run.epoch >= goal or time.monotonic() < next_frame:
                continue
            redraw()
        next_frame = _next_frame(asked)
    session().playback.pause()
    st.rerun()


def _next_frame(asked: float) -> float:
    """When to draw next, after a frame for which the turn was ``asked``: waiting for it counts."""
    return asked + max(FRAME_SECONDS, (time.monotonic() - asked) / DRAWING_SHARE)
