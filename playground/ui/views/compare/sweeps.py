"""A sweep: some thirty learning rates or seeds, and the way to take one over."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from playground.charts.canvas import Canvas
from playground.charts.display import format_number
from playground.charts.html import number
from playground.charts.sweeps import HEIGHT, WIDTH, best_of, sweep_chart
from playground.core.sweep import KINDS, Sweep, SweepPoint
from playground.session.session import Session
from playground.texts import Texts
from playground.ui import page
from playground.ui.placeholders import ChartPlaceholder, Placeholder
from playground.ui.views.compare import acts


def draw_tools(session: Session) -> None:
    """What is swept over, and the button that starts or stops it."""
    texts, sweep = session.texts, session.sweep
    page.choice(session, "sweep_kind", KINDS, lambda kind: texts(f"sweep_kind_{kind}"))
    is_on = sweep is not None and not sweep.finished
    page.button(
        session,
        "sweep_start",
        acts.start_sweep,
        icon=":material/play_arrow:",
        help=texts("sweep_start_help"),
        disabled=is_on or not session.is_trainable,
    )
    page.button(
        session,
        "sweep_stop",
        acts.stop_sweep,
        icon=":material/stop:",
        disabled=not is_on,
    )
    if sweep and _is_stale(session, sweep):
        st.html(f'<p><span class="mark">{texts("stale_mark")}</span></p>')


def draw(session: Session) -> Callable[[], None]:
    texts, sweep = session.texts, session.sweep
    if sweep is None:
        st.html(f'<p class="compare-empty">{texts("sweep_none")}</p>')
        return lambda: None
    left, right = st.columns(page.STAGE_COLUMNS, gap="medium")
    with left:
        chart = ChartPlaceholder(session, "sweep")
    with right, st.container(key="sweep_side"):
        said = Placeholder()
        if sweep.finished and sweep.points:
            _take(session, sweep)

    def redraw() -> None:
        _draw_chart(session, chart, sweep)
        _draw_said(said, sweep, texts)

    return redraw


def _is_stale(session: Session, sweep: Sweep) -> bool:
    """Whether it is of other data, or of other settings apart from the one that it varies."""
    experiment = session.input.experiment
    if experiment is None:
        return True
    same: dict[str, Any] = {sweep.kind: getattr(sweep.settings, sweep.kind)}
    settings = replace(experiment.settings, **same)
    return (settings, experiment.dataset) != (sweep.settings, sweep.dataset)


def _draw_chart(session: Session, placeholder: ChartPlaceholder, sweep: Sweep) -> None:
    texts, epoch = session.texts, session.playback.shown_epoch
    best = best_of(sweep.points)
    alt = texts(
        "sweep_alt",
        count=len(sweep.points),
        kind=texts(sweep.kind),
        leaps=sum(point.leaps for point in sweep.points),
        best="–" if best is None else f"{best.value:g}",
    )
    told = sweep.points, sweep.values, sweep.kind, session.fields[sweep.kind]
    placeholder.draw(
        lambda palette: sweep_chart(*told, Canvas(epoch, texts, palette, WIDTH, HEIGHT)),
        alt,
        _is_stale(session, sweep),
    )


def _draw_said(placeholder: Placeholder, sweep: Sweep, texts: Texts) -> None:
    """How far it is, the best value, and how many went wrong."""
    points, best = sweep.points, best_of(sweep.points)
    lines = []
    if not sweep.finished:
        lines.append(texts("sweep_progress", share=f"{100 * sweep.progress:.0f} %"))
        lines.append(f'<progress value="{sweep.progress:.6f}"></progress>')
    elif len(points) < len(sweep.values):
        lines.append(texts("sweep_stopped", count=len(points), all=len(sweep.values)))
    if best:
        told = {"loss": number("sweep_best", best.loss), "value": f"<b>{best.value:.12g}</b>"}
        lines.append(texts(f"sweep_best_{sweep.kind}", **told))
    if leaping := sum(point.leaps and not point.diverged_at for point in points):
        lines.append(texts("sweep_leaps", count=leaping))
    if diverged := sum(point.diverged_at > 0 for point in points):
        lines.append(texts("sweep_diverged", count=diverged))
    lines += _spread(points, texts) if sweep.kind == "seed" else []
    placeholder.draw("html", "".join(f"<p>{line}</p>" for line in lines))


def _spread(points: list[SweepPoint], texts: Texts) -> list[str]:
    """How far apart the losses of seeds are."""
    losses = [point.loss for point in points if not point.leaps]
    if not losses:
        return []
    lowest, highest = format_number(min(losses)), format_number(max(losses))
    return [texts("sweep_spread", lowest=lowest, highest=highest)]


def _take(session: Session, sweep: Sweep) -> None:
    """A list of the values, and a button that makes one of them the setting."""
    points = {point.value: point for point in sweep.points}
    if session.compare.sweep_value not in points:
        session.compare.sweep_value = (best_of(sweep.points) or sweep.points[0]).value
    with st.container(key="sweep_take", horizontal=True, vertical_alignment="center"):
        page.select(session, "sweep_value", list(points), lambda value: _listed(points[value]))
        page.button(
            session,
            "sweep_use",
            acts.take_chosen,
            text=session.texts(f"sweep_take_{sweep.kind}"),
            help=session.texts("remedy_help"),
            disabled=not session.can_change(sweep.kind),
        )


def _listed(point: SweepPoint) -> str:
    told = "✖" if point.diverged_at else format_number(point.loss)
    return f"{point.value:.12g} · {told}{' △' if point.leaps and not point.diverged_at else ''}"
