import pytest
import torch

from playground.charts.canvas import Canvas, Chart
from playground.charts.looks import LIGHT
from playground.charts.weight_pictures import NAME, weight_pictures
from playground.core.model import Parameters
from playground.core.picture import Size
from playground.texts import Texts

W, H = 365, 184


def chart_of(parameters: Parameters, size: Size, limit: float = 1.0) -> Chart:
    names = tuple(f"class {row}" for row in range(len(parameters.bias)))
    canvas = Canvas(7, Texts("en"), LIGHT, W, H)
    return weight_pictures(parameters, size, names, limit, canvas)


def random_parameters(classes: int, size: Size) -> Parameters:
    generator = torch.Generator().manual_seed(classes)
    weight = torch.rand(classes, size.height * size.width, generator=generator)
    return Parameters(weight, torch.rand(classes, generator=generator))


@pytest.mark.parametrize("size", [Size(8, 8), Size(2, 3), Size(8, 2)])
@pytest.mark.parametrize("classes", [2, 3, 10, 20])
def test_there_is_a_picture_of_each_row_of_w_with_its_exact_values(
    size: Size, classes: int
) -> None:
    parameters = random_parameters(classes, size)

    traces = chart_of(parameters, size)["data"]

    assert [trace["meta"] for trace in traces] == [NAME] * classes
    shown = torch.tensor([trace["z"] for trace in traces])
    assert torch.equal(shown, parameters.weight.reshape(classes, size.height, size.width))


@pytest.mark.parametrize("size", [Size(8, 8), Size(2, 3), Size(8, 2)])
@pytest.mark.parametrize("classes", [2, 3, 10, 20])
def test_pictures_lie_within_the_chart_and_not_on_one_another(size: Size, classes: int) -> None:
    chart = chart_of(random_parameters(classes, size), size)

    width, height = chart["layout"]["xaxis"]["range"][1], chart["layout"]["yaxis"]["range"][0]
    boxes = []
    for trace in chart["data"]:
        left, top = trace["x0"] - trace["dx"] / 2, trace["y0"] - trace["dy"] / 2
        boxes.append((left, top, left + size.width * trace["dx"], top + size.height * trace["dy"]))
        assert trace["dx"] == trace["dy"]  # pixels are squares
    assert all(min(box) >= 0 and box[2] <= width and box[3] <= height for box in boxes)
    for at, one in enumerate(boxes):
        for other in boxes[:at]:
            assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3]


def test_all_pictures_are_on_one_scale_around_zero() -> None:
    layout = chart_of(random_parameters(3, Size(2, 2)), Size(2, 2), limit=0.15)["layout"]

    assert layout["coloraxis"]["cmax"] == 0.15
    assert layout["coloraxis"]["cmin"] == -0.15


def test_b_stands_beside_the_name_of_its_class_to_a_hundredth_of_the_scale() -> None:
    parameters = Parameters(torch.zeros(2, 4), torch.tensor([0.12345, -0.00001]))

    layout = chart_of(parameters, Size(2, 2), limit=0.15)["layout"]

    texts = [annotation["text"] for annotation in layout["annotations"]]
    assert texts == ["<b>class 0</b>  0.123", "<b>class 1</b>  0.000"]


def test_the_mouse_is_told_the_pixel_by_the_name_of_its_feature() -> None:
    (first, _) = chart_of(random_parameters(2, Size(2, 3)), Size(2, 3))["data"]

    assert first["text"] == [["r1c1", "r1c2", "r1c3"], ["r2c1", "r2c2", "r2c3"]]


def test_the_weight_that_was_guessed_is_framed_behind_all_pictures() -> None:
    parameters, size = random_parameters(3, Size(2, 3)), Size(2, 3)
    canvas = Canvas(7, Texts("en"), LIGHT, W, H)

    *pictures, mark = weight_pictures(parameters, size, ("a", "b", "c"), 1, canvas, (2, 6))["data"]

    assert len(pictures) == 3
    assert mark["meta"] == "guess"
    of_class = pictures[1]
    assert mark["x"] == [of_class["x0"] + 2 * of_class["dx"]]  # the third of its second line
    assert mark["y"] == [of_class["y0"] + of_class["dy"]]


def test_nothing_moves_where_the_scale_grows_in_a_run() -> None:
    parameters, size = random_parameters(10, Size(8, 8)), Size(8, 8)
    places = {
        tuple((trace["x0"], trace["y0"], trace["dx"]) for trace in chart["data"])
        for chart in (chart_of(parameters, size, limit) for limit in (0.1, 0.12, 0.15, 0.2, 0.25))
    }
    assert len(places) == 1
