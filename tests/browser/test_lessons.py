"""Each lesson as a student goes through it: a wrong try, a hint, every goal reached, to its end."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle

import pytest
from playwright.sync_api import Page, expect

from playground.core.insight.guess import COURSES, read_guess
from playground.sharing.lessons.reading import said
from playground.tables.labels import LABEL
from playground.texts import LANGUAGES, Texts
from playground.texts.cards import ASK, card
from tests.browser.conftest import let_pass
from tests.browser.test_decision import in_plane
from tests.browser.test_lesson import Student
from tests.lesson_walks import WALKS, Try
from tests.sharing.test_lesson_texts import lesson

BETWEEN_CLICKS = 600  # milliseconds: two clicks, and not a double click
# where each stands, and what it is
NUMBERS = """cells => cells.map(({ dataset: { name, row, col, value } }) =>
  [[name, row, col].join(), value])"""


class Walker(Student):
    """Does in the browser what a walk says, in one step of a lesson after another."""

    def __init__(self, page: Page, language: str) -> None:
        super().__init__(page)
        self.texts = Texts(language)
        self.is_quick = False  # whether runs are at full speed

    def wait_until_idle(self) -> None:
        """Of charts there may be none."""
        self.page.wait_for_selector("[data-test-script-state=notRunning]")

    def do(self, acts: Try) -> None:
        self._type("training_table", acts.cells)
        self._type("test_table", acts.vectors)
        self._type("parameters_table", acts.weights)
        for name, value in acts.settings.items():
            self._set(name, value)
        if acts.view:
            tab = self.page.locator(".st-key-view [role=radio]")
            tab.filter(has_text=self.texts(f"view_{acts.view}")).click()
        while acts.line and f"line={acts.line}" not in self.page.url:
            with self.page_run():
                self.click("next_line")
        if acts.question:
            self._ask(acts.question)
        if acts.quiz:
            self._answer_quiz(acts.quiz)
        if acts.train:
            if not self.is_quick:
                self.choose_speed(self.texts("speed_full"))
                self.is_quick = True
            for answer in (acts.guess, "") if acts.guess else ("",):
                with self.page_run():
                    self.click("train")
                if answer:
                    self._guess(answer)
            self.wait_for_state("done")

    @contextmanager
    def page_run(self) -> Iterator[None]:
        """Wait until the page run is over that comes of an act: what is done before is another's.

        A busy browser takes in its beginning and its end at once: it is known by its number.
        """
        number = "document.querySelector('.page-facts').dataset.run"
        before = self.page.evaluate(number)
        yield
        self.page.wait_for_function(f"before => {number} !== before", arg=before)
        self.wait_until_idle()

    def _type(self, table: str, cells: Mapping[str, str]) -> None:
        if cells and not self.page.locator(f".st-key-{table}").count():
            self.click("edit_parameters")
        for place, text in cells.items():
            row, _, column = place.partition(" ")
            at = int(row) if row.isdigit() else self._number_of(table, row)
            heading = self.texts(column) if column == LABEL else column
            if self.grid(table).cell(at - 1, heading).inner_text() != text:
                with self.page_run():
                    self.grid(table).type(at - 1, heading, text)

    def _number_of(self, table: str, name: str) -> int:
        row = self.page.locator(f".st-key-{table} tbody tr", has_text=name)
        return int(row.get_attribute("aria-rowindex") or "") - 1

    def _set(self, name: str, value: object) -> None:
        page = self.page
        is_folded = not page.locator(f".st-key-settings .st-key-{name}").count()
        if is_folded:
            self.click("more")
        with self.page_run():
            if isinstance(value, bool):
                page.locator(f".st-key-{name} label").first.click()
            else:
                page.fill(f".st-key-{name} input", str(value))
                page.keyboard.press("Enter")
        if is_folded:
            page.keyboard.press("Escape")

    def _ask(self, question: str) -> None:
        choice = self.page.locator(".st-key-question input")
        expect(choice).to_have_count(1)  # that of the step before is gone
        choice.click()
        title = card(self.texts.language, ASK + question).title.replace("`", "")
        with self.page_run():
            self.page.get_by_role("option", name=title, exact=True).click()

    def _answer_quiz(self, answers: int) -> None:
        """With numbers that were looked at before they were hidden."""
        page, toggle = self.page, self.page.locator(".st-key-quiz label").first
        hidden = page.locator(".st-key-explained [data-hidden]")
        if hidden.count():
            toggle.click()
            hidden.first.wait_for(state="detached")
        seen = dict(page.locator(".st-key-explained [data-name]").evaluate_all(NUMBERS))
        toggle.click()
        for _ in range(answers):
            hidden.first.wait_for()
            self.wait_until_idle()
            (place, _), *_ = hidden.evaluate_all(NUMBERS)
            with self.page_run():
                page.fill(".st-key-quiz_answer input", f"{float(seen[place]):.3g}")
                page.keyboard.press("Enter")

    def _guess(self, text: str) -> None:
        page, guess = self.page, read_guess(text)
        assert guess
        page.wait_for_selector(".st-key-guess_question")
        self.wait_until_idle()
        if guess.kind in ("loss", "accuracy"):
            share = 100 if guess.kind == "accuracy" else 1
            page.fill(".st-key-guess input", f"{share * guess.values[0]:g}")
            page.keyboard.press("Enter")
        elif guess.kind == "course":
            page.locator(".st-key-guess [role=radio]").nth(COURSES.index(guess.values[0])).click()
        elif guess.kind == "border":
            x, y, other_x, other_y = guess.values
            page.mouse.click(*in_plane(page, x, y))
            let_pass(page, BETWEEN_CLICKS)
            page.mouse.click(*in_plane(page, other_x, other_y))
        else:
            page.locator(".st-key-guess input").click()
            row, column = guess.values  # of a list that goes on from row to row, as W does
            width = len(self.traces()["weight"]["z"][0]) if row > 1 else 0
            page.get_by_role("option").nth((row - 1) * width + column - 1).click()
        page.wait_for_url("**guess=*")
        self.wait_until_idle()


# each in one language: its texts and words are compared with the core in both, without a browser
@pytest.mark.parametrize(("name", "language"), [*zip(WALKS, cycle(LANGUAGES), strict=False)])
def test_a_lesson_is_walked_from_its_first_step_to_its_last(
    page: Page, server: str, name: str, language: str
) -> None:
    student = Walker(page, language)
    page.goto(f"{server}/?lesson={name}&language={language}")
    has_erred = False
    for at, (step, walk) in enumerate(zip(lesson(name).steps, WALKS[name], strict=True), 1):
        student.wait_for_step(at, "open")
        start = said(step.text, language).split("**")[0].split("$")[0][:12]
        assert start in page.locator(".st-key-lesson_text").inner_text()
        if walk.wrong and not has_erred:
            has_erred = True
            student.do(walk.wrong)
            student.wait_for_step(at, "open")
            student.click("lesson_hint")
            expect(page.locator(".st-key-lesson_given p:not(button p)")).not_to_be_empty()
        for acts in walk.tries:
            student.do(acts)
        if step.goal:
            student.wait_for_step(at, "reached")
        page.wait_for_function("document.querySelector('.stMain').scrollHeight <= innerHeight")
        student.click("lesson_next")
    page.wait_for_selector(".st-key-lesson", state="detached")
