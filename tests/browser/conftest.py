"""A server on this machine and a headless Chromium to look at it with."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a playground that is shut down after the tests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    options = ["--server.port", str(port), "--server.headless", "true"]
    process = subprocess.Popen(
        [*command, *options], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                with urlopen(f"{url}/_stcore/health"):
                    break
            except OSError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium on the PATH")
        pytest.skip("the browser tests need Chromium on the PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


class Playground:
    """The page as someone sees it who drives it with mouse and keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def click(self, key: str) -> None:
        self.page.locator(f".st-key-{key} button:enabled").first.click()

    def state(self) -> str:
        return self.page.locator(".st-key-state").inner_text().strip()

    def wait_for_state(self, state: str) -> None:
        self.page.wait_for_function(
            "state => document.querySelector('.st-key-state')?.innerText.trim() === state"
            " && !document.querySelector('[data-testid=stStatusWidget]')",
            arg=state,
        )

    def epoch(self) -> int:
        """The epoch that the progress bar names."""
        found = re.search(r"(\d+)/\d+", self.page.locator(".st-key-status").inner_text())
        assert found
        return int(found[1])

    def traces(self) -> dict[str, dict]:
        """The data of every chart, by the ``meta`` of its traces."""
        found: dict[str, dict] = self.page.evaluate(
            """() => Object.fromEntries(
                 [...document.querySelectorAll('.js-plotly-plot')]
                   .filter(plot => plot.checkVisibility() && plot.data)
                   .flatMap(plot => plot.data)
                   .map(trace => [trace.meta, {x: trace.x, y: trace.y, z: trace.z}]))"""
        )
        return found

    def select_cell(self, table: str, row: int, column: int) -> None:
        """Select a cell of a table, rows and columns counted from 0, with mouse and arrows."""
        canvas = self.page.locator(f".st-key-{table} canvas").first
        canvas.scroll_into_view_if_needed()
        canvas.click(position={"x": 110, "y": 54})
        self.page.wait_for_timeout(200)
        for key, count in (("ArrowDown", row), ("ArrowRight", column)):
            for _ in range(count):
                self.page.keyboard.press(key)

    def type_cell(self, table: str, row: int, column: int, text: str) -> None:
        self.select_cell(table, row, column)
        self.page.keyboard.type(text, delay=30)
        self.page.keyboard.press("Enter")

    def wait_for_text(self, key: str, text: str) -> None:
        self.page.wait_for_function(
            "([key, text]) => document.querySelector('.st-key-' + key)?.innerText.includes(text)",
            arg=[key, text],
        )

    def open(self, url: str) -> None:
        self.page.goto(url)
        self.page.wait_for_selector(".st-key-prediction .js-plotly-plot .subplot")
        self.wait_for_state("ready")


@pytest.fixture
def playground(browser: Browser, server: str) -> Iterator[Playground]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 720},
        locale="en-US",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    playground = Playground(page)
    playground.open(server)
    yield playground
    context.close()
