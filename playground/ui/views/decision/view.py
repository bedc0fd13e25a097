"""Decision: where the classifier says what, in a picture that fits the table's shape."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st
import torch

from playground.charts.canvas import Chart
from playground.charts.decision.ground import blank_chart
from playground.charts.looks import Palette
from playground.core.insight.decision import is_finite
from playground.core.pace import single_thread
from playground.session.decision_cache import RunGeometry
from playground.session.session import Session
from playground.session.view_fields import HELD, pictures_of
from playground.ui import actions, page
from playground.ui.placeholders import ChartPlaceholder, Placeholder
from playground.ui.views.decision.decided import DecisionState
from playground.ui.views.decision.pictures import Asked, picture
from playground.ui.views.decision.summary import alt, words

COLUMNS = (1.85, 1)  # the picture; what is said of it


def draw(session: Session) -> Callable[[], None]:
    with single_thread():
        _settle(session)
    left, right = st.columns(COLUMNS, gap="small")
    with left:
        chart = ChartPlaceholder(session, "decision")
    with right, st.container(key="decision_side"):
        asked = _choices(session)
        below = Placeholder()
        _tools(session, asked)

    def redraw() -> None:
        with single_thread(), torch.inference_mode():
            _redraw(session, asked, chart, below)

    return redraw


def _geometry(session: Session) -> RunGeometry:
    return session.decision_cache.of(session.run, session.input.samples.dataset)


def _redraw(session: Session, asked: Asked, chart: ChartPlaceholder, below: Placeholder) -> None:
    geometry, epoch = _geometry(session), session.playback.shown_epoch
    sample = min(session.lines.sample, len(geometry.targets)) - 1
    decided = DecisionState(session.run, epoch, geometry, sample, session.input.query_vectors)
    if not is_finite(decided.parameters):
        text, canvas = asked.texts("decision_nothing"), asked.canvas(epoch)
        chart.draw(lambda palette: blank_chart(text, replace(canvas, palette=palette)), text)
        below.draw("html", f"{_notice(session)}<p>{text}</p>")
        return
    seen = picture(decided, asked)

    def described(palette: Palette) -> Chart:
        if palette is asked.palette:
            return seen.chart
        return picture(decided, replace(asked, palette=palette)).chart

    chart.draw(described, alt(decided, asked))
    below.draw("html", _notice(session) + words(decided, asked, seen))


def _notice(session: Session) -> str:
    texts = session.texts
    if session.is_stale:
        return f'<p class="older">{texts("decision_stale")}</p>'
    if session.run.diverged:
        return f'<p class="older">{texts("decision_diverged", epoch=session.run.epoch)}</p>'
    return ""


# --- what can be chosen -----------------------------------------------------------------------


def _settle(session: Session) -> None:
    """Bring what was chosen for another table within what this one has."""
    fields, dataset = session.decision, session.run.dataset
    last = dataset.n_classes - 1
    fields.one, fields.other = min(fields.one, last), min(fields.other, last)
    fields.new_class = min(fields.new_class, last)
    if fields.one == fields.other:
        fields.other = (fields.one + 1) % dataset.n_classes
    if fields.picture != "slice":
        return
    across, up = fields.across, fields.up
    if across is None or up is None or max(across, up) >= dataset.n_features:
        across, up = _geometry(session).telling_features()
    if across == up:
        up = (across + 1) % dataset.n_features
    fields.across, fields.up = across, up


def _choices(session: Session) -> Asked:
    """Which picture; of a strip or a slice, of what."""
    texts, fields, dataset = session.texts, session.decision, session.run.dataset
    kinds = pictures_of(dataset.n_features, dataset.n_classes)
    with st.container(key="decision_tools"):
        page.select(
            session, "decision_picture", kinds, lambda kind: texts(f"decision_picture_{kind}")
        )
        if fields.picture == "strip" and dataset.n_classes > 2:
            _pair(session, "decision_other", "decision_versus", "decision_one", dataset.class_names)
        if fields.picture == "slice":
            _pair(
                session, "decision_across", "decision_times", "decision_up", dataset.feature_names
            )
            number = session.lines.sample
            page.select(
                session,
                "decision_held",
                HELD,
                lambda how: texts(f"decision_held_{how}", number=number),
            )
    pair = (0, 1) if dataset.n_classes == 2 else (fields.one, fields.other)
    features = fields.across or 0, fields.up or 0
    guess = (session.guess and session.guess.of("border")) or ()
    if session.guessing.awaits("border"):
        guess = session.guessing.held or guess  # its first point, too
    return Asked(
        fields.picture,
        pair,
        features,
        fields.held,
        texts,
        page.palette(),
        guess,
        is_beside_a_lesson=session.lesson is not None,
    )


def _pair(session: Session, first: str, between: str, second: str, names: Sequence[str]) -> None:
    """Two that are chosen from the same names."""
    with st.container(key="decision_pair", horizontal=True, vertical_alignment="center"):
        page.select(session, first, range(len(names)), names.__getitem__)
        st.html(f"<p>{session.texts(between)}</p>")
        page.select(session, second, range(len(names)), names.__getitem__)


# --- what can be done -------------------------------------------------------------------------


def _tools(session: Session, asked: Asked) -> None:
    """Which sample is selected, the way to its lines, and what a click on the plane does."""
    texts, dataset = session.texts, session.run.dataset
    step = session.lesson.step if session.lesson else None
    with st.container(key="decision_sample", horizontal=True, vertical_alignment="center"):
        page.one_of(session, "sample", "decision_sample", dataset.n_samples)
        if session.offers("lines"):
            page.button(
                session,
                "decision_lines",
                actions.open_sample,
                text=texts("view_lines"),
                help=texts("decision_to_lines_help"),
            )
    is_open = step is None or step.cells is None
    if asked.kind == "plane" and (is_open or session.guessing.awaits("border")):
        _adding(session)


def _adding(session: Session) -> None:
    """A click on the plane adds a sample, unless the table is locked."""
    texts, names = session.texts, session.run.dataset.class_names
    if session.guessing.awaits("border"):
        st.html(f'<p class="decision-adds guess-draws">{texts("guess_draw")}</p>')
        return
    if session.playback.is_under_way:
        st.html(f"<p>{texts('decision_add_locked')}</p>")
        return
    with st.container(key="decision_add", horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="decision-adds">{texts("decision_add")}</p>')
        page.select(session, "decision_class", range(len(names)), names.__getitem__)
