"""A server on this machine and a headless Chromium to look at it with."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, sync_playwright

from tests import plain_loop
from tests.server import Server, running_server

ROOT = Path(__file__).parent.parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",  # with a page that stays open: Streamlit's scripts are compiled once
]


@pytest.fixture(scope="session")
def running() -> Iterator[Server]:
    """The server of all tests, shut down after them."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def server(running: Server) -> str:
    """The server's address."""
    return running.url


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
        self.page.locator(f".st-key-{key} button:enabled:visible").first.click()

    def state(self) -> str:
        return self.page.locator(".st-key-state").inner_text().strip()

    def wait_for_state(self, state: str) -> None:
        """Wait until the page names the state and its script has come to rest."""
        self.page.wait_for_function(
            "state => document.querySelector('.st-key-state')?.innerText.trim() === state",
            arg=state,
        )
        self.wait_until_idle()

    def wait_until_idle(self) -> None:
        self.page.wait_for_selector("[data-test-script-state=notRunning]")
        self.page.wait_for_timeout(300)  # the browser draws what the script sent

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
        """Click a cell of a table of a 1280 pixels wide window; rows and columns from 0."""
        box = self.page.locator(f".st-key-{table} canvas").first.bounding_box()
        assert box
        columns = {"training_table": 4, "test_table": 3}[table]
        before = 73  # pixels of the columns that select and number the rows
        x = box["x"] + before + (column + 0.5) * (box["width"] - before) / columns
        y = box["y"] + 36 + 35 * (row + 0.5)
        self.page.mouse.move(x, y)
        self.page.wait_for_timeout(150)  # the table notices the mouse before a click counts
        self.page.mouse.click(x, y, delay=50)
        self.page.wait_for_timeout(200)

    def type_cells(self, table: str, row: int, column: int, *texts: str) -> None:
        """Fill cells from the one named to the right, at the pace of a quick typist.

        The row below the last one appears, its first cell open, when it is clicked.
        """
        self.select_cell(table, row, column)
        self.page.wait_for_timeout(300)
        for text in texts:
            if not self.page.locator(".gdg-input").is_visible():
                self.page.keyboard.press("Enter")  # opens the cell
                self.page.wait_for_selector(".gdg-input")
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text, delay=50)
            self.page.wait_for_timeout(200)
            self.page.keyboard.press("Tab")  # keeps the text and goes on to the right
            self.page.wait_for_selector(".gdg-input", state="detached")
            self.page.wait_for_timeout(200)
        self.wait_until_idle()

    def wait_for_text(self, key: str, text: str) -> None:
        self.page.wait_for_function(
            "([key, text]) => document.querySelector('.st-key-' + key)?.innerText.includes(text)",
            arg=[key, text],
        )

    def open(self, url: str, state: str = "ready") -> None:
        self.page.goto(url)
        self.page.wait_for_selector(".st-key-prediction .js-plotly-plot .subplot")
        self.wait_for_state(state)

    def upload(self, name: str, content: bytes) -> None:
        """Give a file to the Open dialog and wait until it says what was understood."""
        self.click("open_data")
        file = FilePayload(name=name, mimeType="text/csv", buffer=content)
        self.page.set_input_files(".st-key-upload input[type=file]", files=file)
        self.page.wait_for_selector(".st-key-import_replace")
        self.wait_until_idle()

    def type_name(self, table: str, row: int, text: str) -> None:
        """Type a name into a table of the Columns dialog; its last column holds the names."""
        box = self.page.locator(f".st-key-{table} canvas").first.bounding_box()
        assert box
        x, y = box["x"] + box["width"] - 60, box["y"] + 36 + 35 * (row + 0.5)
        self.page.mouse.move(x, y)
        self.page.wait_for_timeout(150)
        self.page.mouse.dblclick(x, y, delay=50)
        self.page.wait_for_selector(".gdg-input")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text, delay=20)
        self.page.wait_for_timeout(200)
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector(".gdg-input", state="detached")
        self.wait_until_idle()


def assert_shows(playground: Playground, plain: plain_loop.PlainResult) -> None:
    """W, b and the loss of every epoch drawn are exact; up to 1000 epochs, all are drawn."""
    shown = playground.traces()
    epochs = shown["loss"]["x"]
    assert shown["weight"]["z"] == plain.weight.tolist()
    assert shown["bias"]["z"] == [[value] for value in plain.bias.tolist()]
    assert epochs[-1] == len(plain.losses)
    assert len(epochs) == len(plain.losses) or len(plain.losses) > 1000
    assert shown["loss"]["y"] == [plain.losses[epoch - 1] for epoch in epochs]


@pytest.fixture(scope="session")
def context(browser: Browser, server: str) -> BrowserContext:
    """One for all pages, so that Streamlit's scripts are loaded once."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 720},
        locale="en-US",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.new_page().goto(f"{server}/_stcore/health")  # keeps the process of all pages alive
    return context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """An empty page."""
    page = context.new_page()
    page.set_default_timeout(12_000)
    yield page
    page.close()


@pytest.fixture
def playground(page: Page, server: str) -> Playground:
    playground = Playground(page)
    playground.open(server)
    return playground
