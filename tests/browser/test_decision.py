"""The picture of decisions answers the mouse."""

from playwright.sync_api import Page

from tests.browser.conftest import Playground


def in_plane(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a point of the plane is, in pixels of the window."""
    left, top = page.evaluate(
        """([x, y]) => {
             const chart = document.querySelector('.st-key-box_decision .chart');
             const { xaxis, yaxis } = chart._fullLayout;
             const { left, top } = chart.getBoundingClientRect();
             return [left + xaxis._offset + xaxis.d2p(x), top + yaxis._offset + yaxis.d2p(y)];
           }""",
        [x, y],
    )
    return left, top


def mark_of(page: Page, sample: int) -> tuple[float, float]:
    chart = page.locator(".st-key-box_decision .chart")
    x, y = chart.evaluate(
        """(chart, at) => {
             const { x, y } = chart.data.find(({ meta }) => meta === 'samples');
             return [x[at], y[at]];
           }""",
        sample - 1,
    )
    return in_plane(page, x, y)


def test_a_sample_is_selected_and_dragged_and_one_is_added_with_the_mouse(
    page: Page, server: str
) -> None:
    playground = Playground(page)
    playground.open(f"{server}/?data=blobs&view=decision")
    x, y = mark_of(page, 41)
    page.mouse.click(x, y)
    playground.wait_for_text("decision_side", "Sample 41:")
    page.wait_for_function("location.search.includes('sample=41')")

    box = page.locator(".st-key-box_decision .chart").bounding_box()
    assert box
    free = box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"]
    page.mouse.move(x, y)
    page.wait_for_selector(".st-key-box_decision .hoverlayer text")
    page.mouse.down()
    page.mouse.move(x - 60, y + 30, steps=4)
    assert page.locator(".decision-ring").is_visible()
    page.mouse.up()
    page.mouse.click(*free)  # at once, while the server has not heard of the move
    playground.wait_for_text("notes", "61 samples")
    playground.wait_until_idle()
    moved = mark_of(page, 41)
    assert abs(moved[0] - x + 60) < 8
    assert abs(moved[1] - y - 30) < 8
    added = mark_of(page, 61)
    assert abs(added[0] - free[0]) < 8
    assert abs(added[1] - free[1]) < 8
