from __future__ import annotations

import pytest
import torch
from torch import Generator

from explorer import corruptions
from explorer.corruptions import MASKS, NOISES, BoxMask, GaussianNoise, HalfMask, PixelMask, SaltPepper, parse
from explorer.errors import ConfigError

ALL = {**NOISES, **MASKS}
SHAPES = [(3, 1, 28, 28), (2, 3, 64, 64), (1, 1, 32, 32)]


def rng(seed: int = 0) -> Generator:
    return Generator().manual_seed(seed)


def pictures(shape: tuple[int, ...] = (3, 1, 28, 28)) -> torch.Tensor:
    return torch.rand(shape, generator=rng(9)) * 0.5 + 0.1


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", ALL)
class TestEveryCorruption:
    def test_keeps_shape_and_input(self, name: str, shape: tuple[int, ...]) -> None:
        x = pictures(shape)
        before = x.clone()
        x_tilde = ALL[name]()(x, rng())
        assert x_tilde.shape == x.shape
        assert x_tilde.dtype == x.dtype
        assert torch.equal(x, before)

    def test_follows_the_generator(self, name: str, shape: tuple[int, ...]) -> None:
        x, corruption = pictures(shape), ALL[name]()
        assert torch.equal(corruption(x, rng(1)), corruption(x, rng(1)))
        assert any(not torch.equal(corruption(x, rng(1)), corruption(x, rng(s))) for s in range(2, 8))

    def test_no_strength_changes_nothing_and_more_changes_more(self, name: str, shape: tuple[int, ...]) -> None:
        x = pictures(shape)
        changed = [(parse(f"{name}:{level}")(x, rng()) - x).abs().mean().item() for level in (0, 0.25, 0.75)]
        assert changed[0] == 0
        assert changed[0] < changed[1] < changed[2]


@pytest.mark.parametrize("name", MASKS)
def test_a_mask_is_zero_or_one_and_hides_what_it_says(name: str) -> None:
    x = pictures((4, 3, 32, 32))
    mask = MASKS[name]().mask(x, rng())
    assert mask.shape == (4, 1, 32, 32)
    assert set(mask.unique().tolist()) <= {0.0, 1.0}
    hidden = corruptions.hide(x, mask)
    assert torch.equal(hidden * mask, x * mask)
    assert torch.all(hidden[(1 - mask).bool().expand_as(x)] == corruptions.HOLE)
    assert torch.equal(corruptions.with_mask(x, mask), torch.cat([hidden, mask], 1))


def test_gaussian_noise_has_its_sigma_and_is_not_clipped() -> None:
    x = torch.full((20, 1, 64, 64), 0.5)
    noise = GaussianNoise(0.4)(x, rng()) - x
    assert abs(noise.mean().item()) < 0.005
    assert abs(noise.std().item() - 0.4) < 0.005
    assert noise.max() > 0.5


def test_salt_and_pepper_come_half_and_half() -> None:
    x_tilde = SaltPepper(0.3)(torch.full((20, 3, 64, 64), 0.5), rng())
    assert abs((x_tilde == 0).float().mean().item() - 0.15) < 0.01
    assert abs((x_tilde == 1).float().mean().item() - 0.15) < 0.01
    assert torch.equal(x_tilde[:, 0], x_tilde[:, 2])


def test_speckle_leaves_black_black() -> None:
    assert torch.all(NOISES["speckle"](1.0)(torch.zeros(1, 1, 8, 8), rng()) == 0)  # type: ignore[call-arg]


def test_shares_of_the_masks() -> None:
    x = torch.zeros(50, 1, 40, 40)
    assert torch.all((1 - BoxMask(0.5).mask(x, rng())).sum((1, 2, 3)) == 400)
    assert torch.all((1 - HalfMask(0.5).mask(x, rng())).sum((1, 2, 3)) == 800)
    assert abs((1 - PixelMask(0.3).mask(x, rng())).mean().item() - 0.3) < 0.01
    assert abs((1 - corruptions.StrokeMask(0.25).mask(x, rng())).mean().item() - 0.25) < 0.08


def test_a_text_names_a_corruption_and_its_strength() -> None:
    assert parse("gaussian") == parse("gaussian:") == GaussianNoise()
    assert parse("box:0.25") == BoxMask(0.25)


@pytest.mark.parametrize("text", ["fog", "gaussian:-1", "gaussian:x", "gaussian:nan", "box:1.5", "stroke:0.95", ""])
def test_texts_that_mean_nothing_are_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        parse(text)
