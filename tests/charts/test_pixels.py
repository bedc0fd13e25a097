"""Small pictures of samples, read back from their bytes."""

import base64
import io

import numpy as np
import pytest
import torch
from PIL import Image

from playground.charts.pixels import ink_range, picture, sheet
from playground.charts.thumbnails import HEIGHT, WIDTH, thumbnail
from playground.core.picture import Size
from tests.core.samples import example


def seen(address: str) -> np.ndarray:
    kind, _, data = address.partition(",")
    assert kind == "data:image/png;base64"
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))))


def test_a_sample_is_seen_row_by_row_from_white_to_black() -> None:
    sample = torch.tensor([0.0, 8.0, 16.0, 16.0, 0.0, 4.0])

    found = seen(picture(sample, Size(2, 3), (0, 16)))

    assert found.tolist() == [[255, 128, 0], [0, 255, 191]]


def test_what_lies_beyond_the_range_of_ink_is_white_or_black() -> None:
    found = seen(picture(torch.tensor([-5.0, 99.0, 0.0, 1.0]), Size(2, 2), (0, 1)))

    assert found.tolist() == [[255, 0], [255, 0]]


def test_features_that_are_all_the_same_are_white() -> None:
    features = torch.full((3, 4), 7.0)

    assert seen(picture(features[0], Size(2, 2), ink_range(features))).min() == 255


@pytest.mark.parametrize("count", [1, 2, 3, 10, 20])
def test_a_sheet_shows_each_of_its_samples(count: int) -> None:
    samples = torch.zeros(count, 4)
    samples[:, 0] = 1  # one black pixel each

    found = seen(sheet(samples, Size(2, 2), (0, 1), Size(64, 96)))

    assert found.shape == (64, 96)
    black = (found == 0).sum()
    side = int((black / count) ** 0.5)
    assert black == count * side * side


def test_the_example_of_pictures_is_seen_by_one_sample_of_each_class() -> None:
    digits = example("digits")

    found = seen(thumbnail(digits))

    assert found.shape == (HEIGHT, WIDTH)
    first_zero = digits.features[digits.targets == 0][0]
    grey = (255 * (1 - first_zero / 16)).round().reshape(8, 8).numpy()
    places = [
        (row, column)
        for row in range(HEIGHT - 16)
        for column in range(WIDTH - 16)
        if np.array_equal(found[row : row + 16 : 2, column : column + 16 : 2], grey)
    ]
    assert places
