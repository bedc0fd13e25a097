"""What a class fetches: bytes and requests of a visit, bytes of a run, thirty who come at once.

Bytes are counted on their way from the server, headers and all. The thirty ask for the files that
a browser has asked for, then open the page, over a connection that they share; then they train.
"""

import asyncio
import shutil
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import Page, Response, sync_playwright

from tests.benchmarks.link import Link
from tests.benchmarks.visitor import visitors
from tests.class_server import ClassServer, class_server

CLASS = 30
MEGABITS = 20  # a second, for all of a class
IS_DRAWN = "document.querySelector('.st-key-box_parameters .js-plotly-plot .subplot')"
IS_DONE = "document.querySelector('.st-key-state').innerText.trim() === 'done'"
IS_AT_REST = "document.querySelector('[data-test-script-state=notRunning]')"


def visit(page: Page, link: Link) -> tuple[float, list[str]]:
    """Open the page: the megabytes that it fetches, and the paths that it asks for."""
    before, paths = link.bytes, []

    def note(response: Response) -> None:
        if response.url.startswith("http"):
            paths.append(urlsplit(response.url).path)

    page.on("response", note)
    page.goto(link.url)
    page.wait_for_function(IS_DRAWN)
    page.wait_for_function(IS_AT_REST)
    page.wait_for_timeout(1000)  # what it fetches for later
    page.remove_listener("response", note)
    return (link.bytes - before) / 1e6, paths


def run(page: Page, link: Link) -> float:
    """Train 1000 epochs at default speed: the megabytes that the page fetches."""
    before = link.bytes
    page.click(".st-key-train button:enabled")
    page.wait_for_function(IS_DONE)
    page.wait_for_function(IS_AT_REST)
    return (link.bytes - before) / 1e6


def print_visits(link: Link) -> list[str]:
    """Print what a browser fetches; the paths of a first visit."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        first, paths = visit(page, link)
        of_run = run(page, link)
        second, again = visit(page, link)
        browser.close()
    print("| | MB | requests |")
    print("|---|---|---|")
    print(f"| first visit | {first:.2f} | {len(paths)} |")
    print(f"| second visit | {second:.2f} | {len(again)}, nearly all answered by the cache |")
    print(f"| run of 1000 epochs at default speed | {of_run:.2f} | none |", flush=True)
    return paths


def processor_seconds(server: ClassServer) -> float:
    used = psutil.Process(server.process.pid).cpu_times()
    return float(used.user + used.system)


def fetch(port: int, paths: list[str]) -> None:
    """All files of a first visit, one after the other."""
    connection = HTTPConnection("127.0.0.1", port)
    for path in paths:
        for _ in range(2):  # once more, as in a browser, where the server had taken it for gone
            with suppress(RemoteDisconnected):
                connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
                connection.getresponse().read()
                break
    connection.close()


def fetch_together(port: int, paths: list[str]) -> None:
    with ThreadPoolExecutor(CLASS) as pool:
        list(pool.map(lambda _: fetch(port, paths), range(CLASS)))


async def open_together(url: str) -> None:
    async with visitors(url, CLASS) as group:
        await asyncio.gather(*(visitor.open() for visitor in group))


async def print_runs(server: ClassServer, link: Link) -> None:
    """What thirty runs at default speed, begun together, send and cost."""
    async with visitors(link.url, CLASS) as group:
        for visitor in group:
            await visitor.open()
        bytes_before, used_before = link.bytes, processor_seconds(server)
        seconds = max(await asyncio.gather(*(visitor.train() for visitor in group)))
    sent, used = link.bytes - bytes_before, processor_seconds(server) - used_before
    print(f"{CLASS} runs at once: {seconds:.1f} s, ", end="")
    print(f"{sent / CLASS / 1e6:.2f} MB each, {used:.1f} s of the server's processor", flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, class_server(Path(folder)) as server:
        paths = print_visits(Link(server.port))
        before = processor_seconds(server)
        fetch_together(server.port, paths)
        used = processor_seconds(server) - before
        print(f"\nFiles of {CLASS} first visits at once: {used:.2f} s of the server's processor")
        slow = Link(server.port, MEGABITS)
        start = time.perf_counter()
        fetch_together(slow.port, paths)
        asyncio.run(open_together(slow.url))
        seconds = time.perf_counter() - start
        print(f"{CLASS} first visits through {MEGABITS} Mbit/s: {seconds:.0f} s", flush=True)
        for _ in range(3):
            asyncio.run(print_runs(server, slow))
