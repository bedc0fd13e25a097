"""A school at once: visitors of several processes, or of any address, over the real WebSocket.

For each number of visitors, how long the slowest of 95 in 100 wait, as in `sessions`.
"""

import asyncio
import os
import statistics
from urllib.request import urlopen

from tests.benchmarks.sessions import visit
from tests.school import running_school

VISITORS = (30, 60, 120)
PAGES = (1, 2, 4)
ROUNDS = 3


def measure(url: str, label: str) -> None:
    """The rows of one address."""
    asyncio.run(visit(url, 8))  # the first visits load what later ones find loaded
    for number in VISITORS:
        rounds = [asyncio.run(visit(url, number)) for _ in range(ROUNDS)]
        opened, paced, full = (statistics.median(times) for times in zip(*rounds, strict=True))
        print(f"| {label} | {number} | {opened:.2f} | {paced:.2f} | {full:.2f} |", flush=True)


def main(url: str = "") -> None:
    """Of the school at ``url``, or of pages on this machine, one to four."""
    if url:
        try:
            urlopen(f"{url.rstrip('/')}/_stcore/health").close()
        except (OSError, ValueError) as error:
            raise SystemExit(f"No playground answers at {url}: {error}") from None
    else:
        print(f"Pages behind deploy/haproxy.cfg, all on {os.cpu_count()} processors.\n")
    print("| pages | visitors | open, s | default speed, s | full speed, s |")
    print("|---|---|---|---|---|")
    if url:
        measure(url, url)
        return
    for number in PAGES:
        with running_school(number) as school:
            measure(school.url, str(number))
