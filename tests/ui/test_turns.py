import threading
import time

from playground.ui.turns import Turns


def in_order(turns: Turns, names: list[str]) -> list[str]:
    """Who gets a turn when, if all ask in this order while the lock is taken."""
    served: list[str] = []

    def work(name: str) -> None:
        turn = turns.for_page() if name.startswith("page") else turns.for_training()
        with turn:
            served.append(name)

    threads = [threading.Thread(target=work, args=[name]) for name in names]
    with turns.for_training():
        for waiting, thread in enumerate(threads, start=1):
            thread.start()
            while len(turns._pages) + len(turns._training) < waiting:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    return served


def test_turns_come_in_the_order_of_asking() -> None:
    names = [f"run {index}" for index in range(8)]
    assert in_order(Turns(), names) == names


def test_a_page_goes_before_training() -> None:
    names = ["run 1", "run 2", "page 1", "page 2"]
    assert in_order(Turns(), names) == ["page 1", "page 2", "run 1", "run 2"]


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

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_a_turn_ends_with_an_error() -> None:
    turns = Turns()
    for _ in range(2):
        try:
            with turns.for_page():
                raise ValueError
        except ValueError:
            pass
    assert in_order(turns, ["run"]) == ["run"]
