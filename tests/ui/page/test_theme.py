"""The light and the dark theme: each page offers the other."""

from types import SimpleNamespace

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from playground.charts.looks import DARK, LIGHT, Palette
from playground.texts import CATALOGS
from tests.page import APP, figures, html_of


@pytest.mark.parametrize(
    ("theme", "other", "palette"), [("light", "dark", LIGHT), ("dark", "light", DARK)]
)
def test_a_page_has_the_browser_s_theme_and_offers_the_other(
    monkeypatch: pytest.MonkeyPatch, theme: str, other: str, palette: Palette
) -> None:
    now = property(lambda _: SimpleNamespace(type=theme))
    monkeypatch.setattr(type(streamlit.context), "theme", now)
    app = AppTest.from_file(APP, default_timeout=60).run()
    button = app.button(key="theme")
    assert button.label == CATALOGS["en"][f"theme_{other}"]
    assert button.proto.icon == f":material/{other}_mode:"
    assert f'data-theme="{theme}"' in html_of(app)
    assert {chart["layout"]["font"]["color"] for chart in figures(app)} == {palette.text}
