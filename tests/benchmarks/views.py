"""Each view of the stage against Curves: a run that is watched in it, alone and in a class.

A view costs what its ratio says; every round times all views one after the other.
"""

import asyncio
import statistics

from playground.ui.stage import VIEWS
from tests.benchmarks.display import compare
from tests.benchmarks.engine import plain_seconds
from tests.benchmarks.sessions import FULL, slow_end
from tests.benchmarks.visitor import visitors
from tests.server import running_server

CLASS = 30  # sessions
ROUNDS = 3


async def watch(url: str, view: str, number: int) -> tuple[float, float]:
    """The 95th percentile of the seconds from Train to done: at default and at full speed."""
    async with visitors(url, number, f"view={view}") as group:
        await asyncio.gather(*(visitor.open() for visitor in group))
        paced = await asyncio.gather(*(visitor.train() for visitor in group))
        for visitor in group:
            await visitor.choose_speed(FULL)
        full = await asyncio.gather(*(visitor.train() for visitor in group))
        weights = [visitor.weight for visitor in group]
        assert weights[0]
        assert all(weight == weights[0] for weight in weights), "sessions differ"
    return slow_end(paced), slow_end(full)


def main() -> None:
    plain = statistics.median(plain_seconds(1000) for _ in range(5))
    print(f"1000 epochs; the plain loop takes {plain:.2f} s. {CLASS} sessions beside one.\n")
    print("| view | one at full speed, to the plain loop | class at default speed, s ", end="")
    print("| class at full speed, s | class at full speed, to Curves |")
    print("|---|---|---|---|---|")
    curves = 0.0
    with running_server() as server:
        for view in VIEWS:  # the first visits load what later ones find loaded
            asyncio.run(watch(server.url, view, 1))
        for view in VIEWS:
            _, _, alone, _ = asyncio.run(compare(server.url, 1000, f"view={view}"))
            rounds = [asyncio.run(watch(server.url, view, CLASS)) for _ in range(ROUNDS)]
            paced, full = (statistics.median(times) for times in zip(*rounds, strict=True))
            curves = curves or full
            print(
                f"| {view} | {alone:.2f} | {paced:.2f} | {full:.2f} | {full / curves:.2f} |",
                flush=True,
            )
