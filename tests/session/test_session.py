"""What follows from tables, settings and run in a session, without a page."""

from types import SimpleNamespace
from unittest.mock import Mock

import pytest

from playground.core.problem import Problem
from playground.core.settings import SETTINGS
from playground.session import session as module
from playground.session.session import QUERY_TABLE, TRAINING_TABLE, Session
from playground.sharing.examples import examples
from playground.tables.shape import Rename
from playground.texts import Texts
from tests.session.opened import opened


@pytest.fixture
def now() -> Session:
    """A session that has just begun, with eight epochs of the note to train."""
    return opened(epochs="8")


def type_cell(now: Session, name: str, row: int, column: str, text: str) -> None:
    """As the table's editor does it."""
    table = now.tables.table(name).copy()
    table.iloc[row, list(table.columns).index(column)] = text
    now.tables.load(name, table)


def go_on(now: Session) -> None:
    """What a page run begins with."""
    now.collect()
    now.read()


def test_before_the_first_epoch_the_run_follows_tables_and_settings(now: Session) -> None:
    type_cell(now, TRAINING_TABLE, 3, "x1", "7")
    now.fields.set("seed", 5)
    go_on(now)
    assert now.run.dataset.features[3, 0] == 7
    assert now.run.settings.seed == 5
    assert not now.is_stale
    run = now.run
    go_on(now)
    assert now.run is run  # as long as nothing has changed


def test_after_it_what_is_on_screen_stays_and_is_stale(now: Session) -> None:
    run = now.run
    run.advance(8)
    assert (now.is_stale, now.changes, now.run_in_address["run"]) == (False, [], "8")
    assert now.example_of_run is not None
    type_cell(now, TRAINING_TABLE, 3, "x1", "7")
    now.fields.set("seed", 5)
    go_on(now)
    assert now.run is run
    assert (now.is_stale, now.changes) == (True, ["data", "seed"])
    assert now.example_of_run is None
    assert now.run_in_address == {}
    assert now.remark is None


def test_a_table_of_other_features_is_followed_at_once(now: Session) -> None:
    now.run.advance(8)
    now.tables.load(TRAINING_TABLE, examples()["iris"].samples())
    go_on(now)
    assert now.run.epoch == 0
    assert now.run.dataset.n_features == 4


def test_a_run_that_is_on_is_left_alone(now: Session) -> None:
    now.playback.is_playing = True
    run = now.run
    now.fields.set("seed", 5)
    now.read()
    assert now.run is run
    assert not now.is_stale  # its settings are locked


@pytest.mark.parametrize(
    ("epochs", "is_playing", "is_open"),
    [(0, False, True), (3, True, False), (3, False, False), (8, False, True)],
)
def test_while_a_run_is_under_way_there_is_no_undo_and_settings_are_locked(
    now: Session, epochs: int, is_playing: bool, is_open: bool
) -> None:
    now.fields.set("seed", 5)
    go_on(now)
    now.fields.set("seed", 6)
    go_on(now)
    now.history.undo()
    now.run.advance(epochs)
    now.playback.is_playing = is_playing
    assert (now.can_undo, now.can_redo) == (is_open, is_open)
    open_settings = {name for name in SETTINGS if now.can_change(name)}
    if is_open:
        assert {"learning_rate", "epochs", "seed", "batch_size"} <= open_settings
    else:
        assert open_settings == (set() if is_playing else {"learning_rate"})


def test_a_setting_that_makes_no_difference_is_open_only_where_it_is_wrong(now: Session) -> None:
    now.fields.set("optimizer", "adam")
    now.read()
    assert not now.can_change("momentum")
    now.fields.set("momentum", 7.0)
    now.read()
    assert now.can_change("momentum")
    assert not now.is_trainable
    assert [problem.code for problem in now.problems["settings"]] == ["momentum"]
    now.fields.update({"optimizer": "sgd", "momentum": 0.5})
    now.read()
    assert now.can_change("momentum")
    assert now.is_trainable


def test_what_is_wrong_is_said_where_it_was_typed(now: Session) -> None:
    type_cell(now, TRAINING_TABLE, 3, "x1", "oops")
    type_cell(now, QUERY_TABLE, 0, "x1", "oops")
    now.notices = {"samples": [Problem("link_version", {"value": "2"}, blocking=False)]}
    now.read()
    assert list(now.problems) == ["samples", "settings", "parameters", "query_vectors"]
    assert now.problems["samples"][0].code == "link_version"
    assert [len(found) for found in now.problems.values()] == [2, 0, 0, 1]
    assert now.is_stale
    assert not now.is_trainable


