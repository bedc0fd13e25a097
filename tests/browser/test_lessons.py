"""Each lesson as a student goes through it: a wrong try, a hint, every goal reached, to its end."""

from collections.abc import Mapping
from itertools import cycle

import pytest
from playwright.sync_api import Page, expect

from playground.core.insight.guess import COURSES, read_guess
from playground.session.walk import line_of
from playground.sharing.lessons.reading import said
from playground.sharing.script import script
from playground.tables.labels import LABEL
from playground.texts import LANGUAGES, Texts
from playground.texts.cards import questions_at
from tests.browser.conftest import Playground, let_pass
from tests.lesson_walks import WALKS, Try
from tests.sharing.test_lesson_texts import Done, lesson, walked

CODE = {"loss": "criterion(logits", "backward": "loss.backward()"}
BETWEEN_CLICKS = 600  # milliseconds: two clicks, and not a double click


class Student:
    """Does in the browser what a walk says, in one step of a lesson after another."""

    def __init__(self, page: Page, name: str, language: str) -> None:
        self.page, self.name, self.language = page, name, language
        self.playground = Playground(page)
        self.texts = Texts(language)
        self.at = 0
        self.is_quick = False  # whether runs are at full speed

    @property
    def done(self) -> Done:
        """The same step as it was walked without a browser."""
        return walked(self.name)[self.at]

    def wait_for_step(self, at: int, goal: str = "open") -> None:
        self.at = at
        where = f"[data-lesson='{self.name}'][data-step='{at + 1}'][data-goal='{goal}']"
        self.page.wait_for_selector(f".st-key-lesson {where}", state="attached")
        self.rest()

    def rest(self) -> None:
        self.page.wait_for_selector("[data-test-script-state=notRunning]")

    def do(self, acts: Try) -> None:
        self._fill("training_table", acts.cells)
        self._fill("test_table", acts.vectors)
        if acts.weights:
            self._type_weights(acts.weights)
        for name, value in acts.settings.items():
            self._set(name, value)
        if acts.view:
            tab = self.page.locator(".st-key-view [role=radio]")
            tab.filter(has_text=self.texts(f"view_{acts.view}")).click()
        if acts.line:
            self._go_to_line(acts.line)
        if acts.question:
            self._ask(acts.question)
        for _ in range(acts.quiz):
            self._answer_quiz()
        if acts.train:
            if not self.is_quick:
                self.playground.choose_speed(self.texts("speed_full"))
                self.is_quick = True
            self._press_train()
            if acts.guess:
                self._guess(acts.guess)
                self._press_train()
            self.page.wait_for_function(
                "() => document.querySelector('.st-key-state')?.innerText.trim() === 'done'"
            )
        self.rest()

    def _press_train(self) -> None:
        """And wait until the page run is over that draws it: what is done before may be another's.

        A busy browser takes in its beginning and its end at once: it is known by its number.
        """
        number = "document.querySelector('.page-facts').dataset.run"
        before = self.page.evaluate(number)
        self.playground.click("train")
        self.page.wait_for_function(f"before => {number} !== before", arg=before)
        self.rest()

    def _fill(self, table: str, cells: Mapping[str, str]) -> None:
        grid = self.playground.grid(table)
        for place, text in cells.items():
            row, _, column = place.partition(" ")
            heading = self.texts(column) if column == LABEL else column
            grid.type(int(row) - 1, heading, text)
            grid.wait_until_sent(int(row) - 1, column, text)
            self.rest()

    def _type_weights(self, weights: Mapping[str, str]) -> None:
        if not self.page.locator(".st-key-parameters_table").count():
            self.playground.click("edit_parameters")
            self.page.wait_for_selector(".st-key-parameters_table canvas")
        names = self.done.seen.first.dataset.class_names
        for place, text in weights.items():
            name, _, column = place.partition(" ")
            before = self.page.url
            self.playground.grid("parameters_table").type(names.index(name), column, text)
            self.page.wait_for_function("url => location.href !== url", arg=before)
            self.rest()

    def _set(self, name: str, value: object) -> None:
        page = self.page
        is_folded = not page.locator(f".st-key-settings .st-key-{name}").count()
        if is_folded:
            self.playground.click("more")
        if isinstance(value, bool):
            page.locator(f".st-key-{name} label").first.click()
        else:
            page.fill(f".st-key-{name} input", str(value))
            page.keyboard.press("Enter")
        page.wait_for_url(lambda url: f"{name}={value}" in url)
        if is_folded:
            page.keyboard.press("Escape")

    def _go_to_line(self, line: str) -> None:
        """By *Next line* first, and then at once."""
        before = self.page.url
        self.playground.click("next_line")
        self.page.wait_for_function("url => location.href !== url", arg=before)
        self.page.locator(".st-key-code label", has_text=CODE[line]).click()
        self.page.wait_for_url(f"**line={line}*")

    def _ask(self, question: str) -> None:
        run, line = self.done.seen.first, self.page.url.split("line=")[1].split("&")[0]
        place = questions_at(
            line_of(script(run, self.done.seen.vectors.tolist()), line).topic or line
        ).index(question)
        choice = self.page.locator(".st-key-question input")
        expect(choice).to_have_count(1)  # that of the step before is gone
        choice.click()
        self.page.get_by_role("option").nth(place).click()
        self.page.get_by_role("option").first.wait_for(state="detached")
        row, box = (
            self.page.locator(".st-key-explained_tools").bounding_box(),
            choice.bounding_box(),
        )
        assert row
        assert box
        assert abs(row["y"] + row["height"] / 2 - box["y"] - box["height"] / 2) < 2  # in its row

    def _answer_quiz(self) -> None:
        page = self.page
        if not page.locator(".st-key-quiz_answer input").count():
            page.locator(".st-key-quiz label").first.click()
        hidden = page.locator(".st-key-explained [data-hidden]").first
        name, row, column = (
            hidden.get_attribute(f"data-{part}") for part in ("name", "row", "col")
        )
        right = page.locator(".st-key-quiz_field .right")
        before = right.inner_text() if right.count() else ""
        value = self._value(str(name), int(row or 0), int(column or 0))
        page.fill(".st-key-quiz_answer input", f"{value:.3g}")
        page.keyboard.press("Enter")
        page.wait_for_function(
            "before => (document.querySelector('.st-key-quiz_field .right')?.innerText ?? '')"
            " !== before",
            arg=before,
        )
        self.rest()

    def _value(self, name: str, row: int, column: int) -> float:
        """A number of the first step, for the first sample."""
        step = self.done.seen.first.look_into(0, 0)
        slopes = step.sample_slopes[0]
        rows = {
            "p": step.probabilities[0],
            "loss": step.sample_losses[:1],
            "batch_loss": step.sample_losses.mean()[None],
            "dz": slopes,
            "dW": slopes[:, None] * step.features[0],
            "db": slopes,
            "grad_W": step.gradient.weight,
            "grad_b": step.gradient.bias,
            "new_W": step.after.weight,
            "new_b": step.after.bias,
        }
        values = rows[name]
        return float(values[row, column] if values.ndim == 2 else values[row])

    def _guess(self, text: str) -> None:
        page, guess = self.page, read_guess(text)
        assert guess
        page.wait_for_selector(".st-key-guess_question")
        self.rest()
        data = self.done.seen.first.dataset
        if guess.kind in ("loss", "accuracy"):
            share = 100 if guess.kind == "accuracy" else 1
            page.fill(".st-key-guess input", f"{share * guess.values[0]:g}")
            page.keyboard.press("Enter")
        elif guess.kind == "course":
            page.locator(".st-key-guess [role=radio]").nth(COURSES.index(guess.values[0])).click()
        elif guess.kind == "border":
            self._click_plane(guess.values[:2])
            self._click_plane(guess.values[2:])
        else:
            columns = data.n_classes if guess.kind == "class" else data.n_features
            page.locator(".st-key-guess input").click()
            place = (guess.values[0] - 1) * columns + guess.values[1] - 1
            page.get_by_role("option").nth(place).click()
        page.wait_for_function("location.search.includes('guess=')")
        self.rest()

    def _click_plane(self, point: tuple[float, ...]) -> None:
        place = self.page.evaluate(
            """([x, y]) => {
                 const chart = document.querySelector('.st-key-box_decision .chart');
                 const { xaxis, yaxis } = chart._fullLayout;
                 const { left, top } = chart.getBoundingClientRect();
                 return [left + xaxis._offset + xaxis.d2p(x), top + yaxis._offset + yaxis.d2p(y)];
               }""",
            list(point),
        )
        self.page.mouse.click(*place)
        let_pass(self.page, BETWEEN_CLICKS)


