"""Samples: what the model says of each one, which it gets wrong, and which pull at W."""

import html
from collections.abc import Callable

import streamlit as st

from playground.charts.display import format_percent
from playground.charts.looks import shortened
from playground.charts.pixels import ink_of
from playground.core.dataset import Dataset
from playground.core.insight.sample_results import ORDERS, SampleResults, sample_results
from playground.core.run import TrainingRun
from playground.session.session import Session
from playground.session.view_fields import Cell
from playground.texts import Texts
from playground.ui import page
from playground.ui.placeholders import Placeholder
from playground.ui.views.samples import choices
from playground.ui.views.samples.rows import (
    MAX_LETTERS,
    MAX_ROWS,
    MAX_ROWS_IN_A_RUN,
    confusion_of,
    gallery_of,
    table_of,
)

PARTS = ("training", "test")
MAX_NUMBERS = 8  # of a sample, in a line


def draw(session: Session) -> Callable[[], None]:
    _tools(session)
    left, right = st.columns(page.STAGE_COLUMNS, gap="medium")
    with left:
        table = Placeholder(st.container(key="results"))
    with right:
        confusion = Placeholder(st.container(key="results_confusion"))
        with st.container(key="results_sample"):
            sample = Placeholder()
            if session.offers("lines"):
                page.button(
                    session,
                    "results_explain",
                    choices.explain,
                    icon=":material/arrow_forward:",
                    help=session.texts("results_explain_help"),
                )

    def redraw() -> None:
        results = _results(session.run, session.playback.shown_epoch, session.samples.part)
        _draw_rows(session, table, results)
        dataset = session.run.dataset
        confusion.draw("html", confusion_of(results, dataset, _cell(session), session.texts))
        row = session.explained.sample
        sample.draw("html", _sample(session.run.dataset, row, session.texts))

    return redraw


def _tools(session: Session) -> None:
    """Which samples, in which order."""
    texts = session.texts
    with st.container(key="results_tools", horizontal=True, vertical_alignment="center"):
        if session.run.prepared.held_out:
            page.choice(session, "results_part", PARTS, lambda part: texts(f"results_part_{part}"))
        page.choice(session, "results_order", ORDERS, lambda by: texts(f"results_order_{by}"))
        page.toggle(session, "results_wrong")
        if _cell(session) is not None:
            page.button(session, "results_all", choices.show_all, type="tertiary")
        if session.is_stale:
            st.html(f'<p><span class="mark">{texts("stale_mark")}</span></p>')


def _cell(session: Session) -> Cell | None:
    """The cell of the confusion matrix that was chosen, if the run has such a one."""
    cell = session.samples.cell
    return cell if cell and max(cell) < session.run.dataset.n_classes else None


def _results(run: TrainingRun, epoch: int, part: str) -> SampleResults:
    """Of the samples trained on, or of those held out."""
    data, rows = run.prepared.training, run.prepared.training_rows
    if part == "test" and run.prepared.held_out:
        data, rows = run.prepared.held_out, run.prepared.held_out_rows
    return sample_results(run.parameters_at(epoch), data, rows, run.objective)


def _draw_rows(session: Session, placeholder: Placeholder, results: SampleResults) -> None:
    """How many there are, and the first of them."""
    fields, dataset = session.samples, session.run.dataset
    indices = results.chosen(fields.order, fields.only_wrong, _cell(session))
    above = f"<p>{_summary(session, results, len(indices))}</p>"
    rows = f"<p>{session.texts('results_none')}</p>"
    if len(indices):
        most, chosen = _most_rows(session), session.explained.sample
        draw = gallery_of if fields.only_wrong and ink_of(dataset) else table_of
        rows = draw(results, indices[:most], chosen, dataset, session.texts)
    placeholder.draw("html", above + rows)


def _most_rows(session: Session) -> int:
    """How many are shown: fewer in a run, which draws them again and again."""
    return MAX_ROWS_IN_A_RUN if session.playback.is_playing else MAX_ROWS


def _summary(session: Session, results: SampleResults, n_found: int) -> str:
    texts, n_samples = session.texts, len(results.rows)
    wrong = int(results.is_wrong.sum())
    parts = [texts("results_count", count=n_samples, epoch=session.playback.shown_epoch)]
    share = format_percent(1 - wrong / n_samples)
    parts.append(texts("results_count_wrong", count=wrong, accuracy=share))
    cell, names = _cell(session), session.run.dataset.class_names
    if cell is not None:
        label, predicted = (html.escape(shortened(names[at], MAX_LETTERS)) for at in cell)
        parts.append(texts("results_cell", count=n_found, label=label, predicted=predicted))
    most = _most_rows(session)
    if n_found > most:
        parts.append(texts("results_limited", shown=most, count=n_found))
    if not bool(results.losses.isfinite().all()):
        parts.append(texts("results_not_finite"))
    return " · ".join(parts)


def _sample(dataset: Dataset, row: int, texts: Texts) -> str:
    """The sample that is chosen, as it was typed; a picture, if it is one."""
    values = dataset.features[row].tolist()
    x = ", ".join(f"{value:.4g}" for value in values[:MAX_NUMBERS])
    more = ", …" if len(values) > MAX_NUMBERS else ""
    label = html.escape(dataset.class_names[int(dataset.targets[row])])
    said = texts("results_chosen", number=row + 1, x=x + more, label=label)
    ink = ink_of(dataset)
    return (ink.picture(dataset.features[row]) if ink else "") + f"<p>{said}</p>"
