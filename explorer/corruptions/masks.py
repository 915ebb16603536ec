"""Masks that hide a part of a picture: pixels, a box, a side, strokes, writing, or any of these."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from explorer import draws
from explorer.corruptions.base import Mask, per_pixel
from explorer.corruptions.writing import page
from explorer.draws import Source

PENS = (3.0, 10.0)  # pixels: the radii of a fine and a thick pen, as one draws on a photo
LETTERS = (14, 28)  # pixels: their heights


@dataclass(frozen=True)
class PixelMask(Mask):
    """Each pixel hidden with probability `ratio`."""

    ratio: float = 0.5
    name = "pixel"
    limits = (0.0, 1.0)

    def mask(self, x: Tensor, generator: Source) -> Tensor:
        return (per_pixel(x, generator) >= self.ratio).to(x.dtype)


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
        return strokes(x, generator, self.ratio, max(1.0, 0.06 * min(x.shape[2:])))


@dataclass(frozen=True)
class TextMask(Mask):
    """Writing over the picture, its letters `height` pixels high."""

    height: float = 20
    name = "text"
    limits = (0.0, 256.0)

    def mask(self, x: Tensor, generator: Source) -> Tensor:
        n, _, height, width = x.shape
        ink = page(round(self.height)).to(x.device)
        corner = (draws.uniform((n, 2, 1), generator, x) * len(ink)).long()
        rows = (corner[:, 0] + torch.arange(height, device=x.device)) % len(ink)  # (N, H)
        columns = (corner[:, 1] + torch.arange(width, device=x.device)) % len(ink)
        return (~ink[rows[:, :, None], columns[:, None, :]][:, None]).to(x.dtype)


@dataclass(frozen=True)
class AnyMask(Mask):
    """For each picture one of: strokes of a fine or a thick pen, a box, writing; `ratio` as in strokes and box."""

    ratio: float = 0.25
    name = "any"
    limits = (0.0, 0.9)

    def mask(self, x: Tensor, generator: Source) -> Tensor:
        kinds = torch.stack(
            [
                *(strokes(x, generator, self.ratio, pen) for pen in PENS),
                BoxMask(self.ratio**0.5).mask(x, generator),
                *(TextMask(letter if self.ratio else 0).mask(x, generator) for letter in LETTERS),
            ]
        )  # (K, N, 1, H, W)
        which = (len(kinds) * draws.uniform((len(x),), generator, x)).long()
        return kinds[which, torch.arange(len(x), device=x.device)]


def strokes(x: Tensor, generator: Source, ratio: float, radius: float) -> Tensor:
    """Strokes of a pen of `radius` pixels until about `ratio` of x (N, C, H, W) is hidden: (N, 1, H, W), 1 = seen."""
    n, _, height, width = x.shape
    # n strokes of random length cover 1 - (1 - a)^n of the picture where one covers a.
    area = min(0.9, (2 * radius * 0.6 * min(height, width) + 3.14 * radius**2) / (height * width))
    strokes = 0
    seen_share = 1.0
    while seen_share > 1 - ratio and strokes < 200:
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
