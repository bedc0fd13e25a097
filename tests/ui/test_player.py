"""What is computed for a page run, and when."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from streamlit.testing.v1 import AppTest

from playground.core.learner import Learner
from playground.session.turns import Turns
from tests import plain_loop
from tests.page import assert_shows, note_tensors, press


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows with each step of any learner; a step in the turn of a page is an error."""
    in_page: list[bool] = []
    taken: list[int] = []
    for_page, step = Turns.for_page, Learner._step

    @contextmanager
    def turn(self: Turns) -> Iterator[None]:
        with for_page(self):
            in_page.append(True)
            try:
                yield
            finally:
                in_page.pop()

    def counted(*arguments: object) -> object:
        assert not in_page
        taken.append(1)
        return step(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Turns, "for_page", turn)
    monkeypatch.setattr(Learner, "_step", counted)
    return taken


def test_a_page_only_draws_in_its_turn_and_an_epoch_looked_back_to_is_computed_once(
    app: AppTest, steps: list[int]
) -> None:
    for key, n_steps in (("step", 1), ("step", 2), ("resume", 1000)):
        press(app, key)
        assert len(steps) == n_steps
    app.slider(key="epoch").set_value(137).run()
    app.toggle(key="log_axis").set_value(True).run()
    app.segmented_control(key="language").set_value("zh").run()
    assert len(steps) == 1037


def test_a_step_that_was_asked_for_is_not_taken_by_another_run(
    app: AppTest, note: dict, steps: list[int]
) -> None:
    for _ in range(3):
        press(app, "step")
    press(app, "reset")
    press(app, "step")
    assert_shows(app, plain_loop.train(*note_tensors(note), 2, epochs=1))
    assert len(steps) == 4
