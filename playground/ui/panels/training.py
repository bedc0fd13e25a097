"""Panel 2: settings, the buttons that run the training, its progress and the epoch shown."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from playground.charts.display import format_number, format_percent
from playground.core.optimizers import OPTIMIZERS, optimizers_with
from playground.core.run import TrainingRun
from playground.core.settings import MORE, ROW, SETTINGS, bounds
from playground.session.playback import FULL_SPEED, SPEEDS
from playground.session.session import Session
from playground.texts import Texts
from playground.ui import actions, asking, page, problems
from playground.ui.placeholders import Placeholder


def draw(session: Session) -> Callable[[], None]:
    """Draw the panel; the function returned draws what changes with the epoch once more."""
    with st.container(key="panel_training"):
        with page.heading(session, "training", 2, _preparations(session.run, session.texts)):
            asking.draw_switch(session)
            if any(map(session.allows, _placed(MORE))):
                _more_settings(session)
        with st.container(key="settings", horizontal=True, gap="small"):
            _settings(session)
        with st.container(key="over_buttons"):  # always: the buttons keep their place
            problems.box(session, "settings")
        with st.container(key="controls"):
            _buttons(session)
            with st.container(key="status"):
                progress = Placeholder()
                _epoch_slider(session)
                asking.draw(session)
                with st.container(key="state"):
                    st.html(f"<span>{session.playback.state}</span>")

    redraw = partial(_draw_progress, session, progress)
    redraw()
    return redraw


def _preparations(run: TrainingRun, texts: Texts) -> str:
    """What was done to the samples before they were trained on."""
    prepared = run.prepared
    done = []
    if prepared.scaling:
        done.append(texts("standardised"))
    if prepared.held_out:
        done.append(texts("held_out", test=prepared.held_out.n_samples, all=run.dataset.n_samples))
    return " · ".join(done)


def _settings(session: Session) -> None:
    texts = session.texts
    for name in _placed(ROW):
        _setting(session, name)
    page.select(
        session,
        "speed",
        SPEEDS,
        lambda value: texts("speed_full") if value == FULL_SPEED else str(value),
        help=texts("speed_help"),
        label_visibility="visible",
    )


def _more_settings(session: Session) -> None:
    """What goes beyond the note, folded away and not drawn until it is asked for."""
    popover = page.popover(session, "more", type="tertiary", icon=":material/tune:")
    if popover:
        with popover, st.container(key="more_settings"):
            columns = st.columns(2, gap="medium")
            for index, name in enumerate(_placed(MORE)):
                with columns[index % 2]:
                    _setting(session, name)


def _placed(place: str) -> list[str]:
    """The settings of a place, in their order."""
    return [name for name, setting in SETTINGS.items() if setting.place == place]


def _setting(session: Session, name: str) -> None:
    """Draw the widget of a setting, as its kind asks for."""
    texts, setting, value = session.texts, SETTINGS[name], session.fields[name]
    is_disabled = not session.can_change(name)
    if is_disabled:
        session.fields.hold(name)
    has_all_samples = name == "batch_size" and value == 0  # its name says what 0 stands for
    with page.field(session, name) as widget:
        options = widget | {
            "label": texts("batch_size_all" if has_all_samples else name),
            "help": _setting_help(name, texts),
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


def _setting_help(name: str, texts: Texts) -> str:
    """What it does, its bounds, and the optimizers it is for when it is not for all."""
    said = texts(f"{name}_help", **bounds(name))
    optimizers = optimizers_with(name)
    if len(optimizers) < len(OPTIMIZERS):
        names = ", ".join(texts(f"optimizer_{optimizer}") for optimizer in optimizers)
        said = texts("help_with", help=said, optimizers=names)
    return said


def _buttons(session: Session) -> None:
    texts, state = session.texts, session.playback.state
    can_start = session.is_trainable and state != "running"
    buttons = (
        ("train", "T", "play_arrow", actions.train, can_start),
        ("pause", "P", "pause", actions.pause, state == "running"),
        ("resume", "P", "resume", actions.resume, state == "paused" and can_start),
        ("step", "S", "skip_next", actions.step, can_start and state in ("ready", "paused")),
        ("reset", "0", "replay", actions.reset, session.run.epoch > 0),
    )
    with st.container(key="buttons", horizontal=True, gap="small"):
        for key, shortcut, icon, action, enabled in buttons:
            page.button(
                session,
                key,
                action,
                icon=f":material/{icon}:",
                help=texts(f"{key}_help", shortcut=shortcut),
                type="primary" if key == "train" else "secondary",
                disabled=not enabled,
                shortcut=shortcut,
                width="stretch",
            )


def _epoch_slider(session: Session) -> None:
    """Laid over the progress bar once there is an epoch to go back to and no run is on.

    As long as the part of the bar that is full, so that each epoch has one place.
    """
    run = session.run
    if not run.epoch or session.playback.state == "running" or session.guessing.is_asking:
        return
    texts = session.texts
    share = run.epoch / run.settings.epochs
    with st.container(key="playback"):
        st.html(f"<style>.st-key-playback {{ --share: {share} }}</style>")
        with page.field(session, "epoch") as widget:
            st.slider(
                texts("epoch"),
                min_value=0,
                max_value=run.epoch,
                value=session.playback.shown_epoch,
                help=texts("epoch_help"),
                label_visibility="collapsed",
                **widget,
            )


def _draw_progress(session: Session, placeholder: Placeholder) -> None:
    texts = session.texts
    run, epoch = session.run, session.playback.shown_epoch
    epochs = run.settings.epochs
    text = texts("status_start", epochs=epochs)
    if epoch:
        loss = format_number(run.loss_history[epoch - 1])
        accuracy = format_percent(run.accuracy_history[epoch - 1])
        text = texts("status", epoch=epoch, epochs=epochs, loss=loss, accuracy=accuracy)
    placeholder.draw("progress", epoch / epochs, text=text)