def test_whoever_goes_on_has_read_what_was_wrong_with_the_link(now: Session) -> None:
    now.notices = {"samples": [Problem("link_version", {"value": "2"}, blocking=False)]}
    now.collect()
    assert now.notices
    now.fields.set("seed", 5)
    now.collect()
    assert not now.notices


def test_the_sample_touched_last_is_the_one_explained(now: Session) -> None:
    for row in (7, 2):
        type_cell(now, TRAINING_TABLE, row, "x2", f"9{row}")
        now.collect()
        assert now.fields["sample"] == row + 1
    now.fields.set("seed", 5)
    now.collect()
    assert now.fields["sample"] == 3


def test_a_link_brings_its_run_to_be_gone_through_again() -> None:
    now = opened(data="iris", epochs="9", run="5", epoch="3")
    assert (now.playback.is_playing, now.playback.goal) == (True, 5)
    assert now.run.dataset.n_features == 4
    assert not opened(data="iris").playback.is_playing


@pytest.fixture
def st(monkeypatch: pytest.MonkeyPatch, now: Session) -> Mock:
    """Streamlit, whose session it is."""
    found = Mock(session_state={"session": now})
    monkeypatch.setattr(module, "st", found)
    return found


@pytest.mark.parametrize("is_new", [True, False])
def test_what_only_a_widget_holds_has_the_page_drawn_once_more(
    st: Mock, now: Session, is_new: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(now.fields, "collect", lambda: is_new)
    module.conclude(now)
    assert st.rerun.called is is_new
    assert now.drawn is now.history.present


def test_the_gallery_is_closed_and_a_new_beginning_leaves_nothing_behind(st: Mock) -> None:
    st.session_state["gallery"] = True
    module.close_popover("gallery")
    assert st.session_state["gallery"] is False
    assert module.opened()
    module.start_afresh()
    assert module.opened() is None
    st.query_params.clear.assert_called_once_with()


@pytest.mark.parametrize(("view", "is_settled"), [("lines", True), ("curves", False)])
def test_the_line_is_looked_for_only_where_it_is_seen(
    now: Session, view: str, is_settled: bool
) -> None:
    now.fields.update({"view": view, "line": "no such line", "sample": 99, "question": "seeds"})
    now.prepare()
    assert (now.fields["line"] != "no such line") is is_settled
    assert (now.fields["question"] is None) is is_settled  # it is not asked of this line
    assert now.fields["sample"] == 10  # as many as there are


@pytest.mark.parametrize(("said", "language"), [("en", "en"), ("zh", "zh"), ("xx", "en")])
def test_the_address_says_the_language_where_it_is_not_the_browser_s(
    said: str, language: str
) -> None:
    now = opened(language=said)
    now.prepare()
    assert now.texts == Texts(language)
    assert now.address.shared().get("language", "en") == language


def test_w_and_b_given_follow_their_classes_and_features_and_new_ones_are_zero() -> None:
    samples = "a_b_c_label~1_2_3_cat~4_5_6_dog"
    now = opened(v="1", samples=samples, start="1_2_3_7~4_5_6_8", initial_weights="given")
    before = now.run.dataset
    names = {"feature_names": ("c", "b", "z"), "class_names": ("dog", "owl", "tom")}
    after = SimpleNamespace(**names)
    features = [Rename("c", "c"), Rename(None, "b"), Rename("a", "z")]
    classes = [Rename("cat", "tom"), Rename("dog", "dog"), Rename(None, "owl")]
    now.manual_parameters.follow_names(before, after, features, classes)  # type: ignore[arg-type]
    assert now.fields["start"] == "6_0_4_8~0_0_0_0~3_0_1_7"


@pytest.mark.parametrize("start", ["", "1_2~3_4"])
def test_w_and_b_of_another_shape_stay_as_they_are(start: str) -> None:
    now = opened(start=start)
    now.manual_parameters.follow_names(now.run.dataset, now.run.dataset, [], [])
    assert now.fields["start"] == start
