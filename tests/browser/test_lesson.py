"""A lesson as a student has it: what is locked, quick clicks, keys, a server that dies."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Playground, let_pass
from tests.browser.test_early_clicks import click_at_once, restart, slowed
from tests.server import Server


class Student(Playground):
    """One who has a lesson open."""

    def wait_for_step(self, step: int, goal: str = "") -> None:
        end = f"[data-goal='{goal}']" if goal else ""
        self.page.locator(f".st-key-lesson [data-step='{step}']{end}").wait_for(state="attached")
        self.wait_until_idle()

    def press(self, name: str) -> None:
        """Press a button of the lesson, and wait for what comes of it."""
        self.click(f"lesson_{name}")
        self.wait_until_idle()


@pytest.fixture
def student(page: Page, server: str) -> Student:
    """In the third step of the lesson on outliers, where one cell of row 4 is open."""
    student = Student(page)
    page.goto(f"{server}/?lesson=outlier&step=3")
    student.wait_for_step(3)
    student.wait_for_state("done")  # the run of the set-up
    return student


def test_what_is_typed_and_pasted_gets_into_the_open_cell_alone_and_undo_to_the_step_s_start(
    student: Student,
) -> None:
    page, grid = student.page, student.grid("training_table")
    grid.open_for_typing(7, "x3")
    page.fill(".gdg-input", "12")
    page.keyboard.press("Tab")
    student.wait_for_text("problems", "put back")
    student.wait_until_idle()
    grid.select(3, "x1")
    page.evaluate("navigator.clipboard.writeText('7\\t8\\t9')")
    page.keyboard.press("Control+v")
    page.wait_for_url("**10_11_9_0**")
    student.wait_until_idle()
    for _ in range(3):
        page.keyboard.press("Control+z")
        student.wait_until_idle()
    page.wait_for_url("**10_11_102_0**")
    expect(page.locator(".st-key-undo button:visible")).to_be_disabled()
    assert "step=3" in page.url


def test_a_killed_server_and_a_reload_keep_step_goal_and_table(
    student: Student, running: Server
) -> None:
    page = student.page
    student.type_cells("training_table", 3, "x3", "12")
    student.click("train")
    student.wait_for_step(3, "reached")
    restart(running, page)
    student.wait_for_step(3, "reached")
    student.wait_for_state("done")
    page.reload()
    student.wait_for_step(3, "reached")
    page.wait_for_url("**10_11_12_0**")
    student.press("next")  # the first act after it
    student.wait_for_step(4)


def test_of_quick_clicks_on_next_only_the_first_goes_on(page: Page, server: str) -> None:
    student = Student(page)
    page.goto(f"{server}/?lesson=outlier")
    student.wait_for_step(1)
    button = page.locator(".st-key-lesson_next button")
    button.click(click_count=5)
    student.wait_for_step(2)
    button.hover()  # that of the step that has come
    page.mouse.down(click_count=6)
    page.mouse.up(click_count=6)
    let_pass(page, 1000)
    student.wait_for_step(2)


def test_a_click_on_next_as_soon_as_it_is_there_counts(page: Page, server: str) -> None:
    page.goto(f"{server}/?lesson=outlier")
    with slowed(page):
        click_at_once(page, "lesson_next")
        Student(page).wait_for_step(2)


def test_by_keys_alone_one_goes_on_from_next_to_next(student: Student) -> None:
    page = student.page
    page.locator(".st-key-lesson_next button").focus()
    page.keyboard.press("Enter")
    student.wait_for_step(4)
    page.wait_for_function("document.activeElement.closest('.st-key-lesson_next')")


def test_a_reload_keeps_the_answer_that_was_typed(page: Page, server: str) -> None:
    student = Student(page)
    page.goto(f"{server}/?lesson=outlier&step=4")
    student.wait_for_step(4)
    answer = page.locator("[class*=st-key-lesson_answer] textarea").first
    kept = "sessionStorage.getItem('history')"
    page.wait_for_function(f"{kept}?.includes('+')")  # what is there before the answer
    page.wait_for_selector("[data-test-script-state=notRunning]")
    before = page.evaluate(kept)
    answer.fill("Whether it was measured.")
    page.keyboard.press("Tab")
    page.wait_for_function(f"before => {kept} !== before", arg=before)
    page.wait_for_selector("[data-test-script-state=notRunning]")
    page.reload()
    student.wait_for_step(4)
    expect(answer).to_have_value("Whether it was measured.")


OUT_OF_SIGHT = """[...document.querySelectorAll('.st-key-lesson, [class*=st-key-panel_]')]
  .filter(panel => {
    const { top, bottom, left, right } = panel.getBoundingClientRect();
    return top < 0 || left < 0 || bottom > innerHeight || right > innerWidth
      || panel.scrollHeight > panel.clientHeight + 8; })"""


def test_all_of_a_step_is_in_sight(student: Student) -> None:
    page = student.page
    student.press("hint")
    for height in (720, 600):
        page.set_viewport_size({"width": 1280, "height": height})
        page.wait_for_function(f"!{OUT_OF_SIGHT}.length")
        page.wait_for_function("document.querySelector('.stMain').scrollHeight <= innerHeight")
