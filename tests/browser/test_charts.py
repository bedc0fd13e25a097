"""Charts that stay on the page, as they are painted."""

import base64
import io
import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from PIL import Image
from playwright.sync_api import CDPSession, Page, WebSocketRoute

from tests.browser.conftest import Playground

MOTIONS: list[Literal["no-preference", "reduce"]] = ["no-preference", "reduce"]


def be_busy() -> None:
    while True:
        pass


@contextmanager
def loaded_machine() -> Iterator[None]:
    """A machine with something else to do on every core."""
    context = multiprocessing.get_context("spawn")
    busy = [context.Process(target=be_busy, daemon=True) for _ in range(2)]
    for process in busy:
        process.start()
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.join()


@contextmanager
def filmed(page: Page) -> Iterator[list[Image.Image]]:
    """Every frame that the browser paints."""
    frames: list[Image.Image] = []
    film: CDPSession = page.context.new_cdp_session(page)

    def keep(frame: dict) -> None:
        frames.append(Image.open(io.BytesIO(base64.b64decode(frame["data"]))).convert("RGB"))
        film.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})

    film.on("Page.screencastFrame", keep)
    film.send("Page.startScreencast", {"format": "png", "maxWidth": 1280, "maxHeight": 720})
    yield frames
    film.send("Page.stopScreencast")
    film.detach()


