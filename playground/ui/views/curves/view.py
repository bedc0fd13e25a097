"""The opening view: how loss and accuracy went, what the note's script prints, and panel 4."""

import html
from collections.abc import Callable, Sequence

import streamlit as st

from playground.charts.canvas import Canvas
from playground.charts.curves import HEIGHT, WIDTH, history_chart
from playground.charts.display import format_number
from playground.charts.log import log_lines
from playground.core.run import TrainingRun
from playground.core.settings import SETTINGS
from playground.session.session import Session
from playground.texts import Texts
from playground.ui import page
from playground.ui.panels import prediction
from playground.ui.placeholders import ChartPlaceholder, Placeholder

_LOG_LINES = 200  # shown; a longer log keeps its end


def draw(session: Session) -> Callable[[], None]:
    texts = session.texts
    left, right = st.columns(page.STAGE_COLUMNS, gap="medium")
    with left:
        if session.lesson is None:  # beside one, the title is as wide as the chart
            with st.container(key="curves_tools", horizontal=True):
                page.toggle(session, "log_axis", help=texts("log_axis_help"))
        _notice(session)
        chart = ChartPlaceholder(session, "history")
        log = Placeholder(st.container(key="log"))
    with right:
        redraw_prediction = prediction.draw(session)

    def redraw() -> None:
        _draw_history(session, chart)
        _draw_log(log, session.run, texts)
        redraw_prediction()

    return redraw


def _notice(session: Session) -> None:
    """What must be known about the results below, laid over them so that nothing moves.

    The container is there without it, too: what follows keeps its place, and so is not made anew.
    """
    texts = session.texts
    with st.container(key="over_history"):
        if session.is_stale:
            text = "stale" if session.is_trainable else "stale_untrainable"
            st.warning(
                texts(text, what=_changed(session.changes, texts)), icon=":material/history:"
            )
        elif session.run.diverged:
            st.error(texts("diverged", epoch=session.run.epoch), icon=":material/warning:")


def _changed(changes: Sequence[str], texts: Texts) -> str:
    """What has changed since the run: the data, settings by their names, or both."""
    settings = [texts(name) for name in changes if name in SETTINGS]
    kind = "data" if not settings else "both" if "data" in changes else "settings"
    return texts(f"changed_{kind}", count=len(settings), names=", ".join(settings))


def _draw_history(session: Session, placeholder: ChartPlaceholder) -> None:
    texts = session.texts
    run, epoch = session.run, session.playback.shown_epoch
    histories = {"loss": run.loss_history, "accuracy": run.accuracy_history}
    if run.prepared.held_out:
        histories["test_loss"] = run.held_out_loss_history
        histories["test_accuracy"] = run.held_out_accuracy_history
    log_axis, guess = session.page.log_axis, session.guess
    alt = texts("loss_alt_start")
    if epoch:
        alt = texts("loss_alt", epoch=epoch, loss=format_number(run.loss_history[epoch - 1]))
    placeholder.draw(
        lambda palette: history_chart(
            histories,
            run.settings.epochs,
            log_axis,
            Canvas(epoch, texts, palette, WIDTH, HEIGHT),
            guess,
        ),
        alt,
    )


def _draw_log(placeholder: Placeholder, run: TrainingRun, texts: Texts) -> None:
    lines = log_lines(run)[-_LOG_LINES:] or [texts("log_empty")]
    placeholder.draw("html", f"<pre>{html.escape(chr(10).join(lines))}</pre>")
