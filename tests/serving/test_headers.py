import re

import pytest
from starlette.responses import PlainTextResponse

from playground.serving import headers as serving
from playground.serving.headers import EMBEDDING, SecurityHeaders
from tests.serving.asking import ask


def headers() -> dict[str, str]:
    """Of an answer."""
    return ask(SecurityHeaders(PlainTextResponse("page"), serving.headers()), "/").headers


def test_nothing_is_guessed_and_no_address_told() -> None:
    assert headers()["x-content-type-options"] == "nosniff"
    assert headers()["referrer-policy"] == "no-referrer"


def test_nothing_comes_from_another_server() -> None:
    policy = headers()["content-security-policy"]
    assert "default-src 'self'" in policy
    assert not re.search(r"http|wss?:", policy)


def test_every_site_may_embed_the_page_unless_some_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "frame-ancestors *" in headers()["content-security-policy"]
    monkeypatch.setenv(EMBEDDING, "")  # as a compose file has it that is not set
    assert "frame-ancestors *" in headers()["content-security-policy"]
    monkeypatch.setenv(EMBEDDING, "'self' https://moodle.example")
    assert "frame-ancestors 'self' https://moodle.example" in headers()["content-security-policy"]


def test_the_setting_cannot_add_to_the_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EMBEDDING, "'self'; script-src *")
    with pytest.raises(SystemExit, match=f"{EMBEDDING}.* semicolon"):
        headers()
