"""Small pictures of samples, read back from their bytes."""

import base64
import io

import numpy as np
import pytest
import torch
from PIL import Image

from playground.charts.pixels import Ink, ink_of, typical_extent
from playground.charts.thumbnails import HEIGHT, WIDTH, thumbnail
from playground.core.dataset import Dataset
from playground.core.picture import Size
from tests.core.samples import example


def seen(written: str) -> np.ndarray:
    """The pixels of a picture, of its address or of HTML with it."""
    address = written.partition('src="')[2].partition('"')[0] or written
    kind, _, data = address.partition(",")
    assert kind == "data:image/png;base64"
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))))


def test_a_sample_is_seen_row_by_row_from_white_to_black() -> None:
    sample = torch.tensor([0.0, 8.0, 16.0, 16.0, 0.0, 4.0])

    found = seen(Ink(Size(2, 3), 0, 16).picture(sample))

    assert found.tolist() == [[255, 128, 0], [0, 255, 191]]


def test_what_lies_beyond_the_range_of_ink_is_white_or_black() -> None:
    found = seen(Ink(Size(2, 2), 0, 1).picture(torch.tensor([-5.0, 99.0, 0.0, 1.0])))

    assert found.tolist() == [[255, 0], [255, 0]]


def test_features_that_are_all_the_same_are_white() -> None:
    names = ("r1c1", "r1c2", "r2c1", "r2c2")
    dataset = Dataset(torch.full((2, 4), 7.0), torch.tensor([0, 1]), names, ("a", "b"))

    ink = ink_of(dataset)

    assert ink is not None
    assert seen(ink.picture(dataset.features[0])).min() == 255


def test_samples_that_are_no_pictures_have_no_ink() -> None:
    assert ink_of(example("iris")) is None


def test_what_a_picture_is_said_to_be_is_shown_as_it_is() -> None:
    picture = Ink(Size(2, 2), 0, 1).picture(torch.zeros(4), 'a "<b>')

    assert picture.endswith('alt="a &quot;&lt;b&gt;">')


@pytest.mark.parametrize("count", [1, 2, 3, 10, 20])
def test_a_sheet_shows_each_of_its_samples(count: int) -> None:
    samples = torch.zeros(count, 4)
    samples[:, 0] = 1  # one black pixel each

    found = seen(Ink(Size(2, 2), 0, 1).sheet(samples, Size(64, 96)))

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


def test_the_typical_extent_is_the_median_of_what_stands_on_the_pictures() -> None:
    samples = torch.full((3, 4, 5), 2.0)
    samples[0, 1:3, 4] = 3  # two high, one wide
    samples[1, 0, 1] = samples[1, 3, 3] = 9  # four high, three wide, with nothing in between
    samples[2, :3, :] = 5

    assert typical_extent(samples.flatten(1), Size(4, 5)) == (3, 3)


def test_digits_are_as_high_as_their_pictures_and_three_quarters_as_wide() -> None:
    assert typical_extent(example("digits").features, Size(8, 8)) == (8, 6)
