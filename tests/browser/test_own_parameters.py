"""W and b typed by hand: nothing of them is lost, and training begins with them."""

import torch

from playground.core.parameters_text import read_parameters
from playground.sharing.examples import note_dataset
from tests import plain_loop
from tests.browser.conftest import EPOCHS, Playground, assert_shows


def test_numbers_typed_without_enter_are_where_training_begins(brief: Playground) -> None:
    page = brief.page
    brief.click("edit_parameters")
    grid = brief.grid("parameters_table")
    grid.type(0, "x1", "0.5", "-2")
    grid.open_for_typing(1, "x3")
    page.locator(".gdg-input").fill("0.25")
    brief.click("train")
    brief.wait_for_state("done")
    torch.manual_seed(0)
    layer = torch.nn.Linear(3, 2)
    start = layer.weight.detach().clone(), layer.bias.detach().clone()
    start[0][0, 0], start[0][0, 1], start[0][1, 2] = 0.5, -2, 0.25
    brief.click("edit_parameters")  # done: the heatmaps are back
    page.wait_for_selector(".st-key-box_parameters .js-plotly-plot .subplot")
    brief.wait_until_idle()
    data = note_dataset()
    plain = plain_loop.train(data.features, data.targets, 2, epochs=EPOCHS, start=start)
    assert_shows(brief, plain)
    address = dict(part.split("=") for part in page.url.split("?")[1].split("&"))
    assert torch.equal(read_parameters(address["start"]).weight, start[0])
