"""A photo of any size made clean: convolutions only, from H x W down to 1/8 and back, with skips on the way."""

from __future__ import annotations

import itertools

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from explorer.config import ModelConfig

# Widths at 1/2, 1/4 and 1/8 of the photo: one dial sets all sizes. Why these: in turns on one core with bf16 units
# (bf16, channels_last, CPU time), parameters, training patches of 64x64 a second and seconds of a 256x256 picture:
#   16-32-64-128, from full size on      1.64 M   143   0.027
#   32-64-128                            1.63 M   178   0.022   small
#   48-96-192, two blocks at the bottom  2.34 M   106   0.041
#   48-96-192, four                      3.67 M    87   0.048   medium
#   the same, twice the blocks at 1/2    3.85 M    66   0.062   large (both by its ratio to medium, in another run)
#   64-96-128                            2.29 M    84   0.049
#   64-128-256, two                      4.17 M    62   0.069
#   DnCNN's 17 layers of 64              0.56 M     -   0.192   (0.578 in fp32, medium 0.093)
# In two minutes of training the second reached 28.60 dB on photos held out (sigma 25), the third 28.46: small learns
# sooner, medium is for hours.
WIDTHS = {"tiny": (8, 16, 32), "small": (32, 64, 128), "medium": (48, 96, 192), "large": (48, 96, 192)}
# Blocks at 1/2, at 1/4 and at 1/8: on the way down, and of all but the last as many on the way up.
BLOCKS = {"tiny": (1, 1, 2), "small": (2, 2, 4), "medium": (2, 2, 4), "large": (4, 2, 4)}
MULTIPLE = 8  # sides of what comes in divide by it


class Block(nn.Module):
    """x + conv(relu(conv(x))), 3x3 each (Lim et al. 2017): no batch norm, no bias."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.second = nn.Conv2d(width, width, 3, padding=1, bias=False)

    def silence(self) -> None:
        """Make it the identity, from which it can learn."""
        nn.init.zeros_(self.second.weight)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.second(F.relu(self.first(x)))
        return x + y


class MultiScale(nn.Module):
    """(N, C + 1, H, W), a picture and a map that says what is wrong where, to the picture (N, C, H, W).

    The network gives what is to be added. Without biases it is homogeneous, f(a x) = a f(x) for a > 0, which is what
    carries it over to strengths of noise that it has seen little of (Mohan et al. 2020).
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.image_shape = config.image_shape
        self.channels = config.image_shape[0]
        widths, blocks = WIDTHS[config.size], BLOCKS[config.size]
        self.head = nn.Conv2d(4 * (self.channels + 1), widths[0], 3, padding=1, bias=False)
        pairs = list(itertools.pairwise(widths))
        *sides, last = blocks
        self.before = nn.ModuleList(map(_blocks, widths, sides))
        self.down = nn.ModuleList(nn.Conv2d(a, b, 2, stride=2, bias=False) for a, b in pairs)
        self.bottom = _blocks(widths[-1], last)
        self.up = nn.ModuleList(nn.ConvTranspose2d(b, a, 2, stride=2, bias=False) for a, b in pairs)
        self.after = nn.ModuleList(map(_blocks, widths, sides))
        self.tail = nn.Conv2d(widths[0], 4 * self.channels, 3, padding=1, bias=False)

    @property
    def input_shape(self) -> tuple[int, int, int]:
        """What the network sees of a training patch, (C + 1, H, W)."""
        channels, height, width = self.image_shape
        return channels + 1, height, width

    def forward(self, x: Tensor) -> Tensor:
        # 2x2 pixels as four channels (Shi et al. 2016) lose nothing, and the work begins at a quarter of the size.
        y = self.head(F.pixel_unshuffle(x, 2).contiguous(memory_format=torch.channels_last))
        skips = []
        for blocks, down in zip(self.before, self.down, strict=True):
            y = blocks(y)
            skips.append(y)
            y = down(y)
        y = self.bottom(y)
        for up, blocks in zip(reversed(self.up), reversed(self.after), strict=True):
            y = blocks(up(y) + skips.pop())
        added = F.pixel_shuffle(self.tail(y), 2)
        return x[:, : self.channels] + added


class Denoiser(MultiScale):
    """Sees the noise level as a map (Zhang et al. 2018, FFDNet): one network for all strengths of noise."""


def _blocks(width: int, n: int) -> nn.Sequential:
    return nn.Sequential(*(Block(width) for _ in range(n)))
