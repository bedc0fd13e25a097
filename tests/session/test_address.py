"""The address by itself: when tables are kept, and when it is written."""

from unittest.mock import Mock

import pandas as pd
import pytest

from playground.core.settings import default_settings
from playground.session.address import KEPT, NOWHERE, Address
from playground.sharing.examples import examples
from playground.sharing.table_store import TableStore
from playground.tables.document import Document, TableState
from tests.session.opened import Query


def large(first: str = "0") -> pd.DataFrame:
    """A table too large for any address."""
    cells = [[first, "0"], *([f"{n * n}.{n * 7919 % 100_003}", str(n % 3)] for n in range(3000))]
    return pd.DataFrame(cells, columns=["a", "label"], dtype=object)


def compose(address: Address, samples: pd.DataFrame, **more: str) -> None:
    test_samples = samples.iloc[:1, :-1]
    tables = {"training_table": TableState(samples, {}), "test_table": TableState(test_samples, {})}
    document = Document(tables, default_settings())
    address.compose(document, samples, test_samples, more)


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Stands in for the keeping of a table, which this machine can."""
    found = Mock(return_value="0" * 32)
    monkeypatch.setattr(TableStore, "put", found)
    monkeypatch.setattr(TableStore, "has", lambda self, key: key == "0" * 32)
    return found


def test_a_table_is_kept_once_for_as_long_as_it_is_the_same(put: Mock) -> None:
    address = Address(Query())
    for run in ("1", "2", "3"):
        compose(address, large(), run=run)
        assert address.shared() == {"v": "1", KEPT: "0" * 32, "run": run}
    assert put.call_count == 1
    compose(address, large("7"))
    assert put.call_count == 2


def test_a_table_that_cannot_be_kept_is_not_tried_again_until_it_changes(put: Mock) -> None:
    put.return_value = ""
    address = Address(Query())
    for run in ("1", "2", "3"):
        compose(address, large(), run=run)
        assert address.shared() == {"v": "1", KEPT: NOWHERE}
        assert not address.is_kept
    assert put.call_count == 1
    compose(address, large("7"))
    assert put.call_count == 2


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


def test_one_typed_without_the_version_is_completed_after_the_page_is_there() -> None:
    iris = examples()["iris"].samples()
    written = Query()
    compose(address := Address(written), iris, run="5")
    address.publish()
    typed = {key: text for key, text in written.said.items() if key != "v"}
    compose(address := Address(query := Query(**typed)), iris, run="5")
    address.publish()
    assert query.said == typed
    address.publish()
    assert query.said == written.said


@pytest.mark.parametrize(
    "typed",
    [
        {"data": "xor"},
        {"data": "xor", "learning_rate": "0.01"},
        {"learning_rate": "0.05", "amp;data": "xor"},
        {"samples": "a_label~1_0~2_1"},
    ],
)
def test_one_typed_by_hand_is_left_at_first_as_long_as_it_says_the_same(typed: dict) -> None:
    address = Address(query := Query(**typed))
    saved = address.read()
    tables = {name: TableState(saved.samples, {}) for name in ("training_table", "test_table")}
    document = Document(tables, saved.settings)
    address.compose(document, saved.samples, saved.test_samples, {})
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
