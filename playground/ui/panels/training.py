"""Panel 2: settings, the buttons that run the training, its progress, curves and log."""

import html
from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from playground.charts.display import format_number
from playground.charts.figures import history_chart
from playground.charts.log import log_lines
from playground.core.settings import (
    INITIAL_WEIGHTS,
    MAX_EPOCHS,
    MAX_LEARNING_RATE,
    MAX_SEED,
    MAX_TEST_SHARE,
    OPTIMIZERS,
)
from playground.ui import page, state
from playground.ui.playback import FULL_SPEED, SPEEDS

_LOG_LINES = 200  # shown; a longer log keeps its end


def draw() -> Callable[[], None]:
    """Draw the panel; the function returned draws what changes with the epoch once more."""
    texts = state.texts()
    with st.container(key="training_heading", horizontal=True, vertical_alignment="center"):
        page.heading(2, texts("training"), _preparations())
        _more_settings()
    with st.container(key="settings", horizontal=True, gap="small"):
        _settings()
    if state.problems()["settings"]:
        with st.container(key="over_buttons"):
            page.problem_box("settings")
    _buttons()
    with st.container(key="status"):
        progress = page.Slot()
        with st.container(key="state"):
            st.html(f"<span>{state.run_state()}</span>")
    with st.container(key="playback", horizontal=True, vertical_alignment="center"):
        _epoch_slider()
        st.toggle(texts("log_axis"), key="log_axis", help=texts("log_axis_help"))
    _notice()
    with st.container(key=page.box("history")):
        chart = page.ChartSlot()
    with st.container(key="log"):
        log = page.Slot()

    def redraw() -> None:
        _draw_progress(progress)
        _draw_history(chart)
        _draw_log(log)

    redraw()
    return redraw


def _preparations() -> str:
    """What was done to the samples before they were trained on."""
    texts, prepared = state.texts(), state.run().prepared
    done = []
    if prepared.scaling:
        done.append(texts("standardised"))
    if prepared.test:
        done.append(
            texts("held_out", test=prepared.test.n_samples, all=state.run().dataset.n_samples)
        )
    return " · ".join(done)


def _settings() -> None:
    texts = state.texts()
    locked = state.is_under_way()
    st.number_input(
        texts("learning_rate"),
        step=0.01,
        format="%g",
        key="learning_rate",
        help=texts("learning_rate_help", maximum=f"{MAX_LEARNING_RATE:g}"),
        disabled=state.run_state() == "running",  # it can be changed while the run is paused
    )
    st.number_input(
        texts("epochs"),
        step=100,
        key="epochs",
        help=texts("epochs_help", maximum=MAX_EPOCHS),
        disabled=locked,
    )
    st.number_input(
        texts("seed"),
        step=1,
        key="seed",
        help=texts("seed_help", maximum=MAX_SEED),
        disabled=locked,
    )
    st.selectbox(
        texts("speed"),
        SPEEDS,
        format_func=lambda value: texts("speed_full") if value == FULL_SPEED else str(value),
        key="speed",
        help=texts("speed_help"),
    )


def _more_settings() -> None:
    """What goes beyond the note, folded away and not drawn until it is asked for."""
    texts = state.texts()
    locked = state.is_under_way()
    popover = st.popover(
        texts("more"), type="tertiary", icon=":material/tune:", key="more", on_change="rerun"
    )
    if not popover.open:
        return
    with popover, st.container(key="more_settings"):
        left, right = st.columns(2, gap="medium")
        left.selectbox(
            texts("optimizer"),
            list(OPTIMIZERS),
            format_func=lambda name: texts(f"optimizer_{name}"),
            key="optimizer",
            persist_state="session",
            help=texts("optimizer_help"),
            disabled=locked,
        )
        right.selectbox(
            texts("initial_weights"),
            INITIAL_WEIGHTS,
            format_func=lambda name: texts(f"initial_weights_{name}"),
            key="initial_weights",
            persist_state="session",
            help=texts("initial_weights_help"),
            disabled=locked,
        )
        no_momentum = locked or not state.has_momentum()
        _number(left, "momentum", 0.1, no_momentum)
        _number(right, "weight_decay", 0.01, locked)
        _number(left, "batch_size", 1, locked)
        _number(right, "test_share", 0.1, locked, maximum=f"{MAX_TEST_SHARE:g}")
        _toggle(left, "nesterov", no_momentum)
        _toggle(right, "standardise", locked)


