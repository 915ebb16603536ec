"""From a map back to codes, and how far a code may lie from the data's: what a drag over a map needs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
USUAL = 95  # per cent of the codes have their nearest neighbour within the distance that counts as on the data
ROWS = 512  # codes whose distances to all others are computed at once


def affine(z: Floats, xy: npt.NDArray[np.floating]) -> tuple[Doubles, Doubles]:
    """The code at (0, 0) (d,) and the basis (2, d) of the plane in latent space whose points a PCA map `xy` shows.

    Fitted by least squares, `z ~ origin + xy @ basis`: exact for PCA, whose axes are orthogonal to what is left.
    """
    origin = z.mean(0, dtype=float) - xy.mean(0, dtype=float) @ (basis := _slopes(z, xy))
    return origin, basis


def _slopes(z: Floats, xy: npt.NDArray[np.floating]) -> Doubles:
    x, y = xy - xy.mean(0, dtype=float), z - z.mean(0, dtype=float)
    return np.asarray(np.linalg.lstsq(x, y, rcond=None)[0], float)


def usual_distance(z: Floats, percent: float = USUAL) -> float:
    """The distance to its nearest neighbour that `percent` of the codes (n, d) stay within; 0 for a single code."""
    if len(z) < 2:
        return 0.0
    codes = z.astype(float) - z.mean(0, dtype=float)
    squares = (codes**2).sum(1)
    nearest = np.empty(len(codes))
    for start in range(0, len(codes), ROWS):
        rows = slice(start, start + ROWS)
        distance = squares[rows, None] + squares - 2 * codes[rows] @ codes.T
        distance[np.arange(len(distance)), np.arange(start, start + len(distance))] = np.inf
        nearest[rows] = distance.min(1)
    return float(np.percentile(np.sqrt(np.maximum(nearest, 0)), percent))
