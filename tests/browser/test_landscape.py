"""The landscape in a browser: the path lies on its contours, and the surface is drawn."""

from playwright.sync_api import Page

from tests.browser.conftest import Playground

AREA = """box => {
  const area = document.querySelector(`.st-key-box_${box} .nsewdrag`).getBoundingClientRect();
  return [area.left, area.top, area.width, area.height].map(Math.round);
}"""
SAYS = "document.querySelector('.st-key-box_landscape .hoverlayer')?.textContent.includes('loss')"


def test_a_path_lies_on_the_contours_which_the_mouse_reads_below_it_and_on_the_surface(
    page: Page, server: str
) -> None:
    playground = Playground(page)
    playground.open(server + "?view=landscape&data=mislabelled&run=300", "paused")
    traces = playground.traces()
    assert traces["path"]["x"][-1] == traces["present"]["x"][0]
    assert len(traces["path"]["x"]) > 20
    ground = page.evaluate(AREA, "landscape")
    assert ground == page.evaluate(AREA, "path")
    left, top, width, height = ground
    page.mouse.move(left + width / 3, top + height / 3)
    page.wait_for_function(SAYS)

    page.locator("[class*=st-key-surface] label").first.click()
    page.locator(".st-key-box_landscape canvas").first.wait_for()
    page.wait_for_function("!document.querySelector('.st-key-box_path')")
    traces = playground.traces()
    assert len(traces["landscape"]["z"]) == len(traces["landscape"]["y"])
    assert len(traces["path"]["z"]) > 10


def test_the_contours_name_the_epoch_that_is_shown_though_they_are_drawn_but_now_and_then(
    page: Page, server: str
) -> None:
    playground = Playground(page)
    playground.open(server + "?view=landscape&epochs=100000")
    playground.click("train")
    page.wait_for_function(
        """() => {
             const [ground, path] = ['landscape', 'path'].map(
               (name) => document.querySelector(`.st-key-box_${name} .chart`)?.layout?.meta);
             window.epochs ??= new Set();
             if (ground > 0 && ground === path) window.epochs.add(ground);
             return window.epochs.size > 5;
           }"""
    )
    playground.click("pause")
    playground.wait_for_state("paused")
