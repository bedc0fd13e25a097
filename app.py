"""The playground's page: the samples on the left, how they are trained on, and the stage below."""

from collections.abc import Callable

from playground.core.pace import single_thread
from playground.session.session import begin, conclude
from playground.session.turns import turns
from playground.ui import failure, page, player, stage, streamlit_patch
from playground.ui.dialogs import share
from playground.ui.lessons import column, gallery
from playground.ui.panels import model, samples, training

PANELS = {
    "lesson": column,
    "samples": samples,
    "training": training,
    "model": model,
    "stage": stage,
}


def draw() -> None:
    """Draw the page once, and go on for as long as a run is on."""
    with turns.for_page():
        session = begin(list(stage.VIEWS))
    player.compute_ahead(session)
    with turns.for_page():
        session.prepare()
        if session.shows("model"):
            model.draw_ahead(session)
        with page.header(session):
            gallery.draw(session)
            shared = share.draw(session)
        redraws: dict[str, Callable[[], None]] = {}  # what changes with the epoch
        places = page.places(session)
        for name in sorted(places, key="samples".__eq__):  # last: a large table is long to send
            with places[name]:
                if redraw_panel := PANELS[name].draw(session):
                    redraws[name] = redraw_panel
        if shared:
            share.fill(session, shared)
        page.bring_plotly()
        conclude(session)

    def redraw() -> None:
        for redraw_panel in redraws.values():
            redraw_panel()

    # The loop comes last: what is drawn after it would stay grey for as long as it runs.
    player.play(session, redraw)
    player.go_on(session, redraws.get("stage", redraw))


streamlit_patch.install()
with failure.shown(), single_thread():
    draw()
