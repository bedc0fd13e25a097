"""The pad: what is written on it, with mouse, finger and keys, and what the classes say of it."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pytest
import torch
from playwright.sync_api import Browser, BrowserContext, Page
from torch import nn

from playground.core.preparation import prepare
from playground.core.settings import TrainingSettings
from playground.sharing.examples import examples
from playground.tables.reading import read_samples
from tests.browser.conftest import let_pass, new_page
from tests.browser.pad import BARS, DIGITS, Pad, drawn
from tests.browser.test_axe import findings
from tests.browser.test_digits import pictures
from tests.plain_loop import train_on

TABLE = "stDataFrameGlideDataEditor"  # Streamlit's own, of samples: wide, it can be scrolled


def torch_says(facts: dict[str, Any]) -> list[float]:
    """The probabilities of what is on the pad, by W and b as the page has them."""
    x, weight, bias = (
        torch.tensor(facts[name], dtype=torch.float64) for name in ("vector", "weight", "bias")
    )
    found: list[float] = nn.functional.linear(x, weight, bias).softmax(0).tolist()
    return found


@pytest.fixture
def fresh(page: Page, server: str) -> Pad:
    """After a run, which the page repeats as its address says."""
    pad = Pad(page, server)
    pad.playground.wait_for_state("done")
    return pad


@pytest.fixture(scope="module")
def shared(context: BrowserContext, server: str) -> Iterator[Pad]:
    """The same on one page, for tests that only write."""
    with new_page(context) as page:
        pad = Pad(page, server)
        pad.playground.wait_for_state("done")
        yield pad


@pytest.fixture
def pad(shared: Pad) -> Pad:
    """That one, with nothing on it."""
    shared.page.bring_to_front()
    shared.told = shared.facts()["heard"]
    shared.click("pad_clear")
    shared.heard()
    return shared


def test_written_digits_are_recognised(pad: Pad) -> None:
    for digit, strokes in DIGITS.items():
        live = pad.write(strokes)
        facts = pad.heard(len(strokes))
        assert np.abs(drawn(strokes) - facts["vector"]).max() <= 1
        assert 0.6 < pad.bars()[digit] == max(pad.bars())
        assert pad.bars() == pytest.approx(live, abs=1e-5)
        assert pad.bars() != live  # but torch's own, in float32
        assert pad.page.locator(".pad-bars caption b").inner_text() == str(digit)
        assert torch_says(facts) == pytest.approx(pad.bars(), abs=1e-5)
        assert pad.page.locator(".pad-bars tr.most").count() == 1
        pad.click("pad_clear")
        pad.heard()


def test_what_is_not_to_be_centred_stays_where_it_is_written(pad: Pad) -> None:
    corner = [(0.1, 0.1), (0.3, 0.2)]
    pad.write([corner])
    assert sum(pad.heard()["vector"][32:]) > 0  # it is in the middle
    centre = pad.page.locator(".st-key-pad_centre label").first
    centre.click()
    facts = pad.heard()
    assert np.abs(drawn([corner], None) - facts["vector"]).max() <= 1
    assert sum(facts["vector"][32:]) == 0
    centre.click()
    pad.heard()


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
    pad.heard()
    assert count > 90
    assert count > 10 * seconds


def test_a_stroke_is_a_step_to_undo_on_the_pad_and_on_the_page(pad: Pad) -> None:
    first = pad.facts()["vector"]
    pad.write(DIGITS[7])
    seven = pad.heard(2)["vector"]
    ink = pad.ink()
    pad.click("pad_undo")
    stem = pad.heard()["vector"]
    assert np.abs(drawn(DIGITS[7][:1]) - stem).max() <= 1
    assert 0 < pad.ink() < ink
    for expected in (seven, stem, first):
        pad.playground.click("undo")
        pad.wait_for_vector(expected)
        assert (pad.ink() == ink) == (expected == seven)  # its strokes come back
    assert pad.ink() == 0


def plain_weight(row: list[str]) -> torch.Tensor:
    """W of the plain loop on the digits and one more row, as the example trains it."""
    example = examples()["digits"]
    samples = example.samples()
    samples.loc[len(samples)] = row
    dataset = read_samples(samples).dataset
    assert dataset
    settings = TrainingSettings(**example.settings())
    decayed = partial(torch.optim.SGD, weight_decay=settings.weight_decay)
    return train_on(prepare(dataset, settings).training, settings, decayed).weight


def test_what_is_written_becomes_a_sample_that_undo_takes_back_and_the_next_run_learns_from(
    fresh: Pad,
) -> None:
    fresh.write(DIGITS[7])
    seven = fresh.heard(2)["vector"]
    fresh.page.locator(".st-key-pad_label input").click()
    fresh.page.get_by_role("option", name="7", exact=True).click()
    fresh.page.get_by_role("option").first.wait_for(state="detached")
    assert fresh.samples() == 1797
    fresh.click("pad_add")
    fresh.playground.wait_for_text("notes", "1798")
    fresh.playground.click("undo")
    fresh.playground.wait_for_text("notes", "1797")
    assert fresh.facts()["vector"] == seven  # still on the pad
    assert fresh.ink()
    fresh.playground.click("redo")
    fresh.playground.wait_for_text("notes", "1798")
    fresh.playground.choose_speed("full")
    fresh.playground.wait_until_idle()
    fresh.playground.click("train")
    fresh.page.locator(".st-key-model_heading .mark").wait_for(state="detached")
    fresh.playground.wait_for_state("done")
    row = [f"{value:g}" for value in seven] + ["7"]
    assert torch.equal(pictures(fresh.page).flatten(1), plain_weight(row))


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
    assert np.abs(drawn(DIGITS[3]) - pad.heard()["vector"]).max() <= 1


def test_the_drawing_is_there_in_another_view_and_size_and_language(pad: Pad) -> None:
    pad.write(DIGITS[3])
    three = pad.heard()["vector"]
    ink = pad.ink()
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
    pad.page.keyboard.press("Escape")
    pad.page.wait_for_selector("html:not([data-fill])", state="attached")
    for language, said in (("中文", "清空"), ("English", "Clear")):
        pad.page.locator(".st-key-language button", has_text=language).click()
        pad.page.locator(".pad-buttons", has_text=said).wait_for()
        assert pad.ink() == pytest.approx(ink, rel=0.02)


def test_pixels_can_be_set_by_keyboard(pad: Pad) -> None:
    pad.page.locator(".pad-pixels [tabindex='0']").focus()
    for key in ("ArrowRight", "ArrowDown", "7", "End", " ", "ArrowUp", "ArrowUp", "+", "+", "-"):
        pad.page.keyboard.press(key)
    focused = pad.page.locator(".pad-pixels :focus")
    assert focused.get_attribute("aria-label") == "r1c8: 1"
    assert pad.page.locator(".pad-said").inner_text() == "r1c8: 1"
    live = pad.bars()
    pad.wait_for_vector([{9: 7, 15: 16, 7: 1}.get(at, 0) for at in range(64)])
    assert pad.bars() == pytest.approx(live, abs=1e-5)
    assert focused.count() == 1


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

        for digit in (1, 7):
            for stroke in DIGITS[digit]:
                send("touchStart", stroke[0])
                for point in stroke[1:]:
                    send("touchMove", point)
                send("touchEnd")
            facts = pad.heard(len(DIGITS[digit]))
            assert np.abs(drawn(DIGITS[digit]) - facts["vector"]).max() <= 1
            assert max(pad.bars()) == pad.bars()[digit]
            assert page.evaluate(scrolled) == before
            pad.click("pad_clear")
            pad.heard()
        pad.canvas.wait_for(state="visible")


def test_what_is_typed_as_numbers_outlives_the_table(pad: Pad) -> None:
    page = pad.page
    page.locator(".st-key-vectors_as button", has_text="Numbers").click()
    page.locator(".st-key-test_table .dvn-scroller").wait_for()
    pad.playground.type_cells("test_table", 0, "r1c1", "9")
    page.locator(".st-key-vectors_as button", has_text="Pad").click()
    pad.canvas.wait_for()
    assert pad.facts()["vector"][:3] == [9, 0, 0]
    page.locator(".st-key-vectors_as button", has_text="Numbers").click()
    page.locator(".st-key-test_table td", has_text="9").first.wait_for(state="attached")
    page.locator(".st-key-vectors_as button", has_text="Pad").click()
    pad.canvas.wait_for()


def test_axe_finds_nothing_serious_about_the_pad_in_either_theme(fresh: Pad) -> None:
    fresh.write(DIGITS[7])
    fresh.heard(2)
    for scheme in ("light", "dark"):
        fresh.page.emulate_media(color_scheme=scheme)
        fresh.page.wait_for_selector(f".page-facts[data-theme={scheme}]", state="attached")
        assert [each for each in findings(fresh.page) if TABLE not in each] == []
