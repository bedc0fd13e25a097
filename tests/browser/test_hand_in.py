"""A lesson's file is handed in by a student, and opened elsewhere by a teacher."""

import json

from playwright.sync_api import Page

from tests.browser.conftest import Playground
from tests.browser.test_early_clicks import slowed
from tests.browser.test_take_home import saved


def test_answer_and_name_are_in_the_file_at_once_and_shown_beside_the_same_run(
    page: Page, server: str
) -> None:
    page.goto(f"{server}?lesson=outlier&step=4")
    playground = Playground(page)
    playground.wait_for_state("done")
    with slowed(page):
        answer = ".st-key-lesson_answer textarea, [class*=st-key-lesson_answer_] textarea"
        page.locator(answer).fill("Whether it was <b>measured</b>.")
        page.locator("[class*=st-key-hand_in_name] input").fill("Li Lei")
        # at once: nothing was done to leave the field
        _, content = saved(page, ".st-key-hand_in button >> nth=0")
    said = json.loads(content)["hand_in"]
    assert (said["name"], said["answers"]) == ("Li Lei", {"4": "Whether it was <b>measured</b>."})
    page.goto(f"{server}?data=iris")
    playground.wait_for_state("ready")
    playground.upload("experiment.json", content)
    playground.click("import_replace")
    playground.wait_for_text("handed_in", "to the last bit")
    shown = page.locator(".st-key-handed_in").inner_text()
    assert "Handed in: Li Lei" in shown
    assert "Whether it was <b>measured</b>." in shown
