"""Runs as codecs: PSNR at equal bits, trivial / classical / network, and what a single photo costs them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import skimage.data

from explorer.bench import Row, mean_row, missing
from explorer.codec import Codec, rate, rivals, tiles
from explorer.codec.rate import Coded
from explorer.errors import DataError, InputError
from explorer.training import sets
from explorer.training.checkpoint import Run, open_run
from explorer.training.coded import codec_of
from explorer.training.runs import resolve

RUNS = ("mnist-ae", "mnist-conv-ae", "mnist-vae", "mnist-pca", "fashion-ae", "sprites-vae")
STEPS = (4.0, 1.0, 0.25)
PICTURES, APART = 1000, 200  # test images: in one file, and each in a file of its own
LOSSY = ("JPEG", "WebP")
PHOTOS = {1: "camera", 3: "astronaut"}  # scikit-image's, 512x512, by channels
HEADERS = "not counted: less a file of one black pixel by the same codec and quality; of ours less its 42 bytes"


def rows(ratios: dict[str, float], say: Callable[[str], None]) -> list[Row]:
    """The rows of every run of `RUNS`, or those that say why there are none; adds ratios of bits at equal PSNR."""
    found: list[Row] = []
    for name in RUNS:
        if not (resolve(name) / "report.json").exists():
            found.append(missing(f"{name} as a codec", f"there is no finished run {name}"))
            continue
        try:
            found += _of_run(open_run(name), ratios, say)
        except (DataError, InputError) as error:
            found.append(missing(f"{name} as a codec", str(error)))
    return found


def _of_run(run: Run, ratios: dict[str, float], say: Callable[[str], None], n: int = PICTURES) -> list[Row]:
    codec, images = codec_of(run), sets.images(run.config).images
    found: list[Row] = []
    for together, some in ((True, images[:n]), (False, images[: min(n, APART)])):
        classical = {name: rivals.ladder(name, some, together) for name in LOSSY}
        trivial, way = rivals.smaller(some), "one file" if together else "a file each"
        png = rivals.ladder("PNG", some, together)[0]
        for step in STEPS:
            ours = rate.ours(run.name, codec, some, step, together)
            for headers in (True, False):
                found.append(_row(f"{run.name} {way}", ours, trivial, classical, png, headers))
            if together:
                ratios |= _ratios(ours, classical)
        say(f"{run.name} {way}: {found[-1].value:.2f} dB at {found[-1].more['bits_per_pixel']:.4f} bits per pixel")
    return [*found, _photo(run, codec)]


def _row(
    name: str, ours: Coded, trivial: list[Coded], classical: dict[str, list[Coded]], png: Coded, headers: bool
) -> Row:
    """PSNR by each at the bits of ours; null where a codec has no setting so small."""
    bits = ours.bits(headers)
    at = {key: rate.psnr_at(ladder, bits, headers) for key, ladder in classical.items()}
    known = [value for value in at.values() if value is not None]
    more: dict[str, Any] = {
        "bits_per_pixel": round(bits, 5), "headers_counted": headers, "headers": HEADERS,
        "trivial": _rounded(rate.psnr_at(trivial, bits, headers)), "classical": _rounded(max(known, default=None)),
        "network": round(ours.psnr, 3), **{key: _rounded(value) for key, value in at.items()},
        "fewest_bits": {key: round(min(c.bits(headers) for c in some), 5) for key, some in classical.items()},
        "png_bits_per_pixel": round(png.bits(headers), 4), "split": "test",
    }  # fmt: skip
    counted = "headers counted" if headers else "headers not counted"
    return mean_row(f"{name}, {ours.setting}, {counted}", ours.each, "dB", **more)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _ratios(ours: Coded, classical: dict[str, list[Coded]]) -> dict[str, float]:
    """The bits that a classical codec needs for the PSNR of ours, over those of ours; in one file, headers counted.

    None is told where even its smallest setting is better.
    """
    worse = {name: ladder for name, ladder in classical.items() if min(c.psnr for c in ladder) <= ours.psnr}
    needed = {name: rate.bits_at(ladder, ours.psnr) for name, ladder in worse.items()}
    return {
        f"{ours.codec} {ours.setting}: bits of {name} over ours at equal PSNR": bits / ours.bits()
        for name, bits in needed.items()
        if bits is not None
    }


def _photo(run: Run, codec: Codec) -> Row:
    """One large photo, cut into the run's tiles, at the finest of the steps: what the network was never shown."""
    photo = np.atleast_3d(getattr(skimage.data, PHOTOS[codec.shape[0]])()).transpose(2, 0, 1)
    ours = tiles.through(run.name, codec, photo, STEPS[-1])
    classical = {name: rivals.ladder(name, ours.originals) for name in LOSSY}
    png = rivals.ladder("PNG", ours.originals)[0]
    return _row(f"{run.name} one photo in tiles", ours, rivals.smaller(ours.originals), classical, png, True)
