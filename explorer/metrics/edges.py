"""The classical way to sort tiles: the order in which neighbouring edges differ least, found exactly."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, permutations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
CHUNK = 256  # pictures at a time: 40 MB at 3x3


class Stage(NamedTuple):
    """The beginnings of an order that are one tile longer, S of them, each from one of B that are one shorter.

    Beginnings that use the same tiles and end in the same g are one, whatever came before: what follows costs the same.
    `before` (S, B), the tile `above` the new one (S, B) or nothing, the tile `left` of it (S) or -1, the `new` one (S).
    """

    before: Places
    above: Places | None
    left: Places
    new: Places


def solved(tiles: Bytes, grid: int, ground: bool = False) -> Places:
    """The places (N, n) of tiles (N, n, C, h, w) whose neighbouring edges have the least squared difference in all.

    As in Cho et al. 2010, but over every order, by Held & Karp's dynamic programming over the last g tiles: 362,880
    orders of 3x3 tiles in 97,000 steps. Of equally good orders one is taken. With a `ground` the picture lies on black,
    and the edges at its rim are compared with that: without it black rims fit each other best and end up inside.
    """
    found = np.empty(tiles.shape[:2], np.int64)
    for start in range(0, len(tiles), CHUNK):
        part = slice(start, start + CHUNK)
        found[part] = _solved(tiles[part], grid, ground)
    return found


def differences(tiles: Bytes, ground: bool = False) -> tuple[Ints, Ints]:
    """How edges differ, squared and summed: tile b right of a, and tile b below a, each (N, a, b).

    With a `ground`, less what both would differ from black: (a - b)^2 - a^2 - b^2 = -2 a b, of which the sum over the
    neighbours is that of all edges, the rim's too, but for a constant.
    """
    x = tiles.astype(np.int32)
    pairs = ((x[:, :, None, :, :, -1], x[:, None, :, :, :, 0]), (x[:, :, None, :, -1], x[:, None, :, :, 0]))
    beside, below = (-2 * a * b if ground else (a - b) ** 2 for a, b in pairs)
    return beside.sum((3, 4), dtype=np.int32), below.sum((3, 4), dtype=np.int32)


def cost(tiles: Bytes, place: Places, grid: int, ground: bool = False) -> Places:
    """The squared differences (N) of all neighbouring edges where tiles (N, n, C, h, w) lie at places (N, n)."""
    right, below = differences(tiles, ground)
    order, rows = place.argsort(1).reshape(-1, grid, grid), np.arange(len(tiles))[:, None, None]
    across = right[rows, order[:, :, :-1], order[:, :, 1:]].sum((1, 2), dtype=np.int64)
    return np.asarray(across + below[rows, order[:, :-1], order[:, 1:]].sum((1, 2), dtype=np.int64))


def _solved(tiles: Bytes, grid: int, ground: bool) -> Places:
    found = differences(tiles, ground)
    right, below = (np.ascontiguousarray(np.moveaxis(d, 0, 2)) for d in found)  # (n, n, N): rows are quick
    count, pictures = len(right), len(tiles)
    total, back = np.zeros((1, pictures), np.int32), []
    for stage in _stages(grid):
        costs = total[stage.before]  # (S, B, N)
        if stage.above is not None:
            costs = costs + below[stage.above, stage.new[:, None]]
        best = costs.argmin(1)
        total = np.take_along_axis(costs, best[:, None], 1)[:, 0]
        beside = stage.left >= 0
        total[beside] += right[stage.left[beside], stage.new[beside]]
        back.append(best.astype(np.uint8))
    at, each = total.argmin(0), np.arange(pictures)
    place = np.empty((pictures, count), np.int64)
    for k in reversed(range(count)):
        stage = _stages(grid)[k]
        place[each, stage.new[at]] = k
        at = stage.before[at, back[k][at, each]]
    return place


@lru_cache(maxsize=4)
def _stages(grid: int) -> tuple[Stage, ...]:
    known: dict[tuple[int, tuple[int, ...]], int] = {(0, ()): 0}
    out = []
    for k in range(grid * grid):
        ways: dict[tuple[int, tuple[int, ...]], list[tuple[int, int]]] = {}
        for used, last, dropped in _longer(grid, k):
            earlier = last[:-1] if dropped < 0 else (dropped, *last[:-1])
            ways.setdefault((used, last), []).append((known[used ^ 1 << last[-1], earlier], dropped))
        before, above = np.moveaxis(np.array(list(ways.values())), 2, 0)
        new = np.array([last[-1] for _, last in ways])
        left = np.array([last[-2] if k % grid else -1 for _, last in ways])
        out.append(Stage(before, above if k >= grid else None, left, new))
        known = {state: i for i, state in enumerate(ways)}
    return tuple(out)


def _longer(grid: int, k: int) -> Iterator[tuple[int, tuple[int, ...], int]]:
    """The beginnings of k + 1 tiles: the bits of those used, the last g, and the one above the newest, or -1."""
    count = grid * grid
    for last in permutations(range(count), min(k + 1, grid)):
        rest = [tile for tile in range(count) if tile not in last]
        for others in combinations(rest, k + 1 - len(last)):
            used = sum(1 << tile for tile in (*last, *others))
            for dropped in others or (-1,):
                yield used, last, dropped
