"""How thinly the codes lie about a code, and how odd a picture is by that and by its error."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from explorer.metrics.neighbours import Doubles, Floats, distance_to

NEIGHBOURS = 10


def log_density(z: Floats, k: int = NEIGHBOURS) -> Doubles:
    """The logarithm of the density of codes (n, d) at each of them, (n,) nats (Loftsgaarden & Quesenberry 1965).

    f(z) = (k - 1) / (N V r^d): N the other codes, r the distance to the k-th nearest of them, V = pi^(d/2) /
    Gamma(d/2 + 1) the volume of the unit ball. Codes that coincide get the smallest r above 0 that occurs.
    """
    n, d = z.shape
    k = min(k, n - 1)
    if k < 2:
        return np.zeros(n)
    r = distance_to(z, k)
    r = np.maximum(r, r[r > 0].min(initial=1.0))
    log_ball = d / 2 * math.log(math.pi) - math.lgamma(d / 2 + 1)
    return np.asarray(math.log(k - 1) - math.log(n - 1) - log_ball - d * np.log(r))


def anomaly(error: npt.NDArray[np.floating], density: npt.NDArray[np.floating]) -> Doubles:
    """How odd each picture is, (n,), from 0, the most usual, to 1: the mean of two ranks.

    One ranks the pictures by squared error (what the model cannot draw), the other by how thinly the codes lie
    about theirs (what it has seldom seen). Of pictures that are equal in one, all get the middle of their ranks.
    """
    return (_rank(error) + _rank(-density)) / 2


def _rank(values: npt.NDArray[np.floating]) -> Doubles:
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count) - 1
    return np.asarray((last - (count - 1) / 2)[place] / max(1, len(values) - 1))
