"""What a reload, or a link sent to someone else, brings back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from playground.store import store
from playground.store.store import shared
from tests import page
from tests.page import (
    choose_example,
    edit,
    html_of,
    messages,
    press,
    state_of,
    status_of,
    table_of,
    tell,
    traces,
    widget,
)
from tests.postgres import Postgres
from tests.store.place import Place, wait_until_well
from tests.ui.test_told import fact


def opened(query: dict) -> AppTest:
    """Another session that is opened with this address."""
    return page.opened(**query)


def shown(app: AppTest) -> tuple:
    """All that the page shows of tables, run and settings."""
    tables = table_of(app, "training_table"), table_of(app, "test_table")
    settings = [widget(app, key).value for key in ("learning_rate", "epochs", "seed")]
    return tables, settings, traces(app), status_of(app), state_of(app), app.query_params


def test_the_note_as_it_is_needs_no_address(app: AppTest) -> None:
    assert app.query_params == {}


def test_edits_settings_and_the_finished_run_come_back_bit_for_bit(app: AppTest) -> None:
    edit(app, "training_table", edited_rows={0: {"x1": "7.25", "label": "2"}})
    edit(app, "test_table", edited_rows={0: {"x2": "-3"}}, added_rows=[{"x1": "1", "x2": "a_b~"}])
    app.number_input(key="seed").set_value(3).run()
    press(app, "train")
    app.slider(key="epoch").set_value(123).run()
    again = opened(app.query_params)
    assert again.slider(key="epoch").value == 123
    assert shown(again) == shown(app)


def test_a_run_paused_in_mid_way_comes_back_and_goes_on(app: AppTest) -> None:
    app.number_input(key="epochs").set_value(50)
    press(app, "step")
    app.number_input(key="learning_rate").set_value(0.1)
    press(app, "step")
    again = opened(app.query_params)
    assert state_of(again) == "paused"
    assert shown(again) == shown(app)
    again.selectbox(key="speed").set_value("full").run()
    for one in (app, again):
        press(one, "resume")
    assert shown(again) == shown(app)


def test_the_language_and_an_example_come_back(app: AppTest) -> None:
    choose_example(app, "iris")
    app.segmented_control(key="language").set_value("zh").run()
    again = opened(app.query_params)
    assert app.query_params["data"] == again.query_params["data"]
    assert "鸢尾花" not in html_of(again)
    assert "样本" in html_of(again)
    assert len(table_of(again, "training_table")) == 150


def test_bad_cells_come_back_as_they_were_typed(app: AppTest) -> None:
    edit(app, "training_table", edited_rows={2: {"x1": "<b>oops</b>", "x2": ""}})
    again = opened(app.query_params)
    assert table_of(again, "training_table")[2][0] == "<b>oops</b>"
    assert messages(again) == messages(app)


def test_a_damaged_link_opens_the_note_and_says_so() -> None:
    app = opened({"samples": "%00~_", "epochs": "-7", "v": "1"})
    assert "The link is damaged (samples)" in messages(app)
    assert "The setting Epochs cannot be “-7”" in messages(app)
    assert len(table_of(app, "training_table")) == 10
    press(app, "step")
    assert state_of(app) == "paused"


def test_an_example_typed_by_hand_is_the_one_of_the_gallery(app: AppTest) -> None:
    choose_example(app, "xor")
    typed = opened({"data": "xor"})
    assert typed.number_input(key="learning_rate").value == 0.5
    assert shown(typed)[:-1] == shown(app)[:-1]
    again = opened(typed.query_params)
    assert shown(again)[:-1] == shown(app)[:-1]
    press(typed, "step")
    assert typed.query_params == {"v": "1", "data": "xor", "learning_rate": "0.5", "run": "1"}


def test_a_link_that_a_mail_cut_in_its_table_is_said_to_be_damaged(app: AppTest) -> None:
    edit(app, "training_table", edited_rows={0: {"x1": "7"}})
    query = app.query_params | {"samples": app.query_params["samples"][:-12]}
    assert "The link is damaged (samples)" in messages(opened(query))


def test_a_link_to_a_table_that_cannot_be_learnt_from_opens() -> None:
    app = opened({"samples": "a_label~oops_0~2_1", "run": "100"})
    assert "“oops” is not a number" in messages(app)
    assert state_of(app) == "ready"


def test_a_run_is_not_repeated_on_an_example_in_place_of_its_samples() -> None:
    app = opened({"samples": "a_label~1", "seed": "3", "run": "100", "epoch": "7"})
    assert "The link is damaged (samples)" in messages(app)
    assert state_of(app) == "ready"
    assert status_of(app) == "Epoch 0/1000"
    assert app.query_params == {"v": "1", "seed": "3"}


LARGE = "x1,x2,label\n" + "\n".join(
    f"{i}.{i * 7919 % 100_003},{i * i}.5,{i % 3}" for i in range(500)
)


def open_large_table(app: AppTest) -> None:
    app.session_state["paste"] = LARGE
    press(app, "open_data")
    press(app, "import_replace")
    assert len(table_of(app, "training_table")) == 500


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Place]:
    """A store of the test's own."""
    place = Place(f"sqlite:///{tmp_path}/store.sqlite")
    monkeypatch.setenv("PLAYGROUND_DATABASE", place.address)
    yield place
    shared().close()


