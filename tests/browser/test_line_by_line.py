"""Line by line: from the first epoch by keys alone to one sample explained, then relabelled."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Playground


def line(page: Page) -> str:
    found: str = page.locator(".st-key-code label:has(input:checked)").inner_text()
    return found.strip()


def numbers(page: Page, name: str) -> list[float]:
    cells = page.locator(f".st-key-explained [data-name='{name}']")
    return [float(value) for value in cells.evaluate_all("all => all.map(c => c.dataset.value)")]


def wait_for_line(playground: Playground, code: str) -> None:
    playground.page.wait_for_function(
        "code => document.querySelector('.st-key-explained h3')?.innerText.includes(code)", arg=code
    )
    playground.wait_until_idle()


@pytest.fixture
def walked(page: Page, server: str) -> Playground:
    playground = Playground(page)
    playground.open(f"{server}/?view=lines")
    return playground


def test_the_code_runs_by_keys_and_without_scrolling(walked: Playground) -> None:
    page = walked.page
    wait_for_line(walked, "logits = model(X)")
    weight = walked.traces()["weight"]["z"]
    for code in ("criterion(logits, y)", "optimizer.zero_grad()", "backward()", "optimizer.step()"):
        page.keyboard.press("n")
        wait_for_line(walked, code)
        assert code in line(page)
        assert walked.traces()["weight"]["z"] == weight
    new = numbers(page, "new_W")
    page.keyboard.press("n")
    wait_for_line(walked, "logits = model(X)")
    walked.wait_for_state("paused")
    assert walked.epoch() == 1
    assert [value for row in walked.traces()["weight"]["z"] for value in row] == new

    page.keyboard.press("0")  # Reset: a run that is under way locks the table
    walked.wait_for_state("ready")
    walked.type_cells("training_table", 4, "label", "1")  # what is touched is explained
    page.wait_for_function(
        "document.querySelector('.st-key-explained').innerText.includes('Sample 5')"
    )
    page.locator("h1").click()
    page.keyboard.press("t")
    walked.wait_for_state("done")
    page.keyboard.press("n")
    wait_for_line(walked, "criterion(logits, y)")
    text = page.locator(".st-key-explained").inner_text()
    assert "Sample 5: x = (3, 2, 1), label ■ 1" in text
    assert len(numbers(page, "p")) == 2
    assert page.evaluate("document.querySelector('.stMain').scrollHeight <= innerHeight")


def test_each_number_leads_to_the_line_that_made_it(trained: Playground) -> None:
    page = trained.page
    page.locator(".st-key-prediction [data-name='p']").nth(3).click()
    wait_for_line(trained, "softmax(dim=1)")
    assert "Vector 2" in page.locator(".st-key-explained").inner_text()
    page.locator(".st-key-box_parameters .nsewdrag").first.click()
    wait_for_line(trained, "optimizer.step()")
    page.locator(".st-key-status p").first.click()
    wait_for_line(trained, "criterion(logits, y)")
    page.locator(".st-key-explained [data-name='z']").first.click()
    wait_for_line(trained, "logits = model(X)")
