"""From a map back to codes: what a drag over a map needs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]


def affine(z: Floats, xy: npt.NDArray[np.floating]) -> tuple[Doubles, Doubles]:
    """The code at (0, 0) (d,) and the basis (2, d) of the plane in latent space whose points a PCA map `xy` shows.

    Fitted by least squares, `z ~ origin + xy @ basis`: exact for PCA, whose axes are orthogonal to what is left.
    """
    origin = z.mean(0, dtype=float) - xy.mean(0, dtype=float) @ (basis := _slopes(z, xy))
    return origin, basis


def _slopes(z: Floats, xy: npt.NDArray[np.floating]) -> Doubles:
    x, y = xy - xy.mean(0, dtype=float), z - z.mean(0, dtype=float)
    return np.asarray(np.linalg.lstsq(x, y, rcond=None)[0], float)
