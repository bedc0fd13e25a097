"""The runs that are kept: their losses over one another, what differs, and what to do with one."""

from collections.abc import Callable, Sequence

import streamlit as st

from playground.charts.canvas import Canvas
from playground.charts.curves import Curve, histories_alt, histories_chart
from playground.charts.display import thin_out
from playground.session.run_archive import MAX_LOSSES, ArchivedRun
from playground.session.session import Session
from playground.ui import page
from playground.ui.placeholders import ChartPlaceholder
from playground.ui.views.compare import acts
from playground.ui.views.compare.summary import listed_run, name_of, table_of

HEIGHT = 300  # pixels of the chart in a window of 1280
PAIR_HEIGHT = 160
WIDTH = 500


def draw(session: Session) -> Callable[[], None]:
    left, right = st.columns(page.STAGE_COLUMNS, gap="medium")
    with left:
        chart = ChartPlaceholder(session, "kept")
    with right:
        with st.container(key="kept_runs"):
            st.html(table_of(session.archive.runs, session.texts))
        _tools(session)

    def redraw() -> None:
        draw_losses(session, chart, session.archive.runs, HEIGHT, with_present=True)

    return redraw


def draw_losses(
    session: Session,
    placeholder: ChartPlaceholder,
    runs: Sequence[ArchivedRun],
    height: int,
    with_present: bool = False,
    called: Sequence[str] = (),
) -> None:
    """The losses of ``runs`` and, as long as it is not kept, of the one on screen.

    ``called``: other names for the runs than their own.
    """
    texts = session.texts
    names = called or [name_of(kept, texts) for kept in runs]
    named = [(name, kept.record.curve) for name, kept in zip(names, runs, strict=True)]
    if with_present and session.run.epoch and session.archive.is_new(session.run):
        named.append((texts("kept_now"), thin_out(session.run.loss_history, MAX_LOSSES)))
    curves = [Curve("kept_loss", name, losses, epochs) for name, (epochs, losses) in named]
    epoch = session.playback.shown_epoch
    placeholder.draw(
        lambda palette: histories_chart(
            curves, texts("kept_title"), Canvas(epoch, texts, palette, WIDTH, height)
        ),
        histories_alt(curves, texts),
        stale=False,
    )


def _tools(session: Session) -> None:
    """One run, chosen, and what can be done with it."""
    texts = session.texts
    chosen = acts.chosen_run(session)
    assert chosen is not None
    with st.container(key="kept_choice", horizontal=True, vertical_alignment="center"):
        choose_run(session, "compare_run", chosen)
        page.text_field(session, "compare_name", acts.rename, max_chars=40)
    with st.container(key="kept_tools", horizontal=True):
        pin = "compare_unpin" if chosen.is_pinned else "compare_pin"
        for key, text, icon, act, is_open in (
            ("compare_load", "compare_load", "undo", acts.load, not session.playback.is_under_way),
            ("compare_pin", pin, "keep", acts.pin, True),
            ("compare_remove", "compare_remove", "delete", acts.remove, True),
        ):
            page.button(
                session,
                key,
                act,
                text=texts(text),
                icon=f":material/{icon}:",
                help=texts(f"{text}_help"),
                disabled=not is_open,
            )


def choose_run(session: Session, name: str, chosen: ArchivedRun) -> None:
    """A list of the runs, of which the field ``name`` holds the number of one."""
    by_number = {run.number: run for run in reversed(session.archive.runs)}
    session.fields.set(name, chosen.number)
    page.select(session, name, list(by_number), lambda at: listed_run(by_number[at], session.texts))
