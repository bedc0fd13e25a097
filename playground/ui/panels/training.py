"""Panel 2: settings, the buttons that run the training, its progress, curves and log."""

import html
from collections.abc import Callable

import streamlit as st

from playground.charts.display import format_number
from playground.charts.figures import history_chart
from playground.charts.log import log_lines
from playground.core.optimizers import OPTIMIZERS, optimizers_with
from playground.core.settings import MORE, ROW, SETTINGS, bounds
from playground.ui import actions, page, problems, slots
from playground.ui.playback import FULL_SPEED, SPEEDS
from playground.ui.session import session

_LOG_LINES = 200  # shown; a longer log keeps its end


def draw() -> Callable[[], None]:
    """Draw the panel; the function returned draws what changes with the epoch once more."""
    texts = session().texts
    with st.container(key="training_heading", horizontal=True, vertical_alignment="center"):
        page.heading(2, texts("training"), _preparations())
        _more_settings()
    with st.container(key="settings", horizontal=True, gap="small"):
        _settings()
    if session().problems["settings"]:
        with st.container(key="over_buttons"):
            problems.box("settings")
    _buttons()
    with st.container(key="status"):
        progress = slots.Slot()
        with st.container(key="state"):
            st.html(f"<span>{session().playback.state}</span>")
    with st.container(key="playback", horizontal=True, vertical_alignment="center"):
        _epoch_slider()
        with page.field("log_axis") as widget:
            on = session().fields["log_axis"]
            st.toggle(texts("log_axis"), value=on, help=texts("log_axis_help"), **widget)
    _notice()
    with st.container(key=page.box("history")):
        chart = slots.ChartSlot()
    with st.container(key="log"):
        log = slots.Slot()

    def redraw() -> None:
        _draw_progress(progress)
        _draw_history(chart)
        _draw_log(log)

    redraw()
    return redraw


def _preparations() -> str:
    """What was done to the samples before they were trained on."""
    texts, prepared = session().texts, session().run.prepared
    done = []
    if prepared.scaling:
        done.append(texts("standardised"))
    if prepared.test:
        done.append(
            texts("held_out", test=prepared.test.n_samples, all=session().run.dataset.n_samples)
        )
    return " · ".join(done)


def _settings() -> None:
    texts = session().texts
    for name in _placed(ROW):
        _setting(name)
    with page.field("speed") as widget:
        st.selectbox(
            texts("speed"),
            SPEEDS,
            index=SPEEDS.index(session().fields["speed"]),
            format_func=lambda value: texts("speed_full") if value == FULL_SPEED else str(value),
            help=texts("speed_help"),
            **widget,
        )


def _more_settings() -> None:
    """What goes beyond the note, folded away and not drawn until it is asked for."""
    popover = st.popover(
        session().texts("more"),
        type="tertiary",
        icon=":material/tune:",
        key="more",
        on_change="rerun",
    )
    if popover.open:
        with popover, st.container(key="more_settings"):
            columns = st.columns(2, gap="medium")
            for index, name in enumerate(_placed(MORE)):
                with columns[index % 2]:
                    _setting(name)


def _placed(place: str) -> list[str]:
    """The settings of a place, in their order."""
    return [name for name, setting in SETTINGS.items() if setting.place == place]


def _setting(name: str) -> None:
    """Draw the widget of a setting, as its kind asks for."""
    texts, setting, value = session().texts, SETTINGS[name], session().fields[name]
    is_disabled = not session().can_change(name)
    if is_disabled:
        session().fields.hold(name)
    with page.field(name) as widget:
        options = widget | {
            "label": texts(name),
            "help": _setting_help(name),
            "disabled": is_disabled,
        }
        if setting.kind is bool:
            st.toggle(value=value, **options)
        elif setting.kind is str:
            choices = list(setting.choices)
            named = {choice: texts(f"{name}_{choice}") for choice in choices}
            index = choices.index(value)
            st.selectbox(options=choices, index=index, format_func=named.__getitem__, **options)
        else:
            step, form = setting.kind(setting.step), "%d" if setting.kind is int else "%g"
            st.number_input(value=setting.kind(value), step=step, format=form, **options)


def _setting_help(name: str) -> str:
    """What it does, its bounds, and the optimizers it is for when it is not for all."""
    texts = session().texts
    said = texts(f"{name}_help", **bounds(name))
    optimizers = optimizers_with(name)
    if len(optimizers) < len(OPTIMIZERS):
        names = ", ".join(texts(f"optimizer_{optimizer}") for optimizer in optimizers)
        said = texts("help_with", help=said, optimizers=names)
    return said


def _buttons() -> None:
    texts = session().texts
    now = session().playback.state
    can_start = session().is_trainable and now != "running"
    buttons = (
        ("train", "play_arrow", actions.train, can_start),
        ("pause", "pause", actions.pause, now == "running"),
        ("resume", "resume", actions.resume, now == "paused" and can_start),
        ("step", "skip_next", actions.step, can_start and now in ("ready", "paused")),
        ("reset", "replay", actions.reset, session().run.epoch > 0),
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
    texts = session().texts
    if session().run.epoch and session().playback.state != "running":
        with page.field("epoch") as widget:
            st.slider(
                texts("epoch"),
                min_value=0,
                max_value=session().run.epoch,
                value=session().playback.shown_epoch,
                help=texts("epoch_help"),
                label_visibility="collapsed",
                **widget,
            )
    else:
        st.space("stretch")


def _notice() -> None:
    """What must be known about the results below, laid over them so that nothing moves."""
    texts = session().texts
    if session().is_stale:
        with st.container(key="over_history"):
            settings = [name for name in session().changes if name in SETTINGS]
            is_of_data = "data" in session().changes
            kind = "both" if settings and is_of_data else "data" if is_of_data else "settings"
            names = ", ".join(map(texts, settings))
            changed = texts(f"changed_{kind}", count=len(settings), names=names)
            text = texts("stale" if session().is_trainable else "stale_untrainable", what=changed)
            st.warning(text, icon=":material/history:")
    elif session().run.diverged:
        with st.container(key="over_history"):
            st.error(texts("diverged", epoch=session().run.epoch), icon=":material/warning:")


def _draw_progress(slot: slots.Slot) -> None:
    texts = session().texts
    run, epoch = session().run, session().playback.shown_epoch
    epochs = run.settings.epochs
    text = texts("status_start", epochs=epochs)
    if epoch:
        loss = format_number(run.loss_history[epoch - 1])
        text = texts("status", epoch=epoch, epochs=epochs, loss=loss)
    slot.draw("progress", min(1.0, epoch / epochs), text=text)


def _draw_history(slot: slots.ChartSlot) -> None:
    texts = session().texts
    run, epoch = session().run, session().playback.shown_epoch
    histories = {"loss": run.loss_history, "accuracy": run.accuracy_history}
    if run.prepared.test:
        histories["test_loss"] = run.test_loss_history
        histories["test_accuracy"] = run.test_accuracy_history
    looks = session().fields["log_axis"], texts, page.palette()
    chart = history_chart(histories, epoch, run.settings.epochs, *looks)
    alt = texts("loss_alt_start")
    if epoch:
        alt = texts("loss_alt", epoch=epoch, loss=format_number(run.loss_history[epoch - 1]))
    slot.draw(chart, alt)


def _draw_log(slot: slots.Slot) -> None:
    lines = log_lines(session().run)[-_LOG_LINES:] or [session().texts("log_empty")]
    slot.draw("html", f"<pre>{html.escape(chr(10).join(lines))}</pre>")
