"""A large table, the digits with 115,000 cells, against the note, in each round one by one.

What a page run, an edit, the opening of the page and a class cost; what many visitors take of
memory; and in a browser, until a click on Train is seen and how many frames a run has.
"""

import asyncio
import shutil
import statistics

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.browser import SIZE
from tests.benchmarks.memory import IDLE, megabytes
from tests.benchmarks.sessions import slow_end
from tests.benchmarks.visitor import visitors
from tests.server import running_server

PAGES = {"note": "", "digits": "data=digits"}
COLUMNS = {"note": "0:x1", "digits": "0:r1c1"}  # a feature, as the editor calls it
ROUNDS = 5
RUNS = 9  # page runs, and edits, in a round
CLASS = 30  # sessions
EPOCHS = 300
SECONDS = 3  # of a run that are looked at
UNTIL_RUNNING = """() => new Promise((done) => {
  const start = performance.now();
  const look = () => document.querySelector(".st-key-state").innerText.trim() === "running"
    ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
  document.querySelector(".st-key-train button").click();
  look();
})"""
FRAMES = """(milliseconds) => new Promise((done) => {
  let frames = 0, last = null;
  const start = performance.now();
  const look = () => {
    const epoch = document.querySelector(".st-key-box_parameters .chart").layout.meta;
    if (epoch !== last) { last = epoch; frames++; }
    if (performance.now() - start < milliseconds) requestAnimationFrame(look); else done(frames);
  };
  look();
})"""


async def alone(url: str, page: str) -> list[float]:
    """Seconds to open the page, and medians of those of a page run and of an edit."""
    async with visitors(url, 1, PAGES[page]) as (visitor,):
        opened = await visitor.open()
        runs = [await visitor.rerun() for _ in range(RUNS)]
        edits = [await visitor.edit_cell(2, COLUMNS[page], str(n)) for n in range(RUNS)]
    return [opened, statistics.median(runs), statistics.median(edits)]


async def class_of(url: str, page: str) -> list[float]:
    """The 95th percentile of the seconds that a class takes to open the page, and to train."""
    query = f"{PAGES[page]}&epochs={EPOCHS}"
    async with visitors(url, CLASS, query) as group:
        opened = await asyncio.gather(*(visitor.open() for visitor in group))
        trained = await asyncio.gather(*(visitor.train() for visitor in group))
    return [slow_end(opened), slow_end(trained)]


def watched(page: Page, url: str, name: str) -> list[float]:
    """Seconds from the click on Train until it is seen, and frames a second of the run."""
    page.goto(f"{url}/?{PAGES[name]}&epochs=100000")
    page.wait_for_selector(".st-key-train button:enabled")
    page.wait_for_function("document.querySelector('.st-key-box_parameters .chart')?.layout")
    page.wait_for_timeout(1000)
    seen = page.evaluate(UNTIL_RUNNING)
    page.wait_for_timeout(1000)
    return [seen / 1000, page.evaluate(FRAMES, 1000 * SECONDS) / SECONDS]


def show(names: list[str], rounds: list[dict[str, list[float]]]) -> None:
    """A row for each of the measures: both medians, and the median of the ratios of the rounds."""
    for at, name in enumerate(names):
        note, digits = ([each[page][at] for each in rounds] for page in PAGES)
        ratio = statistics.median(b / a for a, b in zip(note, digits, strict=True))
        medians = f"{statistics.median(note):.2f} | {statistics.median(digits):.2f}"
        print(f"| {name} | {medians} | {ratio:.1f} |", flush=True)


async def memory_of_many(url: str, process: int, page: str) -> float:
    """Megabytes of the server, while `IDLE` sessions have the page open."""
    async with visitors(url, IDLE, PAGES[page]) as group:
        for visitor in group:
            await visitor.open()
        return megabytes(process)


def main() -> None:
    print("| what | note | digits | ratio |\n|---|---|---|---|")
    with running_server() as server:
        for page in PAGES:  # the first visits load what later ones find loaded
            asyncio.run(alone(server.url, page))
        rounds = [
            {page: asyncio.run(alone(server.url, page)) for page in PAGES} for _ in range(ROUNDS)
        ]
        show(["open, s", "a page run, s", "an edit, s"], rounds)
        rounds = [{page: asyncio.run(class_of(server.url, page)) for page in PAGES}]
        show([f"{CLASS} open, s", f"{CLASS} train {EPOCHS} epochs, s"], rounds)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            rounds = []
            for _ in range(ROUNDS):
                found = {}
                for name in PAGES:
                    tab = browser.new_page(viewport=SIZE)
                    found[name] = watched(tab, server.url, name)
                    tab.close()
                rounds.append(found)
            show(["Train until it is seen, s", "frames a second"], rounds)
            browser.close()
    for name in PAGES:
        with running_server() as server:
            held = asyncio.run(memory_of_many(server.url, server.process.pid, name))
        print(f"\n{IDLE} visitors, {name}: {held:.0f} MB")
