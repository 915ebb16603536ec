"""Coloured shapes drawn from six known factors, any number of them: shape, size, angle, x, y, hue.

After the idea of dSprites (Matthey et al. 2017), in colour and drawn here from signed distances.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from explorer.data.imageset import ImageSet

SIDE = 64
SHAPES = ("square", "ellipse", "triangle")
FACTORS = ("shape", "size", "angle", "x", "y", "hue")
SPLITS = {"train": (20_000, 0), "test": (2_000, 1)}  # how many, and the seed
CHUNK = 1000

Floats = npt.NDArray[np.float32]


def load(split: str) -> ImageSet:
    """Return the split as uint8 (N, 3, 64, 64) with its factors."""
    n, seed = SPLITS[split]
    factors = draw_factors(n, np.random.default_rng(seed))
    return ImageSet(
        images=render(factors),
        name="sprites",
        split=split,
        labels=factors[:, 0].astype(np.int64),
        label_names=SHAPES,
        factors=factors,
        factor_names=FACTORS,
    )


def draw_factors(n: int, rng: np.random.Generator) -> Floats:
    """Independent uniform factors (n, 6): shape index, size (half a side), angle (rad), x, y, hue in [0, 1).

    Lengths are shares of the picture's side. The angle goes a quarter turn, so that no two angles of a square
    look the same.
    """
    columns = [
        rng.integers(0, len(SHAPES), n).astype(np.float64),
        rng.uniform(0.15, 0.28, n),
        rng.uniform(0, math.pi / 2, n),
        rng.uniform(0.3, 0.7, n),
        rng.uniform(0.3, 0.7, n),
        rng.uniform(0, 1, n),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def draw_sharing(fixed: int | None, n: int, rng: np.random.Generator) -> Floats:
    """Factors (n, 6) as `draw_factors`, of which number `fixed` is the same in all; none where it is None."""
    factors = draw_factors(n, rng)
    if fixed is not None:
        factors[:, fixed] = factors[0, fixed]
    return factors


def render(factors: Floats) -> npt.NDArray[np.uint8]:
    """Draw factors (n, 6) as uint8 (n, 3, 64, 64), smooth at the edges, on black."""
    parts = [_render(factors[i : i + CHUNK]) for i in range(0, len(factors), CHUNK)]
    return np.concatenate(parts) if parts else np.zeros((0, 3, SIDE, SIDE), np.uint8)


def _render(factors: Floats) -> npt.NDArray[np.uint8]:
    shape, size, angle, x, y = (column[:, None, None] for column in factors.T[:5])
    grid = ((np.arange(SIDE) + 0.5) / SIDE).astype(np.float32)
    dx, dy = grid[None, None, :] - x, grid[None, :, None] - y
    cos, sin = np.cos(angle), np.sin(angle)
    u, v = (cos * dx + sin * dy) / size, (cos * dy - sin * dx) / size  # (n, H, W), the shape about [-1, 1]
    square = np.maximum(np.abs(u), np.abs(v)) - 0.85
    # The distance to an ellipse to first order: f / |grad f|.
    ellipse = (u**2 + (v / 0.55) ** 2 - 1) / (2 * np.sqrt(u**2 + v**2 / 0.55**4) + 1e-3)
    triangle = np.maximum(v - 0.6, np.abs(u) * 0.866 - v * 0.5 - 0.5)
    distance = np.where(shape == 0, square, np.where(shape == 1, ellipse, triangle)) * size * SIDE
    cover = np.clip(0.5 - distance, 0, 1)  # one pixel from inside to outside
    colour = _rgb(factors[:, 5])[:, :, None, None]
    return np.asarray(np.round(cover[:, None] * colour * 255), np.uint8)


def _rgb(hue: Floats) -> Floats:
    """Hue (n,) at full saturation to RGB (n, 3), lifted so that blue is not darker than a projector shows."""
    ramp = np.abs((hue[:, None] * 6 + np.array([0.0, 4.0, 2.0])) % 6 - 3) - 1
    return np.asarray(0.25 + 0.75 * np.clip(ramp, 0, 1), np.float32)
