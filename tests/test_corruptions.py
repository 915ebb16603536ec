from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
import skimage.data
import torch
from PIL import Image
from torch import Generator

from explorer import corruptions
from explorer.corruptions import (
    LEVELLED,
    MASKS,
    NOISES,
    PHOTO_MASKS,
    Blind,
    BoxMask,
    GaussianNoise,
    HalfMask,
    PixelMask,
    Real,
    SaltPepper,
    parse,
)
from explorer.corruptions.jpeg import jpeg
from explorer.errors import ConfigError
from tests.conftest import tiny, tiny_photos

ALL = {**NOISES, **MASKS}
PHOTOS = {**LEVELLED, **PHOTO_MASKS}
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


@pytest.mark.parametrize("shape", SHAPES[1:])
@pytest.mark.parametrize("name", PHOTOS)
def test_what_photos_suffer_keeps_shape_and_follows_the_generator(name: str, shape: tuple[int, ...]) -> None:
    x, damage = pictures(shape), PHOTOS[name]()
    before = x.clone()
    assert damage(x, rng(1)).shape == x.shape
    assert torch.equal(damage(x, rng(1)), damage(x, rng(1)))
    assert any(not torch.equal(damage(x, rng(1)), damage(x, rng(s))) for s in range(2, 8))
    assert torch.equal(x, before)
    assert torch.equal(parse(f"{name}:0")(x, rng()), x)


def test_the_level_is_the_noise_that_is_there() -> None:
    x = torch.full((64, 1, 64, 64), 0.5)
    for damage, close in ((Blind(55), 0.05), (Real(20), 1e-4)):
        seen = damage.with_level(x, rng())
        level = seen[:, -1].mean((1, 2))
        found = (seen[:, :1] - x).pow(2).mean((1, 2, 3)).sqrt()
        torch.testing.assert_close(found, level, rtol=close, atol=1e-4)
        assert level.max() > 3 * level.min()  # of unlike strength


def test_counted_light_is_noisier_where_it_is_bright() -> None:
    x = torch.cat([torch.full((200, 1, 16, 16), v) for v in (0.2, 0.6)], 3)
    noise = (Real(10)(x, rng()) - x).abs()
    dark, bright = noise[..., :16].median(), noise[..., 16:].median()  # dead pixels move no median
    assert 1.1 < bright / dark < 3**0.5


def tensor(image: Image.Image) -> torch.Tensor:
    return torch.from_numpy(np.atleast_3d(np.asarray(image)).transpose(2, 0, 1)[None].copy()).float() / 255


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_our_jpeg_is_close_to_a_real_one(mode: str) -> None:
    photo = Image.fromarray(skimage.data.astronaut()[100:228, 180:308]).convert(mode)
    x = tensor(photo)
    for quality in (30, 75, 95):
        out = io.BytesIO()
        photo.save(out, "JPEG", quality=quality, subsampling=0)
        real, ours = tensor(Image.open(out)), jpeg(x, torch.tensor([quality]).view(1, 1, 1, 1))
        lost, apart = (real - x).pow(2).mean(), (real - ours).pow(2).mean()
        assert apart < 0.1 * lost + (1.3 / 255) ** 2  # a real one rounds brightness and colours to bytes, twice


def test_masks_for_photos_hide_about_what_they_say() -> None:
    x = torch.zeros(100, 1, 96, 96)
    hidden = 1 - parse("any:0.25").mask(x, rng()).mean((1, 2, 3))  # type: ignore[attr-defined]
    assert 0.15 < hidden.mean() < 0.35
    assert hidden.std() > 0.02  # strokes, boxes and writing differ
    small, large = (1 - parse(f"text:{h}").mask(x, rng()).mean() for h in (10, 40))  # type: ignore[attr-defined]
    assert 0.05 < small < 0.5
    assert 0.05 < large < 0.5


def test_a_noise_and_a_network_that_sees_its_level_belong_together(photo_folder: Path) -> None:
    blind = tiny_photos(photo_folder)
    assert isinstance(corruptions.of(blind), Blind)
    for config in (tiny_photos(photo_folder, noise="gaussian:0.1"), tiny("dae", noise="blind:55")):
        with pytest.raises(ConfigError, match="multiscale, and it alone"):
            corruptions.of(config)
