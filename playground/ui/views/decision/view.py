"""Decision: where the classifier says what, in a picture that fits the table's shape."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st
import torch

from playground.charts.decision.ground import blank_chart
from playground.charts.figures import Chart
from playground.charts.looks import Palette
from playground.core.dataset import Dataset
from playground.core.insight.decision import is_finite
from playground.core.threads import single_thread
from playground.session.decision_cache import RunGeometry
from playground.session.decision_fields import HELD, pictures_of
from playground.session.session import session
from playground.ui import actions, page, slots
from playground.ui.buttons import button
from playground.ui.views.decision.decided import DecisionState
from playground.ui.views.decision.pictures import Asked, picture
from playground.ui.views.decision.summary import alt, words

COLUMNS = (1.85, 1)  # the picture; what is said of it


def draw() -> Callable[[], None]:
    dataset = session().run.dataset
    with single_thread():
        _settle(dataset)
    left, right = st.columns(COLUMNS, gap="small")
    with left:
        chart = slots.ChartSlot("decision")
    with right, st.container(key="decision_side"):
        asked = _choices(dataset)
        said = slots.Slot()
        _tools(asked, dataset)

    def redraw() -> None:
        with single_thread(), torch.inference_mode():
            _redraw(asked, chart, said)

    redraw()
    return redraw


def _kept() -> RunGeometry:
    now = session()
    return now.decision_cache.of(now.run, now.input.samples.dataset)


def _decided() -> DecisionState:
    now, kept = session(), _kept()
    sample = min(int(now.fields["sample"]), len(kept.targets)) - 1
    return DecisionState(now.run, now.playback.shown_epoch, kept, sample, now.input.test_samples)


def _redraw(asked: Asked, chart: slots.ChartSlot, said: slots.Slot) -> None:
    decided = _decided()
    if not is_finite(decided.parameters):
        text = asked.texts("decision_nothing")
        chart.draw(lambda palette: blank_chart(text, decided.epoch, palette), text)
        said.draw("html", f"{_notice()}<p>{text}</p>")
        return
    seen = picture(decided, asked)

    def described(palette: Palette) -> Chart:
        if palette is asked.palette:
            return seen.chart
        return picture(decided, replace(asked, palette=palette)).chart

    chart.draw(described, alt(decided, asked, seen))
    said.draw("html", _notice() + words(decided, asked, seen))


def _notice() -> str:
    texts, now = session().texts, session()
    if now.is_stale:
        return f'<p class="older">{texts("decision_stale")}</p>'
    if now.run.diverged:
        return f'<p class="older">{texts("decision_diverged", epoch=now.run.epoch)}</p>'
    return ""


# --- what can be chosen -----------------------------------------------------------------------


def _settle(dataset: Dataset) -> None:
    """Bring what was chosen for another table within what this one has."""
    fields = session().fields
    for name in ("decision_one", "decision_other", "decision_class"):
        fields.set(name, min(fields[name], dataset.n_classes - 1))
    if fields["decision_one"] == fields["decision_other"]:
        fields.set("decision_other", (fields["decision_one"] + 1) % dataset.n_classes)
    if fields["decision_picture"] == "slice":
        _settle_features(dataset)


def _settle_features(dataset: Dataset) -> None:
    fields = session().fields
    across, up = fields["decision_across"], fields["decision_up"]
    if across is None or up is None or max(across, up) >= dataset.n_features:
        across, up = _kept().telling_features()
    if across == up:
        up = (across + 1) % dataset.n_features
    fields.update({"decision_across": across, "decision_up": up})


def _choices(dataset: Dataset) -> Asked:
    """Which picture; of a strip or a slice, of what."""
    texts, fields = session().texts, session().fields
    kinds = pictures_of(dataset.n_features, dataset.n_classes)
    with st.container(key="decision_tools"):
        _select("decision_picture", kinds, lambda kind: texts(f"decision_picture_{kind}"))
        kind = fields["decision_picture"]
        if kind == "strip" and dataset.n_classes > 2:
            _pair("decision_other", "decision_versus", "decision_one", dataset.class_names)
        if kind == "slice":
            _pair("decision_across", "decision_times", "decision_up", dataset.feature_names)
            number = fields["sample"]
            _select("decision_held", HELD, lambda how: texts(f"decision_held_{how}", number=number))
    pair = fields["decision_one"], fields["decision_other"]
    if dataset.n_classes == 2:
        pair = 0, 1
    features = fields["decision_across"] or 0, fields["decision_up"] or 0
    return Asked(kind, pair, features, fields["decision_held"], texts, page.palette())


def _pair(first: str, between: str, second: str, names: Sequence[str]) -> None:
    """Two that are chosen from the same names."""
    with st.container(key="decision_pair", horizontal=True, vertical_alignment="center"):
        _select(first, range(len(names)), names.__getitem__)
        st.html(f"<p>{session().texts(between)}</p>")
        _select(second, range(len(names)), names.__getitem__)


def _select(name: str, options: Sequence, as_text: Callable[..., str]) -> None:
    with page.field(name) as widget:
        st.selectbox(
            session().texts(name),
            options,
            index=list(options).index(session().fields[name]),
            format_func=as_text,
            label_visibility="collapsed",
            **widget,
        )


# --- what can be done -------------------------------------------------------------------------


def _tools(asked: Asked, dataset: Dataset) -> None:
    """Which sample is selected, the way to its lines, and what a click on the plane does."""
    texts, now = asked.texts, session()
    with st.container(key="decision_sample", horizontal=True, vertical_alignment="center"):
        st.html(f"<label class='of'>{texts('decision_sample')}</label>")
        with page.field("sample") as widget:
            st.number_input(
                texts("decision_sample"),
                min_value=1,
                max_value=dataset.n_samples,
                value=min(now.fields["sample"], dataset.n_samples),
                step=1,
                label_visibility="collapsed",
                **widget,
            )
        button(
            texts("view_lines"),
            key="decision_lines",
            help=texts("decision_to_lines_help"),
            act=actions.open_sample,
        )
    if asked.kind == "plane":
        _adding(dataset)


def _adding(dataset: Dataset) -> None:
    """A click on the plane adds a sample, unless the table is locked."""
    texts = session().texts
    if session().playback.is_under_way:
        st.html(f"<p>{texts('decision_add_locked')}</p>")
        return
    with st.container(key="decision_add", horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="decision-adds">{texts("decision_add")}</p>')
        _select("decision_class", range(dataset.n_classes), dataset.class_names.__getitem__)
