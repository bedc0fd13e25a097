"""A class at once: sessions that press Train together, over the real WebSocket, no browser.

    python -m tests.benchmarks.sessions 1 10 30

For each number of sessions: how long the slowest of 95 in 100 waits for the page to open, and for
1000 epochs to be done at the default speed; as ratios, to one session alone and to that many
plain loops one after the other.
"""

import asyncio
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import torch
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.benchmarks.engine import note, plain_loop, seconds

ROOT = Path(__file__).parent.parent.parent


@contextmanager
def running_server() -> Iterator[int]:
    """The port of a playground that is shut down afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    process = subprocess.Popen(
        [*command, "--server.port", str(port)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            try:
                with urlopen(f"http://127.0.0.1:{port}/_stcore/health"):
                    break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)


class Visitor:
    """One session: what a browser would send and receive."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self._socket = socket
        self._train_id = ""
        self._state = ""

    async def open(self) -> float:
        """Load the page; the seconds until its script has finished."""
        start = time.perf_counter()
        await self._rerun()
        await self._until_finished()
        assert self._state == "ready"
        return time.perf_counter() - start

    async def train(self) -> float:
        """Press Train; the seconds until the page says that the run is done."""
        start = time.perf_counter()
        await self._rerun(WidgetState(id=self._train_id, trigger_value=True))
        while self._state != "done":
            await self._until_finished()
        return time.perf_counter() - start

    async def _rerun(self, *widgets: WidgetState) -> None:
        message = BackMsg()
        message.rerun_script.widget_states.widgets.extend(widgets)
        await self._socket.send(message.SerializeToString())

    async def _until_finished(self) -> None:
        while True:
            data = await asyncio.wait_for(self._socket.recv(), timeout=300)
            assert isinstance(data, bytes)
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "delta":
                self._look_at(message)
            elif kind == "script_finished":
                return

    def _look_at(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        if element.HasField("button") and element.button.id.endswith("-train"):
            self._train_id = element.button.id
        elif element.HasField("html"):
            for state in ("ready", "running", "paused", "done", "diverged"):
                if f"<span>{state}</span>" in element.html.body:
                    self._state = state


def slow_end(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


async def visit(port: int, number: int) -> tuple[float, float]:
    """Open the page and press Train in ``number`` sessions at once; the slow end of each."""
    url = f"ws://127.0.0.1:{port}/_stcore/stream"
    sockets = [
        await websockets.connect(
            url, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None
        )
        for _ in range(number)
    ]
    visitors = [Visitor(socket) for socket in sockets]
    opened = await asyncio.gather(*(visitor.open() for visitor in visitors))
    trained = await asyncio.gather(*(visitor.train() for visitor in visitors))
    for socket_ in sockets:
        await socket_.close()
    return slow_end(opened), slow_end(trained)


def main() -> None:
    torch.set_num_threads(1)
    plain = statistics.median(seconds(lambda: plain_loop(note(), 1000)) for _ in range(5))
    print(f"the plain loop alone: {plain:.2f} s for 1000 epochs\n")
    print("| sessions | open, s | to one | Train to done, s | to one | to plain loops in a row |")
    print("|---|---|---|---|---|---|")
    with running_server() as port:
        asyncio.run(visit(port, 1))  # the first visit loads what later ones find loaded
        alone: tuple[float, float] | None = None
        for number in map(int, sys.argv[1:] or ["1", "10", "30"]):
            rounds = [asyncio.run(visit(port, number)) for _ in range(3)]
            opened, trained = (statistics.median(times) for times in zip(*rounds, strict=True))
            alone = alone or (opened, trained)
            print(
                f"| {number} | {opened:.2f} | {opened / alone[0]:.1f} | {trained:.2f} "
                f"| {trained / alone[1]:.1f} | {trained / (number * plain):.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
