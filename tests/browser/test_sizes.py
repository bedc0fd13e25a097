"""The page on projectors, in windows and on phones."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page

from playground.core.picture import Size, pixel_names
from playground.ui.stage import VIEWS
from tests.browser.conftest import EPOCHS, Playground, new_page

SCREENS = [(1280, 720, "light"), (1920, 1080, "dark"), (1280, 600, "dark"), (1366, 650, "light")]


SMALLEST_TYPE = """() => Math.min(...[...document.querySelectorAll('.stMain *')]
  .filter(element => element.checkVisibility()
    && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .filter(element => !['STYLE', 'SCRIPT'].includes(element.tagName)
    && !element.closest('canvas, svg defs, [data-testid=stIconMaterial], sup'))
  .map(element => parseFloat(getComputedStyle(element).fontSize)))"""  # in pixels


def words_box(place: Locator) -> dict[str, float]:
    """The box around the words themselves, whatever the size of what they stand in."""
    box: dict[str, float] = place.evaluate(
        """place => {
             const range = document.createRange();
             range.selectNodeContents(place);
             return range.getBoundingClientRect().toJSON();
           }"""
    )
    return box


def wait_for_table_of(page: Page, header: float) -> None:
    """Wait until the head of the samples' table, and with it its type, is about so high."""
    page.wait_for_function(
        """header => Math.abs(1 - [...document.querySelectorAll('.st-key-training_table canvas')]
             .at(-1)?.clientHeight / header) < 0.04""",
        arg=header,
    )


@pytest.fixture(scope="module")
def done(context: BrowserContext, server: str) -> Iterator[Playground]:
    """After a run, with as much said as there can be; for tests that only look at it."""
    with new_page(context) as page:
        playground = Playground(page)
        playground.open(f"{server}/?learning_rate=1000&run=1000", "done")
        yield playground


def test_all_is_seen_without_scrolling_in_readable_type(done: Playground) -> None:
    page = done.page
    for width, height, scheme in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        done.wait_until_idle()
        page.wait_for_function(  # charts are drawn anew some time after the window's change
            "height => document.querySelector('.stMain').scrollHeight <= height", arg=height
        )
        page.wait_for_function(
            f"least => ({SMALLEST_TYPE})() >= least", arg=18 if width == 1920 else 14
        )
        wait_for_table_of(page, 36 * max(16, min(width / 80, height / 45)) / 16)


def test_key_numbers_are_a_thirtieth_of_the_screen(done: Playground) -> None:
    for width, height, _ in SCREENS[:2]:
        done.page.set_viewport_size({"width": width, "height": height})
        done.page.wait_for_function(
            """least => ['.st-key-status p', '[data-name="p"] b',
                         '.st-key-prediction td:first-of-type b']
                 .map(key => document.querySelector(key)).every(place => place?.innerText
                   && parseFloat(getComputedStyle(place).fontSize) > least)""",
            arg=height / 30 - 0.01,
        )


IN_SIGHT = """() => document.activeElement === document.body ? null : ['panel_samples', 'controls']
  .find(key => document.activeElement.closest(`.st-key-${key}`)) ?? document.activeElement.outerHTML
"""


def test_what_fills_the_page_has_larger_type_and_escape_leads_back(ready: Playground) -> None:
    page = ready.page

    def sizes() -> tuple[float, float]:
        head = page.locator(".st-key-panel_samples h2")
        row = page.locator(".st-key-training_table canvas").last  # the head of the table
        box = row.bounding_box()
        assert box
        return head.evaluate("e => parseFloat(getComputedStyle(e).fontSize)"), box["height"]

    head, row = sizes()
    ready.click("fill_samples")
    page.wait_for_selector(".st-key-fill_samples button:has-text('close_fullscreen')")
    wait_for_table_of(page, 1.5 * row)
    ready.wait_until_idle()
    assert sizes()[0] == pytest.approx(1.5 * head)
    assert "fill=samples" in page.url
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(IN_SIGHT))
    assert reached - {None} == {"panel_samples", "controls"}
    page.keyboard.press("Escape")
    page.wait_for_function("!location.search.includes('fill')")
    wait_for_table_of(page, row)
    assert sizes()[0] == head


CUT = """key => [...document.querySelectorAll(`.st-key-${key}, .st-key-${key} :is(code, td, th)`)]
  .filter(element => element.scrollWidth > element.clientWidth + 1)
  .map(element => element.innerText)"""


