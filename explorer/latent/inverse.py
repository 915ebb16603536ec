"""From a map back to codes, and how far a code may lie from the data's: what a drag over a map needs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from explorer.metrics.neighbours import distance_to

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
USUAL = 95  # per cent of the codes have their nearest neighbour within the distance that counts as on the data
ASKED = 3000  # codes that are asked for their neighbour, at most: all of 70,000 took a minute, so many 3 s


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
    """The distance to its nearest neighbour that `percent` of the codes (n, d) stay within; 0 for a single code.

    Of more than `ASKED` codes that many are asked, evenly spread.
    """
    asked = np.linspace(0, len(z) - 1, min(ASKED, len(z))).round().astype(np.int64)
    return float(np.percentile(distance_to(z, of=asked), percent))
