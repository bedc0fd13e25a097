"""The small picture of a dataset: each sample where it is, in the look of its class."""

import math
import re
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import pytest
import torch

from playground.charts.looks import class_looks
from playground.charts.thumbnails import HEIGHT, MARGIN, WIDTH, places_of, thumbnail
from playground.core.dataset import MAX_SAMPLES, Dataset
from playground.sharing.examples import examples
from tests.core.samples import dataset_of, drawn, example


def marks(address: str) -> list[ElementTree.Element]:
    kind, _, svg = address.partition(",")
    assert kind == "data:image/svg+xml"
    return list(ElementTree.fromstring(unquote(svg)))


def test_two_features_are_seen_along_their_own_axes() -> None:
    features = torch.tensor([[0.0, 5.0], [4.0, 5.5], [2.0, 6.0]])
    assert places_of(features).tolist() == [[0, 0], [1, 0.5], [0.5, 1]]


def test_more_features_are_seen_along_the_two_directions_in_which_they_differ_most() -> None:
    iris = example("iris").features.double().numpy()
    standardised = (iris - iris.mean(0)) / iris.std(0)
    vectors = np.linalg.eigh(standardised.T @ standardised)[1][:, ::-1][:, :2]
    expected = standardised @ vectors
    found = places_of(torch.tensor(iris)).numpy()
    for axis in (0, 1):
        assert abs(np.corrcoef(found[:, axis], expected[:, axis])[0, 1]) > 1 - 1e-9


@pytest.mark.parametrize("features", [[[3.0], [4.0]], [[1.0, 1.0], [1.0, 1.0]], [[7.0, 8.0, 9.0]]])
def test_where_there_is_nothing_to_spread_samples_are_in_the_middle(features: list) -> None:
    places = places_of(torch.tensor(features))
    assert places.shape == (len(features), 2)
    assert places[0, 1].item() == 0.5


@pytest.mark.parametrize("name", examples())
def test_every_example_has_a_picture_with_all_its_classes(name: str) -> None:
    dataset = example(name)
    address = thumbnail(dataset)
    assert '"' not in address
    assert "<" not in address
    found = marks(address)
    assert {mark.get("fill") for mark in found} == {
        look.color for look in class_looks(dataset.class_names)
    }
    for mark in found:
        numbers = mark.get("points") or f"{mark.get('cx')},{mark.get('cy')}"
        for x, y in (map(float, point.split(",")) for point in numbers.split()):
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT
    assert len(address) < 25_000


def test_classes_differ_in_shape_too() -> None:
    found = marks(thumbnail(example("iris")))
    shapes = {(mark.tag, len((mark.get("points") or "").split())) for mark in found}
    assert len(shapes) >= 2
    assert len({mark.get("fill") for mark in found}) == 3


@pytest.mark.parametrize(("symbol", "above"), [("triangle-up", 1), ("triangle-down", 2)])
def test_a_triangle_points_where_it_says(symbol: str, above: int) -> None:
    looks = [look.symbol for look in class_looks(list(map(str, range(20))))]
    labels = list(range(looks.index(symbol) + 1))
    mark = marks(thumbnail(dataset_of([[at, 0] for at in labels], labels)))[-1]
    heights = [float(point.split(",")[1]) for point in mark.attrib["points"].split()]
    middle = (min(heights) + max(heights)) / 2
    assert (len(heights), sum(height < middle for height in heights)) == (3, above)


def test_equal_samples_are_drawn_once() -> None:
    assert len(marks(thumbnail(dataset_of([[1, 2]] * 50 + [[3, 4]], [0] * 50 + [1])))) == 2


def test_twenty_classes_have_a_picture() -> None:
    assert re.match("data:image/svg", thumbnail(drawn(0, 200, 4, 20)))


def middles(dataset: Dataset) -> list[tuple[float, float]]:
    """Of the marks, in pixels from the upper left corner."""
    places = places_of(dataset.features).tolist()
    wide, high = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    return [(MARGIN + x * wide, MARGIN + (1 - y) * high) for x, y in places]


def corners(mark: ElementTree.Element) -> list[tuple[float, float]]:
    pairs = [point.split(",") for point in mark.get("points", "").split()]
    return [(float(x), float(y)) for x, y in pairs]


def test_the_corners_of_a_mark_stand_evenly_around_its_sample() -> None:
    dataset = dataset_of([[n, n * n % 7] for n in range(10)], range(10))
    shapes = set()
    for mark, middle in zip(marks(thumbnail(dataset)), middles(dataset), strict=True):
        found = corners(mark)
        if not found:
            assert (float(mark.get("cx", 0)), float(mark.get("cy", 0))) == pytest.approx(
                middle, abs=0.06
            )
            continue
        reach = math.dist(found[0], middle)
        side = 2 * reach * math.sin(math.pi / len(found))
        for at, corner in enumerate(found):
            assert math.dist(corner, middle) == pytest.approx(reach, abs=0.3)
            assert math.dist(corner, found[at - 1]) == pytest.approx(side, abs=0.3)
        assert sum(y for _, y in found) / len(found) == pytest.approx(middle[1], abs=0.15)
        shapes.add(len(found))
    assert shapes == {3, 4, 5, 6}


def test_the_more_samples_the_smaller_the_marks_of_up_to_as_many_as_a_table_may_have() -> None:
    sizes = []
    for n in (10, 50, MAX_SAMPLES):
        (mark, _) = marks(thumbnail(dataset_of([[0, 0]] + [[1, 1]] * (n - 1), [0, *[1] * (n - 1)])))
        sizes.append(float(mark.get("r", 0)))
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3
    assert sizes[-1] > 1
