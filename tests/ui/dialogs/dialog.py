"""A dialog by itself, without a browser: it stays open, unlike on the whole page."""

from collections.abc import Callable, Mapping
from typing import Any
from unittest.mock import Mock

import pytest
import streamlit
from streamlit.testing.v1 import AppTest


def _in_place(title: str, **_: Any) -> Callable[[Callable[[], None]], Callable[[], None]]:
    return lambda content: content


def stand_in(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Dialogs are drawn where they are called; the mock is called when the page is to be run anew,
    which closes a dialog."""
    rerun = Mock()
    monkeypatch.setattr(streamlit, "dialog", _in_place)
    monkeypatch.setattr(streamlit, "rerun", rerun)
    return rerun


def _open_data() -> None:
    from playground.session.session import begin
    from playground.ui.dialogs import open_data

    session = begin(["curves"])
    session.prepare()
    open_data.draw(session)


def _columns() -> None:
    from playground.session.session import begin
    from playground.ui.dialogs import columns

    session = begin(["curves"])
    session.prepare()
    columns.draw(session)


def _maker() -> None:
    from playground.session.session import begin, opened
    from playground.ui.lessons import acts, maker

    session = opened()
    if session is None:
        session = begin(["curves"])
        session.prepare()
        acts.make_lesson(session)
        maker.draw(session)
    else:  # what is typed has the dialog alone run
        maker.content(session)


SCRIPTS = {"open_data": _open_data, "columns": _columns, "maker": _maker}


def opened(name: str, query: Mapping[str, str] | None = None, **state: Any) -> AppTest:
    """The dialog called ``name`` at an address, its widgets holding ``state``."""
    app = AppTest.from_function(SCRIPTS[name])
    app.query_params.update(query or {})
    for key, value in state.items():
        app.session_state[key] = value
    app.run(timeout=60)
    assert not app.exception
    return app
