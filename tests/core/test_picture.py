import pytest
import torch

from playground.core.picture import SIDES, Size, as_pictures, picture_size, pixel_names, sizes_of
from playground.sharing.examples import examples


@pytest.mark.parametrize("height", SIDES)
@pytest.mark.parametrize("width", SIDES)
def test_the_names_of_pixels_say_the_size_of_their_picture(height: int, width: int) -> None:
    names = pixel_names(Size(height, width))

    assert len(set(names)) == height * width
    assert picture_size(names) == (height, width)


@pytest.mark.parametrize(
    "names",
    [
        *([], ["a"], ["r1c1"], ["r1c1", "r1c2"], ["r2c2"]),
        ["r1c1", "r2c1", "r1c2", "r2c2"],  # column by column
        ["r1c1", "r1c2", "r2c1", "r2c2 "],
        ["r1c1", "r1c2", "r2c1", "r2c2", "r9c9"],
    ],
)
def test_other_names_are_no_picture(names: list[str]) -> None:
    assert picture_size(names) is None


@pytest.mark.parametrize("n_features", range(1, 70))
def test_the_sizes_on_offer_have_as_many_pixels_as_there_are_features(n_features: int) -> None:
    sizes = sizes_of(n_features)

    pairs = {(height, width) for height in SIDES for width in SIDES if height * width == n_features}
    assert set(sizes) == pairs
    assert len(sizes) == len(pairs)


def test_the_squarest_size_is_offered_first() -> None:
    assert sizes_of(16)[0] == (4, 4)


def test_a_picture_has_its_rows_one_below_the_other() -> None:
    row = torch.arange(6.0)

    assert as_pictures(row[None], Size(2, 3)).tolist() == [[[0, 1, 2], [3, 4, 5]]]


def test_the_digits_are_pictures_of_8_by_8_pixels() -> None:
    assert picture_size(list(examples()["digits"].samples().columns[:-1])) == (8, 8)
