"""A connection to a server that counts what comes through it, and can be slow, as a school's is."""

import asyncio
import time
from threading import Event, Thread

CHUNK = 16 * 2**10  # bytes


class Link:
    """Passes on all that comes to its port, to the server at another."""

    def __init__(self, port: int, megabits: float = 0, host: str = "127.0.0.1") -> None:
        self._server = host, port
        self._rate = megabits * 1e6 / 8  # bytes a second, of all visitors together; 0: at once
        self._free_at = 0.0  # when all that came so far has gone through
        self.bytes = 0  # that have come from the server
        listening = Event()
        Thread(target=asyncio.run, args=[self._serve(listening)], daemon=True).start()
        listening.wait()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _serve(self, listening: Event) -> None:
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        self.port: int = server.sockets[0].getsockname()[1]
        listening.set()
        await server.serve_forever()

    async def _connect(
        self, from_visitor: asyncio.StreamReader, to_visitor: asyncio.StreamWriter
    ) -> None:
        from_server, to_server = await asyncio.open_connection(*self._server)
        await asyncio.gather(
            self._pass_on(from_visitor, to_server, counts=False),
            self._pass_on(from_server, to_visitor, counts=True),
            return_exceptions=True,
        )

    async def _pass_on(
        self, source: asyncio.StreamReader, to: asyncio.StreamWriter, counts: bool
    ) -> None:
        try:
            while data := await source.read(CHUNK):
                if counts:
                    self.bytes += len(data)
                if counts and self._rate:
                    now = time.monotonic()
                    self._free_at = max(self._free_at, now) + len(data) / self._rate
                    await asyncio.sleep(self._free_at - now)
                to.write(data)
                await to.drain()
        finally:
            to.close()
