"""Samples and Compare as a student uses them, with the mouse."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Playground


def test_two_flowers_that_overlap_are_found_and_followed_into_line_by_line(
    page: Page, server: str
) -> None:
    playground = Playground(page)
    page.goto(f"{server}/?data=iris&run=1000&view=samples")
    playground.wait_for_text("state", "done")
    page.locator(".st-key-results_confusion td.wrong button").click(delay=50)
    rows = page.locator(".st-key-results tbody tr")
    expect(rows).to_have_count(6)
    number = rows.nth(1).locator("button").inner_text()
    rows.nth(1).locator("td").first.click()
    playground.wait_for_text("results_sample", f"Sample {number}, label versicolor")
    playground.click("results_explain")
    playground.wait_for_text("explained", f"Sample {number}:")
    page.wait_for_function(f"location.search.includes('sample={number}')")


def test_an_edit_shows_what_it_did_and_a_click_on_a_sweep_takes_the_rate_over(
    page: Page, server: str
) -> None:
    playground = Playground(page)
    playground.open(f"{server}/?run=1000&view=compare", "done")
    playground.type_cells("training_table", 3, "x3", "12")
    playground.click("train")
    page.locator(".st-key-compare_mode button", has_text="What did my edit do?").click()
    playground.wait_for_text("pair_said", "row 4, x3: 102 → 12")
    playground.wait_for_state("done")
    page.locator(".st-key-compare_mode button", has_text="Sweep").click()
    playground.click("sweep_start")
    playground.wait_for_text("sweep_side", "Lowest loss without jumps")
    playground.wait_until_idle()
    points = page.locator(".st-key-box_sweep .points path")
    expect(points).to_have_count(32)  # one has a ring
    place = points.nth(21).bounding_box()
    assert place
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    page.mouse.move(x - 2, y)
    page.mouse.move(x, y)
    page.locator(".st-key-box_sweep .hoverlayer text").first.wait_for()
    page.mouse.click(x, y)
    field = page.locator(".st-key-learning_rate input")
    page.wait_for_function(
        """() => {
             const fields = document.querySelectorAll('.st-key-learning_rate input');
             return fields.length === 1 && fields[0].value !== '0.01';
           }"""
    )
    rate = float(field.input_value())
    assert rate in playground.traces()["sweep"]["x"]


def test_points_of_a_long_sweep_are_drawn_as_they_come_and_any_click_ends_it(
    page: Page, server: str
) -> None:
    playground = Playground(page)
    playground.open(f"{server}/?epochs=20000&view=compare", "ready")
    page.locator(".st-key-compare_mode button", has_text="Sweep").click()
    playground.click("sweep_start")
    playground.wait_for_text("sweep_side", "Computing")
    page.wait_for_function(
        "() => document.querySelectorAll('.st-key-box_sweep .points path').length > 2"
    )
    expect(page.locator(".st-key-sweep_side")).to_contain_text("Computing")
    page.locator(".st-key-sweep_kind button", has_text="Seeds").click()
    playground.wait_for_text("sweep_side", "Stopped after")
    playground.wait_until_idle()
    expect(page.locator(".st-key-sweep_start button").first).to_be_enabled()
