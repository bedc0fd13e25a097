"""What is taken home gives the page's numbers in an empty folder."""

import ast
import io
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from PIL import Image
from playwright.sync_api import Page

from playground.charts.looks import LIGHT
from tests.browser.conftest import Playground

TIMEOUT = 60  # seconds


def in_jupyter(path: Path) -> dict[str, Any]:
    """What a notebook prints, the pictures that it shows, and W and b in the end."""
    found = nbformat.read(path, as_version=4)
    found.cells.append(
        nbformat.v4.new_code_cell("model.fc.weight.tolist(), model.fc.bias.tolist()")
    )
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(found, timeout=TIMEOUT, resources=resources).execute()
    outputs = [out for cell in found.cells if cell.cell_type == "code" for out in cell.outputs]
    printed = "".join(out.text for out in outputs if out.output_type == "stream")
    shown = [out.data for out in outputs if "data" in out]
    weight, bias = ast.literal_eval(shown[-1]["text/plain"])
    pictures = sum("image/png" in data for data in shown)
    return {"printed": printed.splitlines(), "weight": weight, "bias": bias, "pictures": pictures}


@pytest.mark.filterwarnings("ignore:Proactor event loop:RuntimeWarning")  # on Windows
def test_the_notebook_of_an_edited_experiment_gives_the_page_s_lines_and_bits(
    brief: Playground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MPLBACKEND", raising=False)
    page = brief.page
    brief.type_cells("training_table", 3, "x3", "12")
    brief.click("train")
    brief.wait_for_state("done")
    brief.click("share")
    name, content = saved(page, ".st-key-take_notebook button")
    (tmp_path / name).write_bytes(content)
    found = in_jupyter(tmp_path / name)
    weights = json.loads(saved(page, ".st-key-take_weights_json button")[1])
    log = page.locator(".st-key-log pre").inner_text().splitlines()
    shown = brief.traces()
    assert found["printed"][: len(log)] == log
    assert found["weight"] == weights["weight"] == shown["weight"]["z"]
    assert found["bias"] == weights["bias"] == [value for [value] in shown["bias"]["z"]]
    assert found["pictures"] == 2  # the curve, and the heatmaps


def saved(page: Page, selector: str) -> tuple[str, bytes]:
    """The name and the content of the file that a button saves."""
    with page.expect_download() as waiting:
        page.locator(selector).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def rgb(color: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(color[1:]))


def test_on_a_dark_page_the_landscape_is_saved_with_its_path_on_white_paper(
    page: Page, server: str
) -> None:
    page.emulate_media(color_scheme="dark")
    playground = Playground(page)
    playground.open(f"{server}?view=landscape&run=100", "paused")
    playground.click("share")
    button = ".picture button[data-boxes='landscape path'][data-kind={}]"
    name, png = saved(page, button.format("png"))
    assert name == "note-landscape.png"
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    box = page.evaluate(
        """() => { const { clientWidth: width, clientHeight: height } =
             document.querySelector(".st-key-box_landscape .chart"); return [width, height]; }"""
    )
    assert list(picture.size) == [4 * length for length in box]
    found = picture.getcolors(picture.width * picture.height) or []
    colors = {color: count for count, color in found}
    assert picture.getpixel((0, 0)) == picture.getpixel((picture.width - 1, 5)) == (255, 255, 255)
    for ink in (LIGHT.text, LIGHT.accuracy, LIGHT.contour):
        assert colors[rgb(ink)] > 1000, ink
    # the popover has stayed open
    name, content = saved(page, button.format("svg"))
    svg = content.decode()
    assert name == "note-landscape.svg"
    assert svg.startswith("<svg")
    assert re.search(r'class="contourlevel', svg)
    assert "○ start" in svg
    assert "@font-face" in svg
    assert not re.search("modebar|hovertext", svg)


def test_the_report_is_saved_opened_and_fits_a_sheet_of_paper(
    trained: Playground, tmp_path: Path
) -> None:
    page = trained.page
    trained.click("share")
    name, content = saved(page, ".st-key-take_report button")
    assert name == "note-report.html"
    (tmp_path / name).write_bytes(content)
    shown, address = trained.traces()["weight"]["z"], page.url
    page.goto((tmp_path / name).as_uri())
    cells = page.locator("td[data-name=W]").evaluate_all(
        "cells => cells.map((cell) => Number(cell.dataset.value))"
    )
    assert cells == [value for row in shown for value in row]
    assert page.locator("a").get_attribute("href") == address
    assert page.locator("polyline").first.bounding_box()["width"] > 300  # type: ignore[index]
    sheets = page.pdf(prefer_css_page_size=True, print_background=True)
    assert b"/Count 1" in sheets


def test_the_worksheet_of_the_note_prints_on_two_pages_with_the_run_s_numbers(
    page: Page, server: str, tmp_path: Path
) -> None:
    playground = Playground(page)
    playground.open(f"{server}?run=1000&epoch=200&view=lines&line=logits", "done")
    numbers = page.locator(".st-key-stage [data-name=z]").evaluate_all(
        "cells => cells.map((cell) => Number(cell.dataset.value))"
    )
    playground.click("share")
    name, content = saved(page, ".st-key-take_worksheet button")
    assert name == "note-worksheet.html"
    (tmp_path / name).write_bytes(content)
    page.goto((tmp_path / name).as_uri())
    answers = page.locator(".answers td[data-name=z][data-row='0']").evaluate_all(
        "cells => cells.map((cell) => Number(cell.dataset.value))"
    )
    assert len(answers) == 2
    assert set(answers) <= set(numbers)
    assert page.locator(".sheet td.blank").first.bounding_box()["height"] > 25  # type: ignore[index]
    sheets = page.pdf(prefer_css_page_size=True, print_background=True)
    assert b"/Count 2" in sheets