# each in one language: its texts and words are compared with the core in both, without a browser
@pytest.mark.parametrize(("name", "language"), [*zip(WALKS, cycle(LANGUAGES), strict=False)])
def test_a_lesson_is_walked_from_its_first_step_to_its_last(
    page: Page, server: str, name: str, language: str
) -> None:
    student = Student(page, name, language)
    page.goto(f"{server}/?lesson={name}&language={language}")
    has_erred = False
    for at, (step, walk) in enumerate(zip(lesson(name).steps, WALKS[name], strict=True)):
        student.wait_for_step(at)
        start = said(step.text, language).split("**")[0].split("$")[0][:12]
        assert start in page.locator(".st-key-lesson_text").inner_text()
        if walk.wrong and not has_erred:
            has_erred = True
            student.do(walk.wrong)
            student.wait_for_step(at)
            student.playground.click("lesson_hint")
            expect(page.locator(".st-key-lesson_given p:not(button p)")).not_to_be_empty()
        for acts in walk.tries:
            student.do(acts)
        if step.goal:
            student.wait_for_step(at, "reached")
        page.wait_for_function("document.querySelector('.stMain').scrollHeight <= innerHeight")
        student.playground.click("lesson_next")
    page.wait_for_selector(".st-key-lesson", state="detached")
