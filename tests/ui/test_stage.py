from functools import partial
from types import ModuleType

import pytest
from streamlit.testing.v1 import AppTest

from playground.charts.curves import AXIS_LEFT, AXIS_RIGHT
from playground.session import visible_state
from playground.sharing.lessons import reading
from playground.texts import CATALOGS
from playground.ui import page, stage
from tests.page import html_of, opened, press, traces


def filled(app: AppTest) -> str:
    found = html_of(app).partition('data-fill="')[2]
    return found.partition('"')[0]


def test_the_curves_are_the_view_at_first_and_in_place_of_one_that_is_not_there() -> None:
    for query in ({}, {"view": "<script>", "fill": "elsewhere"}):
        app = opened(**query)
        assert "loss" in traces(app)
        assert "view" not in app.query_params
        assert filled(app) == ""


def test_a_lesson_can_name_each_view() -> None:
    assert set(reading.VIEWS) == set(stage.VIEWS)


def test_a_panel_fills_the_page_and_gives_it_back() -> None:
    app = opened(fill="model")
    for panel in visible_state.PANELS:
        assert filled(app) == "model"
        press(app, "fill" if panel == "stage" else f"fill_{panel}")
        assert filled(app) == ("" if panel == "model" else panel)
        assert app.query_params.get("fill", "") == filled(app)
        press(app, "fill_model")


def test_only_the_view_on_show_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    other = ModuleType("other")
    other.draw = lambda _: partial(drawn.append, "other")  # type: ignore[attr-defined]
    monkeypatch.setitem(stage.VIEWS, "other", other)
    monkeypatch.setitem(CATALOGS["en"], "view_other", "Other")
    app = opened(view="other")
    assert "loss" not in traces(app)
    assert app.query_params["view"] == "other"
    app.number_input(key="epochs").set_value(120)
    press(app, "train")
    assert set(drawn) == {"other"}  # in every frame of the run


def test_the_slider_has_the_margins_of_the_curves() -> None:
    style = (page._WEB / "styles" / "04_training.css").read_text("utf-8")
    assert f"--left: {AXIS_LEFT / 16:g}rem; --right: {AXIS_RIGHT / 16:g}rem;" in style
