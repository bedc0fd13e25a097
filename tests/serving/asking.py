"""One request to an application, without a server."""

import asyncio
from typing import Any, NamedTuple

from starlette.types import ASGIApp, Message


class Answer(NamedTuple):
    headers: dict[str, str]
    body: bytes  # as sent: what is compressed stays so


def ask(app: ASGIApp, path: str, **headers: str) -> Answer:
    """What ``app`` answers to a GET of ``path``."""
    scope: dict[str, Any] = {"type": "http", "method": "GET", "path": path, "query_string": b""}
    scope["headers"] = [(name.encode(), text.encode()) for name, text in headers.items()]
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    async def request() -> None:
        await app(scope, receive, send)

    asyncio.run(request())
    found = {name.decode(): text.decode() for name, text in sent[0]["headers"]}
    return Answer(found, b"".join(message.get("body", b"") for message in sent[1:]))
