"""A visitor without a browser: what a page sends and receives over the WebSocket."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.request import urlopen

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

FIGURE = re.compile(r'<pre class="chart-figure" hidden>(.*)</pre>', re.S)
STATES = ("ready", "running", "paused", "done", "diverged")


class Visitor:
    """One session. Each method returns the seconds until the server had done what it says."""

    def __init__(self, socket: websockets.ClientConnection, query: str = "") -> None:
        self._socket = socket
        self._query = query  # of the page's address
        self._ids: dict[str, str] = {}  # of the widgets, by their keys
        # large messages by their hashes, of which the server need send no more, as in a browser
        self._known: dict[str, ForwardMsg] = {}
        self.state = ""
        self.weight: list[list[float]] = []  # as last shown
        self.charts = 0  # received so far

    async def open(self) -> float:
        """Load the page."""
        seconds = await self._rerun()
        assert self.state == "ready", self.state
        return seconds

    async def train(self) -> float:
        """Press Train, and wait until the page says that the run is done."""
        start = time.perf_counter()
        await self.press_train()
        while self.state != "done":
            await self._until_finished()
        return time.perf_counter() - start

    async def press_train(self) -> None:
        """Press Train, and don't wait."""
        self.state = ""
        await self._send(WidgetState(id=self._ids["train"], trigger_value=True))

    async def choose_speed(self, label: str) -> float:
        return await self._rerun(WidgetState(id=self._ids["speed"], string_value=label))

    async def type_epochs(self, epochs: int) -> float:
        return await self._rerun(WidgetState(id=self._ids["epochs"], int_value=epochs))

    async def edit_cell(self, row: int, column: str, text: str) -> float:
        edits = {"edited_rows": {row: {column: text}}, "added_rows": [], "deleted_rows": []}
        *_, key = (key for key in self._ids if key.startswith("training_table"))
        return await self._rerun(WidgetState(id=self._ids[key], string_value=json.dumps(edits)))

    async def rerun(self) -> float:
        """Have the page drawn once more, with nothing changed."""
        return await self._rerun()

    async def _rerun(self, *widgets: WidgetState) -> float:
        start = time.perf_counter()
        await self._send(*widgets)
        await self._until_finished()
        return time.perf_counter() - start

    async def _send(self, *widgets: WidgetState) -> None:
        message = BackMsg()
        message.rerun_script.query_string = self._query
        message.rerun_script.cached_message_hashes.extend(self._known)
        message.rerun_script.widget_states.widgets.extend(widgets)
        await self._socket.send(message.SerializeToString())

    async def _until_finished(self) -> None:
        while True:
            data = await asyncio.wait_for(self._socket.recv(), timeout=300)
            assert isinstance(data, bytes)
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "ref_hash":
                message, kind = self._known[message.ref_hash], "delta"
            if message.metadata.cacheable:
                self._known[message.hash] = message
            if kind == "delta":
                self._look_at(message.delta.new_element)
            elif kind == "script_finished":
                return

    def _look_at(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        id_ = getattr(getattr(element, kind), "id", "") if kind else ""
        if id_:
            self._ids[id_.rpartition("-")[2]] = id_
        if kind == "html":
            figure = FIGURE.search(element.html.body)
            if figure:
                self.charts += 1
                for trace in json.loads(figure[1])["data"]:
                    if trace.get("meta") == "weight":
                        self.weight = trace["z"]
            for state in STATES:
                if f"<span>{state}</span>" in element.html.body:
                    self.state = state


@asynccontextmanager
async def visitors(url: str, number: int, query: str = "") -> AsyncIterator[list[Visitor]]:
    """Sessions that are closed afterwards; their pages are not loaded yet."""
    sockets = [await _connected(url) for _ in range(number)]
    yield [Visitor(socket, query) for socket in sockets]
    await asyncio.gather(*(socket.close() for socket in sockets))


async def _connected(url: str) -> websockets.ClientConnection:
    """The WebSocket of a page at ``url``, with the cookies that came with the page."""
    with urlopen(url) as page:
        set_cookies = page.headers.get_all("Set-Cookie") or []
    address = page.url.rstrip("/").replace("http", "ws", 1)  # a proxy may have led to https
    return await websockets.connect(
        f"{address}/_stcore/stream",
        additional_headers={"Cookie": "; ".join(each.partition(";")[0] for each in set_cookies)},
        subprotocols=[websockets.Subprotocol("streamlit")],
        max_size=None,
    )
