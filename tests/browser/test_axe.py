"""What axe-core, the usual checker of accessibility, has to say of the page."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Playground
from tests.browser.test_browser import SCHEMES

SERIOUS = ("serious", "critical")
# Streamlit's table gives the cells of both tables the same ids
KNOWN = ("duplicate-id", "duplicate-id-aria", "duplicate-id-active")


def findings(page: Page) -> list[str]:
    """What is seriously wrong, in both themes."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(
            "scheme => getComputedStyle(document.querySelector('.stApp')).colorScheme === scheme",
            arg=scheme,
        )
        Playground(page).wait_until_idle()
        for violation in Axe().run(page).response["violations"]:
            if violation["impact"] in SERIOUS and violation["id"] not in KNOWN:
                places = [node["html"][:150] for node in violation["nodes"]]
                found.append(f"{scheme}, {violation['id']}: {places}")
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_finds_nothing_serious(page: Page, server: str, language: str) -> None:
    playground = Playground(page)
    playground.open(f"{server}/?language={language}")
    found = {"open": findings(page)}
    playground.click("train")
    playground.wait_for_state("done")
    found["done"] = findings(page)
    playground.click("more")
    page.locator(".st-key-more_settings").wait_for()
    found["popover"] = findings(page)
    page.keyboard.press("Escape")
    page.fill(".st-key-learning_rate input", "0")
    page.keyboard.press("Enter")
    page.locator(".st-key-problems").wait_for()
    found["problem"] = findings(page)
    assert found == {state: [] for state in found}
