"""What every corruption is: a frozen dataclass, a pure, shape-preserving `x -> x_tilde` with one strength."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from typing import ClassVar

import torch
from torch import Tensor

from explorer import draws
from explorer.draws import Source
from explorer.errors import ConfigError

HOLE = 0.5  # the grey of a hole: neither ink nor paper


@dataclass(frozen=True)
class Corruption(ABC):
    """`corruption(x, generator) -> x_tilde` for x (N, C, H, W) in [0, 1], on x's device."""

    name: ClassVar[str]
    limits: ClassVar[tuple[float, float]]

    @property
    def level(self) -> float:
        """The one strength, whatever its field is called."""
        return float(getattr(self, fields(self)[0].name))

    def __post_init__(self) -> None:
        low, high = self.limits
        if not low <= self.level <= high:
            raise ConfigError(f"{self.name} takes a strength from {low:g} to {high:g}, not {self.level:g}")

    @abstractmethod
    def __call__(self, x: Tensor, generator: Source) -> Tensor: ...


class Mask(Corruption):
    """A corruption that hides pixels; `mask` says which are left."""

    @abstractmethod
    def mask(self, x: Tensor, generator: Source) -> Tensor:
        """Return (N, 1, H, W), 1 where a pixel is seen, 0 where it is hidden."""

    def __call__(self, x: Tensor, generator: Source) -> Tensor:
        return hide(x, self.mask(x, generator))


def hide(x: Tensor, mask: Tensor) -> Tensor:
    """Put grey where `mask` (N, 1, H, W) is 0."""
    return x * mask + HOLE * (1 - mask)


def with_mask(x: Tensor, mask: Tensor) -> Tensor:
    """Stack the picture with holes and its mask: (N, C + 1, H, W), what an inpainting network sees."""
    return torch.cat([hide(x, mask), mask], dim=1)


def per_pixel(x: Tensor, generator: Source) -> Tensor:
    """One number in [0, 1) for each pixel, all channels together: (N, 1, H, W)."""
    n, _, height, width = x.shape
    return draws.uniform((n, 1, height, width), generator, x)


def with_level(x_tilde: Tensor, sigma: Tensor | float) -> Tensor:
    """Stack a noisy picture and its noise level, a number or (N, 1, 1 or H, 1 or W) on the scale of [0, 1]."""
    level = torch.as_tensor(sigma, dtype=x_tilde.dtype, device=x_tilde.device)
    return torch.cat([x_tilde, level.expand_as(x_tilde[:, :1])], dim=1)
