"""Lines as pictures: each pixel is the number of the plain loop, and they come to its z."""

import re
from itertools import chain
from typing import Any

import pytest
import torch

from playground.charts.html import cell_color
from playground.charts.looks import LIGHT
from playground.charts.scales import color_limit
from playground.core.dataset import Dataset
from playground.core.picture import Size, pixel_names
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.session.explained import Explained
from playground.session.view_fields import PREDICTED, Entry
from playground.ui.views.lines.pixels import PICTURES, has_pictures, pictures_of
from tests.plain_step import OPTIONS, plain_step
from tests.ui.views.lines.explained import explained_of, of_note, words

SIZE = Size(2, 3)
EPOCH = 4
CELL = re.compile(
    r'<td data-name="(\w+)" data-row="(\d+)" data-col="(\d+)" data-value="([^"]+)" '
    r'title="([^"]+)"( class="marked")? style="background:(#\w{6})"></td>'
)


def picture_dataset() -> Dataset:
    generator = torch.Generator().manual_seed(1)
    features = torch.randn(20, SIZE.height * SIZE.width, generator=generator)
    return Dataset(features, torch.arange(20) % 3, tuple(pixel_names(SIZE)), ("a", "b", "<c>"))


def of_pictures(option: str = "sgd", sample: int = 0, **chosen: Any) -> tuple[Explained, dict]:
    """A step of the samples that are pictures, and what the plain loop has there."""
    given, make_optimizer = OPTIONS[option]
    settings, dataset = TrainingSettings(epochs=9, **given), picture_dataset()
    run = TrainingRun(dataset, settings)
    run.advance(9)
    plain = plain_step(dataset, settings, make_optimizer, EPOCH, sample, {})
    return explained_of(run, EPOCH, sample, sample + 1, **chosen), plain


def pictures(html: str) -> list[tuple[str, set[int], list[float]]]:
    """Of each picture: the name of its numbers, their rows, and the values."""
    found = []
    for table in re.findall("<table.*?</table>", html):
        rows = [CELL.findall(row) for row in re.findall("<tr>.*?</tr>", table)]
        assert [len(row) for row in rows] == [SIZE.width] * SIZE.height
        cells = list(chain(*rows))
        assert [int(column) for _, _, column, *_ in cells] == list(range(len(cells)))
        (name,) = {name for name, *_ in cells}
        assert all(value == title for _, _, _, value, title, *_ in cells)
        values = [float(value) for _, _, _, value, *_ in cells]
        found.append((name, {int(row) for _, row, *_ in cells}, values))
    return found


def spans(html: str, name: str) -> list[float]:
    return [
        float(value)
        for value in re.findall(rf'<span data-name="{name}"[^>]* data-value="([^"]+)"', html)
    ]


@pytest.mark.parametrize("option", ["sgd", "adam", "standardised", "mini-batches"])
@pytest.mark.parametrize("index", [0, 2])
def test_each_pixel_is_the_number_of_the_plain_loop_for_the_class_chosen(
    option: str, index: int
) -> None:
    explained, plain = of_pictures(option, 1, pixel_class=index)
    seen = ("features", "sample_slopes", "before", "gradient", "after")
    x, slope, before, gradient, after = (plain[name] for name in seen)
    x, slope = x[explained.place], slope[explained.place]
    w, row = before.weight[index], {index}
    of_x = ("x", {0}, x.tolist())
    of_w = ("W", row, w.tolist())
    of_gradient = ("grad_W", row, gradient.weight[index].tolist())
    for line in ("forward", "logits"):
        products = ("xW", row, (x * w).tolist())
        assert pictures(pictures_of(line, explained)) == [of_x, of_w, products]
    share = ("dW", row, (slope[index] * x).tolist())
    assert pictures(pictures_of("backward", explained)) == [of_x, share, of_gradient]
    new = ("new_W", row, after.weight[index].tolist())
    assert pictures(pictures_of("step", explained)) == [of_w, of_gradient, new]


