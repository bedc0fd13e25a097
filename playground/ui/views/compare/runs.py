"""The runs that are kept: their losses over one another, what differs, and what to do with one."""

import html
from collections.abc import Callable, Sequence

import streamlit as st

from playground.charts.canvas import Canvas
from playground.charts.curves import Curve, histories_alt, histories_chart
from playground.charts.display import format_number, format_percent, thin_out
from playground.charts.html import row_of_texts
from playground.core.dataset import Dataset
from playground.core.insight.record import differing_settings
from playground.session.run_archive import MAX_LOSSES, ArchivedRun
from playground.session.session import Session
from playground.texts import Texts
from playground.ui import page, slots
from playground.ui.buttons import button
from playground.ui.views.compare import acts
from playground.ui.views.compare.names import PIN, listed, name_of, setting_of

HEIGHT = 300  # pixels of the chart in a window of 1280
PAIR_HEIGHT = 160
WIDTH = 500


def draw(session: Session) -> Callable[[], None]:
    left, right = st.columns(page.STAGE_COLUMNS, gap="medium")
    with left:
        chart = slots.ChartSlot(session, "kept")
    with right:
        with st.container(key="kept_runs"):
            st.html(table_of(session.archive.runs, session.texts))
        _tools(session)

    def redraw() -> None:
        draw_losses(session, chart, session.archive.runs, HEIGHT, with_present=True)

    redraw()
    return redraw


def draw_losses(
    session: Session,
    slot: slots.ChartSlot,
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
    slot.draw(
        lambda palette: histories_chart(
            curves, texts("kept_title"), Canvas(epoch, texts, palette, WIDTH, height)
        ),
        histories_alt(curves, texts),
        stale=False,
    )


def table_of(runs: Sequence[ArchivedRun], texts: Texts) -> str:
    """A row for each run, the latest first: its last loss, and the settings that differ."""
    names = differing_settings([kept.record for kept in runs])
    data = _letters([kept.record.dataset for kept in runs])
    head = [texts("compare_run"), texts("loss_axis"), texts("accuracy_axis")]
    head += [texts("compare_data")] * bool(data) + [texts(name) for name in names]
    rows = ""
    for place, kept in reversed(list(enumerate(runs))):
        record = kept.record
        cells = [format_number(record.loss), format_percent(record.accuracy)]
        cells += [data[place]] if data else []
        cells += [setting_of(record, name, texts) for name in names]
        mark = f"{PIN} " if kept.is_pinned else ""
        shown = row_of_texts(mark + name_of(kept, texts), cells)
        rows += f'<tr data-run="{kept.number}">{shown}</tr>'
    heads = "".join(f"<th>{html.escape(name)}</th>" for name in head)
    # reached by Tab, so that it can be scrolled with the keyboard
    return f'<div tabindex="0"><table><tr>{heads}</tr>{rows}</table></div>'


def _letters(datasets: Sequence[Dataset]) -> list[str]:
    """A letter for each, the same for equal ones; none when all are equal."""
    different: list[Dataset] = []
    letters = []
    for dataset in datasets:
        place = next((at for at, known in enumerate(different) if known == dataset), None)
        if place is None:
            place = len(different)
            different.append(dataset)
        letters.append("ABCDEFGH"[place])
    return letters if len(different) > 1 else []


def _tools(session: Session) -> None:
    """One run, chosen, and what can be done with it."""
    texts = session.texts
    chosen = acts.chosen_run(session)
    assert chosen is not None
    with st.container(key="kept_choice", horizontal=True, vertical_alignment="center"):
        choose_run(session, "compare_run", chosen)
        with page.field(session, "compare_name") as widget:
            st.text_input(
                texts("compare_name"),
                value=session.compare.name,
                placeholder=texts("compare_name"),
                label_visibility="collapsed",
                max_chars=40,
                on_change=acts.rename,
                args=[session],
                **widget,
            )
    with st.container(key="kept_tools", horizontal=True):
        pin = "compare_unpin" if chosen.is_pinned else "compare_pin"
        for key, text, icon, act, is_open in (
            ("compare_load", "compare_load", "undo", acts.load, not session.playback.is_under_way),
            ("compare_pin", pin, "keep", acts.pin, True),
            ("compare_remove", "compare_remove", "delete", acts.remove, True),
        ):
            button(
                texts(text),
                key=key,
                icon=f":material/{icon}:",
                help=texts(f"{text}_help"),
                act=act,
                args=[session],
                disabled=not is_open,
            )


def choose_run(session: Session, name: str, chosen: ArchivedRun) -> None:
    """A list of the runs, of which the field ``name`` holds the number of one."""
    texts, runs = session.texts, session.archive.runs[::-1]
    by_number = {kept.number: kept for kept in runs}
    session.fields.set(name, chosen.number)
    page.select(session, name, list(by_number), lambda number: listed(by_number[number], texts))
