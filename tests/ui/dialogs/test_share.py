"""The link that Share gives to others, its QR code, or why there is none."""

import pytest
import streamlit as st
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from playground.serving import addresses
from playground.texts import Texts
from playground.ui.dialogs.qr_code import LONGEST
from tests.ui.dialogs.test_take_home import opened, reported

HERE = "http://127.0.0.1:8501"
TEXTS = Texts("en")


@pytest.fixture
def local(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The page as it is opened on the server's own computer, which is in a network."""
    monkeypatch.setattr(ContextProxy, "url", HERE)
    monkeypatch.setattr(addresses, "network_addresses", lambda: ["192.168.1.20"])
    return monkeypatch


def buttons(app: AppTest) -> set[str | None]:
    return {button.key for button in app.button}


def listen_at(address: str, patch: pytest.MonkeyPatch) -> None:
    option = st.get_option
    patch.setattr(st, "get_option", lambda key: address if key == "server.address" else option(key))


def test_a_server_of_this_computer_alone_names_the_command_for_a_class_and_has_no_code(
    local: pytest.MonkeyPatch,
) -> None:
    listen_at("127.0.0.1", local)
    app = opened()
    assert TEXTS("share_this_computer") in [info.value for info in app.info]
    assert "--class" in TEXTS("share_this_computer")
    assert "qr" not in buttons(app)


def test_a_server_of_a_class_gives_the_link_that_others_open_and_its_code(
    local: pytest.MonkeyPatch,
) -> None:
    listen_at("0.0.0.0", local)
    app = opened(data="iris")
    assert app.code[0].value == "http://192.168.1.20:8501/?v=1&data=iris"
    assert "qr" in buttons(app)
    [link] = reported(data="iris").attributes("a")
    assert link["href"].startswith("http://192.168.1.20:8501/?")


def test_a_server_for_all_without_a_network_does_not_name_the_command_that_started_it(
    local: pytest.MonkeyPatch,
) -> None:
    listen_at("0.0.0.0", local)
    local.setattr(addresses, "network_addresses", list)
    app = opened()
    assert TEXTS("share_no_network") in [info.value for info in app.info]
    assert "qr" not in buttons(app)


def test_a_link_that_is_too_long_for_a_camera_has_no_code_but_a_reason(
    local: pytest.MonkeyPatch,
) -> None:
    listen_at("0.0.0.0", local)
    app = opened(samples="x_label" + "".join(f"~{row}.123456_a" for row in range(40)))
    assert len(app.code[0].value) > LONGEST
    assert TEXTS("qr_too_long", maximum=LONGEST) in [caption.value for caption in app.caption]
    assert "qr" not in buttons(app)
