"""Noise and masks: frozen dataclasses, each a pure, shape-preserving `x -> x_tilde` with one strength."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import ClassVar

import torch
from torch import Tensor

from explorer import draws
from explorer.config import RunConfig
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
        u = _per_pixel(x, generator)
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


class Mask(Corruption):
    """A corruption that hides pixels; `mask` says which are left."""

    @abstractmethod
    def mask(self, x: Tensor, generator: Source) -> Tensor:
        """Return (N, 1, H, W), 1 where a pixel is seen, 0 where it is hidden."""

    def __call__(self, x: Tensor, generator: Source) -> Tensor:
        return hide(x, self.mask(x, generator))


@dataclass(frozen=True)
class PixelMask(Mask):
    """Each pixel hidden with probability `ratio`."""

    ratio: float = 0.5
    name = "pixel"
    limits = (0.0, 1.0)

    def mask(self, x: Tensor, generator: Source) -> Tensor:
        return (_per_pixel(x, generator) >= self.ratio).to(x.dtype)


@dataclass(frozen=True)
class BoxMask(Mask):
    """One box with sides `side` times the picture's, anywhere inside it."""

    side: float = 0.4
    name = "box"
    limits = (0.0, 1.0)

    def mask(self, x: Tensor, generator: Source) -> Tensor:
        n, _, height, width = x.shape
        box_h, box_w = round(self.side * height), round(self.side * width)
        corner = draws.uniform((n, 2, 1), generator, x)
        top = (corner[:, 0] * (height - box_h + 1)).floor()  # (N, 1)
        left = (corner[:, 1] * (width - box_w + 1)).floor()
        rows = torch.arange(height, device=x.device)
        columns = torch.arange(width, device=x.device)
        in_rows = (rows >= top) & (rows < top + box_h)  # (N, H)
        in_columns = (columns >= left) & (columns < left + box_w)  # (N, W)
        hidden = in_rows[:, :, None] & in_columns[:, None, :]
        return (~hidden[:, None]).to(x.dtype)


@dataclass(frozen=True)
class HalfMask(Mask):
    """A share `ratio` of the picture hidden from one of its four sides, drawn at random."""

    ratio: float = 0.5
    name = "half"
    limits = (0.0, 1.0)

    def mask(self, x: Tensor, generator: Source) -> Tensor:
        n, _, height, width = x.shape
        side = (4 * draws.uniform((n, 1, 1), generator, x)).floor()
        down = ((torch.arange(height, device=x.device) + 0.5) / height)[None, :, None].expand(n, -1, width)
        across = ((torch.arange(width, device=x.device) + 0.5) / width)[None, None, :].expand(n, height, -1)
        depth = torch.where(side < 2, down, across)
        depth = torch.where(side % 2 == 0, depth, 1 - depth)
        return (depth >= self.ratio)[:, None].to(x.dtype)


@dataclass(frozen=True)
class StrokeMask(Mask):
    """Strokes as of a thick pen until about `ratio` of the picture is hidden."""

    ratio: float = 0.25
    name = "stroke"
    limits = (0.0, 0.9)

    def mask(self, x: Tensor, generator: Source) -> Tensor:
        n, _, height, width = x.shape
        radius = max(1.0, 0.06 * min(height, width))
        # n strokes of random length cover 1 - (1 - a)^n of the picture where one covers a.
        area = min(0.9, (2 * radius * 0.6 * min(height, width) + 3.14 * radius**2) / (height * width))
        strokes = 0
        seen_share = 1.0
        while seen_share > 1 - self.ratio and strokes < 200:
            strokes += 1
            seen_share *= 1 - area
        rows = torch.arange(height, device=x.device).view(1, height, 1)
        columns = torch.arange(width, device=x.device).view(1, 1, width)
        hidden = torch.zeros(n, height, width, dtype=torch.bool, device=x.device)
        for _ in range(strokes):
            ends = draws.uniform((n, 4, 1, 1), generator, x)
            y0, x0 = ends[:, 0] * height, ends[:, 1] * width
            dy, dx = ends[:, 2] * height - y0, ends[:, 3] * width - x0
            along = ((rows - y0) * dy + (columns - x0) * dx) / (dy**2 + dx**2 + 1e-6)
            along = along.clamp(0, 1)
            distance2 = (rows - y0 - along * dy) ** 2 + (columns - x0 - along * dx) ** 2
            hidden |= distance2 <= radius**2
        return (~hidden[:, None]).to(x.dtype)


NOISES: dict[str, type[Corruption]] = {c.name: c for c in (GaussianNoise, SaltPepper, Speckle)}
MASKS: dict[str, type[Mask]] = {c.name: c for c in (PixelMask, BoxMask, HalfMask, StrokeMask)}


def parse(text: str) -> Corruption:
    """Read `KIND` or `KIND:LEVEL`, e.g. `gaussian:0.5`; a `ConfigError` says what would work."""
    kind, _, level = text.partition(":")
    table: dict[str, type[Corruption]] = {**NOISES, **MASKS}
    if kind not in table:
        raise ConfigError(f"corruption must be one of {', '.join(table)}, not {kind!r}")
    if not level:
        return table[kind]()
    try:
        value = float(level)
    except ValueError as error:
        raise ConfigError(f"{kind}:{level} has no number after the colon") from error
    make: Callable[[float], Corruption] = table[kind]  # every kind is made from its one strength
    return make(value)


def of(config: RunConfig) -> Corruption | None:
    """What a run corrupts its pictures with: its mask where it inpaints, else its noise, else nothing."""
    inpaints = config.model.kind == "inpaint"
    text = config.train.mask if inpaints else config.train.noise
    found = parse(text) if text else None
    if inpaints and not isinstance(found, Mask):
        raise ConfigError(f"an inpainting autoencoder needs a mask ({', '.join(MASKS)}), not {text!r}")
    return found


def hide(x: Tensor, mask: Tensor) -> Tensor:
    """Put grey where `mask` (N, 1, H, W) is 0."""
    return x * mask + HOLE * (1 - mask)


def with_mask(x: Tensor, mask: Tensor) -> Tensor:
    """Stack the picture with holes and its mask: (N, C + 1, H, W), what an inpainting network sees."""
    return torch.cat([hide(x, mask), mask], dim=1)


def _per_pixel(x: Tensor, generator: Source) -> Tensor:
    """One number in [0, 1) for each pixel, all channels together: (N, 1, H, W)."""
    n, _, height, width = x.shape
    return draws.uniform((n, 1, height, width), generator, x)
