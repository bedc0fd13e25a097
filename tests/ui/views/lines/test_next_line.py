"""On to the next line, by itself: the page draws all that comes after."""

import pytest

from playground.session.session import Session
from playground.ui import actions
from tests.session.opened import opened

EPOCHS = 120


def looking(shown: int, epoch: int, line: str) -> Session:
    """A session that looks at epoch ``shown`` of a run that has come to ``epoch``."""
    session = opened(epochs=str(EPOCHS), line=line)
    session.run.advance(epoch)
    session.playback.fields.epoch = shown
    return session


def seen(session: Session) -> tuple[int, str]:
    return session.playback.fields.epoch, session.lines.line


@pytest.mark.parametrize(
    ("shown", "epoch", "line", "leads_to"),
    [
        (3, 10, "logits", (3, "loss")),
        *((at, 10, "step", (at + 1, "logits")) for at in (0, 3, 9)),
        (99, 105, "step", (100, "print")),
        (118, 120, "step", (119, "logits")),
        *((at, 120, "step", (120, "complete")) for at in (119, 120)),
    ],
)
def test_past_the_step_the_next_epoch_is_shown_up_to_the_last(
    shown: int, epoch: int, line: str, leads_to: tuple[int, str]
) -> None:
    session = looking(shown, epoch, line)
    actions.next_line(session)
    assert seen(session) == leads_to
    assert session.playback.step_goal == 0


@pytest.mark.parametrize("is_trainable", [True, False])
def test_past_the_newest_step_an_epoch_is_computed_if_there_is_input_for_it(
    is_trainable: bool,
) -> None:
    session = looking(3, 3, "step")
    if not is_trainable:
        session.fields.set("learning_rate", -1.0)
        session.read()
    actions.next_line(session)
    assert session.playback.step_goal == (4 if is_trainable else 0)
    assert session.lines.line == ("logits" if is_trainable else "step")


def test_a_line_chosen_just_before_is_the_one_gone_on_from() -> None:
    session = looking(3, 10, "features")
    session.fields._widgets[session.fields.key("line")] = "logits"
    actions.do(session, actions.next_line)
    assert seen(session) == (3, "loss")


def test_while_a_run_goes_on_by_itself_the_walk_computes_no_epoch() -> None:
    session = looking(3, 3, "step")
    session.playback.is_playing = True
    actions.next_line(session)
    assert session.playback.step_goal == 0
    assert seen(session) == (3, "logits")
