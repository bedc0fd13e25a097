"""The pad: what is written on it, with mouse, finger and keys, and what the classes say of it."""

import json
import math
from collections.abc import Iterator
from typing import Any, Literal

import numpy as np
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.browser.conftest import Playground, let_pass, new_page
from tests.browser.test_axe import findings

Stroke = list[tuple[float, float]]  # in parts of the pad's width and height

CELLS, PEN = 32, 5.5  # of the hidden drawing, and how thick a line is in it
EXTENT = (8, 6)  # of the data set's digits, in pixels: they are as high as the picture
FINE = 32  # of a drawing to compare with, for each cell
TABLE = "stDataFrameGlideDataEditor"  # Streamlit's own, of samples: wide, it can be scrolled
BARS = """() => [...document.querySelectorAll('.pad-bars [data-name=p]')]
  .map(cell => Number(cell.dataset.value))"""


def arc(x: float, y: float, across: float, up: float, start: float, end: float) -> Stroke:
    """A part of an ellipse around a middle, in degrees clockwise from the right."""
    turns = np.radians(np.linspace(start, end, 24))
    return [(x + across * math.cos(turn), y + up * math.sin(turn)) for turn in turns]


DIGITS: dict[int, list[Stroke]] = {
    0: [arc(0.5, 0.5, 0.25, 0.38, -90, 270)],
    1: [[(0.55, 0.12), (0.5, 0.88)]],
    3: [arc(0.47, 0.3, 0.2, 0.18, -150, 90) + arc(0.47, 0.68, 0.23, 0.2, -90, 150)],
    7: [[(0.28, 0.15), (0.72, 0.15), (0.45, 0.88)], [(0.38, 0.5), (0.7, 0.5)]],
}


