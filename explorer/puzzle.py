"""A picture as a jigsaw: cut into g x g tiles with gaps, each at a place of chance in its cell, shuffled; and put back.

Gaps and jitter keep the edges from giving the order away (Noroozi & Favaro 2016, section 3.2).
"""

from __future__ import annotations

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from explorer import draws
from explorer.draws import Source
from explorer.errors import InputError
from explorer.pictures import LUMA

GAP = 0.2  # of a cell's side, between two tiles, on average: 2 of 9 pixels
LEAST = 4  # pixels of a tile's side: fewer show nothing


class Sides(NamedTuple):
    """The height and width in pixels of a cell, and of the tile in it."""

    cell: tuple[int, int]
    tile: tuple[int, int]


def sides(height: int, width: int, grid: int, gap: float = GAP) -> Sides:
    """How a picture is cut; what does not divide is left out, at the rims.

    Raises `InputError` where it is smaller than its tiles.
    """
    cell = (height // grid, width // grid)
    tile = (cell[0] - round(gap * cell[0]), cell[1] - round(gap * cell[1]))
    if min(tile) < LEAST:
        least = next(n for n in range(1, 10 * LEAST * grid) if n // grid - round(gap * (n // grid)) >= LEAST)
        size, needed = f"{width}x{height} pixels", f"{least}x{least}"
        raise InputError(f"a picture of {size} is smaller than its {grid}x{grid} tiles: it takes {needed} or more")
    return Sides(cell, tile)


def cells(x: Tensor, grid: int) -> Tensor:
    """The cells (N, g^2, C, h, w) of pictures (N, C, H, W), row by row, without gaps."""
    n, channels, height, width = x.shape
    h, w = height // grid, width // grid
    top, left = (height - grid * h) // 2, (width - grid * w) // 2
    whole = x[:, :, top : top + grid * h, left : left + grid * w]
    parts = whole.reshape(n, channels, grid, h, grid, w).permute(0, 2, 4, 1, 3, 5)
    return parts.reshape(n, grid * grid, channels, h, w)


def middles(x: Tensor, grid: int, gap: float = GAP) -> Tensor:
    """The tiles (N, g^2, C, h, w) from the middles of their cells, in their order: what a probe looks at."""
    (ch, cw), (h, w) = sides(x.shape[2], x.shape[3], grid, gap)
    top, left = (ch - h) // 2, (cw - w) // 2
    return cells(x, grid)[..., top : top + h, left : left + w]


def cut(x: Tensor, grid: int, source: Source, gap: float = GAP) -> tuple[Tensor, Tensor]:
    """The shuffled tiles (N, g^2, C, h, w) of pictures (N, C, H, W), floats or bytes, and their places (N, g^2) int64.

    Tile i of a picture comes from cell `place[i]`, counted row by row, where it lay at a place of chance.
    """
    (ch, cw), (h, w) = sides(x.shape[2], x.shape[3], grid, gap)
    n, count, like = len(x), grid * grid, torch.zeros((), device=x.device)
    place = draws.uniform((n, count), source, like).argsort(1)
    at = draws.uniform((n, count, 2), source, like) * torch.tensor([ch - h + 1, cw - w + 1], device=x.device)
    rows = at[..., 0].long()[..., None] + torch.arange(h, device=x.device)  # (N, g^2, h)
    columns = at[..., 1].long()[..., None] + torch.arange(w, device=x.device)
    which = torch.arange(n, device=x.device)[:, None, None, None]
    tiles = cells(x, grid)[which, place[..., None, None], :, rows[..., None], columns[:, :, None]]
    return tiles.movedim(-1, 2), place


def paste(tiles: Tensor, place: Tensor, grid: int, cell: tuple[int, int], fill: float) -> Tensor:
    """Pictures (N, C, g * cell, g * cell) of tiles (N, g^2, C, h, w) at places (N, g^2), `fill` in the gaps.

    A place that no tile has stays empty; each tile lies in the middle of its cell.
    """
    n, count, channels, h, w = tiles.shape
    (ch, cw), which = cell, torch.arange(n, device=tiles.device)[:, None]
    whole = torch.full((n, count, channels, ch, cw), fill, dtype=tiles.dtype, device=tiles.device)
    top, left = (ch - h) // 2, (cw - w) // 2
    laid = whole.clone()
    laid[which, place, :, top : top + h, left : left + w] = tiles
    parts = laid.reshape(n, grid, grid, channels, ch, cw).permute(0, 3, 1, 4, 2, 5)
    return parts.reshape(n, channels, grid * ch, grid * cw)


def brought(tiles: Tensor, shape: tuple[int, int, int], grid: int) -> Tensor:
    """Tiles (N, g^2, C, h, w) uint8 of a larger picture as those of one of `shape`: smaller, and in grey if it is."""
    (h, w), channels = sides(shape[1], shape[2], grid).tile, shape[0]
    if tiles.shape[2:] == (channels, h, w):
        return tiles
    x = tiles.float()
    if x.shape[2] != channels:
        weights = torch.tensor(LUMA, device=x.device)[:, None, None] / 1000
        x = (x * weights).sum(2, keepdim=True) if channels == 1 else x.expand(-1, -1, channels, -1, -1)
    small: Tensor = F.adaptive_avg_pool2d(x.flatten(0, 1), (h, w)).round().to(torch.uint8)
    return small.view(*x.shape[:2], channels, h, w)


def alike(tiles: Tensor) -> Tensor:
    """Which tiles (N, n, C, h, w) of a picture have identical pixels, (N, n, n): nothing tells their order."""
    flat = tiles.flatten(2)
    return (flat[:, :, None] == flat[:, None]).all(3)


def right(tiles: Tensor, place: Tensor, said: Tensor) -> Tensor:
    """Whether the tile that was put at each place shows what belongs there, (N, g^2), in the order of the places.

    `place` and `said` (N, g^2) are the true places of the tiles and those that somebody gave them.
    """
    true, given = place.argsort(1), said.argsort(1)  # the tile of each place
    same = alike(tiles)
    return same[torch.arange(len(tiles), device=tiles.device)[:, None], true, given]
