"""Every view, whatever is chosen in it, follows a run frame by frame."""

import re
from collections.abc import Callable

import pytest

from playground.session.session import Session
from playground.ui import player, stage
from tests.page import figures, html_of, opened, press

EPOCHS = 5

VIEWS: dict[str, dict[str, object]] = {
    "curves": {},
    "decision": {},
    "samples": {},
    "landscape": {},
    "landscape, surface": {"surface": True},
    "lines": {},
    "lines, picture": {"line": "loss", "picture": True},
    "lines, slope": {"line": "step", "picture": True},
    "lines, question": {"line": "loss", "question": "loss_value"},
    "compare": {},
    "compare, pair": {"compare_mode": "pair"},
    "compare, edit": {"compare_mode": "edit"},
}


def a_frame(session: Session, redraw: Callable[[], None]) -> None:
    """In place of the loop of a run: some epochs, and a frame."""
    if session.playback.is_playing and session.run.epoch < EPOCHS:
        session.run.advance(EPOCHS)
        redraw()


@pytest.mark.parametrize("view", VIEWS)
def test_a_frame_of_a_run_shows_what_the_page_shows_when_it_is_drawn_anew(
    view: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player, "play", a_frame)
    app = opened(view=view.partition(",")[0])
    for name, value in VIEWS[view].items():
        app.session_state[name] = value  # as its widget is set
        app.run()
        assert app.session_state["session"].fields[name] == value
    before = html_of(app)
    press(app, "train")
    assert app.session_state["session"].run.epoch == EPOCHS
    in_the_run, drawn = html_of(app), figures(app)
    assert in_the_run != before
    app.run()
    assert not app.exception
    assert drawn == figures(app)
    assert in_the_run == html_of(app)


def test_a_landscape_that_need_not_be_drawn_anew_says_that_it_holds_at_each_epoch() -> None:
    app = opened(view="landscape", epochs="9")
    for epoch in (1, 2):
        press(app, "step")
        assert re.findall(r'class="chart-epoch" hidden>(\d+)<', html_of(app)) == [str(epoch)]


@pytest.mark.parametrize("view", stage.VIEWS)
def test_one_of_several_stays_chosen_when_it_is_clicked_again(view: str) -> None:
    app = opened(view=view, data="iris", test_share="0.2")
    assert all(choice.proto.required for choice in app.button_group)
