"""What lies between the points of a map: codes on a regular grid over it, and how many of them are not like the data's.

A drag makes the same codes in the browser: linear in each triangle of the points' Delaunay triangulation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.metrics.neighbours import USUAL, Doubles, Floats, distance_from, usual_distance

SIDE = 44  # places to a side of the grid: with 96 the shares are the same within 1.5 per cent
SOME = 1000  # codes whose own return is the measure of others'
ROUNDING = 1e-3  # of the usual distance: a return that misses by less has not missed


@dataclass(frozen=True)
class Gaps:
    """Of `places` between the points of a map: the shares that are off the data of `codes` codes, and do not return."""

    places: int
    codes: int
    off: float
    lost: float


def gaps(
    z: Floats, xy: npt.NDArray[np.floating], there_and_back: Callable[[Floats], Floats], side: int = SIDE
) -> Gaps | None:
    """The gaps of a map `xy` (n, 2) of codes z (n, d), or None where its points span no plane.

    `there_and_back` decodes codes (m, d) and encodes the pictures again. A code is off the data where the nearest
    stored one is farther away than 95 % of those have theirs; it is lost where its return misses it by more than 95 %
    of theirs do.
    """
    at = between(z, xy, side)
    if not len(at):
        return None
    within = usual_distance(z)
    some = z[:: -(-len(z) // SOME)]
    usual = max(float(np.percentile(_miss(some, there_and_back), USUAL)), ROUNDING * within)
    off, lost = distance_from(at, z) > within, _miss(at.astype(np.float32), there_and_back) > usual
    return Gaps(len(at), len(z), float(off.mean()), float(lost.mean()))


def between(z: Floats, xy: npt.NDArray[np.floating], side: int = SIDE) -> Doubles:
    """Codes (m, d) at the places of a grid, `side` by `side` over the map, that lie within the hull of its points."""
    from scipy.spatial import Delaunay, QhullError

    low, high = xy.min(0).astype(float), xy.max(0).astype(float)
    ticks = (np.arange(side) + 0.5) / side
    grid = np.stack(np.meshgrid(ticks, ticks), -1).reshape(-1, 2)
    try:
        mesh = Delaunay((xy - low) / np.maximum(high - low, 1e-9))
    except QhullError:  # fewer than three points, or all on a line
        return np.empty((0, z.shape[1]))
    found = mesh.find_simplex(grid)
    grid, found = grid[found >= 0], found[found >= 0]
    to_corners = mesh.transform[found]  # (m, 3, 2): two rows of weights, then the third corner's place
    weights = np.einsum("mij,mj->mi", to_corners[:, :2], grid - to_corners[:, 2])
    weights = np.column_stack([weights, 1 - weights.sum(1)])
    return np.asarray(np.einsum("mi,mid->md", weights, z[mesh.simplices[found]].astype(float)))


def _miss(z: Floats, there_and_back: Callable[[Floats], Floats]) -> Doubles:
    return np.asarray(np.linalg.norm(there_and_back(z).astype(float) - z, axis=1))
