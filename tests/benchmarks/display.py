"""Click to done with the live display, at full speed, against the plain loop that draws nothing.

Each row is the median over rounds in which both are timed one after the other.
"""

import asyncio
import statistics

from tests.benchmarks.engine import plain_seconds
from tests.benchmarks.sessions import FULL
from tests.benchmarks.visitor import visitors
from tests.server import running_server

ROUNDS = 7


async def compare(url: str, epochs: int, query: str = "") -> tuple[float, float, float, float]:
    """Medians: seconds from click to done, of the plain loop, their ratio; charts drawn."""
    async with visitors(url, 1, query) as (visitor,):
        await visitor.open()
        await visitor.choose_speed(FULL)
        await visitor.type_epochs(epochs)
        rounds = []
        for _ in range(ROUNDS):
            charts = visitor.charts
            own = await visitor.train()
            plain = plain_seconds(epochs)
            rounds.append((own, plain, own / plain, visitor.charts - charts))
    own, plain, ratio, drawn = (statistics.median(values) for values in zip(*rounds, strict=True))
    return own, plain, ratio, drawn


def main() -> None:
    print("| epochs | click to done, s | charts drawn | plain loop, s | ratio |")
    print("|---|---|---|---|---|")
    with running_server() as server:
        for epochs in (1000, 20_000):
            own, plain, ratio, charts = asyncio.run(compare(server.url, epochs))
            print(
                f"| {epochs} | {own:.2f} | {charts:.0f} | {plain:.2f} | {ratio:.2f} |", flush=True
            )
