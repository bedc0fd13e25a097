"""Charts that stay on the page while what they show changes."""

import time

import pytest
from playwright.sync_api import Page, WebSocketRoute

from tests.browser.conftest import Playground

# looks at each frame that the browser is about to paint
WATCH = """() => {
  window.seen = { epochs: new Set(), blank: 0, faintest: { chart: 1, else: 1 } };
  const charts = [...document.querySelectorAll('.chart')];
  const look = () => {
    const now = [...document.querySelectorAll('.chart')];
    const isWhole = (chart, index) => chart === charts[index]
      && chart.querySelector('.heatmaplayer image, .scatterlayer .js-line');
    if (now.length !== charts.length || !now.every(isWhole)) seen.blank++;
    for (const element of document.querySelectorAll('.stElementContainer')) {
      const kind = element.querySelector('.chart') ? 'chart' : 'else';
      const opacity = Number(getComputedStyle(element).opacity);
      seen.faintest[kind] = Math.min(seen.faintest[kind], opacity);
    }
    seen.epochs.add(charts[0].layout.meta);
    requestAnimationFrame(look);
  };
  look();
}"""


def test_a_run_is_drawn_while_it_is_on_and_no_frame_is_without_w_or_curve(
    page: Page, server: str
) -> None:
    playground = Playground(page)
    playground.open(f"{server}/?epochs=100000&run=1", "paused")
    page.evaluate(WATCH)
    playground.click("resume")
    page.wait_for_function("seen.epochs.size > 10")
    assert playground.state() == "running"
    playground.click("pause")
    playground.wait_for_state("paused")
    playground.type_cells("test_table", 0, "x2", "7")
    assert page.evaluate("seen.blank") == 0


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
    playground.open(f"{server}/?run=1", "paused")
    page.evaluate(WATCH)
    seconds = 0.02
    playground.click("step")
    playground.wait_for_text("status", "Epoch 2/1000")
    seconds = 0.0
    page.unroute_all()
    assert page.evaluate("seen.faintest.chart") == 1
    assert page.evaluate("seen.faintest.else") < 1  # so long did it take
    assert page.evaluate("seen.blank") == 0


def test_a_run_goes_on_under_the_value_that_the_mouse_points_at(ready: Playground) -> None:
    page = ready.page
    ready.click("train")
    ready.wait_for_epoch(10)
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
    assert ready.state() == "running"


def test_bar_slider_and_cursor_mark_an_epoch_at_one_place(trained: Playground) -> None:
    page, playground = trained.page, trained
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
