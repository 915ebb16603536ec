"""Every metric that applies to a run, each with unit, n, split, seed and the published value beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import numpy as np
import torch
from torch import Generator, Tensor, nn

from explorer import corruptions
from explorer.config import RunConfig
from explorer.data import ImageSet
from explorer.errors import InputError
from explorer.metrics import generation, likelihood, restoration
from explorer.metrics import images as image_metrics
from explorer.models import VAE, Classifier

HEADLINE = {
    "pca": "squared_error",
    "ae": "squared_error",
    "vae": "loss",
    "dae": "psnr",
    "inpaint": "psnr_hole",
    "classifier": "accuracy",
}
UNITS = {
    "squared_error": "per image, values in [0, 1]",
    "mse": "per value, values in [0, 1]",
    "psnr": "dB", "psnr_corrupted": "dB", "psnr_hole": "dB", "psnr_hole_corrupted": "dB",
    "psnr_15": "dB at sigma 15 of 255", "psnr_50": "dB at sigma 50 of 255",
    "psnr_real": "dB", "psnr_real_corrupted": "dB",
    "ssim": "", "ssim_corrupted": "",
    "nll": "nats", "kl": "nats", "loss": "nats", "elbo": "nats", "iwae_nll": "nats",
    "accuracy": "of 1", "confidence": "of 1",
    "bits_per_dim": "bits", "active_units": "dimensions",
}  # fmt: skip
PUBLISHED = {
    ("mnist", "vae", "bernoulli", "loss"): (105.59, "pytorch/examples VAE (mlp 784-400-20, 10 epochs)"),
}
SSIM_IMAGES = 500  # SSIM is the one metric that goes picture by picture


def batches(images: ImageSet, device: torch.device, size: int = 500) -> Iterator[Tensor]:
    """Yield float pictures (n, C, H, W) in [0, 1] on the device."""
    for start in range(0, len(images), size):
        chunk = torch.from_numpy(np.ascontiguousarray(images.images[start : start + size]))
        yield chunk.to(device).float() / 255


def evaluate(
    model: nn.Module, config: RunConfig, images: ImageSet, *, iw_samples: int = 0, seed: int = 0
) -> dict[str, dict[str, Any]]:
    """Return {metric: {value, unit, n, split, seed, published, source}} of `model` on `images`."""
    want, got = config.model.image_shape, images.shape
    if got[0] != want[0] if config.model.of_photos else got != want:  # photos may have any size
        raise InputError(f"{images.name} has pictures of {got}, the run was trained on {want}")
    if iw_samples and not isinstance(model, VAE):
        raise InputError(f"importance samples need a posterior; a {config.model.kind} has none, a vae has")
    device = next(iter(model.state_dict().values())).device
    if isinstance(model, Classifier):
        named = generation.named(model, images, device)
        return {name: _row(name, value, config, images, seed) for name, value in named.items()}
    if config.model.of_photos:
        return {
            name: _row(name, value, config, images, seed)
            for name, value in restoration.measure(model, config, images, device, seed).items()
        }
    generator = Generator(device).manual_seed(seed)
    values = _picture_metrics(model, config, images, device, generator)
    if isinstance(model, VAE):
        values |= _variational_metrics(model, images, device, iw_samples, seed)
    return {name: _row(name, v, config, images, seed) for name, v in values.items()}


def _row(name: str, value: float | tuple[float, int], config: RunConfig, images: ImageSet, seed: int) -> dict[str, Any]:
    value, n = value if isinstance(value, tuple) else (value, len(images))
    key = (config.data.name, config.model.kind, config.model.likelihood, name)
    published, source = PUBLISHED.get(key, (None, None))
    return {
        "value": round(value, 5), "unit": UNITS[name], "n": n, "split": images.split, "seed": seed,
        "published": published, "source": source,
    }  # fmt: skip


@torch.inference_mode()
def _picture_metrics(
    model: nn.Module, config: RunConfig, images: ImageSet, device: torch.device, generator: Generator
) -> dict[str, float | tuple[float, int]]:
    """Squared error, PSNR and SSIM of what comes back, over everything or over the holes."""
    corruption = corruptions.of(config)
    columns: dict[str, list[Tensor]] = {}
    similar: list[tuple[float, float]] = []
    for x in batches(images, device):
        seen, hole = None, None
        if config.model.kind == "inpaint" and isinstance(corruption, corruptions.Mask):
            seen = corruption.mask(x, generator)
            hole = 1 - seen
            shown = corruptions.hide(x, seen)
            given = corruptions.with_mask(x, seen)
        else:
            shown = given = corruption(x, generator) if corruption else x
        x_hat = model(given).float().clamp(0, 1)
        if seen is not None:
            x_hat = x * seen + x_hat * (1 - seen)
        row = {"squared_error": image_metrics.squared_error(x, x_hat), "psnr": image_metrics.psnr(x, x_hat)}
        if shown is not x:
            row["psnr_corrupted"] = image_metrics.psnr(x, shown)
        if hole is not None:
            row["psnr_hole"] = image_metrics.psnr(x, x_hat, hole)
            row["psnr_hole_corrupted"] = image_metrics.psnr(x, shown, hole)
        for name, column in row.items():
            columns.setdefault(name, []).append(column.cpu())
        for i in range(min(len(x), SSIM_IMAGES - len(similar))):
            clean = x[i].cpu().numpy()
            similar.append(
                (image_metrics.ssim(clean, x_hat[i].cpu().numpy()),
                 image_metrics.ssim(clean, shown[i].cpu().numpy()) if shown is not x else 1.0)
            )  # fmt: skip
    out: dict[str, float | tuple[float, int]] = {k: torch.cat(v).mean().item() for k, v in columns.items()}
    out["mse"] = cast(float, out["squared_error"]) / config.model.pixels
    ours, corrupted = np.mean(similar, axis=0)
    out["ssim"] = (float(ours), len(similar))
    if "psnr_corrupted" in out:
        out["ssim_corrupted"] = (float(corrupted), len(similar))
    return out


def _variational_metrics(
    model: VAE, images: ImageSet, device: torch.device, iw_samples: int, seed: int
) -> dict[str, float | tuple[float, int]]:
    generator = Generator(device).manual_seed(seed)
    book = likelihood.ledger(model, batches(images, device), generator)
    loss = book.loss.mean().item()
    out: dict[str, float | tuple[float, int]] = {
        "loss": loss,
        "elbo": -loss,
        "nll": book.nll.mean().item(),
        "kl": book.kl.sum(1).mean().item(),
        "active_units": float(likelihood.active_units(book.mu)),
    }
    if model.likelihood == "logistic":
        out["bits_per_dim"] = loss / (np.log(2) * int(np.prod(model.image_shape)))
    if iw_samples:
        size = max(1, 20_000 // min(iw_samples, 100))
        out["iwae_nll"] = likelihood.iwae_nll(model, batches(images, device, size), iw_samples, generator).mean().item()
    return out
