"""What a photo model reaches on photos held out: PSNR at the noise levels of the field, or on the holes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Generator, Tensor, nn

from explorer import corruptions
from explorer.config import RunConfig
from explorer.data import ImageSet
from explorer.metrics import images as image_metrics

SIGMAS = (15, 25, 50)  # grey levels of 255: what the field's tables show
MIDDLE = 25
CHUNK = 8  # photos at a time

Values = dict[str, float | tuple[float, int]]


def measure(model: nn.Module, config: RunConfig, images: ImageSet, device: torch.device, seed: int = 0) -> Values:
    """Every metric of a photo model on `images`, the same noise or the same masks for the same seed."""
    if config.model.kind == "inpaint":
        return _filled(model, config, images, device, seed, similar=True)
    values: Values = {}
    for sigma in SIGMAS:
        values |= _cleaned(model, config, images, device, seed, sigma, similar=sigma == MIDDLE)
    if isinstance(corruption := corruptions.of(config), corruptions.Real):
        given = _judged(model, images, device, seed, corruption.with_level, False)
        values |= {"psnr_real": given["psnr"], "psnr_real_corrupted": given["psnr_corrupted"]}
    return values


def quick(model: nn.Module, config: RunConfig, images: ImageSet, device: torch.device) -> dict[str, float]:
    """One PSNR to watch a training by: at the middle noise level, or on the holes."""
    if config.model.kind == "inpaint":
        found, name = _filled(model, config, images, device, 0, similar=False), "psnr_hole"
    else:
        found, name = _cleaned(model, config, images, device, 0, MIDDLE, similar=False), "psnr"
    value = found[name]
    return {name: value[0] if isinstance(value, tuple) else value}


def _cleaned(
    model: nn.Module, config: RunConfig, images: ImageSet, device: torch.device, seed: int, sigma: int, similar: bool
) -> Values:
    """Gaussian noise of one strength, not clipped, and the strength told."""

    def given(x: Tensor, generator: Generator) -> Tensor:
        return corruptions.with_level(corruptions.GaussianNoise(sigma / 255)(x, generator), sigma / 255)

    found = _judged(model, images, device, seed, given, similar)
    return found if sigma == MIDDLE else {f"psnr_{sigma}": found["psnr"]}


def _filled(
    model: nn.Module, config: RunConfig, images: ImageSet, device: torch.device, seed: int, similar: bool
) -> Values:
    """The masks that the run was trained with; what is seen is kept as it is."""
    corruption = corruptions.of(config)
    assert isinstance(corruption, corruptions.Mask)

    def given(x: Tensor, generator: Generator) -> Tensor:
        return corruptions.with_mask(x, corruption.mask(x, generator))

    return _judged(model, images, device, seed, given, similar, holes=True)


@torch.inference_mode()
def _judged(
    model: nn.Module, images: ImageSet, device: torch.device, seed: int,
    given: Callable[[Tensor, Generator], Tensor], similar: bool, holes: bool = False,
) -> Values:  # fmt: skip
    """Means over the photos; `given` makes what the network sees, (N, C + 1, H, W)."""
    generator = Generator(device).manual_seed(seed)
    columns: dict[str, list[Tensor]] = {}
    alike: list[tuple[float, float]] = []
    for start in range(0, len(images), CHUNK):
        x = torch.from_numpy(np.ascontiguousarray(images.images[start : start + CHUNK])).to(device).float() / 255
        seen = given(x, generator)
        shown, x_hat = seen[:, : x.shape[1]], model(seen).float().clamp(0, 1)
        row = {}
        if holes:
            hole = 1 - seen[:, -1:]
            x_hat = x * (1 - hole) + x_hat * hole
            row["psnr_hole"] = image_metrics.psnr(x, x_hat, hole)
            row["psnr_hole_corrupted"] = image_metrics.psnr(x, shown, hole)
        row["psnr"], row["psnr_corrupted"] = image_metrics.psnr(x, x_hat), image_metrics.psnr(x, shown)
        if similar:
            row["squared_error"] = image_metrics.squared_error(x, x_hat)
            alike += [_ssim(*triple) for triple in zip(x.cpu(), x_hat.cpu(), shown.cpu(), strict=True)]
        for name, column in row.items():
            columns.setdefault(name, []).append(column.cpu())
    out: Values = {name: torch.cat(column).mean().item() for name, column in columns.items()}
    if alike:
        ours, before = np.mean(alike, axis=0)
        out |= {"ssim": float(ours), "ssim_corrupted": float(before)}
    return out


def _ssim(clean: Tensor, ours: Tensor, given: Tensor) -> tuple[float, float]:
    """Of what came back and of what was given."""
    return image_metrics.ssim(clean.numpy(), ours.numpy()), image_metrics.ssim(clean.numpy(), given.numpy())
