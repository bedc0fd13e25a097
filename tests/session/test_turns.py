import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from unittest.mock import Mock

import pytest

from playground.core.pace import aside, breathe
from playground.session import turns as turns_module
from playground.session.turns import TURN_SECONDS, Turns

SECONDS = 3.0  # by which a turn must have come


def begin(work: Callable[[], None]) -> Future[None]:
    """Do ``work`` in a thread that does not keep the tests from ending, should it hang."""
    outcome: Future[None] = Future()

    def run() -> None:
        try:
            work()
            outcome.set_result(None)
        except BaseException as error:
            outcome.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return outcome


def finish(*begun: Future[None]) -> None:
    ends = time.monotonic() + SECONDS
    for outcome in begun:
        try:
            outcome.result(max(0.0, ends - time.monotonic()))
        except TimeoutError:
            pytest.fail("dead lock: a turn that was asked for never came")


def waiting(turns: Turns) -> int:
    """How many have asked for a turn that has not come."""
    return len(turns._pages) + len(turns._training)


def wait_for(turns: Turns, count: int = 1) -> None:
    """Wait until so many wait for a turn."""
    ends = time.monotonic() + SECONDS
    while waiting(turns) < count:
        assert time.monotonic() < ends, "nobody waits for a turn"
        time.sleep(0)


def served_in_order(turns: Turns, names: list[str]) -> list[str]:
    """Who gets a turn when, if all ask in this order while the lock is taken."""
    served: list[str] = []
    begun: list[Future[None]] = []

    def ask(name: str) -> None:
        kinds = {"page": turns.for_page, "work": turns.for_work, "run": turns.for_training}
        with kinds[name.split()[0]]():
            served.append(name)

    def all_ask() -> None:
        with turns.for_training():
            for name in names:
                begun.append(begin(partial(ask, name)))
                wait_for(turns, len(begun))

    finish(begin(all_ask))
    finish(*begun)
    return served


@pytest.mark.parametrize(
    ("asking", "served"),
    [
        (["run 1", "run 2", "run 3", "run 4"], ["run 1", "run 2", "run 3", "run 4"]),
        (["run 1", "run 2", "page 1", "page 2"], ["page 1", "page 2", "run 1", "run 2"]),
        (["run 1", "work 1", "page 1"], ["work 1", "page 1", "run 1"]),
    ],
)
def test_turns_come_in_the_order_of_asking_but_pages_go_before_training(
    asking: list[str], served: list[str]
) -> None:
    assert served_in_order(Turns(), asking) == served


def test_one_at_a_time() -> None:
    turns, inside, most = Turns(), 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(50):
            with turns.for_training():
                inside += 1
                most = max(most, inside)
                time.sleep(0)
                inside -= 1

    finish(*[begin(work) for _ in range(4)])
    assert most == 1


def test_a_turn_ends_with_an_error() -> None:
    turns = Turns()

    def fail() -> None:
        with turns.for_page():
            raise ValueError("an error of its own")

    for _ in range(2):
        with pytest.raises(ValueError, match="of its own"):
            finish(begin(fail))
    assert served_in_order(turns, ["run"]) == ["run"]


def take_one(turns: Turns) -> None:
    with turns.for_training():
        pass


@pytest.mark.parametrize("kind", ["for_training", "for_work"])
def test_a_breath_in_long_work_lets_a_page_go_first_and_comes_back_to_the_turn(kind: str) -> None:
    turns, served = Turns(), []

    def page() -> None:
        with turns.for_page():
            served.append("page")

    with getattr(turns, kind)():
        asked = begin(page)
        wait_for(turns)
        time.sleep(TURN_SECONDS)
        breathe()
        served.append("work")
        late = begin(page)
        wait_for(turns)
        assert served == ["page", "work"]
    finish(asked, late)


def test_a_breath_in_short_work_keeps_the_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "TURN_SECONDS", 60.0)
    turns = Turns()
    with turns.for_training():
        asked = begin(partial(take_one, turns))
        wait_for(turns)
        breathe()
        assert waiting(turns) == 1
    finish(asked)


def test_others_have_their_turns_as_long_as_a_call_lasts() -> None:
    turns = Turns()
    with turns.for_work():
        with aside():
            assert served_in_order(turns, ["run"]) == ["run"]
        asked = begin(partial(take_one, turns))
        wait_for(turns)  # the turn has come back
    finish(asked)


class Left(BaseException):
    """What ends a page run."""


def test_whoever_leaves_while_waiting_holds_nobody_up() -> None:
    turns, is_over = Turns(), threading.Event()
    here = threading.get_ident()

    def check() -> None:
        if threading.get_ident() != here and waiting(turns):
            raise Left

    def ask() -> None:
        with pytest.raises(Left), turns.for_training():
            pass
        is_over.set()

    turns.check = check
    with turns.for_page():
        asked = begin(ask)
        assert is_over.wait(SECONDS)
        assert waiting(turns) == 0
    finish(asked)
    with turns.for_training():
        assert waiting(turns) == 0


def test_work_that_has_its_turn_is_never_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "TURN_SECONDS", 0.0)
    turns = Turns()
    with turns.for_training():
        turns.check = Mock(side_effect=Left)
        breathe()
        with aside():
            pass
    with pytest.raises(Left), turns.for_training():
        pass
    assert waiting(turns) == 0
