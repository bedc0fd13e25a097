"""Names that Streamlit, plotly or pandas keep for themselves, and a page that cannot be drawn."""

import logging

import pytest
from streamlit.testing.v1 import AppTest

from playground.ui.panels import prediction
from tests.page import APP, edit, press, state_of, table_of, traces

NAMES = ["_index", "_pos:0", "index", "level_0", "None", "Unnamed: 0", "x|y", "$x$", ":red[x]"]
NAMES += ["_hidden", "0", "nan", "__len__", "<b>x</b>", "label_", "%{x}", "a" * 200, "列"]


def test_a_feature_may_have_any_name() -> None:
    app = AppTest.from_file(APP, default_timeout=60)
    rows = [[f"{row}.{index}5" for index in range(len(NAMES))] for row in (1, 2)]
    lines = [[*NAMES, "label"], [*rows[0], "0"], [*rows[1], "1"]]
    app.session_state["paste"] = "\n".join(map("\t".join, lines))
    app.run()
    press(app, "open_data")
    press(app, "import_replace")
    app.selectbox(key="speed").set_value("full").run()
    press(app, "train")
    assert state_of(app) == "done"
    assert len(traces(app)["weight"][0]["x"]) == len(NAMES)
    again = AppTest.from_file(APP, default_timeout=60)
    for key, values in app.query_params.items():
        again.query_params[key] = values
    again.run()
    assert table_of(again, "training_table") == lines[1:]


def fail(_: object) -> None:
    raise RuntimeError("a panel that cannot be drawn")


@pytest.fixture
def broken(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A page that failed when three rows were deleted, after an edit that was drawn."""

    logging.getLogger("playground.ui.failure").disabled = True
    edit(app, "training_table", edited_rows={0: {"x1": "7"}})
    monkeypatch.setattr(prediction, "draw", fail)
    edit(app, "training_table", edited_rows={0: {"x1": "7"}}, deleted_rows=[1, 2, 3])
    monkeypatch.undo()
    logging.getLogger("playground.ui.failure").disabled = False
    return app


def test_a_page_that_fails_shows_no_traceback_but_a_way_back(broken: AppTest) -> None:
    assert not broken.exception
    assert "could not be drawn" in broken.error[0].value
    press(broken, "failure_back")
    rows = table_of(broken, "training_table")
    assert (len(rows), rows[0][0]) == (10, "7")


def test_the_way_back_leads_to_a_run_that_has_not_begun(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(app, "step")
    assert state_of(app) == "paused"
    monkeypatch.setattr(logging.getLogger("playground.ui.failure"), "disabled", True)
    monkeypatch.setattr(prediction, "draw", fail)
    app.run()
    monkeypatch.undo()
    press(app, "failure_back")
    assert state_of(app) == "ready"


def test_what_could_not_be_drawn_can_be_tried_again_by_undo(broken: AppTest) -> None:
    press(broken, "failure_back")
    press(broken, "undo")
    assert len(table_of(broken, "training_table")) == 7
    press(broken, "redo")
    assert len(table_of(broken, "training_table")) == 10


def test_a_page_that_fails_is_not_what_a_reload_comes_back_to(broken: AppTest) -> None:
    again = AppTest.from_file(APP, default_timeout=60)
    for key, values in broken.query_params.items():
        again.query_params[key] = values
    again.run()
    assert len(table_of(again, "training_table")) == 10


def test_a_page_that_never_could_be_drawn_is_left_for_the_note(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(prediction, "draw", fail)
    monkeypatch.setattr(logging.getLogger("playground.ui.failure"), "disabled", True)
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["seed"] = "7"
    app.run()
    monkeypatch.undo()
    press(app, "failure_back")
    assert app.number_input(key="seed").value == 0
    assert not app.query_params


def test_a_page_that_fails_can_be_left_for_the_note(broken: AppTest) -> None:
    press(broken, "failure_afresh")
    assert table_of(broken, "training_table")[0][0] == "0.3"
    assert not broken.query_params