def test_neither_code_nor_names_nor_numbers_of_flowers_are_cut(page: Page, server: str) -> None:
    playground = Playground(page)
    places = {"samples": "results results_confusion", "lines&line=forward": "explained code"}
    for view, keys in places.items():
        iris = f"data=iris&standardise=True&epochs={EPOCHS}&run={EPOCHS}"
        page.goto(f"{server}/?{iris}&view={view}")
        playground.wait_for_text("state", "done")
        page.wait_for_selector(".st-key-results td, .st-key-code code")
        assert page.evaluate("document.querySelector('.stMain').scrollHeight") <= 720
        for key in keys.split():
            assert page.evaluate(CUT, key) == []


ANSWERS_OUT_OF_SIGHT = """() => {
  const place = document.querySelector('.st-key-prediction');
  const {right, bottom} = place.getBoundingClientRect();
  return [...place.querySelectorAll('td')].map(cell => cell.getBoundingClientRect())
    .filter(box => box.right > right || box.bottom > Math.min(bottom, innerHeight));
}"""


def test_four_vectors_and_all_that_is_said_of_them_are_seen_at_once(
    page: Page, server: str
) -> None:
    """The class, and of each of three classes p and z."""
    playground = Playground(page)
    vectors = "~".join(["5.1_3.5_1.4_0.2", "6_2.7_5_1.6", "7_3_6_2", "5_3_4_1"])
    names = "sepal..20.length_sepal..20.width_petal..20.length_petal..20.width"
    playground.open(f"{server}/?data=iris&test={names}~{vectors}&run=100", "paused")
    assert page.locator('[data-name="z"]').count() == 4 * 3
    assert page.evaluate(ANSWERS_OUT_OF_SIGHT) == []


def test_two_pictures_and_what_ten_classes_say_of_them_are_seen_at_once(
    page: Page, server: str
) -> None:
    """Of each class p and z."""
    playground = Playground(page)
    names = "_".join(pixel_names(Size(8, 8)))
    vectors = "~".join("_".join([value] * 64) for value in ("1.5", "12"))
    playground.open(f"{server}/?data=digits&test={names}~{vectors}&run=3", "paused")
    page.locator(".st-key-vectors_as button", has_text="Numbers").click()
    page.locator(".st-key-test_table .dvn-scroller").wait_for()
    assert page.locator('[data-name="z"]').count() == 2 * 10
    assert page.evaluate(ANSWERS_OUT_OF_SIGHT) == []


def test_on_a_phone_the_panels_stand_under_one_another(ready: Playground) -> None:
    page = ready.page
    page.set_viewport_size({"width": 390, "height": 844})
    ready.wait_until_idle()
    tops = [heading.bounding_box() for heading in page.locator("h2").all()]
    ys = [box["y"] for box in tops if box]
    assert ys == sorted(ys)
    assert len({round(y) for y in ys}) == 4
    tabs = [words_box(tab) for tab in page.locator(".st-key-view [role=radio]").all()]
    assert len(tabs) == len(VIEWS)
    tools = page.locator(".st-key-stage_heading .st-key-fill").bounding_box()
    assert tools
    assert all(box["x"] > 0 and box["right"] <= tools["x"] for box in tabs)


def test_when_the_stage_fills_the_page_the_status_is_read_to_its_end(done: Playground) -> None:
    page = done.page
    done.click("fill")
    page.wait_for_selector("html[data-fill=stage]", state="attached")
    for width, height in [(390, 844), (1024, 768), (1280, 720)]:
        page.set_viewport_size({"width": width, "height": height})
        done.wait_until_idle()
        status = page.locator(".st-key-status p").first
        assert status.inner_text().endswith(" %")
        assert words_box(status)["right"] <= width
        assert status.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 14
        assert page.locator(".st-key-controls button p").evaluate_all(
            "names => names.every(name => name.scrollWidth <= name.clientWidth)"
        )
    page.keyboard.press("Escape")
    page.wait_for_selector("html:not([data-fill])", state="attached")


@pytest.mark.parametrize(("width", "height"), [(390, 844), (640, 360)])
def test_on_a_narrow_screen_w_is_seen_to_change_beside_what_trains(
    ready: Playground, width: int, height: int
) -> None:
    """That of 640 is 1280 at a zoom of 200 %."""
    page = ready.page
    page.set_viewport_size({"width": width, "height": height})
    chart = page.locator(".st-key-box_parameters")
    chart.scroll_into_view_if_needed()
    ready.click("step")
    ready.wait_for_state("paused")
    for seen in (".st-key-train button", ".st-key-status", ".st-key-box_parameters"):
        box = page.locator(seen).locator("visible=true").first.bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height + 1, seen
    bar = page.locator(".st-key-controls").bounding_box()
    assert bar
    assert bar["height"] < 0.35 * height
