"""What a JPEG file loses, on the device and for each picture of a batch at its own quality."""

from __future__ import annotations

import math

import torch
from torch import Tensor

# The quantisation of brightness and of colour that every encoder scales (ITU-T T.81, annex K).
BRIGHTNESS = """16 11 10 16 24 40 51 61 12 12 14 19 26 58 60 55 14 13 16 24 40 57 69 56 14 17 22 29 51 87 80 62
18 22 37 56 68 109 103 77 24 35 55 64 81 104 113 92 49 64 78 87 103 121 120 101 72 92 95 98 112 100 103 99"""
COLOUR = """17 18 24 47 99 99 99 99 18 21 26 66 99 99 99 99 24 26 56 99 99 99 99 99 47 66 99 99 99 99 99 99
99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99 99"""
# Rows are Y, Cb, Cr of (R, G, B) (ITU-T T.871).
TO_YCBCR = ((0.299, 0.587, 0.114), (-0.168736, -0.331264, 0.5), (0.5, -0.418688, -0.081312))


def jpeg(x: Tensor, quality: Tensor) -> Tensor:
    """x (N, C, H, W) in [0, 1], sides that divide by 8, as saved at `quality` (N, 1, 1, 1) of 1 to 100 and opened.

    Full-resolution colour (4:4:4); all but the rounding of pixels to bytes.
    """
    n, channels, height, width = x.shape
    turn = torch.tensor(TO_YCBCR, device=x.device, dtype=x.dtype)
    planes = torch.einsum("dc,nchw->ndhw", turn, x) if channels == 3 else x
    middle = torch.tensor([128.0, 0, 0], device=x.device, dtype=x.dtype)[:channels, None, None]  # Y begins below zero
    grid = (planes * 255 - middle).reshape(n, channels, height // 8, 8, width // 8, 8)
    cosines = _cosines(x)
    waves = torch.einsum("ui,nchiwj,vj->nchuwv", cosines, grid, cosines)
    # libjpeg's scale of the tables: 50 takes them as they are, 100 divides by nothing.
    scale = torch.where(quality < 50, 50 / quality.clamp_min(1), 2 - quality / 50)
    steps = (_tables(x, channels) * scale.view(n, 1, 1, 1)).round().clamp(1, 255)  # (N, C, 8, 8)
    steps = steps[:, :, None, :, None, :]
    waves = (waves / steps).round() * steps
    planes = (torch.einsum("ui,nchuwv,vj->nchiwj", cosines, waves, cosines).reshape(x.shape) + middle) / 255
    back = torch.einsum("dc,nchw->ndhw", torch.linalg.inv(turn), planes) if channels == 3 else planes
    return back.clamp(0, 1)


def _cosines(like: Tensor) -> Tensor:
    """The orthonormal cosine transform of 8 values, (8, 8)."""
    u, i = torch.meshgrid(torch.arange(8), torch.arange(8), indexing="ij")
    rows = torch.cos((2 * i + 1) * u * math.pi / 16) / 2
    rows[0] /= math.sqrt(2)
    return rows.to(like.device, like.dtype)


def _tables(like: Tensor, channels: int) -> Tensor:
    """(1, C, 8, 8)."""
    kinds = (BRIGHTNESS, COLOUR, COLOUR)[:channels]
    values = [[float(v) for v in kind.split()] for kind in kinds]
    return torch.tensor(values, device=like.device, dtype=like.dtype).view(1, channels, 8, 8)
