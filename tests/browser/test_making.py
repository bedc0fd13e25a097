"""A lesson as a teacher makes it on the page, and as a student has it from the file."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Playground, new_page
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

    def close_maker(self) -> None:
        self.page.keyboard.press("Escape")
        self.page.locator("[role=dialog]").wait_for(state="detached")

    def type(self, name: str, text: str) -> None:
        self.page.locator(f".st-key-maker_{name} :is(input, textarea):visible").fill(text)
        self.page.keyboard.press("Tab")
        self.wait_until_idle()

    def choose(self, name: str, text: str) -> None:
        """By its name, typed into the list."""
        self.page.locator(f".st-key-maker_{name} input").focus()
        self.page.keyboard.type(text)
        self.page.get_by_role("option", name=text, exact=True).wait_for()
        self.page.keyboard.press("Enter")
        self.wait_until_idle()

    def add_step(self, step: int) -> None:
        self.click("add_step")
        self.page.locator(f".st-key-maker_step_{step}").wait_for()
        self.wait_until_idle()


def test_a_lesson_of_two_steps_is_made_tried_saved_and_opened_by_a_student(
    page: Page, browser: Browser, server: str, tmp_path: Path
) -> None:
    teacher = Teacher(page)
    page.goto(f"{server}/?data=and&learning_rate=0.5&epochs=200&run=200&view=decision")
    teacher.wait_for_state("done")
    teacher.open_maker()
    teacher.type("title", "Where is the border?")
    teacher.click("add_step")
    expect(page.locator("[role=dialog]")).to_contain_text("Type what is said")
    teacher.type("text", "Train until **all** are right.")
    teacher.choose("goal", "Loss")
    page.locator(".st-key-maker_loss_under_0 input").wait_for()  # filled with the present one
    teacher.add_step(1)
    teacher.close_maker()
    page.reload()
    teacher.wait_for_state("done")
    teacher.type_cells("training_table", 0, "label", "1")
    teacher.open_maker()
    expect(page.locator(".st-key-maker_step_1")).to_contain_text("Train until")
    page.locator(".st-key-maker_text textarea").fill("Now one label is another.")
    teacher.add_step(2)  # at once, the field not yet left
    teacher.click("maker_edit_1")
    text = page.locator("[class*=st-key-maker_text] textarea").first  # the one before is going
    expect(text).to_have_value("Now one label is another.")
    text.fill("Now a label is another.")
    teacher.click("add_step")
    expect(page.locator(".st-key-maker_step_2")).to_contain_text("Now a label is")
    teacher.wait_until_idle()
    teacher.click("try_lesson")
    page.locator(".st-key-lesson [data-step='1'][data-goal='open']").wait_for(state="attached")
    teacher.wait_for_state("ready")
    teacher.click("lesson_leave")
    page.locator(".st-key-add_step").wait_for()
    teacher.wait_until_idle()
    with page.expect_download() as saving:
        teacher.click("download_lesson")
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)
    assert file.name == "where_is_the_border.toml"
    assert 'text = "Train until **all** are right."' in file.read_text("utf-8")
    assert 'text = "Now a label is another."' in file.read_text("utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    with new_page(context) as other:
        _as_a_student(Student(other), server, file)
    context.close()


def _as_a_student(student: Student, server: str, file: Path) -> None:
    student.open(server)
    student.upload(file.name, file.read_bytes())
    student.click("import_replace")
    student.wait_for_step(1, "open")
    expect(student.page.locator(".st-key-lesson_text strong")).to_have_text("all")
    student.click("train")
    student.wait_for_step(1, "reached")
    student.press("next")
    student.wait_for_step(2)
    assert student.cell(1, "label") == "1"
    assert "reached=1" in student.page.url
