"""A network over a photo of any size: tile by tile with overlap, blended, in memory that the photo does not set."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from explorer.hardware import autocast, has_bf16_units
from explorer.models.denoising import MULTIPLE
from explorer.restore.noise import top

TILE = 768  # pixels to a side: a photo that fits is taken whole
MARGIN = 48  # pixels at a tile's inner edges that are not used: they have seen no more than half of what is around them
RAMP = 32  # pixels over which one tile gives way to the next

Told = Callable[[float], None]  # hears the share that is done; what it raises ends the work
Pixels = npt.NDArray[Any]  # uint8, uint16, or float32 from 0 to 1 and beyond


def over(
    model: nn.Module, pixels: Pixels, level: float | npt.NDArray[np.float32], told: Told | None = None,
    *, tile: int = TILE, bf16: bool | None = None, wanted: npt.NDArray[np.bool_] | None = None,
) -> Pixels:  # fmt: skip
    """Return photo `pixels` (H, W, 1 or 3) as the network makes it; `level` is its map, a number or (H, W).

    A grey network takes a colour photo channel by channel, a colour network a grey one as three equal channels.
    bf16 where the device multiplies it, if not said otherwise. Tiles without a pixel that is `wanted` are left out.
    """
    device = next(iter(model.state_dict().values())).device
    precision = "bf16" if (has_bf16_units(device) if bf16 is None else bf16) else "fp32"
    if device.type != "mps":
        model = model.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    height, width, channels = pixels.shape
    tops, high = places(height, tile)
    lefts, wide = places(width, tile)
    out = pixels.copy()
    strip = _Strip(channels, high, lefts[-1] + wide)
    with torch.inference_mode(), autocast(device, precision):
        for row, upper in enumerate(tops):
            for column, left in enumerate(lefts):
                place = slice(upper, upper + high), slice(left, left + wide)
                if wanted is None or wanted[place].any():
                    made = _through(model, _cut(pixels, level, place, (high, wide)).to(device), channels)
                    strip.add(made, left, fade(high, row, len(tops)), fade(wide, column, len(lefts)))
                if told:
                    told((row * len(lefts) + column + 1) / (len(tops) * len(lefts)))
            done = (tops[row + 1] if row + 1 < len(tops) else upper + high) - upper
            strip.take(out[upper : upper + done])
    return out


def places(length: int, tile: int) -> tuple[list[int], int]:
    """Where tiles begin along a side, all multiples of 8, and how long each is: the whole side where that will do."""
    padded = -(-length // MULTIPLE) * MULTIPLE
    if padded <= tile:
        return [0], padded
    step = (tile - 2 * MARGIN - RAMP) // MULTIPLE * MULTIPLE
    return [*range(0, padded - tile, step), padded - tile], tile


def fade(length: int, i: int, n: int) -> Tensor:
    """The weight of tile i of n along a side: 0 at its inner edges, up a ramp to 1; (length,)."""
    at = torch.arange(length) + 0.5
    weight = torch.ones(length)
    if i > 0:
        weight = weight.minimum((at - MARGIN) / RAMP)
    if i < n - 1:
        weight = weight.minimum((length - at - MARGIN) / RAMP)
    return weight.clamp(0, 1)


class _Strip:
    """The rows of a photo that are being worked on: weighed sums, and the weights."""

    def __init__(self, channels: int, height: int, width: int) -> None:
        self.sums, self.weights = torch.zeros(channels, height, width), torch.zeros(height, width)

    def add(self, made: Tensor, left: int, down: Tensor, across: Tensor) -> None:
        """Add a tile (C, H, W) at a column."""
        place = slice(left, left + made.shape[2])
        weight = down[:, None] * across
        self.sums[:, :, place] += weight * made
        self.weights[:, place] += weight

    def take(self, out: Pixels) -> None:
        """Write the upper rows, which no more tile reaches, to `out` (h, W, C) where there is anything; move up."""
        done, (rows, columns) = min(len(out), len(self.weights)), out.shape[:2]
        weights = self.weights[:rows, :columns]
        made = (self.sums[:, :rows, :columns] / weights.clamp_min(1e-6)).permute(1, 2, 0)
        white = top(out.dtype)
        found = (made if white == 1 else (made.clamp(0, 1) * white).round()).numpy().astype(out.dtype)
        np.copyto(out, found, where=(weights > 0).numpy()[..., None])
        for kept in (self.sums, self.weights):
            rest = kept[..., done:, :].clone()
            kept.zero_()
            kept[..., : rest.shape[-2], :] = rest


def _cut(
    pixels: Pixels, level: float | npt.NDArray[np.float32],
    place: tuple[slice, slice], size: tuple[int, int],
) -> Tensor:  # fmt: skip
    """What the network sees of one place, (1, C + 1, h, w), mirrored where the photo ends."""
    x = pixels[place].astype(np.float32) / top(pixels.dtype)
    flat = np.full(x.shape[:2], level, np.float32) if isinstance(level, float | int) else level[place]
    seen = np.dstack([x, flat])
    missing = [(0, want - have) for want, have in zip(size, seen.shape, strict=False)]
    return torch.from_numpy(np.pad(seen, [*missing, (0, 0)], "reflect")).permute(2, 0, 1)[None]


def _through(model: nn.Module, seen: Tensor, channels: int) -> Tensor:
    """The network's picture (C, h, w) in fp32 on the CPU, whatever the channels of photo and network."""
    x, level = seen[:, :channels], seen[:, channels:]
    own = int(model.image_shape[0])  # type: ignore[index]
    if own < channels:
        x, level = x.transpose(0, 1), level.expand(channels, -1, -1, -1)
    made: Tensor = model(torch.cat([x.expand(-1, max(own, x.shape[1]), -1, -1), level], 1)).float()
    if own > channels:
        made = made.mean(1, keepdim=True)
    return made.transpose(0, 1)[0].cpu() if own < channels else made[0].cpu()
