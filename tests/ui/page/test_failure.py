"""Names that Streamlit, plotly or pandas keep for themselves, and a page that cannot be drawn."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from streamlit.testing.v1 import AppTest

from playground.ui.panels import prediction
from tests.page import APP, edit, opened, press, state_of, table_of, traces

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
    assert table_of(opened(**app.query_params), "training_table") == lines[1:]


def fail(_: object) -> None:
    raise RuntimeError("a panel that cannot be drawn")


@contextmanager
def breaking() -> Iterator[None]:
    """Within it, no page can be drawn."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logging.getLogger("playground.ui.failure"), "disabled", True)
        patch.setattr(prediction, "draw", fail)
        yield


@pytest.fixture
def broken(app: AppTest) -> AppTest:
    """A page that failed when three rows were deleted, after an edit that was drawn."""
    edit(app, "training_table", edited_rows={0: {"x1": "7"}})
    press(app, "step")
    with breaking():
        edit(app, "training_table", edited_rows={0: {"x1": "7"}}, deleted_rows=[1, 2, 3])
    return app


def test_a_page_that_fails_shows_no_traceback_but_a_way_back_to_a_run_that_has_not_begun(
    broken: AppTest,
) -> None:
    assert not broken.exception
    assert "could not be drawn" in broken.error[0].value
    assert len(table_of(opened(**broken.query_params), "training_table")) == 10  # at a reload
    press(broken, "failure_back")
    rows = table_of(broken, "training_table")
    assert (len(rows), rows[0][0]) == (10, "7")
    assert state_of(broken) == "ready"
    press(broken, "undo")  # to try again what could not be drawn
    assert len(table_of(broken, "training_table")) == 7
    press(broken, "redo")
    assert len(table_of(broken, "training_table")) == 10


def test_a_page_that_fails_can_be_left_for_the_note(broken: AppTest) -> None:
    press(broken, "failure_afresh")
    assert table_of(broken, "training_table")[0][0] == "0.3"
    assert not broken.query_params


def test_a_page_that_never_could_be_drawn_is_left_for_the_note() -> None:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["seed"] = "7"
    with breaking():
        app.run()
    press(app, "failure_back")
    assert app.number_input(key="seed").value == 0
    assert not app.query_params
