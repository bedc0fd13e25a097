"""The small picture of a dataset: each sample where it is, in the look of its class."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import pytest
import torch

from playground.charts.looks import class_looks
from playground.charts.thumbnails import HEIGHT, MARGIN, WIDTH, places_of, thumbnail
from playground.core.dataset import MAX_SAMPLES
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


@pytest.mark.parametrize("name", [name for name in examples() if name != "digits"])
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
        assert MARGIN <= float(mark.get("x", 0)) <= WIDTH - MARGIN
        assert 0 <= float(mark.get("y", 0)) <= HEIGHT
    assert len(address) < 25_000


def test_each_sample_stands_in_its_place_in_the_shape_and_colour_of_its_class() -> None:
    dataset = dataset_of([[n, n * n % 7] for n in range(10)], range(10))
    found, places = marks(thumbnail(dataset)), places_of(dataset.features).tolist()
    wide, high = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    looks = class_looks(dataset.class_names)
    for mark, look, (x, y) in zip(found, looks, places, strict=True):
        assert (mark.text, mark.get("fill")) == (look.mark, look.color)
        middle = float(mark.get("x", 0)), float(mark.get("y", 0)) - 15 / 3
        assert middle == pytest.approx((MARGIN + x * wide, MARGIN + (1 - y) * high), abs=0.06)


def test_equal_samples_are_drawn_once() -> None:
    assert len(marks(thumbnail(dataset_of([[1, 2]] * 50 + [[3, 4]], [0] * 50 + [1])))) == 2


def test_twenty_classes_have_a_picture() -> None:
    assert re.match("data:image/svg", thumbnail(drawn(0, 200, 4, 20)))


def test_the_more_samples_the_smaller_the_marks_of_up_to_as_many_as_a_table_may_have() -> None:
    sizes = []
    for n in (15, 16, 60, 61, MAX_SAMPLES):
        features = [[0, 0]] + [[1, 1]] * (n - 1)
        address = unquote(thumbnail(dataset_of(features, [0, *[1] * (n - 1)])))
        sizes += re.findall('font-size="([0-9]+)" text-anchor="middle"', address)
    assert sizes == ["15", "11", "11", "8", "8"]
