"""What ``python -m playground`` serves, as it comes to a class: by a QR code, or in a course.

The server listens at 127.0.0.2, as another computer would in a network, below a path.
"""

import io
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page

from playground.ui.stage import VIEWS
from tests.benchmarks.link import Link
from tests.browser.conftest import SIZE, Playground
from tests.browser.course import course_site, framed
from tests.class_server import ClassServer, class_server

FIRST_VISIT = 3.1e6  # bytes
SMALL: dict[str, int] = {"width": 800, "height": 600}  # of a frame
CSV = b"a,b,label\n1,2,0\n2,3,1\n3,4,1\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClassServer]:
    with class_server(tmp_path_factory.mktemp("at"), address="127.0.0.2", path="/play") as server:
        yield server


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """A page of someone who was never there, in a browser that complains of nothing."""
    with browser.new_context(viewport=SIZE, locale="en-US") as context:
        page = context.new_page()
        page.set_default_timeout(90_000)
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text))
        yield page
        assert not complaints


def decoded(image: Image.Image) -> str:
    """What the QR code in a picture says."""
    (found,) = zxingcpp.read_barcodes(image)
    return str(found.text)


def drawn_in_terminal(printed: str) -> Image.Image:
    """A picture of the blocks that the terminal shows, light on dark."""
    lines = [line for line in printed.splitlines() if line and not line.strip("█▀▄ ")]
    halves = [
        [[c in "█▀" for c in line] for line in lines],
        [[c in "█▄" for c in line] for line in lines],
    ]
    cells = np.stack([np.array(half) for half in halves], axis=1).reshape(-1, len(lines[0]))
    return Image.fromarray(np.kron(cells, np.ones((8, 8))).astype(np.uint8) * 255)


def test_the_codes_in_terminal_and_share_lead_others_to_a_page_that_trains(
    served: ClassServer, visitor: Page
) -> None:
    assert f"For the others:   {served.link}\n" in served.said()
    link = decoded(drawn_in_terminal(served.said()))
    assert link == served.link
    playground = Playground(visitor)
    playground.open(f"{link}/?data=xor&epochs=100")
    playground.click("share")
    playground.click("qr")
    visitor.wait_for_selector("img.qr")
    shared = decoded(Image.open(io.BytesIO(visitor.screenshot())))
    assert shared == visitor.locator("[role=dialog] code").inner_text()
    assert shared.startswith(f"{served.link}/?")
    playground.open(shared)
    playground.click("train")
    playground.wait_for_state("done")
    visitor.get_by_text("4 samples · 2 features").wait_for()


def bytes_at_rest(link: Link) -> int:
    """The bytes that have come, once none has for a second."""
    before = -1
    while before != link.bytes:
        before = link.bytes
        time.sleep(1)
    return before


def test_a_visit_fetches_little_and_all_of_it_from_the_server(
    served: ClassServer, visitor: Page
) -> None:
    link = Link(served.port, host="127.0.0.2")
    hosts = set()
    visitor.on("request", lambda request: hosts.add(urlsplit(request.url)[:2]))
    visitor.on("websocket", lambda socket: hosts.add(urlsplit(socket.url)[:2]))
    playground = Playground(visitor)
    playground.open(f"{link.url}/play")
    first = bytes_at_rest(link)
    playground.open(f"{link.url}/play")
    assert first < FIRST_VISIT
    assert bytes_at_rest(link) - first < FIRST_VISIT / 20
    playground.click("step")  # so that each view has something to show
    playground.wait_for_state("paused")
    for place, view in enumerate(VIEWS):
        if place:  # the first is there
            visitor.locator(".st-key-view [role=radio]").nth(place).click()
            visitor.wait_for_url(f"**view={view}*")
            playground.wait_until_idle()
    here = urlsplit(link.url).netloc
    assert {(scheme, host) for scheme, host in hosts if scheme not in ("blob", "data")} == {
        ("http", here),
        ("ws", here),
    }
    assert [cookie["name"] for cookie in visitor.context.cookies()] == ["_streamlit_xsrf"]


@pytest.fixture(scope="module")
def course() -> Iterator[str]:
    with course_site(**SMALL) as site:
        yield site


def test_in_a_course_s_page_it_works_whole(served: ClassServer, visitor: Page, course: str) -> None:
    visitor.goto(f"{course}/{served.link}/?embed=true&data=xor&epochs=100")
    frame = framed(visitor)
    frame.locator(".st-key-training_table .dvn-scroller").wait_for()
    table = frame.locator(".st-key-training_table").bounding_box()
    assert table
    assert table["y"] < SMALL["height"] / 5  # the header has given way
    frame.locator(".st-key-training_table .dvn-scroller").click(position={"x": 300, "y": 60})
    visitor.keyboard.press("Enter")
    frame.locator(".gdg-input").fill("7.25")
    frame.locator(".gdg-input").press("Tab")
    frame.wait_for_function("location.search.includes('7.25')")
    frame.locator(".st-key-train button:visible").click()
    frame.get_by_text("Epoch 100/100").wait_for()
    with visitor.expect_download() as saving:
        frame.locator(".st-key-download_csv button:visible").click()
    assert "7.25" in saving.value.path().read_text()
    frame.locator(".st-key-open_data button:visible").first.click()
    file = FilePayload(name="own.csv", mimeType="text/csv", buffer=CSV)
    frame.set_input_files(".st-key-upload input[type=file]", files=file)
    frame.locator(".st-key-import_replace button").click()
    frame.get_by_text("3 samples · 2 features").wait_for()
    frame.locator(".st-key-share button:visible").click()
    link = frame.locator(".st-key-share_content code").first.inner_text()
    assert link.startswith(f"{served.link}/?v=1")
    playground = Playground(visitor)
    playground.open(link)
    visitor.get_by_text("3 samples · 2 features").wait_for()


def test_only_sites_that_are_named_may_embed_it(
    browser: Browser, course: str, tmp_path: Path
) -> None:
    with (
        class_server(tmp_path, PLAYGROUND_EMBED_IN="https://moodle.example") as server,
        browser.new_context() as context,
    ):
        page = context.new_page()
        with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
            page.goto(f"{course}/{server.link}/?embed=true")
        page.goto(f"{server.link}/?embed=true")
        page.wait_for_selector(".st-key-train button:enabled")
