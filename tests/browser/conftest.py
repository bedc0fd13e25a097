"""A server on this machine and a headless Chromium to look at it with."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    FilePayload,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests import plain_loop
from tests.browser.grid import Grid
from tests.server import Server, running_server

expect.set_options(timeout=90_000)  # milliseconds
ROOT = Path(__file__).parent.parent.parent
HOST = "teacher-pc"  # this machine, as others in a classroom's network would call one
FLAGS = [
    f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
    "--ignore-certificate-errors",  # of the school's own
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


CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    driver = sync_playwright().start()
    names = [*CHROMIUM_NAMES, driver.chromium.executable_path]  # the last is Playwright's own
    chromium = next(filter(None, map(shutil.which, names)), None)
    if chromium is None:
        driver.stop()
        message = "the browser tests need Chromium on the PATH, or Playwright's own"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
    yield browser
    browser.close()
    driver.stop()


class Playground:
    """The page as someone sees it who drives it with mouse and keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def click(self, key: str) -> None:
        self.page.mouse.move(0, 0)  # off a button, whose help may cover the next
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
        """Wait until the script rests and each chart shows the epoch that the status names."""
        self.page.wait_for_selector("[data-test-script-state=notRunning]")
        self.page.wait_for_function(
            """() => {
                 const status = document.querySelector('.st-key-status')?.innerText;
                 const epoch = Number(status?.match(/[0-9]+/)?.[0]);
                 const charts = [...document.querySelectorAll('.chart')]
                   .filter(chart => chart.checkVisibility());
                 return charts.length && charts.every(
                   chart => chart.layout?.meta === epoch && chart.querySelector('.subplot'));
               }"""
        )

    def epoch(self) -> int:
        """The epoch that the progress bar names."""
        found = re.search(r"(\d+)/\d+", self.page.locator(".st-key-status").inner_text())
        assert found
        return int(found[1])

    def wait_for_epoch(self, epoch: int) -> None:
        """Wait until a run has come as far."""
        self.page.wait_for_function(
            """epoch => Number(
                 document.querySelector('.st-key-status')?.innerText.match(/[0-9]+/)) >= epoch""",
            arg=epoch,
        )

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

    def grid(self, table: str) -> Grid:
        return Grid(self.page, table)

    def type_cells(self, table: str, row: int, column: str, *texts: str) -> None:
        """Fill cells from the one named to the right; the server has them when this returns."""
        grid = self.grid(table)
        grid.type(row, column, *texts)
        grid.wait_until_sent(row, column, *texts)
        self.wait_until_idle()

    def wait_for_text(self, key: str, text: str) -> None:
        self.page.wait_for_function(
            "([key, text]) => document.querySelector('.st-key-' + key)?.innerText.includes(text)",
            arg=[key, text],
        )

    def open(self, url: str, state: str = "ready") -> None:
        self.page.goto(url)
        self.page.wait_for_selector(".st-key-box_parameters .js-plotly-plot .subplot")
        self.wait_for_state(state)

    def upload(self, name: str, content: bytes) -> None:
        """Give a file to the Open dialog and wait until it says what was understood."""
        self.click("open_data")
        file = FilePayload(name=name, mimeType="text/csv", buffer=content)
        self.page.set_input_files(".st-key-upload input[type=file]", files=file)
        self.page.wait_for_selector(".st-key-import_replace")
        self.wait_until_idle()

    def type_name(self, table: str, row: int, text: str) -> None:
        """Type a name into a table of the Columns dialog and wait until the dialog says it."""
        self.grid(table).type(row, table.removeprefix("shape_"), text)
        self.wait_for_text("shape_result", text)

    def choose_speed(self, epochs_a_second: str) -> None:
        self.page.mouse.move(0, 0)  # off a button, whose help would cover the settings above it
        self.page.locator(".st-key-speed input").click()
        self.page.get_by_role("option", name=epochs_a_second, exact=True).click()
        self.page.get_by_role("option").first.wait_for(state="detached")


AWAY = '[data-test-connection-state]:not([data-test-connection-state="CONNECTED"])'


