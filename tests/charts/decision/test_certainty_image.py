import base64
import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from playground.charts.decision.certainty_image import fog, strength


def pixels(image: dict) -> np.ndarray:
    kind, _, data = image["source"].partition(",")
    assert kind == "data:image/png;base64"
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))))


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 99))
def test_the_veil_is_an_image_that_is_clear_where_the_classifier_is_sure(
    rows: int, columns: int, seed: int
) -> None:
    sure = np.random.default_rng(seed).random((rows, columns))
    found = pixels(fog(sure, "#12a6ff", (0, 1), (0, 1)))
    assert found.shape == (rows, columns, 4)
    assert (found[..., :3] == (0x12, 0xA6, 0xFF)).all()
    # the lowest row of the picture is the last of an image
    assert found[::-1, :, 3] == pytest.approx(255 * (1 - sure), abs=0.51)


def test_the_veil_lies_over_the_rectangle_below_all_traces() -> None:
    image = fog(np.ones((2, 2)), "#ffffff", (-1, 3), (5, 6))
    place = {key: image[key] for key in ("x", "y", "sizex", "sizey", "sizing", "layer")}
    assert place == {
        **{"x": -1, "y": 6, "sizex": 4, "sizey": 1},
        **{"sizing": "stretch", "layer": "below"},
    }


@pytest.mark.parametrize("n_classes", [2, 3, 20])
def test_strength_is_0_where_all_are_equal_and_1_where_one_is_certain(n_classes: int) -> None:
    ends = strength(np.array([1 / n_classes, 1.0]), n_classes)
    assert ends == pytest.approx([0, 1])


@given(st.integers(1, 9), st.integers(1, 9))
def test_the_veil_holds_its_pixels_and_nothing_else(rows: int, columns: int) -> None:
    source = fog(np.ones((rows, columns)), "#ffffff", (0, 1), (0, 1))["source"]
    data, kinds, at = base64.b64decode(source.partition(",")[2]), [], 8
    while at < len(data):  # length, kind, content, checksum
        (length,), kind = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        kinds.append(kind)
        if kind == b"IDAT":
            lines = zlib.decompress(data[at + 8 : at + 8 + length])
            assert len(lines) == rows * (1 + 4 * columns)
        at += 12 + length
    assert (kinds, at) == ([b"IHDR", b"IDAT", b"IEND"], len(data))
