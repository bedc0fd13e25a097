"""A history that goes on where one of another session ended."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.core.settings import default_settings
from playground.session import kept_history
from playground.session.kept_history import AT_ONCE, KeptHistory, StepMissing
from playground.sharing.experiment_file import to_file
from playground.sharing.link import decode, encode
from playground.store.store import Store, key_of, shared
from playground.tables.document import MAX_STEPS, Document, TableState
from tests.store.place import Place
from tests.strategies import tables


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(f"sqlite:///{tmp_path}/store.sqlite")
    yield place
    place.close()


@pytest.fixture
def store(place: Place) -> Store:
    return place.store()


def document(samples: pd.DataFrame, **settings: Any) -> Document:
    frames = {"training_table": samples, "test_table": samples.iloc[:1, :-1]}
    states = {name: TableState(frame, {}) for name, frame in frames.items()}
    return Document(states, default_settings() | settings)


def step(number: int) -> Document:
    """A document of its own; each as another session would have it."""
    return document(pd.DataFrame([[str(number), "0"]], columns=["a", "label"], dtype=object))


def text(of: Document) -> str:
    """All that a document shows."""
    return to_file(*of.frames, of.settings, {}).decode()


def history(store: Store, *numbers: int, kept: bool = True) -> KeptHistory:
    """A history of these steps, each kept as with a page run."""
    made = KeptHistory(step(numbers[0]), store)
    for number in numbers[1:]:
        made.record(step(number))
        if kept:
            made.keep("")
    return made


def successor(store: Store, name: str, present: Document) -> KeptHistory:
    """The history of another session, which begins with a document and is told a name."""
    made = KeptHistory(present, store)
    made.keep("")
    made.adopt(name)
    made.keep("")
    return made


def walk(through: KeptHistory) -> list[str]:
    """The texts of all documents, undone to the first and redone to the last."""
    while through.past:
        through.undo()
    found = [text(through.present)]
    while through.future:
        through.redo()
        found.append(text(through.present))
    return found


ACTS = st.lists(st.sampled_from(["undo", "redo"]) | tables(min_rows=1), max_size=12)


@given(ACTS, st.floats(0.001, 10))
def test_it_leads_to_the_same_documents_from_what_an_address_brings_back(
    acts: list, rate: float
) -> None:
    before = history(shared(), 0)
    for act in acts:
        if isinstance(act, pd.DataFrame):
            before.record(document(act, learning_rate=rate))
        elif act == "undo" and before.past:
            before.undo()
        elif act == "redo" and before.future:
            before.redo()
        before.keep("")
    query, is_whole = encode(*before.present.frames, before.present.settings)
    assert is_whole
    saved = decode(query)
    states = (TableState(frame, {}) for frame in (saved.samples, saved.test_samples))
    present = Document(dict(zip(before.present.tables, states, strict=True)), saved.settings)
    after = successor(shared(), before.name, present)
    assert after.name == before.name
    assert (len(after.past), len(after.future)) == (len(before.past), len(before.future))
    assert walk(after) == walk(before)


def test_a_third_session_goes_on_from_the_second(store: Store) -> None:
    second = successor(store, history(store, 1, 2, 3).name, step(3))
    second.undo()
    second.keep("")
    third = successor(store, second.name, step(2))
    assert walk(third) == [text(step(number)) for number in (1, 2, 3)]


def test_what_was_typed_before_it_was_told_is_one_more_step(store: Store) -> None:
    before = history(store, 1, 2, 3)
    before.undo()
    before.keep("")
    after = history(store, 2, 7)
    after.adopt(before.name)
    after.keep("")
    assert walk(after) == [text(step(number)) for number in (1, 2, 7)]  # 3 could be redone no more


def test_it_is_kept_only_when_there_is_a_step_and_when_it_is_new(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_do", lambda *_: pytest.fail("the database was asked"))
    now = KeptHistory(step(1), store)
    now.keep("")
    assert (now.name, now.outlives) == ("", True)
    now.record(step(1))
    now.keep("")
    monkeypatch.undo()
    now.record(step(2))
    assert not now.outlives
    now.keep("")
    assert now.outlives
    monkeypatch.setattr(store, "_do", lambda *_: pytest.fail("the database was asked"))
    now.keep("")
    now.record(step(2))
    now.keep("")
    assert now.name


def test_tables_that_are_in_the_store_are_not_encoded_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = KeptHistory(step(1), store)
    now.keep("")
    now.record(document(step(1).frames[0], seed=7))
    tables = store.put(to_file(*now.present.frames, {}, {}))
    monkeypatch.setattr(kept_history, "_with_names", lambda steps, *_: ["0" * 32 for _ in steps])
    monkeypatch.setattr(kept_history, "to_file", lambda *_: pytest.fail("encoded"))
    now.keep(tables)
    assert now.name


@pytest.mark.parametrize("present", [step(2), document(step(3).frames[0], seed=7)])
def test_it_does_not_go_on_from_a_history_that_led_elsewhere(
    store: Store, present: Document
) -> None:
    assert not successor(store, history(store, 1, 2, 3).name, present).past


HOSTILE: list[Any] = [None, 7, "text", [], [1, 2, 3], ["", "", ""], [[1], "", [None]], {"past": []}]


@pytest.mark.parametrize("content", [b"", b"\xff", *(json.dumps(a).encode() for a in HOSTILE)])
def test_what_is_no_history_is_not_gone_on_from(store: Store, content: bytes) -> None:
    for name in (store.put(content), "0" * 32, "", "../x"):
        assert not successor(store, name, step(1)).past


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"tables": 1}', b'{"tables": "", "settings": {}}', b"\xff"]
)
def test_a_step_that_is_no_document_is_taken_to_be_gone(store: Store, content: bytes) -> None:
    present = json.loads(store.get(history(store, 1, 2).name) or b"")[1]
    name = store.put(content, json.dumps([[key_of(content)], present, []]).encode())
    after = successor(store, name, step(2))
    with pytest.raises(StepMissing, match="step_gone"):
        after.undo()


def test_a_step_that_is_no_longer_kept_ends_the_history(place: Place, store: Store) -> None:
    before = history(store, 1, 2, 3, 4)
    after = successor(store, before.name, step(4))
    after.undo()
    after.keep("")
    place.execute("DELETE FROM playground_entries")
    with pytest.raises(StepMissing, match="step_gone"):
        after.undo()
    assert (after.past, text(after.present)) == ([], text(step(3)))
    after.keep("")
    assert walk(after) == [text(step(3)), text(step(4))]


def test_a_store_that_is_away_is_said_beforehand_and_costs_no_step(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = history(store, 1, 2, 3)
    store.trouble, store.is_readable = "away", False
    now = history(store, 5, 6, 7)
    assert not now.outlives
    after = successor(store, before.name, step(3))
    assert not after.past
    store.trouble, store.is_readable = "", True
    now.keep("")
    assert now.outlives
    after.keep("")  # with the next page run
    assert len(after.past) == 2
    store.trouble, store.is_readable = "away", False
    with pytest.raises(StepMissing, match="step_away"):
        after.undo()
    store.trouble, store.is_readable = "", True
    assert walk(after) == [text(step(number)) for number in (1, 2, 3)]
    assert walk(successor(store, now.name, step(7))) == [text(step(n)) for n in (5, 6, 7)]


def test_steps_that_a_store_has_missed_are_put_in_a_few_at_a_time(store: Store) -> None:
    store.trouble = "full"
    now = history(store, *range(20))
    store.trouble = ""
    for n_runs in range(1, 8):
        now.keep("")
        n_steps = min(n_runs * AT_ONCE, 19)
        after = successor(store, now.name, step(19))
        assert walk(after) == [text(step(number)) for number in range(19 - n_steps, 20)]


def test_a_history_of_full_length_goes_on(store: Store) -> None:
    before = history(store, *range(MAX_STEPS + 5))
    after = successor(store, before.name, step(MAX_STEPS + 4))
    assert len(after.past) == MAX_STEPS
    after.record(step(7))
    after.keep("")
    assert len(after.past) == MAX_STEPS
    steps = [*range(5, MAX_STEPS + 5), 7]
    assert walk(successor(store, after.name, step(7))) == [text(step(n)) for n in steps]


def test_a_step_too_large_for_any_store_is_not_tried_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("playground.store.store.MAX_CONTENT", 10)
    now = history(store, 1, 2)
    assert not now.outlives
    monkeypatch.setattr(kept_history, "to_file", lambda *_: pytest.fail("encoded again"))
    now.keep("")


def test_undoing_nothing_changes_nothing(store: Store) -> None:
    now = KeptHistory(step(1), store)
    acts: list[Callable[[], Document]] = [now.undo, now.redo]
    for act in acts:
        with pytest.raises(IndexError):
            act()
    now.record(step(2))
    now.keep("")
    assert walk(successor(store, now.name, step(2))) == [text(step(1)), text(step(2))]
