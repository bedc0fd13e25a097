"""A pad to write on, as a visitor sees it, and what is written."""

import json
import math
from typing import Any

import numpy as np
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page

from tests.browser.conftest import Playground, let_pass

Stroke = list[tuple[float, float]]  # in parts of the pad's width and height

CELLS, PEN = 32, 5.5  # of the hidden drawing, and how thick a line is in it
EXTENT = (8, 6)  # of the data set's digits, in pixels: they are as high as the picture
FINE = 32  # of a drawing to compare with, for each cell
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
        self.told = 0  # changes of which it has heard, as far as is known

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

    def heard(self, more: int = 1) -> dict[str, Any]:
        """The same, once it has heard of so many more changes."""
        self.told += more
        self.page.wait_for_function(
            """told => JSON.parse(document.querySelector('.pad-facts').textContent)
                 .heard === told""",
            arg=self.told,
        )
        self.page.wait_for_selector("[data-test-script-state=notRunning]")
        return self.facts()

    def wait_for_vector(self, vector: list[float]) -> None:
        """Wait until the server has sent these pixels."""
        self.page.wait_for_function(
            """vector => String(JSON.parse(document.querySelector('.pad-facts').textContent)
                 .vector) === vector""",
            arg=",".join(f"{value:g}" for value in vector),
        )

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
