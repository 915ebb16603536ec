"""`bench restore`: noisy, classical, ours and published beside each other on the sets that the field measures on."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator, nn

from explorer import corruptions
from explorer.bench import Row, mean_row, restore_cost, result
from explorer.corruptions.masks import strokes
from explorer.data import photos
from explorer.data.folder import read_image
from explorer.errors import CheckpointError, DataError, InputError
from explorer.restore import biharmonic, classical, nonlocal_means, tiles
from explorer.restore.noise import estimate_sigma
from explorer.training.checkpoint import open_run
from explorer.training.runs import PHOTO_DENOISER, PHOTO_INPAINTER

Floats = npt.NDArray[np.float32]
Say = Callable[[str], None]
SETS = {"BSD68": ("bsd68", 1), "CBSD68": ("cbsd68", 3), "Set12": ("set12", 1)}
WHOLE = {"BSD68": 68, "CBSD68": 68, "Set12": 12}  # pictures
SIGMAS = (15, 25, 50)
PEN, LETTERS, SHARE = 6.0, 20, 0.25  # of the holes: the radius of the strokes and the height of the letters in pixels
# PSNR at sigma 15, 25, 50, as the papers and DRUNet's comparison print it (Zhang et al. 2021, tables 2 and 3).
PUBLISHED = {
    "BSD68": {
        "BM3D": (31.07, 28.57, 25.62), "DnCNN": (31.73, 29.23, 26.23), "DnCNN-B, blind": (31.61, 29.16, 26.23),
        "FFDNet": (31.63, 29.19, 26.29), "DRUNet": (31.91, 29.48, 26.59), "SwinIR": (31.97, 29.50, 26.58),
    },
    "CBSD68": {
        "CBM3D": (33.52, 30.71, 27.38), "DnCNN": (33.90, 31.24, 27.95), "FFDNet": (33.87, 31.21, 27.96),
        "DRUNet": (34.30, 31.69, 28.51),
    },
    "Set12": {"BM3D": (32.37, 29.97, 26.72), "DnCNN": (32.86, 30.44, 27.18), "DRUNet": (33.25, 30.94, 27.90)},
}  # fmt: skip


def run(say: Say, repeats: int = 3, n: int | None = None, **other: Any) -> dict[str, Any]:
    """Measure quality on the first `n` pictures of each set (all), then what it costs, `repeats` times in turns."""
    if other:
        raise InputError(f"bench restore has no --{', --'.join(other)}")
    denoiser = _model(PHOTO_DENOISER, say)
    inpainter = _model(PHOTO_INPAINTER, say)
    rows: list[Row] = []
    ratios: dict[str, float] = {}
    for name, (folder, channels) in SETS.items():
        try:
            pictures = list(_pictures(folder, channels, n))
        except DataError as error:
            say(f"{name} is left out: {error}")
            continue
        for k, sigma in enumerate(SIGMAS):
            rows += _denoised(name, pictures, sigma, k, denoiser, ratios, say)
        if name == "BSD68" and inpainter is not None:
            rows += _inpainted(name, pictures, inpainter, ratios, say)
        if name == "BSD68" and denoiser is not None:
            rows += restore_cost.exactness(pictures, denoiser, ratios)
    rows += restore_cost.seconds(denoiser, repeats, ratios, say)
    rows += restore_cost.large(PHOTO_DENOISER if denoiser else None, ratios, say)
    runs = {"denoising": PHOTO_DENOISER, "inpainting": PHOTO_INPAINTER}
    settings = {"seed": 0, "noise": "Gaussian, not clipped; made again for each picture", "n": n, "repeats": repeats,
                "psnr": "on [0, 255], of what is clipped to it, per picture, then the mean", "runs": runs,
                "holes": f"strokes of radius {PEN:g} over {SHARE:.0%}; letters of {LETTERS} pixels"}  # fmt: skip
    return result("restore", settings, rows, ratios)


def _model(name: str, say: Say) -> nn.Module | None:
    try:
        return open_run(name).model
    except CheckpointError as error:
        say(f"{name} is left out: {error}")
        return None


def _pictures(folder: str, channels: int, n: int | None) -> Iterator[Floats]:
    """(H, W, C) floats in [0, 1], in the order of their names."""
    for file in photos.picture_files(photos.find(str(Path("denoise", folder))))[:n]:
        image = read_image(file).convert("L" if channels == 1 else "RGB")
        yield np.atleast_3d(np.asarray(image, np.float32) / 255)


def psnr(clean: Floats, made: Floats, hole: npt.NDArray[np.bool_] | None = None) -> float:
    """10 log10(1 / mse) in dB for values in [0, 1], of `made` clipped to them; on the `hole` (H, W) where given."""
    error = (clean - np.clip(made, 0, 1)) ** 2
    mse = float((error if hole is None else error[hole]).mean(dtype=np.float64))
    return -10 * math.log10(max(mse, 1e-10))


def noisy(clean: Floats, sigma: float) -> Floats:
    """`clean` with Gaussian noise of `sigma` grey levels, the same for pictures of one size."""
    noise = np.random.default_rng(0).standard_normal(clean.shape, np.float32)
    return np.asarray(clean + np.float32(sigma / 255) * noise)


def _denoised(
    name: str, pictures: list[Floats], sigma: int, k: int, model: nn.Module | None, ratios: dict[str, float], say: Say
) -> list[Row]:
    """Every method at one noise level."""
    methods: dict[str, Callable[[Floats], Floats]] = {
        "noisy": lambda y: y,
        "non-local means": lambda y: _planes_last(nonlocal_means(y.transpose(2, 0, 1), sigma / 255)),
    }
    if "BM3D" in classical.methods():
        methods["BM3D"] = lambda y: _planes_last(classical.bm3d(y.transpose(2, 0, 1), sigma / 255))
    if model is not None:
        methods["ours"] = lambda y: tiles.over(model, y, sigma / 255)
        methods["ours, sigma estimated"] = lambda y: tiles.over(model, y, estimate_sigma(y) / 255)
    about = {"set": name, "sigma": sigma}
    means: dict[str, float] = {}
    rows = []
    for method, clean_up in methods.items():
        row = mean_row(
            f"{name} {sigma} {method}", [psnr(x, clean_up(noisy(x, sigma))) for x in pictures], "dB", **about
        )
        say(f"{row.name}: {row.value:.2f} dB")
        means[method] = row.value
        rows.append(row)
    for method, printed in PUBLISHED[name].items():
        rows.append(Row(f"{name} {sigma} {method} (published)", printed[k], "dB", WHOLE[name], 0.0, about))
    if model is not None:
        ratios[f"{name} {sigma}, dB above non-local means"] = means["ours"] - means["non-local means"]
        ratios[f"{name} {sigma}, dB lost by estimating sigma"] = means["ours"] - means["ours, sigma estimated"]
        ratios[f"{name} {sigma}, dB above DnCNN"] = means["ours"] - PUBLISHED[name]["DnCNN"][k]
    return rows


def _planes_last(x: Floats) -> Floats:
    return np.ascontiguousarray(x.transpose(1, 2, 0))


def holes(kind: str, size: tuple[int, int], generator: Generator) -> npt.NDArray[np.bool_]:
    """A mask (H, W), true where the picture is hidden."""
    x = torch.zeros(1, 1, *size)
    seen = strokes(x, generator, SHARE, PEN) if kind == "strokes" else corruptions.TextMask(LETTERS).mask(x, generator)
    return np.asarray(seen[0, 0].numpy() == 0)


def _inpainted(name: str, pictures: list[Floats], model: nn.Module, ratios: dict[str, float], say: Say) -> list[Row]:
    """PSNR on the holes alone, of the same masks for every method."""
    rows = []
    for kind in ("strokes", "text"):
        generator = Generator().manual_seed(0)
        found: dict[str, list[float]] = {"grey": [], "biharmonic": [], "ours": []}
        hidden = []
        for x in pictures:
            hole = holes(kind, x.shape[:2], generator)
            shown = np.where(hole[..., None], np.float32(corruptions.HOLE), x)
            made = tiles.over(model, shown, (~hole).astype(np.float32), wanted=hole)
            found["grey"].append(psnr(x, shown, hole))
            found["biharmonic"].append(psnr(x, _planes_last(biharmonic(shown.transpose(2, 0, 1), hole)), hole))
            found["ours"].append(psnr(x, made, hole))
            hidden.append(float(hole.mean()))
        share = round(float(np.mean(hidden)), 3)
        rows += [mean_row(f"{name} {kind} {m}", v, "dB on the hole", hidden=share) for m, v in found.items()]
        above = rows[-1].value - rows[-2].value
        ratios[f"{name} {kind}, dB above biharmonic"] = above
        say(f"{name} {kind}: {above:+.2f} dB above biharmonic on the holes")
    return rows