def restart(running: Server, page: Page) -> None:
    """Kill the server of an open page and start it again."""
    running.kill()
    page.wait_for_selector(AWAY)
    assert page.locator(".offline").is_visible()
    running.start()
    page.wait_for_selector('[data-test-connection-state="CONNECTED"]')


def assert_shows(playground: Playground, plain: plain_loop.PlainResult) -> None:
    """W, b and the loss of every epoch drawn are exact; up to 1000 epochs, all are drawn."""
    shown = playground.traces()
    epochs = shown["loss"]["x"]
    assert shown["weight"]["z"] == plain.weight.tolist()
    assert shown["bias"]["z"] == [[value] for value in plain.bias.tolist()]
    assert epochs[-1] == len(plain.losses)
    assert len(epochs) == len(plain.losses) or len(plain.losses) > 1000
    assert shown["loss"]["y"] == [plain.losses[epoch - 1] for epoch in epochs]


SIZE: ViewportSize = {"width": 1280, "height": 720}


@pytest.fixture(scope="session")
def context(browser: Browser, server: str) -> BrowserContext:
    """One for all pages, so that Streamlit's scripts are loaded once."""
    context = browser.new_context(
        viewport=SIZE,
        locale="en-US",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.new_page().goto(f"{server}/_stcore/health")  # keeps the process of all pages alive
    return context


@contextmanager
def new_page(context: BrowserContext) -> Iterator[Page]:
    """An empty page, closed afterwards."""
    page = context.new_page()
    page.set_default_timeout(90_000)  # a busy machine has all the time it needs
    yield page
    page.close()


def let_pass(page: Page, milliseconds: int) -> None:
    """Wait for as long as the page's own clock says."""
    end = page.evaluate("performance.now()") + milliseconds
    page.wait_for_function("end => performance.now() > end", arg=end)


@pytest.fixture(scope="session")
def used_page(context: BrowserContext) -> Iterator[Page]:
    """A page for one test after the other: opening the next takes a third less than a new one."""
    with new_page(context) as page:
        yield page


@pytest.fixture
def page(used_page: Page) -> Iterator[Page]:
    """An empty page of the usual size, as long as the test takes."""
    yield used_page
    used_page.goto("about:blank")
    used_page.set_viewport_size(SIZE)
    used_page.emulate_media(color_scheme="light", reduced_motion="no-preference")


@pytest.fixture(autouse=True)
def in_front(request: pytest.FixtureRequest) -> None:
    """Of several pages, the browser paints none but the one in front, and gives it the keys."""
    for name in ("page", "ready", "table", "done"):
        if name in request.fixturenames:
            found = request.getfixturevalue(name)
            getattr(found, "page", found).bring_to_front()


@pytest.fixture
def playground(page: Page, server: str) -> Playground:
    playground = Playground(page)
    playground.open(server)
    return playground


EPOCHS = 100  # soon over


@pytest.fixture
def brief(page: Page, server: str) -> Playground:
    """A page whose runs are brief."""
    playground = Playground(page)
    playground.open(f"{server}/?epochs={EPOCHS}")
    return playground


@pytest.fixture
def trained(page: Page, server: str) -> Playground:
    """The page of a link to the note's run."""
    playground = Playground(page)
    playground.open(f"{server}/?run=1000", "done")
    return playground


@pytest.fixture(scope="session")
def opened(context: BrowserContext, server: str) -> Iterator[Playground]:
    """One page for all tests that leave the experiment as it was; its runs are long."""
    with new_page(context) as page:
        playground = Playground(page)
        playground.open(f"{server}/?epochs=100000")
        yield playground


@pytest.fixture
def ready(opened: Playground) -> Iterator[Playground]:
    """Before a run, in the usual window."""
    opened.page.mouse.move(0, 0)  # off a button, whose help would be shown
    yield opened  # and put back
    opened.page.set_viewport_size(SIZE)
    if opened.state() == "running":
        opened.click("pause")
        opened.wait_for_state("paused")
    if opened.state() != "ready":
        opened.click("reset")
        opened.wait_for_state("ready")
