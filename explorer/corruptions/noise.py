"""Noise on small pictures: Gaussian, salt and pepper, speckle."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from explorer import draws
from explorer.corruptions.base import Corruption, per_pixel
from explorer.draws import Source


@dataclass(frozen=True)
class GaussianNoise(Corruption):
    """x + sigma * n, n ~ N(0, 1), sigma in units of the full range; not clipped (the field's protocol)."""

    sigma: float = 0.3
    name = "gaussian"
    limits = (0.0, 2.0)

    def __call__(self, x: Tensor, generator: Source) -> Tensor:
        return x + self.sigma * draws.normal(x.shape, generator, x)


@dataclass(frozen=True)
class SaltPepper(Corruption):
    """A share `amount` of the pixels turned black or white, half and half, all channels together."""

    amount: float = 0.2
    name = "saltpepper"
    limits = (0.0, 1.0)

    def __call__(self, x: Tensor, generator: Source) -> Tensor:
        u = per_pixel(x, generator)
        x_tilde = torch.where(u < self.amount / 2, torch.zeros_like(x), x)
        return torch.where(u > 1 - self.amount / 2, torch.ones_like(x), x_tilde)


@dataclass(frozen=True)
class Speckle(Corruption):
    """x * (1 + sigma * n) with n ~ N(0, 1): noise that grows with the brightness."""

    sigma: float = 0.5
    name = "speckle"
    limits = (0.0, 2.0)

    def __call__(self, x: Tensor, generator: Source) -> Tensor:
        return x * (1 + self.sigma * draws.normal(x.shape, generator, x))
