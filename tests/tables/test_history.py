import pytest

from playground.tables.history import MAX_STEPS, History


def test_undo_and_redo_walk_through_every_value() -> None:
    history = History(0)
    for value in range(1, 61):
        history.record(value)
    assert [history.undo() for _ in range(60)] == list(range(59, -1, -1))
    assert not history.can_undo
    assert [history.redo() for _ in range(60)] == list(range(1, 61))
    assert not history.can_redo


def test_a_new_value_forgets_what_was_undone() -> None:
    history = History("a")
    history.record("b")
    history.undo()
    history.record("c")
    assert not history.can_redo
    assert history.undo() == "a"


def test_the_same_value_is_no_step() -> None:
    history = History((1, 2))
    history.record((1, 2))
    assert not history.can_undo


def test_steps_are_bounded_and_the_latest_are_kept() -> None:
    history = History(0)
    for value in range(1, MAX_STEPS + 10):
        history.record(value)
    undone = [history.undo() for _ in range(MAX_STEPS)]
    assert undone[0] == MAX_STEPS + 8
    assert not history.can_undo
    with pytest.raises(IndexError):
        history.undo()
