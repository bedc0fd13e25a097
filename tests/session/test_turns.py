import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

import pytest

from playground.session.turns import Turns

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


def served_in_order(turns: Turns, names: list[str]) -> list[str]:
    """Who gets a turn when, if all ask in this order while the lock is taken."""
    served: list[str] = []
    begun: list[Future[None]] = []

    def ask(name: str) -> None:
        with turns.for_page() if name.startswith("page") else turns.for_training():
            served.append(name)

    def all_ask() -> None:
        ends = time.monotonic() + SECONDS
        with turns.for_training():
            for name in names:
                begun.append(begin(partial(ask, name)))
                while turns.waiting < len(begun):
                    assert time.monotonic() < ends, f"{name} does not wait for its turn"
                    time.sleep(0)

    finish(begin(all_ask))
    finish(*begun)
    return served


def test_turns_come_in_the_order_of_asking() -> None:
    names = [f"run {index}" for index in range(8)]
    assert served_in_order(Turns(), names) == names


def test_a_page_goes_before_training() -> None:
    names = ["run 1", "run 2", "page 1", "page 2"]
    assert served_in_order(Turns(), names) == ["page 1", "page 2", "run 1", "run 2"]


def test_nobody_waits_when_all_have_been_served() -> None:
    turns = Turns()
    served_in_order(turns, ["run", "page"])
    assert turns.waiting == 0


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


def test_a_rest_lets_a_page_go_first_and_comes_back_to_the_turn() -> None:
    turns, served = Turns(), []

    def page() -> None:
        with turns.for_page():
            served.append("page")

    with turns.for_training():
        asked = begin(page)
        while not turns.waiting:
            time.sleep(0.001)
        turns.rest()
        served.append("training")
        late = begin(page)
        while not turns.waiting:
            time.sleep(0.001)
        assert served == ["page", "training"]
    finish(asked, late)


class Left(BaseException):
    """What ends a page run."""


def test_whoever_leaves_while_waiting_holds_nobody_up() -> None:
    turns, is_over = Turns(), threading.Event()
    here = threading.get_ident()

    def check() -> None:
        if threading.get_ident() != here and turns.waiting:
            raise Left

    def ask() -> None:
        with pytest.raises(Left), turns.for_training():
            pass
        is_over.set()

    turns.check = check
    with turns.for_page():
        asked = begin(ask)
        assert is_over.wait(SECONDS)
        assert turns.waiting == 0
    finish(asked)
    with turns.for_training():
        assert turns.waiting == 0


def test_whoever_leaves_while_resting_leaves_the_turn_to_the_next() -> None:
    turns = Turns()
    resting: list[bool] = []
    begun: list[Future[None]] = []

    def check() -> None:
        if resting:
            raise Left

    def work() -> None:
        with turns.for_training():
            begun.append(begin(draw))
            while not turns.waiting:
                time.sleep(0)
            turns.rest()

    def draw() -> None:
        with turns.for_page():
            resting.append(True)
            time.sleep(0.2)  # longer than from one check to the next

    turns.check = check
    with pytest.raises(Left):
        begin(work).result(SECONDS)
    finish(*begun)
    resting.clear()
    with turns.for_training():
        assert turns.waiting == 0
