"""The laws of the networks that go over a photo of any size."""

from __future__ import annotations

import pytest
import torch

from explorer.config import SIZES, ModelConfig
from explorer.models import PHOTO_MODELS, build
from explorer.models.denoising import Block


def network(kind: str = "dae", channels: int = 1, size: str = "tiny") -> torch.nn.Module:
    torch.manual_seed(0)
    return build(ModelConfig(kind, "multiscale", size=size, image_shape=(channels, 64, 64))).eval()


def test_a_silenced_block_is_the_identity() -> None:
    x, block = torch.randn(2, 8, 16, 16), Block(8)
    assert not torch.equal(block(x), x)
    block.silence()
    assert torch.equal(block(x), x)


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("kind", PHOTO_MODELS)
def test_a_photo_of_any_size_comes_back_in_its_size(kind: str, channels: int) -> None:
    model = network(kind, channels)
    for height, width in ((8, 8), (40, 64), (128, 16)):
        assert model(torch.rand(2, channels + 1, height, width)).shape == (2, channels, height, width)


def test_twice_the_light_and_twice_the_noise_is_twice_the_picture() -> None:
    x = torch.rand(1, 2, 32, 32)
    for scale in (0.1, 3.0):
        torch.testing.assert_close(network()(scale * x), scale * network()(x), rtol=1e-4, atol=1e-5)


def test_what_is_moved_by_eight_pixels_comes_back_moved_by_eight_pixels() -> None:
    model, x = network(), torch.rand(1, 2, 160, 160)
    moved = model(x.roll((8, 16), (2, 3)))
    torch.testing.assert_close(moved[..., 72:88, 80:96], model(x)[..., 64:80, 64:80], rtol=1e-4, atol=1e-5)


def test_the_map_is_looked_at() -> None:
    x = torch.rand(1, 2, 32, 32)
    other = x.clone()
    other[:, 1] += 0.1
    assert not torch.allclose(network()(x), network()(other))


def test_every_size_is_ten_megabytes_at_most_in_sixteen_bits() -> None:
    counts = [sum(p.numel() for p in network(channels=3, size=size).parameters()) for size in SIZES]
    assert counts == sorted(set(counts))
    assert 2 * counts[-1] <= 10e6