def _number(place: DeltaGenerator, key: str, step: float, disabled: bool, **limits: str) -> None:
    texts = state.texts()
    place.number_input(
        texts(key),
        step=step,
        format="%d" if isinstance(step, int) else "%g",
        key=key,
        help=texts(f"{key}_help", **limits),
        disabled=disabled,
        persist_state="session",
    )


def _toggle(place: DeltaGenerator, key: str, disabled: bool) -> None:
    texts = state.texts()
    place.toggle(
        texts(key),
        key=key,
        help=texts(f"{key}_help"),
        disabled=disabled,
        persist_state="session",
    )


def _buttons() -> None:
    texts = state.texts()
    now = state.run_state()
    can_start = state.is_trainable() and now != "running"
    buttons = (
        ("train", "play_arrow", state.train, can_start),
        ("pause", "pause", state.playback.pause, now == "running"),
        ("resume", "resume", state.resume, now == "paused" and can_start),
        ("step", "skip_next", state.step, can_start and now in ("ready", "paused")),
        ("reset", "replay", state.reset, state.run().epoch > 0),
    )
    with st.container(key="buttons", horizontal=True, gap="small"):
        for key, icon, action, enabled in buttons:
            st.button(
                texts(key),
                key=key,
                icon=f":material/{icon}:",
                help=texts(f"{key}_help"),
                type="primary" if key == "train" else "secondary",
                on_click=action,
                disabled=not enabled,
                width="stretch",
            )


def _epoch_slider() -> None:
    """Once there is an epoch to go back to; while the run is on, the progress bar is enough."""
    texts = state.texts()
    if state.run().epoch and state.run_state() != "running":
        st.slider(
            texts("epoch"),
            min_value=0,
            max_value=state.run().epoch,
            key="epoch",
            help=texts("epoch_help"),
            label_visibility="collapsed",
        )
    else:
        st.space("stretch")


def _notice() -> None:
    """What must be known about the results below, laid over them so that nothing moves."""
    texts = state.texts()
    if state.is_stale():
        with st.container(key="over_history"):
            text = texts("stale" if state.is_trainable() else "stale_untrainable")
            st.warning(text, icon=":material/history:")
    elif state.run().diverged:
        with st.container(key="over_history"):
            st.error(texts("diverged", epoch=state.run().epoch), icon=":material/warning:")


def _draw_progress(slot: page.Slot) -> None:
    texts = state.texts()
    run, epoch = state.run(), state.shown_epoch()
    epochs = run.settings.epochs
    text = texts("status_start", epochs=epochs)
    if epoch:
        loss = format_number(run.loss_history[epoch - 1])
        text = texts("status", epoch=epoch, epochs=epochs, loss=loss)
    slot.draw("progress", min(1.0, epoch / epochs), text=text)


def _draw_history(slot: page.ChartSlot) -> None:
    texts = state.texts()
    run, epoch = state.run(), state.shown_epoch()
    histories = {"loss": run.loss_history, "accuracy": run.accuracy_history}
    if run.prepared.test:
        histories["test_loss"] = run.test_loss_history
        histories["test_accuracy"] = run.test_accuracy_history
    looks = state.has_log_axis(), texts, page.palette()
    chart = history_chart(histories, epoch, run.settings.epochs, *looks)
    alt = texts("loss_alt_start")
    if epoch:
        alt = texts("loss_alt", epoch=epoch, loss=format_number(run.loss_history[epoch - 1]))
    slot.draw(chart, alt)


def _draw_log(slot: page.Slot) -> None:
    lines = log_lines(state.run())[-_LOG_LINES:] or [state.texts()("log_empty")]
    slot.draw("html", f"<pre>{html.escape(chr(10).join(lines))}</pre>")
