"""Streamlit's parts are called what the page's scripts and styles call them: each is met here."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from playground.texts import CATALOGS
from playground.ui.page import SELECTORS
from tests.browser.conftest import Playground, new_page

WATCH = """selectors => {
  window.missed = new Set(Object.keys(selectors));
  const look = () => {
    for (const name of window.missed)
      if (document.querySelector(selectors[name])) window.missed.delete(name);
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}"""


@pytest.fixture(scope="module")
def tour(context: BrowserContext, server: str) -> Iterator[tuple[Page, list[str]]]:
    """A page on which much was opened, and all addresses that it asked."""
    with new_page(context) as page:
        requested: list[str] = []
        page.on("request", lambda request: requested.append(request.url))
        page.add_init_script(f"({WATCH})({json.dumps(SELECTORS)})")
        playground = Playground(page)
        playground.open(f"{server}/?epochs=20&run=20&view=lines", "done")
        playground.grid("training_table").select(0, "x1")
        page.keyboard.press("Control+f")
        page.wait_for_selector(SELECTORS["search-bar"])
        page.keyboard.press("Escape")
        playground.grid("training_table").select(0, "x1")
        page.keyboard.press("Enter")
        page.wait_for_selector(SELECTORS["cell-input"])
        page.keyboard.press("Escape")
        page.locator(".st-key-training_table").hover()
        columns = CATALOGS["en"]["frame_columns"]
        page.locator(".st-key-training_table").get_by_role("button", name=columns).first.click()
        menu = page.locator(SELECTORS["data-frame-column-visibility-menu"])
        menu.wait_for()
        page.keyboard.press("Escape")
        menu.wait_for(state="detached")  # it would lie between the mouse and the button
        page.locator(".st-key-undo button").first.hover(force=True)
        page.wait_for_selector(SELECTORS["tooltip-content"])
        playground.click("share")
        page.wait_for_selector(SELECTORS["heading"])
        page.keyboard.press("Escape")
        playground.click("more")
        page.wait_for_selector(SELECTORS["popover-body"])
        page.keyboard.press("Escape")
        playground.click("open_data")
        page.locator(".st-key-paste textarea").fill("a,label")
        page.wait_for_selector(SELECTORS["input-instructions"])
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(f"{SELECTORS['dialog']} {SELECTORS['alert-container']}")
        yield page, requested


def test_each_part_of_streamlit_that_scripts_and_styles_name_is_met(
    tour: tuple[Page, list[str]],
) -> None:
    assert tour[0].evaluate("[...window.missed]") == []


def test_every_request_goes_to_the_own_server(tour: tuple[Page, list[str]], server: str) -> None:
    requested = tour[1]
    assert requested
    assert [url for url in requested if not url.startswith((server, "data:", "blob:"))] == []