def captions(app: AppTest) -> str:
    return " ".join(caption.value for caption in app.caption)


def test_a_table_too_large_for_the_address_comes_back_from_the_store_as_long_as_it_is_there(
    place: Place, app: AppTest
) -> None:
    open_large_table(app)
    app.number_input(key="seed").set_value(4)
    app.number_input(key="epochs").set_value(30).run()
    press(app, "train")
    assert "this server keeps the table" in captions(app)
    key = app.query_params["kept"]
    assert shared().has(key)
    assert app.query_params["run"] == "30"
    assert shown(opened(app.query_params)) == shown(app)
    place.execute("DELETE FROM playground_entries")
    again = opened(app.query_params)
    assert "this server does not have it: an example is shown" in messages(again)
    assert state_of(again) == "ready"  # without its table a run is not repeated
    assert len(table_of(again, "training_table")) == 10
    assert again.number_input(key="seed").value == 4
    press(app, "reset")
    assert shared().has(key)


def test_undo_in_another_session_brings_back_a_table_too_large_for_the_address(
    place: Place, app: AppTest
) -> None:
    open_large_table(app)
    app.number_input(key="seed").set_value(4).run()
    before = table_of(app, "training_table")
    edit(app, "training_table", edited_rows={0: {"x1": "5"}})
    again = opened(app.query_params)
    tell(again, "history", name=fact(app, "history"))
    press(again, "undo")
    assert table_of(again, "training_table") == before
    press(again, "undo")
    press(again, "undo")
    assert len(table_of(again, "training_table")) == 10
    press(again, "redo")
    assert table_of(again, "training_table") == before


@pytest.fixture
def nowhere(place: Place, tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").mkdir()  # where the file should be


def test_a_table_that_cannot_be_kept_is_missed_at_a_reload(nowhere: None, app: AppTest) -> None:
    open_large_table(app)
    press(app, "train")
    assert "a reload loses the table" in captions(app)
    assert "This server cannot write into its database." in captions(app)
    assert app.query_params == {"v": "1", "kept": "none"}
    again = opened(app.query_params)
    assert "this server does not have it: an example is shown" in messages(again)
    assert state_of(again) == "ready"
    press(app, "undo")
    assert "kept" not in app.query_params


def test_a_database_that_is_away_for_a_while_costs_a_remark_and_no_table(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYGROUND_DATABASE", postgres.url)
    monkeypatch.setattr(store, "PAUSE", 0.3)
    app = opened({})
    open_large_table(app)
    link = dict(app.query_params)
    postgres.stop()
    edit(app, "training_table", edited_rows={0: {"x1": "5"}})
    assert "The database of this server cannot be reached just now." in captions(app)
    early = opened(link)
    assert "cannot be reached just now: an example is shown" in messages(early)
    assert early.query_params == link
    postgres.start()
    wait_until_well(shared())
    app.run()
    assert "this server keeps the table" in captions(app)
    assert table_of(opened(app.query_params), "training_table")[0][0] == "5"
    assert len(table_of(opened(early.query_params), "training_table")) == 500
    shared().close()


def test_a_setting_that_names_no_database_costs_a_remark_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PLAYGROUND_DATABASE", "mysql://somewhere")
    app = opened({})
    open_large_table(app)
    assert "The database of this server is not set up as it should be." in captions(app)
