"""Every metric that applies to a run, each with unit, n, split, seed and the published value beside it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator, Tensor, nn

from explorer import corruptions
from explorer.config import RunConfig
from explorer.data import ImageSet
from explorer.errors import InputError
from explorer.hardware import autocast, has_bf16_units
from explorer.metrics import disentanglement, generation, likelihood, restoration, sorting
from explorer.metrics import images as image_metrics
from explorer.models import VAE, Classifier, Jigsaw, OneClass

# Of a tile encoder, of one untrained, of pixels, each also in as many numbers as an autoencoder's codes; and of those.
PROBES = ("probe", "probe_few", "probe_untrained", "probe_untrained_few", "probe_pixels", "probe_pixels_few",
          "probe_codes")  # fmt: skip
HEADLINE = {
    "pca": "squared_error",
    "ae": "squared_error",
    "vae": "loss",
    "dae": "psnr",
    "inpaint": "psnr_hole",
    "classifier": "accuracy",
    "jigsaw": "exact",
    "oneclass": "auroc",
}
UNITS = {
    "squared_error": "per image, values in [0, 1]",
    "mse": "per value, values in [0, 1]",
    "psnr": "dB", "psnr_corrupted": "dB", "psnr_hole": "dB", "psnr_hole_corrupted": "dB",
    "psnr_15": "dB at sigma 15 of 255", "psnr_50": "dB at sigma 50 of 255",
    "psnr_real": "dB", "psnr_real_corrupted": "dB",
    "ssim": "", "ssim_corrupted": "",
    "nll": "nats", "kl": "nats", "loss": "nats", "elbo": "nats", "iwae_nll": "nats", "posterior_gap": "nats",
    "accuracy": "of 1", "confidence": "of 1", **sorting.UNITS,
    **dict.fromkeys(PROBES, "of 1, linear probe"),
    "bits_per_dim": "bits", "mig": "from 0 to 1", "active_units": "dimensions",
}  # fmt: skip
PUBLISHED = {
    ("mnist", "grey", "vae", "bernoulli", "loss"): (105.59, "pytorch/examples VAE (mlp 784-400-20, 10 epochs)"),
    ("mnist", "stochastic", "vae", "bernoulli", "iwae_nll"): (
        84.78,
        "Burda et al. 2016, one stochastic layer, k = 50",
    ),
}
PUBLISHED_BY_SIZE = {
    ("mnist", "ae", 30, "squared_error"): (3.00, "Hinton & Salakhutdinov 2006, 784-1000-500-250-30"),
    ("mnist", "pca", 30, "squared_error"): (13.87, "Hinton & Salakhutdinov 2006, PCA of 30 components"),
}
SMALL = 1e-3  # below, values keep three digits, not five places
BOUNDED = 10  # pictures that are encoded together for importance samples
SSIM_IMAGES = 500  # SSIM is the one metric that goes picture by picture


def batches(images: ImageSet, device: torch.device, size: int = 500) -> Iterator[Tensor]:
    """Yield float pictures (n, C, H, W) in [0, 1] on the device."""
    for start in range(0, len(images), size):
        chunk = torch.from_numpy(np.ascontiguousarray(images.images[start : start + size]))
        yield chunk.to(device).float() / 255


@torch.inference_mode()
def squared_error(model: nn.Module, images: ImageSet) -> float:
    """What a model leaves of pictures: (x_hat - x)^2 summed over each picture's values, the mean over pictures."""
    device = next(iter(model.state_dict().values())).device
    return sum(float((model(x) - x).square().sum()) for x in batches(images, device)) / len(images)


@torch.inference_mode()
def encoded(model: nn.Module, images: ImageSet) -> npt.NDArray[np.float32]:
    """The codes (N, d) of pictures, of a VAE the means of their posteriors."""
    device = next(iter(model.state_dict().values())).device
    found = [model.encode(x).float().cpu() for x in batches(images, device)]  # type: ignore[operator]
    return np.asarray(torch.cat(found).numpy())


def evaluate(
    model: nn.Module,
    config: RunConfig,
    images: ImageSet,
    *,
    iw_samples: int = 0,
    seed: int = 0,
    told: Callable[[int], None] = lambda done: None,
) -> dict[str, dict[str, Any]]:
    """Return {metric: {value, unit, n, split, seed, published, source}} of `model` on `images`.

    What is a mean over pictures of nats has its `standard_error` too. `told` hears how many pictures have had their
    importance samples.
    """
    want, got = config.model.image_shape, images.shape
    if got[0] != want[0] if config.model.of_photos else got != want:  # photos may have any size
        raise InputError(f"{images.name} has pictures of {got}, the run was trained on {want}")
    if iw_samples and not isinstance(model, VAE):
        raise InputError(f"importance samples need a posterior; a {config.model.kind} has none, a vae has")
    images = images.binarized(config.data.binarization, seed)  # what is binary already stays as it is
    device = next(iter(model.state_dict().values())).device
    if isinstance(model, Classifier):
        named = generation.named(model, images, device)
        return {name: row(name, value, config, images, seed) for name, value in named.items()}
    if isinstance(model, Jigsaw):
        found = sorting.measure(model, images, device, seed)
        return {name: row(name, value, config, images, seed) for name, value in found.items()}
    if isinstance(model, OneClass):
        own = _own(model, images, device, seed)
        return {name: row(name, value, config, images, seed) for name, value in own.items()}
    if config.model.of_photos:
        return {
            name: row(name, value, config, images, seed)
            for name, value in restoration.measure(model, config, images, device, seed).items()
        }
    generator = Generator(device).manual_seed(seed)
    values = _picture_metrics(model, config, images, device, generator)
    if images.factors is not None:
        values["mig"] = disentanglement.mig(encoded(model, images), images.factors)
    if isinstance(model, VAE):
        values |= _variational_metrics(model, images, device, seed)
    rows = {name: row(name, value, config, images, seed) for name, value in values.items()}
    if isinstance(model, VAE) and iw_samples:
        bounds = _bounds(model, images, device, iw_samples, seed, told)
        rows |= {
            name: {**row(name, value, config, images, seed), "iw_samples": iw_samples} for name, value in bounds.items()
        }
    return rows


