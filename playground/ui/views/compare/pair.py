"""Two runs: their losses, how W and b changed from one to the other, and where they disagree."""

from collections.abc import Callable

import streamlit as st

from playground.charts.canvas import Canvas, Chart
from playground.charts.heatmaps import CHANGES, parameters_chart
from playground.charts.looks import Palette
from playground.charts.scales import color_limit
from playground.charts.weight_pictures import CHANGE, weight_pictures
from playground.core.insight.record import change_of
from playground.core.model import largest_of
from playground.core.picture import picture_size
from playground.session.run_archive import ArchivedRun
from playground.session.session import Session
from playground.ui import page
from playground.ui.placeholders import ChartPlaceholder
from playground.ui.views.compare import summary
from playground.ui.views.compare.runs import PAIR_HEIGHT, WIDTH, choose_run, draw_losses


def draw_tools(session: Session) -> None:
    """Which two are compared."""
    before, after = _chosen(session)
    choose_run(session, "compare_before", before)
    st.html("<p>→</p>")
    choose_run(session, "compare_after", after)


def draw(session: Session) -> Callable[[], None]:
    return _draw(session, *_chosen(session), is_edit=False)


def draw_edit(session: Session) -> Callable[[], None]:
    """What the last edit did, or how to find that out."""
    edited = session.archive.edited
    if edited is None:
        st.html(f'<p class="compare-empty">{session.texts("edit_none")}</p>')
        return lambda: None
    return _draw(session, *edited, is_edit=True)


def _chosen(session: Session) -> tuple[ArchivedRun, ArchivedRun]:
    """The last two runs, where no others that are still kept were chosen."""
    kept, chosen = session.archive, session.compare
    before = kept.numbered(chosen.before) or kept.runs[-2]
    after = kept.numbered(chosen.after) or kept.runs[-1]
    return before, after


def _draw(
    session: Session, before: ArchivedRun, after: ArchivedRun, is_edit: bool
) -> Callable[[], None]:
    left, right = st.columns(page.STAGE_COLUMNS, gap="medium")
    runs = [before] if before is after else [before, after]
    with left:
        losses, change = ChartPlaceholder(session, "pair_losses"), None
        if before.record.has_shape_of(after.record):
            change = ChartPlaceholder(session, "pair_change")
        else:
            st.html(f'<p class="compare-empty">{session.texts("compare_other_shape")}</p>')
    with right, st.container(key="pair_said"):
        st.html(summary.of_pair(before, after, is_edit, session.input.query_vectors, session.texts))

    def redraw() -> None:
        called = [session.texts(f"edit_{side}") for side in ("before", "after")]
        draw_losses(session, losses, runs, PAIR_HEIGHT, called=called if is_edit else ())
        if change:
            _draw_change(session, change, before, after)

    return redraw


def _draw_change(
    session: Session, placeholder: ChartPlaceholder, before: ArchivedRun, after: ArchivedRun
) -> None:
    texts, dataset = session.texts, after.record.dataset
    change = change_of(before.record, after.record)
    names, picture = (
        (dataset.feature_names, dataset.class_names),
        picture_size(dataset.feature_names),
    )
    limit = color_limit(largest_of(change))
    epoch = session.playback.shown_epoch
    sizes = {"classes": dataset.n_classes, "features": dataset.n_features}

    def chart(palette: Palette) -> Chart:
        canvas = Canvas(epoch, texts, palette, WIDTH, PAIR_HEIGHT)
        if picture:
            return weight_pictures(change, picture, names[1], limit, canvas, name=CHANGE)
        return parameters_chart(change, *names, limit, canvas, CHANGES)

    placeholder.draw(chart, texts("change_alt", **sizes), stale=False)
