from functools import partial
from types import ModuleType

import pytest
from streamlit.testing.v1 import AppTest

from playground.charts.curves import AXIS_LEFT, AXIS_RIGHT
from playground.session import visible_state
from playground.texts import CATALOGS, LANGUAGES
from playground.ui import page, stage
from tests.page import APP, html_of, press, traces


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(APP, default_timeout=60)


def filled(app: AppTest) -> str:
    found = html_of(app).partition('class="page-fill" data-panel="')[2]
    return found.partition('"')[0]


def test_the_curves_are_the_view_at_first(app: AppTest) -> None:
    app.run()
    assert "loss" in traces(app)
    assert "view" not in app.query_params


def test_a_view_that_is_not_there_opens_the_curves_and_leaves_the_address(app: AppTest) -> None:
    app.query_params["view"] = "<script>"
    app.query_params["fill"] = "elsewhere"
    app.run()
    assert not app.exception
    assert "loss" in traces(app)
    assert "view" not in app.query_params
    assert filled(app) == ""


@pytest.mark.parametrize("panel", visible_state.PANELS)
def test_a_panel_fills_the_page_and_gives_it_back(app: AppTest, panel: str) -> None:
    key = "fill" if panel == "stage" else f"fill_{panel}"
    press(app.run(), key)
    assert filled(app) == panel
    assert app.query_params["fill"] == panel
    press(app, key)
    assert filled(app) == ""
    assert "fill" not in app.query_params


def test_the_address_says_what_fills_the_page(app: AppTest) -> None:
    app.query_params["fill"] = "model"
    assert filled(app.run()) == "model"


def test_only_the_view_on_show_is_drawn(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    other = ModuleType("other")
    other.draw = lambda _: partial(drawn.append, "other")  # type: ignore[attr-defined]
    monkeypatch.setitem(stage.VIEWS, "other", other)
    monkeypatch.setitem(CATALOGS["en"], "view_other", "Other")
    app.query_params["view"] = "other"
    app.run()
    assert "loss" not in traces(app)
    assert app.query_params["view"] == "other"
    app.number_input(key="epochs").set_value(120)
    press(app, "train")
    assert set(drawn) == {"other"}  # in every frame of the run


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_view_has_a_name_in_each_language(language: str) -> None:
    assert all(f"view_{name}" in CATALOGS[language] for name in stage.VIEWS)


def test_the_slider_has_the_margins_of_the_curves() -> None:
    style = (page._WEB / "styles" / "04_training.css").read_text("utf-8")
    assert f"--left: {AXIS_LEFT / 16:g}rem; --right: {AXIS_RIGHT / 16:g}rem;" in style