def row(
    name: str, value: float | tuple[float, int] | Tensor, config: RunConfig, images: ImageSet, seed: int
) -> dict[str, Any]:
    """A metric by its mean; where `value` has one number of each picture (n,), with its standard error."""
    error: dict[str, float] = {}
    if isinstance(value, Tensor):
        error = {"standard_error": round(value.std().item() / math.sqrt(len(value)), 5)} if len(value) > 1 else {}
        value = (value.mean().item(), len(value))
    value, n = value if isinstance(value, tuple) else (value, len(images))
    key = (config.data.name, config.data.binarization, config.model.kind, config.model.likelihood, name)
    by_size = (config.data.name, config.model.kind, config.model.latent_dim, name)
    published, source = PUBLISHED.get(key, PUBLISHED_BY_SIZE.get(by_size, (None, None)))
    rounded = round(value, 5) if abs(value) >= SMALL else float(f"{value:.3g}")
    return {
        "value": rounded, **error, "unit": UNITS[name], "n": n, "split": images.split, "seed": seed,
        "published": published, "source": source,
    }  # fmt: skip


@torch.inference_mode()
def _picture_metrics(
    model: nn.Module, config: RunConfig, images: ImageSet, device: torch.device, generator: Generator
) -> dict[str, float | tuple[float, int] | Tensor]:
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
    out: dict[str, float | tuple[float, int] | Tensor] = {k: torch.cat(v).mean().item() for k, v in columns.items()}
    out["mse"] = cast(float, out["squared_error"]) / config.model.pixels
    ours, corrupted = np.mean(similar, axis=0)
    out["ssim"] = (float(ours), len(similar))
    if "psnr_corrupted" in out:
        out["ssim_corrupted"] = (float(corrupted), len(similar))
    return out


def _variational_metrics(
    model: VAE, images: ImageSet, device: torch.device, seed: int
) -> dict[str, float | tuple[float, int] | Tensor]:
    book = likelihood.ledger(model, batches(images, device), Generator(device).manual_seed(seed))
    out: dict[str, float | tuple[float, int] | Tensor] = {
        "loss": book.loss,
        "elbo": -book.loss,
        "nll": book.nll,
        "kl": book.kl.sum(1),
        "active_units": float(likelihood.active_units(book.mu)),
    }
    if model.likelihood != "bernoulli":
        out["bits_per_dim"] = _bits_per_dim(model, images, device, book, seed)
    return out


def _own(model: OneClass, images: ImageSet, device: torch.device, seed: int) -> dict[str, Tensor]:
    """The nats of each picture by the VAE of its own class."""
    if images.labels is None:
        raise InputError(f"{images.name} has no labels, and each class has a model of its own")
    rows = [images.pick(np.flatnonzero(images.labels == k)) for k in range(len(model.each()))]
    generator = Generator(device).manual_seed(seed)
    books = [
        likelihood.ledger(part, batches(own, device), generator)
        for part, own in zip(model.each(), rows, strict=True)
        if len(own)
    ]
    nll, kl = torch.cat([b.nll for b in books]), torch.cat([b.kl.sum(1) for b in books])
    return {"loss": nll + kl, "nll": nll, "kl": kl}


def _bits_per_dim(model: VAE, images: ImageSet, device: torch.device, book: likelihood.Ledger, seed: int) -> float:
    """Of the levels' probability by a discretized logistic; by a density, of dequantized pictures."""
    dims = int(np.prod(model.image_shape))
    if model.likelihood == "logistic":
        return likelihood.bits_per_dim(book.loss.mean().item(), dims, density=False)
    generator = Generator(device).manual_seed(seed)
    spread = (likelihood.dequantized(x, generator) for x in batches(images, device))
    return likelihood.bits_per_dim(likelihood.ledger(model, spread, generator).loss.mean().item(), dims, density=True)


def _bounds(
    model: VAE, images: ImageSet, device: torch.device, k: int, seed: int, told: Callable[[int], None]
) -> dict[str, Tensor]:
    """By k importance samples: -log p(x), and what the ELBO of the same samples lies below it, KL(q || p).

    In bf16 where the device has units for it: the rounded networks are a model, too, and it is their bound.
    """
    # Convolutions over channels_last: 1.7x as many codes a second on two cores.
    model.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    generator = Generator(device).manual_seed(seed)
    rounded = model.likelihood == "bernoulli" and has_bf16_units(device)
    with autocast(device, "bf16" if rounded else "fp32"):
        found = likelihood.bounds(model, batches(images, device, BOUNDED), k, generator, told)
    return {"iwae_nll": -found.bound, "posterior_gap": found.bound - found.elbo}
