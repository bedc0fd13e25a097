"""Samples: what the model says of each one, which it gets wrong, and which pull at W."""

import html
from collections.abc import Callable

import streamlit as st

from playground.charts.display import format_percent
from playground.charts.looks import shortened
from playground.core.insight.sample_results import ORDERS, SampleResults, sample_results
from playground.session.session import session
from playground.ui import page, slots
from playground.ui.buttons import button
from playground.ui.views.samples import choices
from playground.ui.views.samples.rows import (
    MAX_LETTERS,
    MAX_ROWS,
    MAX_ROWS_IN_A_RUN,
    confusion_of,
    table_of,
)

PARTS = ("training", "test")
MAX_NUMBERS = 8  # of a sample, in a line


def draw() -> Callable[[], None]:
    _tools()
    left, right = st.columns(page.STAGE_COLUMNS, gap="medium")
    with left:
        table = slots.Slot(st.container(key="results"))
    with right:
        confusion = slots.Slot(st.container(key="results_confusion"))
        with st.container(key="results_sample"):
            sample = slots.Slot()
            button(
                session().texts("results_explain"),
                key="results_explain",
                icon=":material/arrow_forward:",
                help=session().texts("results_explain_help"),
                act=choices.explain,
            )

    def redraw() -> None:
        results = _results()
        _draw_rows(table, results)
        names = session().run.dataset.class_names
        confusion.draw("html", confusion_of(results, names, _cell(), session().texts))
        sample.draw("html", _sample())

    redraw()
    return redraw


def _tools() -> None:
    """Which samples, in which order."""
    texts, fields = session().texts, session().fields
    with st.container(key="results_tools", horizontal=True, vertical_alignment="center"):
        if session().run.prepared.test:
            _choice("results_part", PARTS)
        _choice("results_order", ORDERS)
        with page.field("results_wrong") as widget:
            st.toggle(texts("results_wrong"), value=fields["results_wrong"], **widget)
        if _cell() is not None:
            button(texts("results_all"), key="results_all", act=choices.show_all, type="tertiary")
        if session().is_stale:
            st.html(f'<p><span class="mark">{texts("stale_mark")}</span></p>')


def _choice(name: str, values: tuple[str, ...]) -> None:
    texts = session().texts
    with page.field(name) as widget:
        st.segmented_control(
            texts(name),
            values,
            default=session().fields[name],
            format_func=lambda value: texts(f"{name}_{value}"),
            required=True,
            label_visibility="collapsed",
            **widget,
        )


def _part() -> str:
    """``training`` or ``test``; none are held out where there is no test."""
    part: str = session().fields["results_part"]
    return part if session().run.prepared.test else PARTS[0]


def _cell() -> tuple[int, int] | None:
    return choices.cell_of(session().fields["results_cell"], session().run.dataset.n_classes)


def _results() -> SampleResults:
    run, epoch = session().run, session().playback.shown_epoch
    data, rows = run.prepared.training, run.prepared.training_rows
    if _part() == "test":
        assert run.prepared.test is not None
        data, rows = run.prepared.test, run.prepared.test_rows
    return sample_results(run.parameters_at(epoch), data, rows)


def _draw_rows(slot: slots.Slot, results: SampleResults) -> None:
    """How many there are, and the first of them."""
    texts, fields = session().texts, session().fields
    cell, names = _cell(), session().run.dataset.class_names
    indices = results.chosen(fields["results_order"], fields["results_wrong"], cell)
    shown = indices[: _most_rows()]
    said = f"<p>{_summary(results, len(indices))}</p>"
    chosen = session().explained.sample
    if len(shown):
        said += table_of(results, shown, chosen, names, texts)
    else:
        said += f"<p>{texts('results_none')}</p>"
    slot.draw("html", said)


def _most_rows() -> int:
    """How many are shown: fewer in a run, which draws them again and again."""
    return MAX_ROWS_IN_A_RUN if session().playback.is_playing else MAX_ROWS


def _summary(results: SampleResults, n_found: int) -> str:
    texts, n_samples = session().texts, len(results.rows)
    wrong = int(results.is_wrong.sum())
    parts = [texts("results_count", count=n_samples, epoch=session().playback.shown_epoch)]
    share = format_percent(1 - wrong / n_samples)
    parts.append(texts("results_count_wrong", count=wrong, accuracy=share))
    cell, names = _cell(), session().run.dataset.class_names
    if cell is not None:
        label, predicted = (html.escape(shortened(names[at], MAX_LETTERS)) for at in cell)
        parts.append(texts("results_cell", count=n_found, label=label, predicted=predicted))
    most = _most_rows()
    if n_found > most:
        parts.append(texts("results_limited", shown=most, count=n_found))
    if not bool(results.losses.isfinite().all()):
        parts.append(texts("results_not_finite"))
    return " · ".join(parts)


def _sample() -> str:
    """The sample that is chosen, as it was typed."""
    texts, dataset = session().texts, session().run.dataset
    row = session().explained.sample
    values = dataset.features[row].tolist()
    x = ", ".join(f"{value:.4g}" for value in values[:MAX_NUMBERS])
    more = ", …" if len(values) > MAX_NUMBERS else ""
    label = html.escape(dataset.class_names[int(dataset.targets[row])])
    said = texts("results_chosen", number=row + 1, x=x + more, label=label)
    return f"<p>{said}</p>"
