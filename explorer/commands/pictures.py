"""Commands that make pictures: reconstructed, sampled, interpolated, denoised, inpainted."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.commands.shared import (
    Result,
    bar_of,
    decode,
    encode,
    new_folder,
    open_named,
    picture,
    targets_of,
    through,
    usual,
    write,
)
from explorer.errors import InputError
from explorer.files import write_atomic

if TYPE_CHECKING:
    from torch import Tensor

    from explorer.data.photo import Photo
    from explorer.training.checkpoint import Run


def reconstruct(a: argparse.Namespace) -> Result:
    from explorer.data import folder
    from explorer.pictures import png, to_image

    run = open_named(a, coded=True)
    pictures = [folder.to_array(folder.read_image(path), run.config.model.image_shape) for path in a.images]
    out = new_folder(a.out)
    items = []
    for path, x, x_hat in zip(a.images, pictures, through(run, pictures), strict=True):
        target = out / f"{Path(path).stem}.png"
        write_atomic(target, png(to_image(x_hat)))
        error = float((((x.astype(float) - x_hat) / 255) ** 2).sum())
        items.append({"in": path, "out": str(target), "squared_error": round(error, 4)})
    return {"run": run.name, "items": items}


def sample(a: argparse.Namespace) -> Result:
    from torch import Generator

    from explorer.pictures import enlarge, png, sheet

    run = open_named(a, coded=True)
    z = _drawn(run, a.sampler, a.n, Generator().manual_seed(a.seed), a.temperature)
    picture = sheet(decode(run, z), columns=min(a.n, 10), gap=2)
    write(a.out, png(enlarge(picture, 900)))
    settings = {"n": a.n, "seed": a.seed, "temperature": a.temperature, "sampler": a.sampler}
    return {"run": run.name, **settings, "out": a.out}


def _drawn(run: Run, sampler: str, n: int, generator: Any, temperature: float) -> Tensor:
    from explorer.latent import mixture, sampling
    from explorer.latent.atlas import read

    if sampler == "mixture":
        return mixture.fit(read(run.path).z).sample(n, generator, temperature)
    return sampling.prior(n, run.config.model.latent_dim, generator, temperature)


def interpolate(a: argparse.Namespace) -> Result:
    from explorer.animation import encoder
    from explorer.latent.interpolation import PATHS

    run = open_named(a, coded=True)
    if a.steps < 2:
        raise InputError(f"steps must be 2 or more, not {a.steps}")
    animated = encoder(a.out)
    start, end = encode(run, [picture(run, a.a), picture(run, a.b)])
    write(a.out, animated(decode(run, PATHS[a.path](start, end, a.steps))))
    return {"run": run.name, "a": a.a, "b": a.b, "steps": a.steps, "path": a.path, "out": a.out}


def denoise(a: argparse.Namespace) -> Result:
    from explorer.data import photo
    from explorer.training.runs import PHOTO_DENOISER

    sigma = _sigma(a.sigma)
    run = open_named(a, kind="dae") if a.run_name else usual(PHOTO_DENOISER)
    photos = [photo.read(path) for path in a.images]  # all of them before anything is written
    targets = targets_of(a.images, a.out)
    items = []
    for path, given, target in zip(a.images, photos, targets, strict=True):
        started = time.monotonic()
        restored, found = _denoised(run, given, sigma, bar_of(path))
        write(str(target), photo.encode(restored, target))
        items.append(_item(path, target, restored, started, found))
    return {"items": items}


def _denoised(run: Run, given: Photo, sigma: float | None, told: Callable[[float], None]) -> tuple[Photo, float | None]:
    """By a photo model at the photo's own size; by one of a fixed size scaled there and back, and told no sigma."""
    from explorer import restore
    from explorer.restore import photo

    if run.config.model.has_code:
        return given.seen_as(restore.denoise(run.model, given.image())), sigma
    return photo.denoise(run.model, given, sigma, told)


def inpaint(a: argparse.Namespace) -> Result:
    from explorer.data import photo
    from explorer.training.runs import PHOTO_INPAINTER

    run = open_named(a, kind="inpaint") if a.run_name else usual(PHOTO_INPAINTER)
    given = photo.read(a.image)
    hole = photo.hole(a.mask, given.size)
    photo.kind_of(a.out)
    started = time.monotonic()
    filled = _filled(run, given, hole, bar_of(a.image))
    write(a.out, photo.encode(filled, a.out))
    return {"items": [_item(a.image, Path(a.out), filled, started, None)]}


def _filled(run: Run, given: Photo, hole: Any, told: Callable[[float], None]) -> Photo:
    from PIL import Image

    from explorer import restore
    from explorer.restore import photo

    if run.config.model.has_code:
        return given.seen_as(restore.inpaint(run.model, given.image(), Image.fromarray(hole)))
    return photo.inpaint(run.model, given, hole, told)


def _sigma(text: str) -> float | None:
    try:
        sigma = None if text == "auto" else float(text)
    except ValueError:
        sigma = -1.0
    if sigma is not None and not 0 <= sigma <= 255:
        raise InputError(f"sigma must be auto or a number of grey levels from 0 to 255, not {text!r}")
    return sigma


def _item(source: str, target: Path, photo: Photo, started: float, sigma: float | None) -> Result:
    width, height = photo.size
    return {
        "in": source, "out": str(target), "width": width, "height": height, "mode": photo.mode,
        "sigma": sigma if sigma is None else round(sigma, 2), "seconds": round(time.monotonic() - started, 3),
    }  # fmt: skip
