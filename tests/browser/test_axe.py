"""What axe-core, the usual checker of accessibility, has to say of the page."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from playground.ui.stage import VIEWS
from tests.browser.conftest import HOST, Playground

SERIOUS = ("serious", "critical")
# Streamlit's table gives the cells of both tables the same ids
KNOWN = ("duplicate-id", "duplicate-id-aria", "duplicate-id-active")

# what a button opens, and what is there once it is open
DIALOGS = {
    "share": ".st-key-take_home",
    "open_data": ".st-key-upload",
    "shape": ".st-key-shape_result",
    "example": "[data-testid=stPopoverBody] button",
}


def findings(page: Page) -> list[str]:
    """What is seriously wrong on a page with all its panels."""
    Playground(page).wait_until_idle()
    return serious(page)


def serious(page: Page) -> list[str]:
    return [
        f"{violation['id']}: {[node['html'][:150] for node in violation['nodes']]}"
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in SERIOUS and violation["id"] not in KNOWN
    ]


# each language and each theme: what is wrong in one of them is so whatever the other
@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("zh", "dark")])
def test_axe_finds_nothing_serious(
    page: Page, server: str, language: str, scheme: Literal["light", "dark"]
) -> None:
    playground = Playground(page)
    page.emulate_media(color_scheme=scheme)
    playground.open(f"{server}/?language={language}&run=1000", "done")
    found = {"done": findings(page)}
    page.keyboard.press("g")
    page.wait_for_function("location.search.includes('guess_first=1')")
    playground.click("train")
    page.locator(".st-key-guess_question").wait_for()
    found["a question"] = findings(page)
    playground.click("reset")
    page.locator(".st-key-guess_question").wait_for(state="detached")
    page.fill(".st-key-learning_rate input", "0")
    page.keyboard.press("Enter")
    page.locator(".st-key-problems").wait_for()
    playground.click("more")
    page.locator(".st-key-more_settings").wait_for()
    found["a problem, and more settings"] = findings(page)
    page.goto(f"{server}/?language={language}&lesson=pytorch_mistakes&step=5")
    playground.click("lesson_hint")
    page.locator(".st-key-lesson_given p").wait_for()  # a goal, a hint, a question, a name
    found["a lesson"] = serious(page)
    playground.click("lessons")
    page.locator(".st-key-lessons_list button").last.wait_for()
    found["the lessons"] = serious(page)
    assert found == {state: [] for state in found}


def test_axe_finds_nothing_serious_in_any_view_or_dialog(page: Page, server: str) -> None:
    playground = Playground(page)
    known_to_others = server.replace("127.0.0.1", HOST)  # so that Share has a code
    playground.open(f"{known_to_others}/?run=1000", "done")
    found = {}
    for place, view in enumerate(VIEWS):
        if place:  # the first is there
            page.locator(".st-key-view [role=radio]").nth(place).click()
            page.wait_for_url(f"**view={view}*")
        found[view] = findings(page)
    for key, drawn in DIALOGS.items():
        playground.click(key)
        page.locator(drawn).first.wait_for()
        found[key] = findings(page)
        page.keyboard.press("Escape")
        page.locator(drawn).first.wait_for(state="detached")
    playground.click("share")
    playground.click("qr")
    page.locator("img.qr").wait_for()
    found["qr"] = findings(page)
    page.keyboard.press("Escape")
    page.locator("img.qr").wait_for(state="detached")
    playground.click("share")
    playground.click("make_lesson")
    page.locator(".st-key-add_step").wait_for()
    page.locator(".st-key-maker_locks label").first.click()
    page.locator(".st-key-maker_open").wait_for()
    found["make_lesson"] = findings(page)
    assert found == {place: [] for place in found}
