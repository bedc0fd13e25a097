"""A class at once: sessions that press Train together, over the real WebSocket, no browser.

For each number of sessions, how long the slowest of 95 in 100 wait: for the page to open, for
1000 epochs at the default speed, and at full speed; as ratios, to one session alone and to that
many plain loops one after the other. Then what others notice of long runs, and what is left of
sessions that have gone.
"""

import asyncio
import statistics
import time
from pathlib import Path

from tests.benchmarks.engine import plain_seconds
from tests.benchmarks.visitor import visitors
from tests.server import Server, running_server

NUMBERS = (1, 10, 30, 100)
ROUNDS = 3
LONG = 100_000  # epochs
FULL = "full"


def slow_end(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


async def visit(url: str, number: int) -> tuple[float, float, float]:
    """Open the page in ``number`` sessions at once, train at default and at full speed."""
    async with visitors(url, number) as group:
        opened = await asyncio.gather(*(visitor.open() for visitor in group))
        paced = await asyncio.gather(*(visitor.train() for visitor in group))
        for visitor in group:
            await visitor.choose_speed(FULL)
        full = await asyncio.gather(*(visitor.train() for visitor in group))
        weights = [visitor.weight for visitor in group]
        assert all(weight == weights[0] for weight in weights), "sessions differ"
    return slow_end(opened), slow_end(paced), slow_end(full)


async def beside_long_runs(url: str, number: int) -> tuple[float, float]:
    """While ``number`` sessions train long: an edit in another one, and 1000 epochs in another."""
    async with visitors(url, number + 1) as (guest, *group):
        for visitor in (guest, *group):
            await visitor.open()
            await visitor.choose_speed(FULL)
        for visitor in group:
            await visitor.type_epochs(LONG)
            await visitor.press_train()
        await asyncio.sleep(2)
        edits = [await guest.edit_cell(0, "x1", str(value)) for value in range(20)]
        return slow_end(edits), await guest.train()


def processor_seconds(server: Server) -> float:
    """What the server has used of the processor so far."""
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def table(server: Server) -> None:
    plain = statistics.median(plain_seconds(1000) for _ in range(5))
    print(f"The plain loop takes {plain:.2f} s for 1000 epochs, on one thread.\n")
    print("| sessions | open, s | default speed, s | full speed, s ", end="")
    print("| full speed, to one session | to plain loops in a row |")
    print("|---|---|---|---|---|---|")
    alone = 0.0
    for number in NUMBERS:
        rounds = [asyncio.run(visit(server.url, number)) for _ in range(ROUNDS)]
        opened, paced, full = (statistics.median(times) for times in zip(*rounds, strict=True))
        alone = alone or full
        print(
            f"| {number} | {opened:.2f} | {paced:.2f} | {full:.2f} "
            f"| {full / alone:.1f} | {full / (number * plain):.2f} |",
            flush=True,
        )


def main() -> None:
    with running_server() as server:
        asyncio.run(visit(server.url, 1))  # the first visit loads what later ones find loaded
        table(server)
        for number in (1, 10, 30):
            edit, train = asyncio.run(beside_long_runs(server.url, number))
            print(f"\nWhile {number} sessions train {LONG} epochs at full speed: ", end="")
            print(f"an edit in another {edit:.2f} s, 1000 epochs in another {train:.2f} s")
        time.sleep(3)
        before = processor_seconds(server)
        time.sleep(3)
        used = (processor_seconds(server) - before) / 3
        print(f"\nThree seconds after these have gone: {used:.0%} of one processor in use")
