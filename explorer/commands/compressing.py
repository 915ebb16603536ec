"""Commands of the codec: pictures into one file of latents, and back."""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from explorer.commands.shared import Result, new_folder, open_named, write
from explorer.errors import InputError
from explorer.files import write_atomic

if TYPE_CHECKING:
    from explorer.pictures import Bytes
    from explorer.training.checkpoint import Run


def compress(a: argparse.Namespace) -> Result:
    from explorer.codec.rate import psnrs
    from explorer.codec.stream import OVERHEAD
    from explorer.training.coded import codec_of

    run = open_named(a, coded=True)
    pictures = _pictures(run, a)
    made = codec_of(run).compress(pictures, a.step)
    write(a.out, made.blob)
    channels, height, width = run.config.model.image_shape
    return {
        "run": run.name, "out": a.out, "n": len(pictures), "step": a.step, "channels": channels, "height": height,
        "width": width, "bytes": len(made.blob), "header_bytes": OVERHEAD,
        "bits_per_pixel": round(8 * len(made.blob) / (len(pictures) * height * width), 5),
        "psnr": round(fmean(psnrs(pictures, made.pictures)), 3),
    }  # fmt: skip


def _pictures(run: Run, a: argparse.Namespace) -> Bytes:
    """The image files in the run's shape, or the first n of its test images."""
    import numpy as np

    from explorer.data import folder
    from explorer.training import sets

    if bool(a.images) == bool(a.n):
        raise InputError("compress takes either image files or --n N test images of the run's data")
    if a.images:
        return np.stack([folder.to_array(folder.read_image(path), run.config.model.image_shape) for path in a.images])
    images = sets.images(run.config)
    if a.n > len(images):
        raise InputError(f"{images.name} has {len(images)} test images, not {a.n}")
    if images.shape != run.config.model.image_shape:
        raise InputError(f"{images.name} has pictures of {images.shape}, not {run.config.model.image_shape}")
    return images.images[: a.n]


def decompress(a: argparse.Namespace) -> Result:
    from explorer.codec import read_header
    from explorer.data.folder import read_bytes
    from explorer.pictures import png, to_image
    from explorer.training.coded import codec_of, opened

    blob = read_bytes(a.file)
    header = read_header(blob, a.file)
    run = open_named(a, coded=True) if a.run_name else opened(header, a.file)
    pictures = codec_of(run).decompress(blob, a.file)
    out, digits = new_folder(a.out), len(str(len(pictures) - 1))
    for i, picture in enumerate(pictures):
        write_atomic(Path(out) / f"{i:0{digits}}.png", png(to_image(picture)))
    channels, height, width = header.shape
    return {
        "run": run.name, "in": a.file, "out": a.out, "n": len(pictures), "step": header.step, "channels": channels,
        "height": height, "width": width, "bytes": len(blob),
    }  # fmt: skip
