"""Several processes behind the shipped proxy: files find their page, none misses a killed one.

Two are on one computer and share its store; two have a computer each, one name and PostgreSQL.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import psutil
import pytest
import torch
from playwright.sync_api import Browser, BrowserContext, FilePayload

from tests import plain_loop
from tests.browser.conftest import SIZE, Playground, assert_shows
from tests.browser.course import course_site, framed
from tests.postgres import PROGRAMS, running_postgres
from tests.school import (
    Process,
    School,
    needs_haproxy,
    new_certificate,
    running_proxy,
    running_school,
)

pytestmark = needs_haproxy
EPOCHS = 5000  # some seconds
ROWS = [(f"{row * 1.23456:.5f}", row % 7, row % 3) for row in range(3000)]
LARGE = "a,b,label\r\n" + "".join(f"{a},{b},{label}\r\n" for a, b, label in ROWS)


@pytest.fixture(scope="module")
def school() -> Iterator[School]:
    with running_school(2) as school:
        yield school


@pytest.fixture(scope="module")
def containers() -> Iterator[School]:
    if PROGRAMS is None:
        pytest.skip("needs Debian's package postgresql")
    with running_postgres() as database:
        settings = {"PLAYGROUND_DATABASE": database.url}
        with running_school(2, is_named=True, **settings) as school:
            yield school


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Two visitors who share nothing."""
    contexts = [browser.new_context(viewport=SIZE, locale="en-US") for _ in range(2)]
    yield contexts
    for context in contexts:
        context.close()


def process_of(context: BrowserContext) -> str:
    """What the proxy calls the process that has a visitor."""
    return next(each["value"] for each in context.cookies() if each["name"] == "page")


def visited(school: School) -> Process:
    """A process that has a visitor's page."""

    def connections(page: Process) -> int:
        found = psutil.Process(page.process.pid).net_connections()
        return sum(each.status == psutil.CONN_ESTABLISHED for each in found)

    return max(school.pages, key=connections)


def opened(context: BrowserContext, url: str) -> Playground:
    page = context.new_page()
    page.set_default_timeout(90_000)
    playground = Playground(page)
    playground.open(url)
    return playground


@pytest.fixture
def encrypted(school: School, tmp_path: Path) -> Iterator[str]:
    """The address of the same pages behind a proxy that has a certificate."""
    places = {"LISTEN_TLS": f"{school.network}.102:8443", "PAGES": f"{school.network}.1"}
    settings = {**places, "CERTIFICATE": new_certificate(tmp_path)}
    with running_proxy(f"{school.network}.102:8080", settings):
        yield f"https://{school.network}.102:8443"


def test_in_a_frame_of_another_site_files_come_and_go_if_the_school_has_https(
    school: School, encrypted: str, browser: Browser
) -> None:
    """What is asked without the cookie goes to the process that has fewer pages: the other one."""
    school.restore()
    with (
        browser.new_context(viewport=SIZE, locale="en-US", ignore_https_errors=True) as context,
        course_site() as course,
    ):
        page = context.new_page()
        page.set_default_timeout(90_000)
        page.goto(f"{course}/{encrypted}/?data=xor")
        frame = framed(page)
        with page.expect_download() as waiting:
            frame.locator(".st-key-download_csv button:visible").click()
        labels = [line[-1] for line in Path(waiting.value.path()).read_text().splitlines()]
        assert labels == ["l", *"0110"]
        frame.locator(".st-key-open_data button:visible").first.click()
        file = FilePayload(name="own.csv", mimeType="text/csv", buffer=b"x,label\r\n1,a\r\n2,b\r\n")
        frame.set_input_files(".st-key-upload input[type=file]", files=file)
        frame.locator(".st-key-import_replace button").click()
        frame.get_by_text("2 samples · 1 feature · 2 classes").wait_for()


@cache
def plain_run() -> plain_loop.PlainResult:
    features = torch.tensor([[float(a), float(b)] for a, b, _ in ROWS])
    targets = torch.tensor([label for _, _, label in ROWS])
    return plain_loop.train(features, targets, 3, epochs=EPOCHS)


@pytest.mark.parametrize("name", ["school", "containers"])
def test_files_come_and_go_on_every_process_and_a_run_outlives_the_one_that_is_killed(
    name: str, request: pytest.FixtureRequest, contexts: list[BrowserContext]
) -> None:
    school: School = request.getfixturevalue(name)
    school.restore()
    first = opened(contexts[0], f"{school.url}/?epochs={EPOCHS}")
    first.upload("large.csv", LARGE.encode())
    first.click("import_replace")
    first.page.get_by_text("this server keeps the table").wait_for()
    first.wait_until_idle()
    ends = visited(school)
    second = opened(contexts[1], first.page.url)
    second.page.get_by_text("3000 samples · 2 features · 3 classes").wait_for()
    assert process_of(contexts[0]) != process_of(contexts[1])

    visitors = [first, second]
    for visitor in visitors:
        with visitor.page.expect_download() as waiting:
            visitor.click("download_csv")
        assert Path(waiting.value.path()).read_text("utf-8-sig").split() == LARGE.split()
        visitor.page.evaluate("window.isStillHere = true")
        visitor.page.bring_to_front()
        visitor.click("train")
    for visitor in visitors:
        visitor.wait_for_epoch(500)
        assert visitor.state() == "running"
    ends.kill()
    for visitor in visitors:
        visitor.page.bring_to_front()
        visitor.wait_for_state("done")
        assert_shows(visitor, plain_run())
        assert visitor.page.evaluate("window.isStillHere")
        visitor.page.get_by_text("3000 samples · 2 features · 3 classes").wait_for()
    if len(school.pages) == 2:
        assert process_of(contexts[0]) == process_of(contexts[1])
    first.page.bring_to_front()
    first.click("undo")  # of what was done on the process that was killed
    first.page.get_by_text("10 samples · 3 features · 2 classes").wait_for()
