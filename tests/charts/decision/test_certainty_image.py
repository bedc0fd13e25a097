import base64
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from playground.charts.decision.ground import certainty_image, strength


def pixels(image: dict) -> np.ndarray:
    kind, _, data = image["source"].partition(",")
    assert kind == "data:image/png;base64"
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))))


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 99))
def test_the_image_is_clear_where_the_classifier_is_sure(
    rows: int, columns: int, seed: int
) -> None:
    sure = np.random.default_rng(seed).random((rows, columns))
    found = pixels(certainty_image(sure, "#12a6ff", (0, 1), (0, 1)))
    assert found.shape == (rows, columns, 4)
    assert (found[..., :3] == (0x12, 0xA6, 0xFF)).all()
    # the lowest row of the picture is the last of an image
    assert found[::-1, :, 3] == pytest.approx(255 * (1 - sure), abs=0.51)


def test_the_image_lies_over_the_rectangle_below_all_traces() -> None:
    image = certainty_image(np.ones((2, 2)), "#ffffff", (-1, 3), (5, 6))
    place = {key: image[key] for key in ("x", "y", "sizex", "sizey", "sizing", "layer")}
    assert place == {
        **{"x": -1, "y": 6, "sizex": 4, "sizey": 1},
        **{"sizing": "stretch", "layer": "below"},
    }


@pytest.mark.parametrize("n_classes", [2, 3, 20])
def test_strength_is_0_where_all_are_equal_and_1_where_one_is_certain(n_classes: int) -> None:
    ends = strength(np.array([1 / n_classes, 1.0]), n_classes)
    assert ends == pytest.approx([0, 1])
