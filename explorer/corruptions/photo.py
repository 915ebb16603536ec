"""Noise of any strength as photos have it, told to the network as a map: one network for all strengths."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

import torch
from torch import Tensor

from explorer import draws
from explorer.corruptions.base import Corruption, per_pixel, with_level
from explorer.corruptions.jpeg import jpeg
from explorer.draws import Source

SPECKS = 0.05  # the most salt and pepper in a `Real` picture, as a share of its pixels
QUALITY = (30.0, 95.0)  # of its JPEG


class Levelled(Corruption):
    """A corruption of unlike strength from picture to picture, shown to the network beside the picture."""

    @abstractmethod
    def with_level(self, x: Tensor, generator: Source) -> Tensor:
        """Return (N, C + 1, H, W): x_tilde, and its noise level on the scale of [0, 1] in each pixel."""

    def __call__(self, x: Tensor, generator: Source) -> Tensor:
        return self.with_level(x, generator)[:, : x.shape[1]]


@dataclass(frozen=True)
class Blind(Levelled):
    """x + sigma * n, sigma ~ U(0, most) for each picture, in grey levels of 255; not clipped (Zhang et al. 2018)."""

    most: float = 55.0
    name = "blind"
    limits = (0.0, 255.0)

    def with_level(self, x: Tensor, generator: Source) -> Tensor:
        sigma = draws.uniform((len(x), 1, 1, 1), generator, x) * self.most / 255
        return with_level(x + sigma * _noise(x, generator), sigma)


@dataclass(frozen=True)
class Real(Levelled):
    """What a camera does: noise that grows with the light, in a quarter of the pictures dead and hot pixels, in half
    of them JPEG. The level is the root mean square of what it did to the picture.

    The noise is sensor's and counted light's (Poisson, in its normal limit), in any mixture; sigma in mid-grey is
    ~ U(0, most), in grey levels of 255. Clipped, as files are.
    """

    most: float = 55.0
    name = "real"
    limits = (0.0, 255.0)

    def with_level(self, x: Tensor, generator: Source) -> Tensor:
        sigma, light, specks, some, quality, saved = draws.uniform((len(x), 6, 1, 1), generator, x).split(1, 1)
        variance = (sigma * self.most / 255) ** 2 * (1 - light + light * 2 * x)
        x_tilde = x + variance.clamp_min(0).sqrt() * _noise(x, generator)
        dead = per_pixel(x, generator)
        share = SPECKS * specks * (some < 0.25) * min(1.0, self.most)
        x_tilde = torch.where(dead < share, (2 * dead < share).to(x.dtype), x_tilde).clamp(0, 1)
        low, high = QUALITY
        kept = jpeg(x_tilde, low + (high - low) * quality)
        x_tilde = torch.where((saved < 0.5) & (self.most > 0), kept, x_tilde)
        return with_level(x_tilde, ((x_tilde - x) ** 2).mean((1, 2, 3), keepdim=True).sqrt())


def _noise(x: Tensor, generator: Source) -> Tensor:
    """N(0, 1) of x's shape; where a picture is grey its channels get the same, as a grey photo's would."""
    noise = draws.normal(x.shape, generator, x)
    grey = (x == x[:, :1]).flatten(1).all(1)[:, None, None, None]
    return torch.where(grey, noise[:, :1], noise)