def test_the_pixels_come_to_the_z_of_the_class_with_its_b() -> None:
    explained, plain = of_pictures(pixel_class=1)
    for line in ("forward", "test_logits"):
        html = pictures_of(line, explained)
        (for_it,), (against,) = spans(html, "xW_for"), spans(html, "xW_against")
        (b,), (z,) = spans(html, "b"), spans(html, "z")
        *_, (_, _, products) = pictures(html)
        assert for_it == pytest.approx(sum(value for value in products if value > 0))
        assert for_it + against + b == pytest.approx(z, abs=1e-6)
    z = plain["logits"][explained.place, 1].item()
    assert spans(pictures_of("forward", explained), "z") == [z]


@pytest.mark.parametrize("sample", range(6))
@pytest.mark.parametrize("chosen", [PREDICTED, 0, 1, 2])
def test_the_loss_compares_the_label_with_the_class_chosen_or_else_the_strongest_other(
    sample: int, chosen: int
) -> None:
    explained, plain = of_pictures(sample=sample, pixel_class=chosen)
    z, label = plain["logits"][explained.place], explained.label
    by_score = [index for index in z.argsort(descending=True).tolist() if index != label]
    other = chosen if chosen not in (PREDICTED, label) else by_score[0]
    html = pictures_of("loss", explained)
    (_, first, own), (_, second, others), (_, _, difference) = pictures(html)
    assert (first, second) == ({label}, {other})
    assert difference == pytest.approx([a - b for a, b in zip(own, others, strict=True)], abs=1e-6)
    assert spans(html, "z_difference") == pytest.approx([(z[label] - z[other]).item()], abs=1e-6)
    b = plain["before"].bias
    (pixels,) = spans(html, "difference_sum")
    assert pixels + (b[label] - b[other]).item() == pytest.approx(
        (z[label] - z[other]).item(), 1e-4
    )


def test_without_a_choice_the_class_is_the_one_predicted() -> None:
    for sample in range(6):
        explained, plain = of_pictures(sample=sample)
        predicted = int(plain["logits"][explained.place].argmax())
        assert pictures(pictures_of("step", explained))[0][1] == {predicted}


def test_a_sample_held_out_has_no_share_of_the_gradient() -> None:
    held_out = of_pictures("held out")[0].run.prepared.held_out_rows[0].item()
    explained, plain = of_pictures("held out", int(held_out), pixel_class=0)
    assert pictures(pictures_of("backward", explained)) == [
        ("grad_W", {0}, plain["gradient"].weight[0].tolist())
    ]


def test_the_pixel_chosen_is_framed_and_its_numbers_are_written_out() -> None:
    explained, plain = of_pictures(parameter=Entry("weight", 1, 4), pixel_class=1)
    html = pictures_of("forward", explained)
    marked = [(name, column) for name, _, column, _, _, mark, _ in CELL.findall(html) if mark]
    assert marked == [("x", "4"), ("W", "4"), ("xW", "4")]
    assert spans(html, "W") == [plain["before"].weight[1, 4].item()]
    assert "r2c2: x " in words(html)
    assert 'class="marked"' not in pictures_of("forward", of_pictures(pixel_class=1)[0])


def test_w_is_on_the_one_scale_of_its_run() -> None:
    explained, _ = of_pictures(pixel_class=0)
    limit = color_limit(explained.run.largest_parameter)
    cells = CELL.findall(pictures_of("step", explained))
    of_w = [(float(value), color) for name, _, _, value, *_, color in cells if "grad" not in name]
    assert len(of_w) == 12
    assert all(color == cell_color(value, limit, LIGHT) for value, color in of_w)


@pytest.mark.parametrize("line", PICTURES)
def test_features_that_are_no_pixels_have_no_pictures(line: str) -> None:
    assert not has_pictures(line, of_note())
    assert pictures_of(line, of_note()) == ""


def test_a_line_on_test_vectors_has_none_without_them() -> None:
    explained, _ = of_pictures(vectors=torch.empty(0, 6))
    assert pictures_of("test_logits", explained) == ""


def test_class_names_are_text() -> None:
    explained, _ = of_pictures(pixel_class=2)
    assert "&lt;c&gt;" in pictures_of("forward", explained)
    assert "<c>" not in pictures_of("forward", explained)
