"""The page as it comes to a class: without encryption, or in a frame of a course's own page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import FilePayload, Frame, Page

from tests.browser.conftest import HOST, Playground
from tests.browser.course import course_site, framed

CSV = "größe,b,label\n1,2,Käse\n2,3,Brot\n".encode("latin-1")


def test_on_a_page_without_encryption_cells_and_the_link_are_copied(
    page: Page, server: str
) -> None:
    playground = Playground(page)
    playground.open(f"{server.replace('127.0.0.1', HOST)}/?data=xor")
    assert not page.evaluate("isSecureContext")
    pasted = page.locator(".st-key-paste textarea")
    playground.grid("training_table").select(1, "b")
    page.keyboard.press("Control+C")
    playground.click("open_data")
    pasted.press("Control+V")
    assert pasted.input_value().strip() == "1"
    pasted.fill("")
    page.keyboard.press("Escape")
    pasted.wait_for(state="detached")
    copy_link(page)
    playground.click("open_data")
    pasted.press("Control+V")
    assert pasted.input_value() == page.url


def copy_link(page: Page | Frame) -> None:
    page.locator(".st-key-share button:visible").click()
    page.locator(".st-key-share_content code").hover()
    page.locator(".st-key-share_content [data-testid=stCode] button").click()
    page.locator(".st-key-share_content [aria-label=Copied]").wait_for()
    page.locator(".st-key-share button:visible").press("Escape")
    page.locator(".st-key-share_content").wait_for(state="detached")


@pytest.fixture
def course(page: Page, server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of another site that has the playground in a frame, from the host of the parameter."""
    address = server.replace("127.0.0.1", getattr(request, "param", "127.0.0.1"))
    with course_site() as site:
        page.goto(f"{site}/{address}/?data=xor")
        yield page
        page.goto("about:blank")


def test_in_a_frame_of_another_site_a_link_is_copied_and_a_file_opened_and_a_reload_finds_it(
    course: Page,
) -> None:
    frame = framed(course)
    frame.get_by_text("4 samples · 2 features").wait_for()
    assert not frame.locator(".forgets").count()
    copy_link(frame)
    frame.locator(".st-key-open_data button:visible").first.click()
    file = FilePayload(name="own.csv", mimeType="text/csv", buffer=CSV)
    frame.set_input_files(".st-key-upload input[type=file]", files=file)
    frame.get_by_text("2 classes: Brot (1), Käse (1)").wait_for()
    frame.locator(".st-key-import_replace button").click()
    frame.get_by_text("2 samples · 2 features").wait_for()
    frame.wait_for_function("location.search.includes('begin')")
    course.reload()
    course.wait_for_event("framenavigated", lambda each: "begin" in each.url)
    framed(course).get_by_text("2 samples · 2 features").wait_for()


@pytest.mark.parametrize("course", [HOST], indirect=True)
def test_a_frame_that_can_keep_nothing_says_so_and_leads_to_a_tab_with_the_same(
    course: Page,
) -> None:
    frame = framed(course)
    frame.locator(".st-key-step button:visible").click()
    frame.wait_for_function("location.search.includes('run')")
    with course.context.expect_page() as opening:
        frame.get_by_text("Reloading this frame loses your work").click()
    assert opening.value.url == frame.url
    opening.value.close()
