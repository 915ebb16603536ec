from __future__ import annotations

import numpy as np
from PIL import Image

from explorer import pictures


def test_floats_are_rounded_and_clipped() -> None:
    assert pictures.to_uint8([-1, 0, 0.5, 1, 9]).tolist() == [0, 0, 128, 255, 255]


def test_a_sheet_lays_pictures_in_rows() -> None:
    batch = np.arange(5, dtype=np.uint8)[:, None, None, None] * np.ones((5, 1, 2, 3), np.uint8)
    pixels = np.asarray(pictures.sheet(batch, columns=3, gap=1))
    assert pixels.shape == (2 * 3 - 1, 3 * 4 - 1)
    assert pixels[0, [0, 4, 8]].tolist() == [0, 1, 2]
    assert pixels[3, [0, 4, 8]].tolist() == [3, 4, 0]


def test_enlarging_keeps_pixels_square() -> None:
    image = Image.fromarray(np.array([[0, 255]], np.uint8))
    assert np.asarray(pictures.enlarge(image, 4)).tolist() == [[0, 0, 255, 255]] * 2
    assert pictures.enlarge(Image.new("RGB", (500, 10)), 100).size == (500, 10)


def test_pictures_come_back_from_images_as_they_were() -> None:
    for channels in (1, 3):
        whole = np.random.default_rng(0).integers(0, 256, (4, channels, 5, 7)).astype(np.uint8)
        assert np.array_equal(pictures.to_array([pictures.to_image(p) for p in whole]), whole)
