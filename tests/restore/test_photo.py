"""Photos restored at their own size: what stays as it is, what is refused, how noisy a photo is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import skimage.data
import torch

from explorer.config import ModelConfig
from explorer.data.photo import Photo
from explorer.errors import InputError
from explorer.models import build
from explorer.restore import photo
from explorer.restore.noise import estimate_sigma
from explorer.training import engine
from explorer.training.checkpoint import open_run
from tests.conftest import tiny_photos

ASTRONAUT = skimage.data.astronaut()


def model(kind: str, channels: int = 3) -> torch.nn.Module:
    torch.manual_seed(0)
    return build(ModelConfig(kind, "multiscale", size="tiny", image_shape=(channels, 64, 64))).eval()


@pytest.mark.parametrize("size", [(1, 1), (1, 2000), (40, 33)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [1, 3])
def test_size_depth_alpha_and_profile_stay(channels: int, dtype: type, size: tuple[int, int]) -> None:
    top = np.iinfo(dtype).max
    pixels = np.random.default_rng(0).integers(0, top, (*size, channels)).astype(dtype)
    given = Photo(pixels, pixels[..., 0], "PNG", b"profile", b"exif")
    for own in (1, 3):
        made, sigma = photo.denoise(model("dae", own), given, 25.0)
        assert (made.mode, made.size, made.profile, made.exif, sigma) == (
            given.mode,
            given.size,
            b"profile",
            b"exif",
            25,
        )
        assert made.alpha is given.alpha
        assert made.pixels.dtype == dtype


@pytest.mark.parametrize("channels", [1, 3])
def test_what_is_not_hidden_stays_to_the_bit(channels: int) -> None:
    given = Photo(ASTRONAUT[:100, :90, :channels])
    hole = np.zeros((100, 90), bool)
    hole[20:50, 30:60] = True
    filled = photo.inpaint(model("inpaint", channels), given, hole)
    assert np.array_equal(filled.pixels[~hole], given.pixels[~hole])
    assert not np.array_equal(filled.pixels[hole], given.pixels[hole])
    for under in (0, 255):  # and what lies under the hole does not matter
        other = given.of(np.where(hole[..., None], np.uint8(under), given.pixels))
        assert np.array_equal(photo.inpaint(model("inpaint", channels), other, hole).pixels, filled.pixels)
    assert np.array_equal(photo.inpaint(model("inpaint", channels), given, np.zeros_like(hole)).pixels, given.pixels)


def test_nothing_left_to_fill_from_and_the_wrong_model_are_one_sentence() -> None:
    given = Photo(ASTRONAUT[:40, :40])
    with pytest.raises(InputError, match="hides the whole photo"):
        photo.inpaint(model("inpaint"), given, np.ones((40, 40), bool))
    with pytest.raises(InputError, match="does not see a mask"):
        photo.inpaint(model("dae"), given, np.zeros((40, 40), bool))
    with pytest.raises(InputError, match="does not denoise"):
        photo.denoise(model("inpaint"), given)


@pytest.mark.parametrize("sigma", [5, 15, 25, 50])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_the_noise_of_a_photo_is_found(sigma: int, dtype: type) -> None:
    scale = np.iinfo(dtype).max // 255
    noise = np.random.default_rng(0).normal(0, sigma, ASTRONAUT.shape)
    noisy = np.clip(ASTRONAUT * 0.5 + 64 + noise, 0, 255)  # in the middle of the range: little is clipped
    assert estimate_sigma(np.round(noisy * scale).astype(dtype)) == pytest.approx(sigma, abs=1.0 + 0.03 * sigma)


def test_noise_that_black_has_cut_off_is_not_taken_for_less_noise() -> None:
    noisy = (ASTRONAUT + np.random.default_rng(0).normal(0, 30, ASTRONAUT.shape)).clip(0, 255).astype(np.uint8)
    assert (noisy == 0).mean() > 0.1
    assert estimate_sigma(noisy) == pytest.approx(30, abs=2)


def test_a_flat_photo_has_no_noise_and_a_stamp_does_not_fail() -> None:
    assert estimate_sigma(np.full((300, 200, 3), 77, np.uint8)) == pytest.approx(0, abs=1e-3)
    for size in ((1, 1), (1, 3000), (5, 5), (40, 3000), (30, 30)):
        noisy = np.random.default_rng(0).normal(128, 10, (*size, 1)).clip(0, 255).astype(np.uint8)
        assert 0 <= estimate_sigma(noisy) < 15


def test_a_trained_run_cleans_a_photo_that_it_has_not_seen(photo_folder: Path, tmp_path: Path) -> None:
    engine.train(tiny_photos(photo_folder, channels=3, epochs=80, lr=3e-3, schedule="cosine"), tmp_path / "run")
    clean = ASTRONAUT[:200, :200].astype(float)
    noisy = (clean + np.random.default_rng(0).normal(0, 30, clean.shape)).clip(0, 255).astype(np.uint8)
    made, sigma = photo.denoise(open_run(tmp_path / "run").model, Photo(noisy))
    assert sigma == pytest.approx(30, abs=4)
    assert ((made.pixels - clean) ** 2).mean() < 0.8 * ((noisy - clean) ** 2).mean()
