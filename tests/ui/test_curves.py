"""The opening view: the end of a long log."""

import pytest
from streamlit.testing.v1 import AppTest

from playground.ui.views import curves
from tests.page import html_of


def test_of_a_long_log_the_last_two_hundred_lines_are_shown(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(curves, "log_lines", lambda _: [f"line {n}" for n in range(1000)])
    shown = "\n".join(f"line {n}" for n in range(800, 1000))
    assert f"<pre>{shown}</pre>" in html_of(app.run())