def cut_out(page: Page, selector: str) -> Callable[[Image.Image], Image.Image]:
    """What takes an element's place out of a frame."""
    box = page.locator(selector).bounding_box()
    assert box
    place = tuple(map(int, (box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"])))
    return lambda frame: frame.crop(place)  # type: ignore[arg-type]


def ink(picture: Image.Image) -> float:
    """The share of its pixels that have a colour of their own: neither white, black nor grey."""
    saturation = picture.convert("HSV").getchannel("S").histogram()
    return sum(saturation[80:]) / (picture.width * picture.height)


def test_no_painted_frame_of_a_run_is_without_w_or_curve(page: Page, server: str) -> None:
    playground = Playground(page)
    playground.open(f"{server}/?epochs=20000")  # on a slow machine, too, it is on to the end
    playground.choose_speed(100)
    playground.click("step")  # so that there is something of a curve
    playground.wait_for_state("paused")
    playground.wait_for_text("status", "Epoch 1/20000")
    weight = cut_out(page, ".st-key-box_parameters .chart")
    for motion in MOTIONS:
        page.emulate_media(reduced_motion=motion)
        with loaded_machine():
            playground.click("resume")
            playground.wait_for_epoch(playground.epoch() + 20)
            curve = cut_out(page, ".st-key-box_history .chart")
            with filmed(page) as frames:
                while len(frames) <= 10:  # however slow the machine
                    page.wait_for_timeout(100)
                playground.click("pause")
                playground.wait_for_state("paused")
        for cut in (weight, curve):
            inks = [ink(cut(frame)) for frame in frames]
            assert min(inks) > 0.2 * max(inks) > 0, motion  # the curve grows


def test_no_chart_fades_while_a_page_run_takes_long(page: Page, server: str) -> None:
    page.emulate_media(reduced_motion="reduce")  # fading takes no time, once it begins
    seconds = 0.0  # that each message of the server waits

    def pass_slowly(to_page: WebSocketRoute) -> None:
        def pass_on(message: str | bytes) -> None:
            time.sleep(seconds)
            to_page.send(message)

        to_page.connect_to_server().on_message(pass_on)

    page.route_web_socket("**/_stcore/stream", pass_slowly)
    playground = Playground(page)
    playground.open(server)
    page.evaluate(
        """() => {
             window.faintest = { chart: 1, else: 1 };
             const opacity = (element) => Number(getComputedStyle(element).opacity);
             const look = () => {
               for (const element of document.querySelectorAll('.stElementContainer')) {
                 const kind = element.querySelector('.chart') ? 'chart' : 'else';
                 faintest[kind] = Math.min(faintest[kind], opacity(element));
               }
               requestAnimationFrame(look);
             };
             look();
           }"""
    )
    seconds = 0.02
    playground.click("step")
    playground.wait_for_text("status", "Epoch 1/1000")
    faintest = page.evaluate("faintest")
    assert faintest["chart"] == 1
    assert faintest["else"] < 1  # so long did it take


def test_a_run_is_drawn_while_it_is_on(playground: Playground) -> None:
    playground.page.evaluate(
        """() => {
             window.seen = new Set();
             const chart = document.querySelector('.st-key-box_history .chart');
             const look = () => {
               window.seen.add(chart.layout.meta);
               requestAnimationFrame(look);
             };
             look();
           }"""
    )
    playground.choose_speed(100)
    playground.click("train")
    playground.page.wait_for_function("window.seen.size > 5")
    assert playground.epoch() < 1000


def test_a_run_goes_on_under_the_value_that_the_mouse_points_at(page: Page, server: str) -> None:
    playground = Playground(page)
    playground.open(f"{server}/?epochs=20000")
    playground.choose_speed(100)
    playground.click("train")
    playground.wait_for_epoch(10)
    page.locator(".st-key-box_parameters .nsewdrag").first.hover()
    page.wait_for_selector(".st-key-box_parameters .hoverlayer text")
    page.evaluate(
        """() => {
             window.said = new Map();
             const chart = document.querySelector('.st-key-box_parameters .chart');
             const look = () => {
               said.set(chart.layout.meta, chart.querySelector('.hoverlayer').textContent);
               requestAnimationFrame(look);
             };
             look();
           }"""
    )
    # in a frame that comes between chart and value, the value is still that of the epoch before
    page.wait_for_function("new Set(said.values()).size > 5")
    assert all(page.evaluate("[...said.values()]"))
    assert playground.state() == "running"


def test_a_chart_is_the_same_element_from_the_first_epoch_to_the_last(
    brief: Playground,
) -> None:
    page = brief.page
    charts = page.query_selector_all(".chart")
    brief.click("train")
    brief.wait_for_state("done")
    brief.type_cells("training_table", 1, "x2", "7")
    brief.wait_for_text("over_history", "Out of date")
    assert charts
    assert all(chart.evaluate("chart => chart.isConnected") for chart in charts)


def test_bar_slider_and_cursor_mark_an_epoch_at_one_place(playground: Playground) -> None:
    page = playground.page
    axis = page.locator(".st-key-box_history .xy .gridlayer, .st-key-box_history .bglayer").first
    axis.wait_for(state="attached")
    plot = page.evaluate(
        """() => {
             const {_offset, _length} = document.querySelector('.st-key-box_history .chart')
               ._fullLayout.xaxis;
             const left = document.querySelector('.st-key-box_history .chart')
               .getBoundingClientRect().left;
             return [left + _offset, left + _offset + _length];
           }"""
    )
    bar = page.locator(".st-key-status [role=progressbar]").bounding_box()
    assert bar
    assert [bar["x"], bar["x"] + bar["width"]] == pytest.approx(plot, abs=1)
    playground.click("train")
    playground.wait_for_state("done")
    knob = page.locator(".st-key-epoch [role=slider], .st-key-epoch input[type=range]").first
    knob.focus()
    for _ in range(7):
        page.keyboard.press("PageDown")
    page.wait_for_function(
        """() => document.querySelector('.st-key-epoch input[type=range]').value
             === document.querySelector('.st-key-status').innerText.match(/[0-9]+/)?.[0]"""
    )
    playground.wait_until_idle()
    epoch = playground.epoch()
    assert 0 < epoch < 1000
    place = plot[0] + epoch / 1000 * (plot[1] - plot[0])
    thumb = page.evaluate(
        """() => {
             const input = document.querySelector('.st-key-epoch input[type=range]');
             const box = input.parentElement.parentElement.getBoundingClientRect();
             return box.left + box.width / 2;
           }"""
    )
    cursor = page.locator(".st-key-box_history .shapelayer path").bounding_box()
    assert cursor
    assert thumb == pytest.approx(place, abs=1)
    assert cursor["x"] + cursor["width"] / 2 == pytest.approx(place, abs=1)
