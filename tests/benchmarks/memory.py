"""What the server holds in memory: of visitors who do nothing, of many who came and went, of a run.

The resident memory of the server's process is read from ``/proc``.
"""

import asyncio
import multiprocessing
import resource
from pathlib import Path

from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from tests.benchmarks.engine import dataset
from tests.benchmarks.sessions import FULL
from tests.benchmarks.visitor import visitors
from tests.server import Server, running_server

IDLE = 200
CYCLES = 500
AT_ONCE = 5


def megabytes(process: int | str) -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def descriptors(process: int) -> int:
    """Open files and sockets. Streamlit gives a session three; it keeps 128 that are gone."""
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


async def open_train_close(url: str) -> None:
    async with visitors(url, AT_ONCE) as group:
        for visitor in group:
            await visitor.open()
            await visitor.choose_speed(FULL)
        await asyncio.gather(*(visitor.train() for visitor in group))


async def idle(server: Server) -> tuple[float, float]:
    """Memory before and while `IDLE` sessions have the page open."""
    before = megabytes(server.process.pid)
    async with visitors(server.url, IDLE) as group:
        for visitor in group:
            await visitor.open()
        return before, megabytes(server.process.pid)


def main() -> None:
    with running_server() as server:
        print("| open-train-close cycles | memory of the server, MB | open descriptors |")
        print("|---|---|---|")
        for done in range(0, CYCLES + 1, AT_ONCE):
            if done % 100 == 0:
                process = server.process.pid
                held = f"{megabytes(process):.0f} | {descriptors(process)}"
                print(f"| {done} | {held} |", flush=True)
            asyncio.run(open_train_close(server.url))
    with running_server() as server:
        asyncio.run(open_train_close(server.url))
        before, after = asyncio.run(idle(server))
        each = (after - before) / IDLE
        print(f"\n{IDLE} idle sessions: {after:.0f} MB in all, {each:.1f} MB each")
    print("\n| run | memory it takes, MB |\n|---|---|")
    for sizes, epochs in (((10, 3, 2), 100_000), ((100, 64, 20), 20_000)):
        name = "{} samples × {} features × {} classes".format(*sizes)
        with multiprocessing.get_context("spawn").Pool(1) as fresh:  # no memory left by another
            taken = fresh.apply(run_megabytes, (sizes, epochs))
        print(f"| {name}, {epochs} epochs | {taken:.1f} |", flush=True)


def run_megabytes(sizes: tuple[int, int, int], epochs: int) -> float:
    """How much this process grows by a run: stored states and histories."""
    settings = TrainingSettings(epochs=epochs, optimizer="adam")
    data = dataset(*sizes)
    TrainingRun(data, settings).advance(100)  # what the first use of torch takes is not the run's
    before = megabytes("self")
    run = TrainingRun(data, settings)
    run.advance(epochs)
    assert run.epoch == epochs
    return megabytes("self") - before
