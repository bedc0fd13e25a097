"""What is computed for a page run, and when."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.testing.v1 import AppTest

from playground.core.learner import Learner
from playground.session.turns import Turns
from tests import plain_loop
from tests.page import assert_shows, note_tensors, press, traces


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


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The HTML that page runs send, in its order."""
    found: list[str] = []
    enqueue = ScriptRunContext.enqueue

    def heard(self: ScriptRunContext, message: ForwardMsg) -> None:
        found.append(message.delta.new_element.html.body)
        enqueue(self, message)

    monkeypatch.setattr(ScriptRunContext, "enqueue", heard)
    return found


def charts_before_the_header(sent: list[str]) -> list[str]:
    header = next(at for at, body in enumerate(sent) if body.startswith("<h1>"))
    return [body for body in sent[:header] if body.startswith('<pre class="chart-figure')]


def test_another_epoch_is_seen_before_the_page_is_drawn_anew(
    app: AppTest, sent: list[str], note: dict
) -> None:
    press(app, "step")
    sent.clear()
    press(app, "step")
    assert len(charts_before_the_header(sent)) == 2
    assert_shows(app, plain_loop.train(*note_tensors(note), 2, epochs=2))
    sent.clear()
    app.slider(key="epoch").set_value(1).run()
    assert len(charts_before_the_header(sent)) == 2
    plain = plain_loop.train(*note_tensors(note), 2, epochs=1)
    assert traces(app)["weight"][0]["z"] == plain.weight.tolist()


def test_what_is_no_other_epoch_of_the_view_is_drawn_with_the_page(
    app: AppTest, sent: list[str]
) -> None:
    press(app, "step")
    for change in (
        lambda: app.segmented_control(key="language").set_value("zh").run(),
        lambda: app.segmented_control(key="view").set_value("samples").run(),
        lambda: press(app, "reset"),
        lambda: press(app, "train"),
    ):
        sent.clear()
        change()
        assert charts_before_the_header(sent) == []
