"""How well tiles are sorted: all of a picture's tiles right, and tile by tile; by the network, by edges, by chance."""

from __future__ import annotations

from collections.abc import Iterator
from math import factorial

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator, Tensor

from explorer import puzzle
from explorer.data import ImageSet
from explorer.metrics import edges
from explorer.models import Jigsaw
from explorer.objectives import sinkhorn

EXACT, TILES = "of 1, all tiles of a picture right", "of 1, tiles right"
UNITS = {
    "exact": EXACT, "tiles": TILES, "exact_chance": EXACT, "tiles_chance": TILES,
    "exact_edges": EXACT, "tiles_edges": TILES, "exact_ground": EXACT, "tiles_ground": TILES,
}  # fmt: skip
CHUNK = 500  # pictures at a time
RIVALS = 2000  # pictures that are sorted by edges: 3 ms each and way


def assigned(logits: Tensor) -> Tensor:
    """The places (N, n) int64 of tiles, each given once, whose logits (N, n, n) have the greatest sum.

    The Hungarian algorithm (Kuhn 1955): the likeliest permutation, where tiles are placed independently.
    """
    from scipy.optimize import linear_sum_assignment  # 0.3 s, which opening any other run need not wait for

    rows = logits.detach().float().cpu().numpy()
    found = np.stack([linear_sum_assignment(row, maximize=True)[1] for row in rows])
    return torch.from_numpy(found.astype(np.int64)).to(logits.device)


def puzzles(
    images: npt.NDArray[np.uint8], grid: int, device: torch.device | str, seed: int
) -> Iterator[tuple[Tensor, Tensor]]:
    """Yield tiles (n, g^2, C, h, w) uint8 and their places (n, g^2) of pictures (N, C, H, W), the same for a seed."""
    generator = Generator(device).manual_seed(seed)
    for start in range(0, len(images), CHUNK):
        chunk = torch.from_numpy(np.ascontiguousarray(images[start : start + CHUNK])).to(device)
        yield puzzle.cut(chunk, grid, generator)


@torch.inference_mode()
def sort(model: Jigsaw, tiles: Tensor) -> tuple[Tensor, Tensor]:
    """The places (N, n) that the network gives tiles (N, n, C, h, w) uint8, and its logits (N, n, n)."""
    logits = model(tiles.float() / 255).float()
    return assigned(logits), logits


def by_edges(tiles: Tensor, grid: int, ground: bool) -> Tensor:
    """The places (N, n) by edges alone; see `edges.solved`."""
    return torch.from_numpy(edges.solved(tiles.cpu().numpy(), grid, ground)).to(tiles.device)


def chance(tiles: Tensor) -> tuple[Tensor, Tensor]:
    """How likely an order of chance has all tiles (N, n, C, h, w) right (N), and what share of them on average (N).

    1 / n! and 1 / n where all differ; more where some are identical.
    """
    same = puzzle.alike(tiles)
    n = same.shape[1]
    earlier = torch.tril(same).sum(2)  # a tile and those like it before it: 1, 2, ... m, of which the product is m!
    return earlier.prod(1) / factorial(n), same.sum((1, 2)) / n**2


def measure(model: Jigsaw, images: ImageSet, device: torch.device | str, seed: int = 0) -> dict[str, tuple[float, int]]:
    """Every value of `UNITS`, and `loss`, nats per tile, on puzzles of a fixed seed; and of how many pictures it is.

    A tile counts as right where what lies at its place has the same pixels: nothing could tell them apart.
    """
    columns: dict[str, list[Tensor]] = {name: [] for name in ("loss", *UNITS)}
    for i, (tiles, place) in enumerate(puzzles(images.images, model.grid, device, seed)):
        said, logits = sort(model, tiles)
        right = puzzle.right(tiles, place, said)
        found = {"loss": -sinkhorn(logits).gather(2, place[..., None]).mean((1, 2)), **_shares("", right)}
        found["exact_chance"], found["tiles_chance"] = chance(tiles)
        if i * CHUNK < RIVALS:
            for way in ("edges", "ground"):
                rival = puzzle.right(tiles, place, by_edges(tiles, model.grid, way == "ground"))
                found |= _shares(f"_{way}", rival)
        for name, value in found.items():
            columns[name].append(value.double().cpu())
    each = {name: torch.cat(column) for name, column in columns.items()}
    return {name: (value.mean().item(), len(value)) for name, value in each.items()}


def _shares(suffix: str, right: Tensor) -> dict[str, Tensor]:
    """Of each picture whether all of its tiles (N, n) are right, and what share of them."""
    return {f"exact{suffix}": right.all(1), f"tiles{suffix}": right.double().mean(1)}
