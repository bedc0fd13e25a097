"""A lesson as a student goes through it: wrong tries, hints, quick clicks, a server that dies."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Playground, let_pass
from tests.browser.test_early_clicks import click_at_once, restart, slowed
from tests.server import Server

PANELS = ("lesson", "panel_samples", "panel_training", "panel_model", "panel_stage")


class Student(Playground):
    """One who has a lesson open."""

    def open_lesson(self, url: str, step: int = 1) -> None:
        self.page.goto(url)
        self.wait_for_step(step)

    def wait_for_step(self, step: int, goal: str = "") -> None:
        end = f"[data-goal='{goal}']" if goal else ""
        self.page.locator(f".st-key-lesson [data-step='{step}']{end}").wait_for(state="attached")
        self.wait_until_idle()

    def press(self, name: str) -> None:
        """Press a button of the lesson, and wait for what comes of it."""
        self.click(f"lesson_{name}")
        self.wait_until_idle()

    def attend(self, step: int) -> None:
        """Choose the lesson on outliers, and be in this step of it."""
        self.click("lessons")
        self.click("lesson_outlier")
        self.wait_for_step(step)

    def come_from_iris(self, server: str) -> None:
        """Begin the lesson on a page that has something else."""
        self.open(f"{server}/?data=iris&seed=7")
        self.attend(1)

    def go_back_to_iris(self) -> None:
        """Leave the lesson: that page is there again."""
        self.press("leave")
        self.page.wait_for_url(lambda url: url.endswith("seed=7&data=iris"))
        expect(self.page.locator(".st-key-lesson")).to_have_count(0)

    def cell(self, row: int, column: str) -> str:
        return self.grid("training_table").cell(row - 1, column).inner_text()


@pytest.fixture
def student(page: Page, server: str) -> Student:
    """In the third step of the lesson on outliers: 102 is to be changed in row 4, not in row 8."""
    student = Student(page)
    student.open_lesson(f"{server}/?lesson=outlier&step=3", 3)
    student.wait_for_state("done")  # the run of the set-up
    return student


def test_a_step_is_done_with_a_wrong_try_and_a_hint(student: Student) -> None:
    page = student.page
    student.click("train")
    student.wait_for_state("done")
    student.wait_for_step(3, "open")
    student.press("hint")
    student.wait_for_text("lesson_given", "row 4 is open")
    student.grid("training_table").open_for_typing(7, "x3")  # not that one
    page.fill(".gdg-input", "12")
    page.keyboard.press("Tab")
    student.wait_for_text("problems", "put back")
    student.type_cells("training_table", 3, "x3", "12")
    expect(page.locator(".st-key-lesson_given p")).to_have_count(0)  # it no longer holds
    student.press("hint")
    student.wait_for_text("lesson_given", "press Train")
    student.click("train")
    student.wait_for_step(3, "reached")
    student.press("next")
    student.wait_for_step(4)
    assert "reached=3" in page.url


def test_rows_pasted_get_no_further_than_the_open_cell_and_undo_ends_where_the_step_began(
    student: Student,
) -> None:
    page = student.page
    student.grid("training_table").select(3, "x1")
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
    student.open_lesson(f"{server}/?lesson=outlier")
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


def test_by_keys_alone_the_lesson_is_gone_through(page: Page, server: str) -> None:
    student = Student(page)
    student.open_lesson(f"{server}/?lesson=outlier")
    page.locator(".st-key-lesson_next button").focus()
    for step in (2, 3):
        page.keyboard.press("Enter")
        student.wait_for_step(step)
        page.wait_for_function("document.activeElement.closest('.st-key-lesson_next')")


def test_to_leave_gives_the_table_back_and_to_return_finds_the_step(
    page: Page, server: str
) -> None:
    student = Student(page)
    student.come_from_iris(server)
    student.press("next")
    student.wait_for_step(2)
    student.go_back_to_iris()
    student.attend(2)


def test_a_reload_keeps_what_was_typed_and_the_page_to_come_back_to(
    page: Page, server: str
) -> None:
    student = Student(page)
    student.come_from_iris(server)
    for step in (2, 3, 4):
        student.press("next")
        student.wait_for_step(step)
    answer = page.locator("[class*=st-key-lesson_answer] textarea").first  # the one before goes
    kept = "sessionStorage.getItem('history')"
    before = page.evaluate(kept)
    answer.fill("Whether it was measured.")
    page.keyboard.press("Tab")
    page.wait_for_function(f"before => {kept} !== before", arg=before)
    page.reload()
    student.wait_for_step(4)
    expect(answer).to_have_value("Whether it was measured.")
    student.go_back_to_iris()


OUT_OF_SIGHT = """panels => panels
  .map(name => document.querySelector(`.st-key-${name}`)).filter(Boolean)
  .filter(panel => {
    const { top, bottom, left, right } = panel.getBoundingClientRect();
    return top < 0 || left < 0 || bottom > innerHeight || right > innerWidth
      || panel.scrollHeight > panel.clientHeight + 8; })
  .map(panel => panel.className)"""


def test_all_of_a_step_is_in_sight(student: Student) -> None:
    page = student.page
    student.press("hint")
    for height in (720, 600):
        page.set_viewport_size({"width": 1280, "height": height})
        page.wait_for_function(f"!({OUT_OF_SIGHT})({list(PANELS)}).length")
        page.wait_for_function(
            "height => document.querySelector('.stMain').scrollHeight <= height", arg=height
        )
