"""Digits, as a class meets them: they are trained, and one that is taken wrongly is explained."""

import pytest
import torch
from playwright.sync_api import Page

from playground.sharing.examples import examples
from playground.tables.reading import read_samples
from tests.browser.conftest import Playground
from tests.browser.test_line_by_line import numbers, wait_for_line

IS_WHOLE = """place => place.scrollWidth <= place.clientWidth
  && place.scrollHeight <= place.clientHeight + 1"""  # nothing of it has to be scrolled to


def pictures(page: Page) -> torch.Tensor:
    """W as it is shown: [n_classes, height, width]."""
    shown = page.evaluate(
        """() => [...document.querySelectorAll('.st-key-box_parameters .js-plotly-plot')]
             .flatMap(plot => plot.data).filter(({ meta }) => meta === 'weight_picture')
             .map(({ z }) => z)"""
    )
    return torch.tensor(shown)


def named(page: Page, name: str) -> dict[str, str]:
    found: dict[str, str] = page.locator(f".st-key-explained [data-name='{name}']").first.evaluate(
        "element => ({...element.dataset})"
    )
    return found


def test_a_digit_taken_wrongly_is_explained_by_its_pixels(page: Page, server: str) -> None:
    playground = Playground(page)
    playground.open(f"{server}/?data=digits&view=samples")
    assert pictures(page).shape == (10, 8, 8)
    playground.choose_speed("full")
    playground.wait_until_idle()
    playground.click("train")
    playground.wait_for_state("done")
    weight = pictures(page).flatten(1)
    for place in ("results_confusion", "results_sample"):
        assert page.locator(f".st-key-{place}").evaluate(IS_WHOLE)

    page.locator("[class*='st-key-results_wrong'] label").first.click()
    page.locator(".gallery [data-sample]").first.click()
    row = int(page.locator(".gallery .chosen").get_attribute("data-sample") or "")
    dataset = read_samples(examples()["digits"].samples()).dataset
    assert dataset is not None
    x, label = dataset.features[row], int(dataset.targets[row])
    playground.click("results_explain")
    page.locator(".st-key-code label", has_text="criterion(logits").click()
    wait_for_line(playground, "criterion(logits, y)")

    z = torch.tensor(numbers(page, "z"))
    predicted = int(z.argmax())
    assert predicted != label
    assert named(page, "difference_sum")["row"] == str(label)
    assert named(page, "difference_sum")["col"] == str(predicted)
    difference = torch.tensor(numbers(page, "difference"))
    expected = x * weight[label] - x * weight[predicted]
    assert difference.tolist() == pytest.approx(expected.tolist(), abs=1e-6)
    assert float(named(page, "z_difference")["value"]) < 0  # they speak for the other class


def test_a_click_on_a_pixel_of_w_opens_its_line_with_the_picture_of_its_class(
    page: Page, server: str
) -> None:
    playground = Playground(page)
    playground.open(f"{server}/?data=digits&run=5", "paused")
    weight = pictures(page).flatten(1)
    place = page.evaluate(
        """() => {
             const plot = document.querySelector('.st-key-box_parameters .js-plotly-plot');
             const { xaxis, yaxis } = plot._fullLayout, box = plot.getBoundingClientRect();
             const { x0, dx, y0, dy } = plot.data.filter(
               ({ meta }) => meta === 'weight_picture')[7];
             return [box.x + xaxis._offset + xaxis.d2p(x0 + 2 * dx),
                     box.y + yaxis._offset + yaxis.d2p(y0 + 3 * dy)];
           }"""
    )
    page.mouse.click(*place)
    wait_for_line(playground, "optimizer.step()")
    assert numbers(page, "W")[:64] == weight[7].tolist()
    assert page.locator(".pixel-table .marked").count() == 3
    assert "r4c3:" in page.locator(".st-key-explained").inner_text()
    new = page.locator(".st-key-explained .pixel-table [data-name='new_W']").nth(26)
    assert new.get_attribute("title") == new.get_attribute("data-value")
