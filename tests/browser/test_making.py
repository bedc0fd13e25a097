"""A lesson as a teacher makes it on the page, and as a student has it from the file."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import SIZE, Playground, let_pass
from tests.browser.test_lesson import Student


class Teacher(Playground):
    """One who makes a lesson."""

    def open_maker(self) -> None:
        self.click("share")
        self.page.locator(".st-key-make_lesson").wait_for()
        self.wait_until_idle()
        self.click("make_lesson")
        self.page.locator(".st-key-add_step").wait_for()
        self.wait_until_idle()

    def type(self, name: str, text: str) -> None:
        self.page.locator(f".st-key-maker_{name} :is(input, textarea):visible").fill(text)
        self.page.keyboard.press("Tab")
        self.wait_until_idle()

    def file(self) -> Locator:
        """Of the lesson so far; the last of two, while it is replaced."""
        return self.page.locator("[class*=st-key-maker_source] textarea").last

    def add_step(self, text: str) -> None:
        """Add the page as a step of which this is said."""
        self.page.locator(".st-key-maker_text textarea").fill(text)
        self.click("add_step")  # at once, the field not yet left
        expect(self.file()).to_have_value(re.compile(re.escape(text)))
        self.wait_until_idle()


def test_a_lesson_of_two_steps_is_made_tried_and_saved_and_opened_by_a_student(
    page: Page, browser: Browser, server: str, tmp_path: Path
) -> None:
    teacher = Teacher(page)
    teacher.open(f"{server}/?data=and&learning_rate=0.5&epochs=200&run=200&view=decision", "done")
    teacher.open_maker()
    goal = page.locator(".st-key-maker_goal input")
    goal.scroll_into_view_if_needed()
    let_pass(page, 200)  # scrolling, of which the page hears in the next frame, closes a list
    goal.click()
    page.get_by_role("option", name="Loss", exact=True).click()
    page.locator(".st-key-maker_loss_under input").wait_for()  # filled with the present one
    teacher.wait_until_idle()
    teacher.type("title", "Where is the border?")
    teacher.add_step("Train until **many** are right.")
    teacher.file().fill(teacher.file().input_value().replace("many", "most"))
    teacher.click("try_lesson")  # at once, as well
    page.locator(".st-key-lesson [data-step='1'][data-goal='open']").wait_for(state="attached")
    teacher.wait_for_state("ready")
    teacher.click("lesson_leave")
    teacher.wait_for_state("done")
    before = page.url
    teacher.file().fill(teacher.file().input_value().replace("most", "all"))
    page.keyboard.press("Escape")  # at once, and nothing after it
    page.wait_for_function("before => location.href !== before", arg=before)
    page.reload()
    teacher.wait_for_state("done")
    teacher.type_cells("training_table", 0, "label", "1")
    teacher.open_maker()
    expect(teacher.file()).to_have_value(re.compile("until ..all.. are"))
    page.keyboard.press("Control+z")  # undoes nothing of the page behind it
    teacher.add_step("Now one label is another.")
    with page.expect_download() as saving:
        teacher.click("download_lesson")
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)
    with browser.new_context(viewport=SIZE) as elsewhere:
        student = Student(elsewhere.new_page())
        student.open(server)
        student.upload(file.name, file.read_bytes())
        student.click("import_replace")
        student.wait_for_step(1, "open")
        expect(student.page.locator(".st-key-lesson_text strong")).to_have_text("all")
        student.click("train")
        student.wait_for_step(1, "reached")
        student.press("next")
        student.wait_for_step(2)
        student.wait_for_text("lesson_text", "Now one label is another.")
        assert student.grid("training_table").cell(0, "label").inner_text() == "1"
