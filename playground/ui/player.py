"""The training loop of the page: its last act, after everything has been drawn once."""

import gc
import math
import time
from collections.abc import Callable

import streamlit as st

from playground.core.experiment import Experiment
from playground.core.run import TrainingRun
from playground.core.sweep import Sweep
from playground.session.session import Session
from playground.session.turns import TURN_SECONDS, turns
from playground.sharing.examples import note_dataset
from playground.ui.lessons import acts as lesson_acts
from playground.ui.streamlit_patch import give_way
from playground.ui.views.compare import acts

FRAME_SECONDS = 0.12  # from one frame to the next, at least, so that a slow browser keeps up
DRAWING_SHARE = 0.2  # of the time at most: on a busy machine frames give way to epochs
WAITING_SECONDS = 0.02  # from one look at what the visitor does to the next
SPRINT_SECONDS = 0.1  # of computing: a run that is over by then is drawn once, with its results

turns.check = give_way

# The first step of an optimizer loads parts of torch; better now than at the first click.
Experiment(note_dataset()).start().advance(1)
# What is loaded by now stays: looked through for garbage every hundred page runs, it would hold up
# everybody for a third of a second.
gc.freeze()


def compute_ahead(session: Session) -> None:
    """Compute what the page is going to show, and let others have their turns meanwhile.

    In its own turn, for which all others wait, the page then only draws.
    """
    run, playback, sweep = session.run, session.playback, acts.sweep_on_show(session)
    if playback.is_at_start and playback.speed == math.inf:
        _sprint(run, lambda: run.advance(run.settings.epochs, TURN_SECONDS))
        if run.finished:
            playback.pause()
    with turns.for_work():
        run.advance(playback.step_goal - run.epoch)  # what was asked for by clicks on Step
        _look(session)
    acts.keep_run(session)
    lesson_acts.look(session)
    if sweep:
        _sprint(sweep, lambda: sweep.advance(TURN_SECONDS))


def _sprint(work: TrainingRun | Sweep, advance: Callable[[], None]) -> None:
    """Let a run at full speed, or a sweep, begin before the page is drawn: if short, it ends there.

    To draw a page for what is over before anyone has seen it would take longer than the work.
    """
    computed = 0.0
    while not work.finished and computed < SPRINT_SECONDS:
        with turns.for_training():
            start = time.monotonic()
            advance()
            computed += time.monotonic() - start


def _look(session: Session) -> None:
    """Find what is to be seen of the run."""
    run, playback, view = session.run, session.playback, session.page.view
    run.parameters_at(playback.epoch_to_show)  # which may lie far back
    if view == "lines":
        session.answers.find(session.explained)
    if view == "landscape":
        session.landscape_cache.find(run)
    playback.look_over()


def go_on(session: Session, redraw: Callable[[], None]) -> None:
    """Go on with a sweep that is longer, and draw its points as they come; any click ends it."""
    sweep = acts.sweep_on_show(session)
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


def play(session: Session, redraw: Callable[[], None]) -> None:
    """Advance the run and redraw until it ends.

    Any click ends this page run, between two turns or in the middle of a frame, and starts the
    next, which comes by here again: there the run is always whole.
    """
    if session.playback.state != "running":
        return
    run = session.run
    first_epoch, start = run.epoch, time.monotonic()
    next_frame = start + FRAME_SECONDS
    goal = session.playback.goal
    while not run.finished and run.epoch < goal:
        due = goal
        if session.playback.speed < math.inf:
            due = first_epoch + int((time.monotonic() - start) * session.playback.speed)
        if run.epoch >= due:
            _wait(next_frame)
        asked = time.monotonic()
        with turns.for_training():
            run.advance(due - run.epoch, TURN_SECONDS)
            if run.finished or run.epoch >= goal or time.monotonic() < next_frame:
                continue
            redraw()
        next_frame = _next_frame(asked)
    session.playback.pause()
    st.rerun()


def _next_frame(asked: float) -> float:
    """When to draw next, after a frame for which the turn was ``asked``.

    Waiting for the turn counts as drawing does; the epochs computed in it do not.
    """
    spent = time.monotonic() - asked - TURN_SECONDS
    return asked + max(FRAME_SECONDS, spent / DRAWING_SHARE)


def _wait(until: float) -> None:
    """Wait for a moment of the monotonic clock, unless the visitor does something."""
    while (left := until - time.monotonic()) > 0:
        give_way()
        time.sleep(min(left, WAITING_SECONDS))
