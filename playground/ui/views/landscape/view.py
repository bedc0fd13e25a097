"""Landscape: the loss over a plane through parameter space, with the run's path on it."""

from collections.abc import Callable

import streamlit as st

from playground.charts.canvas import Canvas
from playground.charts.landscape import (
    HEIGHT,
    WIDTH,
    RunPath,
    landscape_alt,
    landscape_chart,
    landscape_surface,
    path_alt,
    path_chart,
)
from playground.charts.looks import Palette
from playground.core.insight.landscape import Landscape
from playground.core.insight.path import flat
from playground.core.pace import single_thread
from playground.session.session import Session
from playground.ui import page
from playground.ui.placeholders import ChartPlaceholder, Placeholder, StayingChart
from playground.ui.views.landscape.summary import words

COLUMNS = (1.75, 1)  # the picture; what is said of it


def draw(session: Session) -> Callable[[], None]:
    texts = session.texts
    left, right = st.columns(COLUMNS, gap="medium")
    with left, st.container(key="landscape"):
        ground = StayingChart(session, "landscape")
        path = None if session.landscape.surface else ChartPlaceholder(session, "path")
    beside = right.container(key="landscape_words")
    with beside:
        page.toggle(session, "surface", "landscape_surface")
    below = Placeholder(beside)
    shown: list[Landscape] = []  # the last whose contours were drawn

    def redraw() -> None:
        if session.playback.is_playing:
            session.landscape_cache.follow(session.run)
        found = session.landscape_cache.landscape
        assert found is not None
        with single_thread():
            run_path = _run_path(session, found)

        def canvas(palette: Palette) -> Canvas:
            return Canvas(run_path.epoch, texts, palette, WIDTH, HEIGHT)

        if path is None:
            ground.draw(
                lambda palette: landscape_surface(found, run_path, canvas(palette)),
                path_alt(run_path, texts),
            )
        else:
            if found not in shown:
                ground.draw(
                    lambda palette: landscape_chart(found, run_path, canvas(palette)),
                    landscape_alt(run_path, texts),
                )
                shown[:] = [found]
            ground.set_epoch(run_path.epoch)
            path.draw(
                lambda palette: path_chart(found, run_path, canvas(palette)),
                path_alt(run_path, texts),
            )
        mark = f'<p><span class="mark">{texts("stale_mark")}</span></p>'
        stale = mark if session.is_stale else ""
        lowest = session.landscape_cache.lowest_loss
        below.draw("html", stale + words(found, run_path, lowest, session.run, texts))

    return redraw


def _run_path(session: Session, found: Landscape) -> RunPath:
    run, epoch = session.run, session.playback.shown_epoch
    path = session.landscape_cache.path
    places = found.plane.places(path.points)
    parameters = run.parameters_at(epoch)
    training = run.prepared.training
    loss, _ = run.objective.evaluate(parameters, training.features, training.targets)
    loss += run.objective.penalty(parameters)
    lowest = found.lowest
    is_seen = lowest is not None and found.shows(lowest.x, lowest.y)
    x, y = found.plane.places(flat(parameters)[None])[0].tolist()
    return RunPath(
        epochs=path.epochs,
        x=places[:, 0].tolist(),
        y=places[:, 1].tolist(),
        epoch=epoch,
        present=(x, y),
        loss=loss,
        is_in_picture=found.shows(x, y),
        lowest=(lowest.x, lowest.y, lowest.loss) if lowest and is_seen else None,
        shares=found.plane.shares if found.plane.sources[0] == "path" else None,
    )
