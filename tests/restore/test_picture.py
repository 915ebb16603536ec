from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from explorer import restore
from explorer.errors import ImageError, InputError
from explorer.models import build
from explorer.training.checkpoint import open_run
from tests.conftest import tiny


def photo(mode: str, size: tuple[int, int] = (37, 51)) -> Image.Image:
    pixels = np.random.default_rng(0).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    return Image.fromarray(pixels).convert(mode)


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("size", [(1, 1), (37, 51), (200, 16)])
def test_size_and_mode_come_back(trained: Path, mode: str, size: tuple[int, int]) -> None:
    restored = restore.denoise(open_run(trained / "dae").model, photo(mode, size))
    assert (restored.mode, restored.size) == (mode, size)


def test_a_colour_model_takes_grey_and_colour() -> None:
    from dataclasses import replace

    model = build(replace(tiny("dae").model, image_shape=(3, 16, 16))).eval()
    for mode in ("L", "RGB"):
        assert restore.denoise(model, photo(mode)).mode == mode


def test_what_is_not_hidden_stays_to_the_bit(trained: Path) -> None:
    image = photo("RGB")
    mask = Image.new("L", image.size)
    mask.paste(255, (10, 12, 30, 40))
    filled = restore.inpaint(open_run(trained / "inpaint").model, image, mask)
    before, after = np.asarray(image), np.asarray(filled)
    hidden = np.asarray(mask) > 0
    np.testing.assert_array_equal(after[~hidden], before[~hidden])
    assert np.any(after[hidden] != before[hidden])


def test_what_lies_under_the_hole_does_not_matter(trained: Path) -> None:
    model = open_run(trained / "inpaint").model
    for size in ((32, 32), (75, 90)):
        mask = Image.new("L", size)
        mask.paste(255, (9, 11, 20, 21))
        hidden = np.asarray(mask) > 0
        black, white = (np.where(hidden, v, np.asarray(photo("L", size))).astype(np.uint8) for v in (0, 255))
        filled = [np.asarray(restore.inpaint(model, Image.fromarray(p), mask)) for p in (black, white)]
        np.testing.assert_array_equal(filled[0], filled[1])


def test_a_hidden_dot_of_a_large_picture_is_still_hidden() -> None:
    class Spy(torch.nn.Linear):
        image_shape, input_shape = (1, 16, 16), (2, 16, 16)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            self.seen = x[:, -1:]
            return x[:, :1]

    spy, mask = Spy(1, 1), Image.new("L", (800, 800))
    mask.putpixel((400, 400), 255)
    restore.inpaint(spy, photo("L", (800, 800)), mask)
    assert (spy.seen == 0).sum() == 1


def test_inpainting_wants_a_mask_that_fits_and_a_model_that_sees_it(trained: Path) -> None:
    with pytest.raises(ImageError, match="the mask is 5x5, the picture 37x51"):
        restore.inpaint(open_run(trained / "inpaint").model, photo("L"), Image.new("L", (5, 5)))
    with pytest.raises(InputError, match="does not see a mask"):
        restore.inpaint(open_run(trained / "dae").model, photo("L"), Image.new("L", (37, 51)))


@pytest.mark.parametrize("name", restore.DENOISERS)
@pytest.mark.parametrize("channels", [1, 3])
def test_every_classical_method_denoises_a_smooth_picture(name: str, channels: int) -> None:
    ramp = np.linspace(0.2, 0.8, 48, dtype=np.float32)
    clean = np.broadcast_to(ramp, (channels, 40, 48)).copy()
    noisy = clean + np.random.default_rng(0).normal(0, 0.1, clean.shape).astype(np.float32)
    restored = restore.DENOISERS[name](noisy)
    assert restored.shape == clean.shape
    assert ((restored - clean) ** 2).mean() < 0.4 * ((noisy - clean) ** 2).mean()


def test_the_biharmonic_fill_continues_a_ramp() -> None:
    clean = np.broadcast_to(np.linspace(0, 1, 32, dtype=np.float32), (1, 32, 32)).copy()
    hidden = np.zeros((32, 32), bool)
    hidden[10:20, 10:20] = True
    filled = restore.biharmonic(np.where(hidden, 0.5, clean).astype(np.float32), hidden)
    np.testing.assert_allclose(filled, clean, atol=0.02)


def test_even_a_tiny_denoiser_improves_what_it_was_trained_on(trained: Path) -> None:
    metrics = json.loads((trained / "dae" / "report.json").read_text())["metrics"]
    assert metrics["psnr"]["value"] > metrics["psnr_corrupted"]["value"]
