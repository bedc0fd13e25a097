"""What the server's answers tell a browser that it may do."""

import os
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Sites that may show the page in a frame, separated by blanks; all, unless it is set.
EMBEDDING = "PLAYGROUND_EMBED_IN"


def headers() -> dict[str, str]:
    """Nothing from elsewhere, nothing guessed, nothing told to others.

    Streamlit itself and plotly need inline scripts and styles, and plotly makes functions of text.
    Raises SystemExit when the setting would be more than sites.
    """
    sites = os.environ.get(EMBEDDING) or "*"
    if ";" in sites:
        raise SystemExit(
            f"{EMBEDDING} names sites, separated by blanks; it cannot have a semicolon."
        )
    policy = {
        "default-src": "'self'",
        "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self' data: blob:",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "frame-ancestors": sites,
    }
    return {
        "Content-Security-Policy": "; ".join(f"{key} {value}" for key, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }


class SecurityHeaders:
    """Adds headers to each answer."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._app(scope, receive, send_with_headers)
