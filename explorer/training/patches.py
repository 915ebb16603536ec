"""Photos of any sizes on the device, and patches cut out of them there: any place, turn, and many of them in grey."""

from __future__ import annotations

import torch
from torch import Generator, Tensor

from explorer.data.photos import Photos
from explorer.pictures import LUMA
from explorer.training.batch import Batch

TURNS = 8  # the quarter turns, and each in the mirror
# Of the patches of colour photos so many are shown in grey: one network learns both, and grey comes later. At a half,
# 36 epochs left grey 0.17 to 0.22 dB short of what we want, colour 0.05 to 0.13; at 0.65 grey 0.09, colour nothing.
GREY = 0.8


class Patches:
    """All photos on the device as uint8, (T, C); a batch of patches is one gather by index arithmetic."""

    def __init__(self, photos: Photos, device: torch.device) -> None:
        self.photos, self.side = photos, photos.patch
        self.pixels = torch.from_numpy(photos.pixels).to(device)
        places = (photos.starts, photos.heights, photos.widths)
        self.starts, self.heights, self.widths = (torch.from_numpy(v).to(device) for v in places)
        self.down, self.across = (turned.to(device) for turned in _turns(self.side))

    def __len__(self) -> int:
        return len(self.photos)

    def order(self, seed: int) -> Tensor:
        """The patches of an epoch, (N, 5) int64 on the device: photo, top, left, turn, in grey; from the seed alone.

        A photo is drawn as often as its size is worth.
        """
        generator = Generator().manual_seed(seed)
        drawn = torch.rand(len(self), 5, generator=generator, dtype=torch.float64).to(self.pixels.device)
        ends = self.starts + self.heights * self.widths
        photo = torch.searchsorted(ends, (drawn[:, 0] * len(self.pixels)).long(), right=True)
        top = drawn[:, 1] * (self.heights[photo] - self.side + 1)
        left = drawn[:, 2] * (self.widths[photo] - self.side + 1)
        return torch.stack([photo, top.long(), left.long(), (drawn[:, 3] * TURNS).long(), drawn[:, 4] < GREY], 1)

    def take(self, rows: Tensor, then: Tensor) -> Batch:
        """The patches at `rows` (B, 5) of an order, each (C, P, P), on the device."""
        photo, top, left, turn, grey = rows.unbind(1)
        width = self.widths[photo, None, None]
        corner = self.starts[photo] + top * self.widths[photo] + left
        index = corner[:, None, None] + self.down[turn] * width + self.across[turn]  # (B, P, P)
        found = self.pixels.index_select(0, index.flatten())
        patches = found.view(*index.shape, -1).permute(0, 3, 1, 2)
        if patches.shape[1] != len(LUMA):
            return Batch(patches)
        return Batch(torch.where(grey.bool()[:, None, None, None], _luma(patches), patches))


def _luma(patches: Tensor) -> Tensor:
    """Three equal channels of grey."""
    weights = torch.tensor(LUMA, device=patches.device).view(-1, 1, 1)
    grey = ((patches * weights).sum(1, keepdim=True) + 500) // 1000
    return grey.to(torch.uint8).expand_as(patches)


def _turns(side: int) -> tuple[Tensor, Tensor]:
    """Row and column of each pixel of a patch after each turn, both (8, P, P)."""
    rows, columns = torch.meshgrid(torch.arange(side), torch.arange(side), indexing="ij")
    turns = [(torch.rot90(rows, k), torch.rot90(columns, k)) for k in range(4)]
    turns += [(down.flip(1), across.flip(1)) for down, across in turns]
    down, across = zip(*turns, strict=True)
    return torch.stack(down), torch.stack(across)
