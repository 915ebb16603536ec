"""Rate and distortion: bits per pixel against PSNR, of our files and of other codecs' (see `rivals`)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean

import numpy as np
import torch

from explorer.codec.entropy import units_of
from explorer.codec.stream import OVERHEAD, Codec, Coder
from explorer.metrics import images as image_metrics
from explorer.pictures import Bytes

LADDER = (8.0, 5.6, 4.0, 2.8, 2.0, 1.4, 1.0, 0.7, 0.5, 0.35, 0.25)  # steps, each half as many bits again as the last


@dataclass(frozen=True)
class Coded:
    """Pictures through a codec at one setting: the files' bytes with headers and without, and what comes back.

    `size` and `bare` are of all pictures (n, C, H, W) together, also where each has a file of its own.
    """

    codec: str
    setting: str
    size: int
    bare: int
    originals: Bytes
    pictures: Bytes

    @cached_property
    def each(self) -> list[float]:
        """dB of each picture; 100 where it is equal."""
        return psnrs(self.originals, self.pictures)

    @property
    def psnr(self) -> float:
        """dB, the mean over pictures."""
        return fmean(self.each)

    def bits(self, headers: bool = True) -> float:
        """Bits per pixel; a coloured pixel is one."""
        n, _, height, width = self.originals.shape
        return float(8 * (self.size if headers else self.bare) / (n * height * width))


def psnrs(x: Bytes, x_hat: Bytes) -> list[float]:
    """dB of each of the pictures uint8 (n, C, H, W); 100 where they are equal."""
    a, b = (torch.from_numpy(np.array(p)).float() / 255 for p in (x, x_hat))
    return [float(value) for value in image_metrics.psnr(a, b)]


def ours(name: str, codec: Codec, pictures: Bytes, step: float, together: bool = True) -> Coded:
    """Pictures uint8 (n, C, H, W) through a run at one step: all in one file, or each in its own."""
    units = units_of(step)
    symbols, coder = codec.symbols(pictures, units), Coder.of(codec.entropy, units)
    parts = [symbols] if together else [row[None] for row in symbols]
    bare = sum(len(coder.encode(part)) for part in parts)
    return Coded(name, f"step {step:g}", bare + OVERHEAD * len(parts), bare, pictures, codec.pictures(symbols, units))


def best_within(coded: Iterable[Coded], bits: float, headers: bool = True) -> Coded:
    """The most alike of those that take at most a tenth more than so many bits per pixel, or else the smallest."""
    some = sorted(coded, key=lambda c: c.bits(headers))
    return max((c for c in some if c.bits(headers) <= 1.1 * bits), key=lambda c: c.psnr, default=some[0])


def psnr_at(coded: Sequence[Coded], bits: float, headers: bool = True) -> float | None:
    """The PSNR at so many bits per pixel, between the settings in log bits; None below the fewest there are.

    Where more bits gave less, as a JPEG's may, the better one counts; above the most bits the best does.
    """
    return _between([(_log(c.bits(headers)), c.psnr) for c in coded], _log(bits))


def bits_at(coded: Sequence[Coded], quality: float, headers: bool = True) -> float | None:
    """The bits per pixel that a PSNR costs, between the settings, the fewest at least; None above the best there is."""
    curve = _rising([(_log(c.bits(headers)), c.psnr) for c in coded])
    if quality > curve[-1][1]:
        return None
    bits, heights = np.array(curve).T
    return math.exp(float(np.interp(quality, heights, bits)))


def _log(bits: float) -> float:
    """Where all symbols are the likeliest ones nothing is written at all: no bits are few."""
    return math.log(max(bits, 1e-6))


def _between(points: list[tuple[float, float]], x: float) -> float | None:
    curve = _rising(points)
    if x < curve[0][0]:
        return None
    bits, heights = np.array(curve).T
    return float(np.interp(x, bits, heights))


def _rising(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points by x, without those that no longer rise."""
    kept: list[tuple[float, float]] = []
    for x, y in sorted(points):
        if not kept or y > kept[-1][1]:
            kept.append((x, y))
    return kept
