"""A class does not wait: clicks as soon as there is something to click, on slow machines."""

import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import pytest
import torch
from playwright.sync_api import Page

from tests import plain_loop
from tests.browser.conftest import EPOCHS, Playground, assert_shows, let_pass, restart
from tests.page import note_tensors
from tests.plain_loop import PlainResult
from tests.server import Server

NOTE = {"learning_rate": "0.01", "epochs": "1000", "seed": "0"}
LINKED = {"learning_rate": "0.05", "epochs": "700", "seed": "3"}


@contextmanager
def slowed(page: Page) -> Iterator[None]:
    """A processor of a quarter of the speed."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    try:
        yield
    finally:
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})


def click_at_once(page: Page, key: str) -> None:
    """Click a button the moment it is there, whatever else the page is about."""
    button = page.locator(f".st-key-{key} button:visible").first
    button.wait_for()
    button.click(force=True, no_wait_after=True)


def shown(page: Page) -> dict[str, str]:
    return {name: page.locator(f".st-key-{name} input").input_value() for name in NOTE}


def wait_for_rest(page: Page, opened: str) -> None:
    """Wait until the click has had its effect, and the script rests."""
    page.wait_for_selector(opened)
    page.wait_for_selector("[data-test-script-state=notRunning]")


OPENS = {"more": ".st-key-momentum", "shape": ".st-key-shape_apply"}


def test_a_click_as_soon_as_the_page_is_there_loses_no_setting(page: Page, server: str) -> None:
    query = "&".join(f"{name}={value}" for name, value in LINKED.items())
    page.goto(f"{server}/?{query}")  # nothing is drawn yet
    with slowed(page):
        click_at_once(page, "more")
        wait_for_rest(page, OPENS["more"])
    assert shown(page) == LINKED
    assert "learning_rate=0&" not in page.url


def test_a_click_right_after_undo_or_an_example_loses_no_setting(page: Page, server: str) -> None:
    Playground(page).open(f"{server}/?seed=5")
    page.fill(".st-key-seed input", "7")
    page.keyboard.press("Enter")
    page.wait_for_url("**seed=7**")
    with slowed(page):
        click_at_once(page, "undo")
        click_at_once(page, "more")
        wait_for_rest(page, OPENS["more"])
        assert shown(page) == NOTE | {"seed": "5"}
        page.keyboard.press("Escape")
        click_at_once(page, "gallery")
        click_at_once(page, "example_iris")
        click_at_once(page, "shape")
        wait_for_rest(page, OPENS["shape"])
    assert shown(page) == NOTE  # the example's own settings, which are the default
    assert "data=iris" in page.url


def test_a_click_right_after_a_change_of_language_loses_nothing(page: Page, server: str) -> None:
    playground = Playground(page)
    playground.open(f"{server}/?seed=5")
    playground.type_cells("training_table", 0, "x1", "7.25")
    with slowed(page):
        page.get_by_role("radio", name="中文").or_(
            page.locator(".st-key-language button", has_text="中文")
        ).first.click(no_wait_after=True)
        # within the page: on its way to the mouse, the button is moved by the words beside it
        page.evaluate(
            """[...document.querySelectorAll('.st-key-more button')]
                 .find(button => button.checkVisibility()).click()"""
        )
        wait_for_rest(page, OPENS["more"])
    assert shown(page) == NOTE | {"seed": "5"}
    assert "x1_x2_x3_label~7.25_" in page.url


def train(features: torch.Tensor, targets: torch.Tensor, rate: float = 0.01) -> PlainResult:
    return plain_loop.train(features, targets, 2, rate, epochs=EPOCHS)


def test_a_cell_typed_right_before_train_is_trained_on_whether_left_by_a_key_or_not(
    brief: Playground, note: dict
) -> None:
    page = brief.page
    features, targets = note_tensors(note)
    for row, (keys, text) in enumerate([([], "7.25"), (["Enter"], "8.5")]):
        brief.grid("training_table").select(row, "x1")
        with slowed(page):
            page.keyboard.press("Enter")
            page.locator(".gdg-input").fill(text)
            for key in keys:
                page.keyboard.press(key)
            page.locator(".st-key-train button:visible").click()
            page.wait_for_function("text => location.search.includes(text)", arg=text)
        brief.wait_for_state("done")
        features[row, 0] = float(text)
        assert_shows(brief, train(features, targets))
        brief.click("reset")
        brief.wait_for_state("ready")


@contextmanager
def standing_still(server: Server, page: Page) -> Iterator[None]:
    """A server that does nothing meanwhile, and for half a second more."""
    if sys.platform == "win32":
        pytest.skip("Windows cannot stop a process and let it go on")
    server.process.send_signal(signal.SIGSTOP)
    try:
        yield
        let_pass(page, 500)
    finally:
        server.process.send_signal(signal.SIGCONT)


def test_an_edit_undone_at_once_by_keys_is_undone_also_on_a_busy_server(
    playground: Playground, running: Server
) -> None:
    page, grid = playground.page, playground.grid("training_table")
    for server_is in (nullcontext(), standing_still(running, page)):
        grid.select(0, "x1")
        page.keyboard.press("Enter")
        with server_is:
            page.locator(".gdg-input").fill("7.25")
            page.keyboard.press("Enter")
            page.locator(".gdg-input").wait_for(state="detached")
            page.keyboard.press("Control+z")
        page.wait_for_selector(".st-key-redo button:enabled")
        grid.cell(0, "x1").filter(has_text=re.compile(r"^0\.3$")).wait_for(state="attached")
        page.wait_for_url(lambda url: "7.25" not in url)


def test_keys_that_find_nothing_to_undo_leave_what_is_typed_after_them(
    playground: Playground,
) -> None:
    page = playground.page
    playground.grid("training_table").select(0, "x1")
    page.keyboard.press("Control+z")
    page.keyboard.press("Enter")
    page.locator(".gdg-input").fill("7.25")
    page.keyboard.press("Enter")
    page.wait_for_selector(".st-key-undo button:enabled")
    let_pass(page, 500)
    assert page.locator(".st-key-redo button:enabled").count() == 0
    assert "7.25" in page.url


def test_of_two_clicks_on_a_server_that_stands_still_none_is_lost(
    brief: Playground, running: Server
) -> None:
    page = brief.page
    with standing_still(running, page):
        click_at_once(page, "step")
        click_at_once(page, "fill_samples")
    page.wait_for_url("**fill=samples**")
    brief.wait_for_epoch(1)
    with standing_still(running, page):
        page.locator(".st-key-step button:visible").dblclick()
    brief.wait_for_epoch(3)
    for _ in range(5):
        page.keyboard.press("s")
    brief.wait_for_epoch(8)


CLICK = """async ([key, times, gap]) => {
  for (let click = 0; click < times; click++) {
    [...document.querySelectorAll(`.st-key-${key} button`)]
      .find(button => button.checkVisibility()).click();
    await new Promise(resolve => setTimeout(resolve, gap));
  }
}"""


def test_of_quick_clicks_none_is_lost_from_the_moment_that_the_page_is_there(
    page: Page, server: str
) -> None:
    page.goto(f"{server}/?epochs=1000")
    page.locator(".st-key-step button:visible").first.wait_for()
    playground = Playground(page)
    for times, gap in enumerate([20, 5], start=1):
        page.evaluate(CLICK, ["step", 10, gap])
        playground.wait_for_epoch(10 * times)
        playground.wait_until_idle()
        assert playground.epoch() == 10 * times


def test_a_learning_rate_and_a_cell_count_as_the_first_act_after_a_restart(
    brief: Playground, running: Server, note: dict
) -> None:
    page = brief.page
    features, targets = note_tensors(note)
    brief.type_cells("training_table", 0, "x1", "5")
    features[0, 0] = 5

    def assert_trains() -> None:
        click_at_once(page, "train")
        brief.wait_for_state("done")
        assert not page.locator(".offline").is_visible()
        assert_shows(brief, train(features, targets, 0.05))

    restart(running, page)
    page.fill(".st-key-learning_rate input", "0.05")
    assert_trains()
    brief.click("reset")
    brief.wait_for_state("ready")
    restart(running, page)
    brief.grid("training_table").type(1, "x2", "9")
    features[1, 1] = 9
    assert_trains()


def test_a_run_goes_on_to_its_end_when_its_server_is_killed_and_started_again(
    page: Page, server: str, running: Server, note: dict
) -> None:
    playground = Playground(page)
    playground.open(f"{server}/?epochs=3000")
    playground.click("train")
    playground.wait_for_epoch(500)
    restart(running, page)
    playground.wait_for_state("done")
    assert_shows(playground, plain_loop.train(*note_tensors(note), 2, epochs=3000))
