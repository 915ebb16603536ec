"""A photo of any size goes through in tiles as it would as a whole, and an empty network gives it back to the bit."""

from __future__ import annotations

import numpy as np
import pytest
import skimage.data
import torch
from torch import Tensor, nn

from explorer.config import ModelConfig
from explorer.models import build
from explorer.restore import tiles

PHOTO = skimage.data.astronaut()


class Same(nn.Module):
    """Gives back what it sees."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.image_shape = (channels, 64, 64)
        self.weight = nn.Parameter(torch.zeros(1))

    def forward(self, x: Tensor) -> Tensor:
        assert x.shape[2] % 8 == 0
        assert x.shape[3] % 8 == 0
        return x[:, : self.image_shape[0]]


def deep(pixels: np.ndarray) -> np.ndarray:
    return pixels.astype(np.uint16) * 257 + np.arange(pixels.shape[1], dtype=np.uint16)[:, None] % 256


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("size", [(512, 512), (300, 211), (211, 512), (1, 1), (1, 500), (9, 3)])
def test_the_identity_gives_a_photo_back_to_the_bit(size: tuple[int, int], channels: int, depth: type) -> None:
    pixels = PHOTO[: size[0], : size[1], :channels]
    pixels = deep(pixels) if depth is np.uint16 else pixels
    for own in (channels, 1):
        made = tiles.over(Same(own), pixels, 0.1, tile=168, bf16=False)
        assert made.dtype == pixels.dtype
        assert np.array_equal(made, pixels)


@pytest.mark.parametrize("length", [8, 100, 168, 176, 300, 1000, 5003])
def test_tiles_cover_a_side_and_their_weights_add_up(length: int) -> None:
    starts, tile = tiles.places(length, 168)
    assert tile % 8 == 0
    assert all(start % 8 == 0 for start in starts)
    weight = torch.zeros(starts[-1] + tile)
    for i, start in enumerate(starts):
        weight[start : start + tile] += tiles.fade(tile, i, len(starts))
    assert starts[-1] + tile >= length
    assert weight.min() > 0
    if len(starts) > 2:
        inner = weight[: starts[-2]]
        torch.testing.assert_close(inner, torch.ones_like(inner))


def test_tiles_are_the_whole_photo_away_from_where_they_meet() -> None:
    torch.manual_seed(0)
    model = build(ModelConfig("dae", "multiscale", size="tiny", image_shape=(1, 64, 64))).eval()
    pixels = deep(PHOTO[..., :1])
    whole = tiles.over(model, pixels, 0.1, tile=512, bf16=False).astype(float)
    cut = tiles.over(model, pixels, 0.1, tile=256, bf16=False).astype(float)
    assert np.abs(whole - pixels).max() > 65  # the network does something
    assert np.abs(whole - cut).max() / 65535 <= 1e-3


def test_progress_rises_to_the_end_and_what_it_raises_ends_the_work() -> None:
    shares: list[float] = []
    tiles.over(Same(3), PHOTO, 0.0, shares.append, tile=256, bf16=False)
    assert shares == sorted(shares)
    assert shares[-1] == 1

    class Cancelled(Exception):
        pass

    def stop(share: float) -> None:
        if share > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        tiles.over(Same(3), PHOTO, 0.0, stop, tile=256, bf16=False)


def test_tiles_without_anything_wanted_are_left_out() -> None:
    class Spy(Same):
        seen = 0

        def forward(self, x: Tensor) -> Tensor:
            self.seen += 1
            return torch.zeros_like(super().forward(x))

    spy, wanted = Spy(3), np.zeros(PHOTO.shape[:2], bool)
    wanted[500:, 500:] = True
    made = tiles.over(spy, PHOTO, 1.0, tile=256, bf16=False, wanted=wanted)
    assert spy.seen == 1
    assert not made[wanted].any()
    assert np.array_equal(made[:200, :200], PHOTO[:200, :200])
