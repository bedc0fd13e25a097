"""What a browser has to do: a click on Step until it is seen, and a run that is watched.

Step is timed beside the least page there is, one after the other in each round; how busy the
browser's main thread is in a run at default speed is Chromium's own figure.
"""

import shutil
import statistics
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from playground.ui.stage import VIEWS
from tests.server import running_server

BARE_PAGE = Path(__file__).with_name("bare_page.py")
SIZE: ViewportSize = {"width": 1280, "height": 720}
ROUNDS = 15
SECONDS = 5  # of a run that are looked at
# until the text of an element, or the epoch of a chart, is another one, in a painted frame
UNTIL_SEEN = """([button, place]) => new Promise((done) => {
  const shown = () => document.querySelector(place)?.layout?.meta
    ?? document.querySelector(place)?.textContent;
  const before = shown(), start = performance.now();
  const look = () => shown() === before ? requestAnimationFrame(look)
    : requestAnimationFrame(() => done(performance.now() - start));
  document.querySelector(button).click();
  look();
})"""


def milliseconds(page: Page, place: str) -> float:
    """From a click on Step until ``place`` shows it."""
    return float(page.evaluate(UNTIL_SEEN, [".st-key-step button", place]))


def compare_step(browser: Browser, url: str, bare_url: str) -> None:
    """Print the times of a click on both pages, and their ratio."""
    page, bare = (browser.new_page(viewport=SIZE) for _ in range(2))
    page.goto(url)
    bare.goto(bare_url)
    page.wait_for_selector(".st-key-step button:enabled")
    page.wait_for_function("document.querySelector('.st-key-box_parameters .chart')?.layout")
    bare.wait_for_selector(".st-key-step button:enabled")
    rounds = []
    for _ in range(ROUNDS):
        page.bring_to_front()
        own = milliseconds(page, ".st-key-box_parameters .chart")
        page.wait_for_selector(".st-key-step button:enabled")
        bare.bring_to_front()
        least = milliseconds(bare, ".st-key-clicks")
        rounds.append((own, least, own / least))
    own, least, ratio = (statistics.median(values) for values in zip(*rounds, strict=True))
    print("| Step, ms | bare page with one button, ms | ratio |")
    print("|---|---|---|")
    print(f"| {own:.0f} | {least:.0f} | {ratio:.1f} |\n", flush=True)
    page.close()
    bare.close()


def busy_share(page: Page, url: str) -> float:
    """How much of the time the main thread is at work, in the midst of a run."""
    page.goto(f"{url}&epochs=20000")
    page.wait_for_selector(".st-key-train button:enabled")
    page.click(".st-key-train button")
    page.wait_for_selector(".st-key-pause button:enabled")
    page.wait_for_timeout(2000)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def metrics() -> dict[str, float]:
        found = session.send("Performance.getMetrics")["metrics"]
        return {metric["name"]: metric["value"] for metric in found}

    before = metrics()
    page.wait_for_timeout(SECONDS * 1000)
    after = metrics()
    return (after["TaskDuration"] - before["TaskDuration"]) / (
        after["Timestamp"] - before["Timestamp"]
    )


def main() -> None:
    with (
        running_server() as server,
        running_server(str(BARE_PAGE)) as bare,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        compare_step(browser, server.url, bare.url)
        print("| view | main thread busy in a run at default speed |")
        print("|---|---|")
        for view in VIEWS:
            page = browser.new_page(viewport=SIZE)
            share = busy_share(page, f"{server.url}/?view={view}")
            page.close()
            print(f"| {view} | {share:.0%} |", flush=True)
        browser.close()
