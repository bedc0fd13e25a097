"""Charts that stay on the page while what they show changes."""

import time

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