def drawn(strokes: list[Stroke], extent: tuple[int, int] | None = EXTENT) -> np.ndarray:
    """The pixels of a drawing, by Pillow: how many of each one's 16 cells are under the pen.

    Moved to the middle and scaled to ``extent``, [height, width]; or where it was drawn, without.
    """
    points = [np.array(stroke) * CELLS for stroke in strokes]
    if extent:
        lowest, highest = (find(np.concatenate(points), axis=0) for find in (np.min, np.max))
        room = np.array(extent[::-1]) * 4 - PEN
        by = (room / np.maximum(highest - lowest, 1e-9)).min()
        points = [(stroke - (lowest + highest) / 2) * by + CELLS / 2 for stroke in points]
    paper = Image.new("1", (CELLS * FINE, CELLS * FINE))
    pen, radius = ImageDraw.Draw(paper), PEN * FINE / 2
    for stroke in points:
        places = [tuple(place) for place in stroke * FINE]
        pen.line(places, fill=1, width=round(2 * radius))
        for x, y in places:
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=1)
    cells = np.asarray(paper)[FINE // 2 :: FINE, FINE // 2 :: FINE]
    return cells.reshape(8, 4, 8, 4).sum((1, 3)).flatten()


class Pad:
    """The pad of a page with digits."""

    def __init__(self, page: Page, server: str, query: str = "run=300") -> None:
        self.page, self.playground = page, Playground(page)
        page.goto(f"{server}/?data=digits&{query}")
        self.canvas.wait_for()
        page.locator(".pad-bars").wait_for()

    @property
    def canvas(self) -> Locator:
        return self.page.locator(".st-key-pad canvas")

    def place(self, point: tuple[float, float]) -> tuple[float, float]:
        box = self.canvas.bounding_box()
        assert box
        return box["x"] + point[0] * box["width"], box["y"] + point[1] * box["height"]

    def press(self, stroke: Stroke) -> None:
        """Draw a stroke, the pen still down."""
        self.page.mouse.move(*self.place(stroke[0]))
        self.page.mouse.down()
        for point in stroke[1:]:
            self.page.mouse.move(*self.place(point))

    def write(self, strokes: list[Stroke]) -> list[float]:
        """Draw strokes; what the browser says of them before the last one ends."""
        for stroke in strokes:
            self.press(stroke)
            if stroke is strokes[-1]:
                let_pass(self.page, 100)  # the browser hands over moves once a frame
                live = self.bars()
            self.page.mouse.up()
        return live

    def bars(self) -> list[float]:
        found: list[float] = self.page.evaluate(BARS)
        return found

    def facts(self) -> dict[str, Any]:
        """What the server has sent."""
        found: dict[str, Any] = json.loads(self.page.locator(".pad-facts").inner_text())
        return found

    def heard(self, count: int) -> dict[str, Any]:
        """The same, once it has heard of so many changes."""
        self.page.wait_for_function(
            """count => JSON.parse(document.querySelector('.pad-facts').textContent)
                 .heard === count""",
            arg=count,
        )
        self.page.wait_for_selector("[data-test-script-state=notRunning]")
        return self.facts()

    def click(self, key: str) -> None:
        self.page.locator(f".st-key-{key} button:enabled:visible").first.click()

    def samples(self) -> int:
        """How many the table has, as the page says below it."""
        return int(self.page.locator(".st-key-notes").inner_text().split()[0])

    def ink(self) -> int:
        """How many points of the canvas are black."""
        found: int = self.canvas.evaluate(
            """canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
                 .data.filter((value, at) => at % 4 === 3 && value > 200).length"""
        )
        return found


@pytest.fixture
def pad(page: Page, server: str) -> Pad:
    """After a run, which the page repeats as its address says."""
    pad = Pad(page, server)
    pad.playground.wait_for_state("done")
    return pad


@pytest.mark.parametrize("digit", DIGITS)
def test_a_written_digit_is_recognised(pad: Pad, digit: int) -> None:
    live = pad.write(DIGITS[digit])
    facts = pad.heard(len(DIGITS[digit]))
    assert np.abs(drawn(DIGITS[digit]) - facts["vector"]).max() <= 1
    assert 0.6 < pad.bars()[digit] == max(pad.bars())
    assert pad.bars() == pytest.approx(live, abs=1e-5)
    assert pad.bars() != live  # but torch's own, in float32
    assert pad.page.locator(".pad-bars caption b").inner_text() == str(digit)
    x, weight, bias = (np.array(facts[name]) for name in ("vector", "weight", "bias"))
    z = weight @ x + bias
    assert pad.bars() == pytest.approx(np.exp(z) / np.exp(z).sum(), abs=1e-5)
    assert pad.page.locator(".pad-bars tr.most").count() == 1


def test_what_is_not_to_be_centred_stays_where_it_is_written(pad: Pad) -> None:
    corner = [(0.1, 0.1), (0.3, 0.2)]
    pad.write([corner])
    assert sum(pad.heard(1)["vector"][32:]) > 0  # it is in the middle
    pad.page.locator(".st-key-pad_centre label").first.click()
    facts = pad.heard(2)
    assert np.abs(drawn([corner], None) - facts["vector"]).max() <= 1
    assert sum(facts["vector"][32:]) == 0


def test_features_that_are_standardised_are_so_in_the_browser_too(page: Page, server: str) -> None:
    pad = Pad(page, server, "standardise=1&run=100&epochs=100&learning_rate=0.5")
    pad.playground.wait_for_state("done")
    live = pad.write(DIGITS[3])
    pad.heard(1)
    assert pad.bars() == pytest.approx(live, abs=1e-5)
    assert max(pad.bars()) == pad.bars()[3]


def test_bars_move_more_than_ten_times_a_second_while_one_writes(pad: Pad) -> None:
    pad.press([(0.3, 0.2), (0.3, 0.3)])
    # moves at the pace of the browser's frames: those of the mouse take as long as a test does
    count, seconds = pad.page.evaluate(
        f"""async () => {{
          const canvas = document.querySelector('.pad canvas'), seen = new Set();
          const {{ left, top, width }} = canvas.getBoundingClientRect();
          const start = performance.now();
          for (let at = 0; at < 100; at++) {{
            await new Promise(requestAnimationFrame);
            canvas.dispatchEvent(new PointerEvent('pointermove', {{ pointerId: 1, bubbles: true,
              clientX: left + width * (0.3 + 0.004 * at),
              clientY: top + width * (0.5 + 0.3 * Math.sin(at / 10)) }}));
            seen.add(String(({BARS})()));
          }}
          return [seen.size, (performance.now() - start) / 1000];
        }}"""
    )
    pad.page.mouse.up()
    assert count > 90
    assert count > 10 * seconds


def test_a_stroke_is_a_step_to_undo_on_the_pad_and_on_the_page(pad: Pad) -> None:
    first = pad.facts()["vector"]
    pad.write(DIGITS[7])
    seven = pad.heard(2)["vector"]
    ink = pad.ink()
    pad.click("pad_undo")
    stem = pad.heard(3)["vector"]
    assert np.abs(drawn(DIGITS[7][:1]) - stem).max() <= 1
    assert 0 < pad.ink() < ink
    for expected in (seven, stem, first):
        pad.playground.click("undo")
        pad.page.wait_for_function(
            """vector => String(JSON.parse(document.querySelector('.pad-facts').textContent)
                 .vector) === vector""",
            arg=",".join(f"{value:g}" for value in expected),
        )
        assert (pad.ink() == ink) == (expected == seven)  # its strokes come back
    assert pad.ink() == 0
    pad.write(DIGITS[1])
    assert pad.heard(4)["vector"] != first
    pad.click("pad_clear")
    assert set(pad.heard(5)["vector"]) == {0}


def test_what_is_written_becomes_a_sample_which_undo_takes_back(pad: Pad) -> None:
    pad.write(DIGITS[7])
    seven = pad.heard(2)["vector"]
    pad.page.locator(".st-key-pad_label input").click()
    pad.page.get_by_role("option", name="7", exact=True).click()
    pad.page.get_by_role("option").first.wait_for(state="detached")
    assert pad.samples() == 1797
    pad.click("pad_add")
    pad.playground.wait_for_text("notes", "1798")
    pad.playground.click("undo")
    pad.playground.wait_for_text("notes", "1797")
    assert pad.facts()["vector"] == seven  # still on the pad
    assert pad.ink()


def test_writing_outlives_the_page_runs_of_a_training(page: Page, server: str) -> None:
    pad = Pad(page, server, "epochs=100000")
    pad.canvas.evaluate("canvas => { window.first = canvas; }")
    pad.playground.click("train")
    pad.playground.wait_for_epoch(20)
    pad.write(DIGITS[7][:1])
    pad.page.mouse.move(*pad.place((0.38, 0.5)))
    pad.page.mouse.down()  # while frames of the run come
    epoch = pad.playground.epoch()
    pad.playground.wait_for_epoch(epoch + 200)
    pad.page.mouse.move(*pad.place((0.7, 0.5)))
    pad.page.mouse.up()
    pad.page.wait_for_function(
        "() => JSON.parse(document.querySelector('.pad-facts').textContent).heard === 2"
    )
    assert np.abs(drawn(DIGITS[7]) - pad.facts()["vector"]).max() <= 1
    assert pad.canvas.evaluate("canvas => canvas === window.first")
    before = pad.bars()
    pad.page.wait_for_function(f"before => String(({BARS})()) !== before", arg=str(before))
    assert pad.playground.state() == "running"
    assert pad.ink()
    pad.playground.click("pause")
    pad.playground.wait_for_state("paused")


def test_whoever_writes_as_soon_as_there_is_a_pad_is_heard(page: Page, server: str) -> None:
    pad = Pad(page, server)  # waits for nothing else
    pad.write(DIGITS[3])
    assert np.abs(drawn(DIGITS[3]) - pad.heard(1)["vector"]).max() <= 1


def test_the_drawing_is_there_in_another_language_view_and_size(pad: Pad) -> None:
    pad.write(DIGITS[3])
    three = pad.heard(1)["vector"]
    ink = pad.ink()
    pad.page.locator(".st-key-language button", has_text="中文").click()
    pad.page.locator(".pad-buttons", has_text="清空").wait_for()
    assert pad.ink() == pytest.approx(ink, rel=0.02)
    pad.page.locator(".st-key-view button").nth(3).click()
    pad.canvas.wait_for(state="detached")
    pad.page.locator(".st-key-view button").first.click()
    pad.canvas.wait_for()
    let_pass(pad.page, 100)
    assert pad.ink() == pytest.approx(ink, rel=0.02)
    pad.playground.click("fill_prediction")
    pad.page.wait_for_selector("html[data-fill=prediction]", state="attached")
    pad.page.wait_for_function("document.querySelector('.pad canvas').width > 250")
    let_pass(pad.page, 100)
    assert pad.ink() > 1.5 * ink
    assert pad.facts()["vector"] == three


def test_pixels_can_be_set_by_keyboard(pad: Pad) -> None:
    first = pad.facts()["vector"]
    pad.page.locator(".pad-pixels [tabindex='0']").focus()
    for key in ("ArrowRight", "ArrowDown", "7", "End", " ", "ArrowUp", "ArrowUp", "+", "+", "-"):
        pad.page.keyboard.press(key)
    focused = pad.page.locator(".pad-pixels :focus")
    assert focused.get_attribute("aria-label") == f"r1c8: {first[7] + 1:g}"
    assert pad.page.locator(".pad-said").inner_text() == f"r1c8: {first[7] + 1:g}"
    expected = {9: 7, 15: 16, 7: first[7] + 1}
    live = pad.bars()
    found = pad.heard(1)["vector"]  # told once, after a pause
    assert found == [expected.get(at, value) for at, value in enumerate(first)]
    assert pad.bars() == pytest.approx(live, abs=1e-5)
    assert pad.page.locator(".pad-pixels :focus").count() == 1


@pytest.fixture(scope="module")
def phone(browser: Browser, server: str) -> Iterator[BrowserContext]:
    size = {"width": 390, "height": 844}
    context = browser.new_context(viewport=size, has_touch=True, is_mobile=True, locale="en-US")  # type: ignore[arg-type]
    yield context
    context.close()


def test_a_finger_writes_on_a_phone_and_the_page_does_not_scroll(
    phone: BrowserContext, server: str
) -> None:
    with new_page(phone) as page:
        pad = Pad(page, server)
        page.wait_for_selector("[data-test-script-state=notRunning]")
        page.locator(".st-key-panel_prediction").evaluate("panel => panel.scrollIntoView()")
        scrolled = "document.querySelector('.stMain').scrollTop"
        before = page.evaluate(scrolled)
        touch = phone.new_cdp_session(page)

        def send(kind: str, *points: tuple[float, float]) -> None:
            places = [dict(zip("xy", pad.place(point), strict=True)) for point in points]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

        for stroke in DIGITS[7]:
            send("touchStart", stroke[0])
            for point in stroke[1:]:
                send("touchMove", point)
            send("touchEnd")
        facts = pad.heard(2)
        assert np.abs(drawn(DIGITS[7]) - facts["vector"]).max() <= 1
        assert max(pad.bars()) == pad.bars()[7]
        assert page.evaluate(scrolled) == before
        pad.canvas.wait_for(state="visible")


def test_what_is_typed_as_numbers_outlives_the_table(pad: Pad) -> None:
    pad.page.locator(".st-key-vectors_as button", has_text="Numbers").click()
    pad.page.locator(".st-key-test_table .dvn-scroller").wait_for()
    pad.playground.type_cells("test_table", 0, "r1c1", "9")
    pad.page.locator(".st-key-vectors_as button", has_text="Pad").click()
    pad.canvas.wait_for()
    assert pad.facts()["vector"][:3] == [9, 0, 5]
    pad.page.locator(".st-key-vectors_as button", has_text="Numbers").click()
    pad.page.locator(".st-key-test_table td", has_text="9").first.wait_for(state="attached")


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("zh", "dark")])
def test_axe_finds_nothing_serious_about_the_pad(
    page: Page, server: str, language: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    pad = Pad(page, server, f"run=300&language={language}")
    pad.write(DIGITS[7])
    pad.heard(2)
    found = findings(page)
    assert [each for each in found if TABLE not in each] == []
