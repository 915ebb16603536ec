"""A photo in tiles: cut and joined it is the same, and a picture that the network knows costs what tiles cost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from explorer import codec
from explorer.codec import rate, tiles
from explorer.data import load
from explorer.errors import InputError
from explorer.training.checkpoint import open_run


def test_cut_and_joined_is_the_photo_without_what_was_over() -> None:
    photo = np.random.default_rng(0).integers(0, 256, (3, 37, 50), dtype=np.uint8)
    parts = tiles.cut(photo, 8, 16)
    assert parts.shape == (4 * 3, 3, 8, 16)
    assert np.array_equal(parts[4], photo[:, 8:16, 16:32])
    assert np.array_equal(tiles.join(parts, 3), photo[:, :32, :48])
    with pytest.raises(InputError, match="50x37 pixels, a tile 64x64"):
        tiles.cut(photo, 64, 64)


def test_a_sheet_of_known_pictures_costs_what_they_do(trained: Path) -> None:
    run = open_run(trained / "ae")
    made = codec.Codec.of(run.model, codec.fit(run.model, load("digits", "train")))
    pictures = load("digits", "test").images[:12]
    whole, apart = tiles.through("ae", made, tiles.join(pictures, 4), 0.5), rate.ours("ae", made, pictures, 0.5)
    assert (whole.size, whole.bits()) == (apart.size, apart.bits())
    assert np.array_equal(tiles.cut(whole.pictures[0], 32, 32), apart.pictures)
