"""The address by itself: when tables are kept, and when it is written."""

from collections.abc import Callable
from unittest.mock import Mock

import pandas as pd
import pytest

from playground.core.settings import default_settings
from playground.session.address import KEPT, NOWHERE, Address
from playground.sharing.examples import examples
from playground.store.store import READABLE, Store, shared
from playground.tables.document import Document, TableState
from tests.session.opened import Query


def large(first: str = "0") -> pd.DataFrame:
    """A table too large for any address."""
    cells = [[first, "0"], *([f"{n * n}.{n * 7919 % 100_003}", str(n % 3)] for n in range(3000))]
    return pd.DataFrame(cells, columns=["a", "label"], dtype=object)


def compose(address: Address, samples: pd.DataFrame, **more: str) -> None:
    test_samples = samples.iloc[:1, :-1]
    tables = {"training_table": TableState(samples, {}), "test_table": TableState(test_samples, {})}
    address.compose(Document(tables, default_settings()), more)


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Stands in for the keeping of a table, which the store can."""
    found = Mock(return_value="0" * 32)
    monkeypatch.setattr(Store, "put", found)
    monkeypatch.setattr(Store, "has", lambda self, key: key == "0" * 32 and self.is_readable)
    return found


@pytest.fixture
def trouble(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Have the store be in a trouble, or in none."""

    def be(now: str) -> None:
        monkeypatch.setattr(shared(), "trouble", now)
        monkeypatch.setattr(shared(), "is_readable", now in ("", *READABLE))

    return be


@pytest.mark.parametrize("name", ["0" * 32, ""])
def test_a_table_is_kept_once_for_as_long_as_it_is_the_same_or_found_not_to_be(
    put: Mock, name: str
) -> None:
    put.return_value = name
    address = Address(Query())
    for run in ("1", "2", "3"):
        compose(address, large(), run=run)
        more = {"run": run} if name else {}  # a run on other tables says nothing
        assert address.shared() == {"v": "1", KEPT: name or NOWHERE} | more
        assert address.is_kept is bool(name)
    assert put.call_count == 1
    compose(address, large("7"))
    assert put.call_count == 2


def test_a_store_that_goes_away_is_taken_to_have_what_it_had_and_asked_for_no_more(
    put: Mock, trouble: Callable[[str], None]
) -> None:
    address = Address(Query())
    compose(address, large(), run="5")
    trouble("away")
    compose(address, large(), run="6")
    assert address.shared() == {"v": "1", KEPT: "0" * 32, "run": "6"}
    assert not address.is_kept
    compose(address, large("7"), run="7")
    assert address.shared() == {"v": "1", KEPT: NOWHERE}
    assert put.call_count == 1
    trouble("")
    compose(address, large("7"), run="7")
    assert address.shared() == {"v": "1", KEPT: "0" * 32, "run": "7"}
    assert (address.is_kept, put.call_count) == (True, 2)


def test_a_table_that_a_store_fails_to_take_is_put_in_when_it_is_well(
    put: Mock, trouble: Callable[[str], None]
) -> None:
    address = Address(Query())

    def fail(content: bytes) -> str:
        trouble("full")
        return ""

    put.side_effect = fail
    compose(address, large(), run="5")
    assert address.shared() == {"v": "1", KEPT: NOWHERE}
    put.side_effect = None
    trouble("")
    compose(address, large(), run="5")
    assert address.shared() == {"v": "1", KEPT: "0" * 32, "run": "5"}


@pytest.mark.parametrize("now", ["away", ""])
def test_an_address_stays_while_its_tables_cannot_be_reached_and_nothing_is_typed(
    trouble: Callable[[str], None], now: str
) -> None:
    address = Address(query := Query(v="1", kept="0" * 32, run="5"))
    trouble(now)
    saved = address.read()
    tables = {"a": TableState(saved.samples, {}), "b": TableState(saved.test_samples, {})}
    for _ in range(2):
        address.compose(Document(dict(tables), saved.settings), {})
        address.publish()
    assert (query.said.get(KEPT) is not None) is bool(now)
    compose(address, examples()["iris"].samples())
    address.publish()
    assert KEPT not in query.said


def test_a_table_in_the_address_needs_no_keeping(put: Mock) -> None:
    address = Address(Query())
    compose(address, examples()["iris"].samples())
    assert address.is_whole
    assert address.is_kept
    put.assert_not_called()


def test_the_address_is_written_when_it_says_something_new() -> None:
    query = Query()
    address = Address(query)
    compose(address, examples()["note"].samples())
    address.publish()
    assert query.said["v"] == "1"
    assert set(query.said) == {"v", "test"}  # the first sample alone is tested
    address.publish()
    assert query.n_written == 1
    compose(address, examples()["note"].samples(), run="5")
    address.publish()
    assert (query.said["run"], query.n_written) == ("5", 2)


def test_it_is_written_again_where_a_click_crossed_with_it() -> None:
    note = examples()["note"].samples()
    compose(address := Address(query := Query()), note)
    address.publish()
    before = query.said
    compose(address, note, run="5")
    address.publish()
    query.said = before  # as the browser had it when it sent the click
    compose(address, note)
    address.publish()
    assert (query.said, query.n_written) == (before, 3)


@pytest.mark.parametrize(
    "typed",
    [
        {"data": "xor"},
        {"data": "xor", "learning_rate": "0.01"},
        {"data": "iris", "run": "5"},
        {"learning_rate": "0.05", "amp;data": "xor"},
        {"samples": "a_label~1_0~2_1"},
    ],
)
def test_one_typed_by_hand_is_left_at_first_as_long_as_it_says_the_same(typed: dict) -> None:
    address = Address(query := Query(**typed))
    saved = address.read()
    tables = {"a": TableState(saved.samples, {}), "b": TableState(saved.test_samples, {})}
    more = {key: text for key, text in typed.items() if key == "run"}
    address.compose(Document(tables, saved.settings), more)
    address.publish()
    assert query.said == typed
    address.publish()
    assert query.said["v"] == "1"
    again = Address(query).read()
    assert (again.settings, again.problems) == (saved.settings, [])
    assert again.samples.equals(saved.samples)


def test_one_typed_by_hand_that_no_longer_says_the_same_is_written_at_once() -> None:
    address = Address(query := Query(data="xor"))
    compose(address, examples()["xor"].samples())  # at other settings than it needs
    address.publish()
    assert query.said["v"] == "1"


def test_what_html_did_to_the_address_is_undone_in_all_of_it() -> None:
    address = Address(Query(**{"v": "1", "amp;view": "other", "amp;sample": "7."}))
    assert address.query == {"v": "1", "view": "other", "sample": "7"}


def test_tables_that_this_machine_does_not_have_are_said_and_keep_nobody_from_training() -> None:
    (problem,) = Address(Query(kept="0" * 32, run="5")).read().problems
    assert (problem.code, problem.blocking) == ("link_kept", False)


def test_tables_that_cannot_be_reached_are_said_to_be_so(trouble: Callable[[str], None]) -> None:
    trouble("away")
    (problem,) = Address(Query(kept="0" * 32, run="5")).read().problems
    assert (problem.code, problem.blocking) == ("link_kept_away", False)
