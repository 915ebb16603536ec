"""Directions that mean something: the way from the codes without an attribute to those with it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from explorer.errors import InputError
from explorer.pictures import Bytes

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
Values = npt.NDArray[np.float64]


def attribute_vector(z: Floats, having: Mask, lacking: Mask) -> Floats:
    """The mean of the codes (n, d) that have an attribute minus that of those that lack it, (d,).

    After Larsen et al. 2016 (section 3.2) and White 2016. Raises `InputError` where either group is empty.
    """
    if not having.any() or not lacking.any():
        raise InputError("an attribute vector goes from one group of images to another: both need one image at least")
    return np.asarray(z[having].mean(0, dtype=float) - z[lacking].mean(0, dtype=float), np.float32)


def groups(n: int, having: list[int], lacking: list[int]) -> tuple[Mask, Mask]:
    """Two groups of the n codes by their indices; `InputError` where one names a code that is not there."""
    masks = np.zeros((2, n), bool)
    for mask, chosen in zip(masks, (having, lacking), strict=True):
        if chosen and not 0 <= min(chosen) <= max(chosen) < n:
            raise InputError(f"a group names an image beyond the {n} of this map")
        mask[chosen] = True
    return masks[0], masks[1]


def thirds(values: npt.NDArray[np.floating]) -> tuple[Mask, Mask]:
    """Of values (n,) of a factor or a measurement: who is in the upper third, and who in the lower one.

    The middle is left out, since near the border the two groups look the same. Raises `InputError` where all are equal.
    """
    if np.ptp(values) == 0:
        raise InputError("every image has the same value, so that there is no upper and no lower third")
    low, high = np.quantile(values, [1 / 3, 2 / 3])
    if low == high:  # a kind that more than a third are of: the outermost kinds
        low, high = values.min(), values.max()
    return values >= high, values <= low


def add(z: Floats, vector: Floats, strength: float) -> Floats:
    """z + strength * vector, of codes (d,) or (n, d): at strength 1 by the whole way between the groups' means."""
    return np.asarray(z + np.float32(strength) * vector, np.float32)


def arithmetic(a: Floats, b: Floats, c: Floats) -> Floats:
    """a - b + c (Mikolov et al. 2013, for pictures Radford et al. 2016): c, changed as a differs from b."""
    return np.asarray(a - b + c, np.float32)


def ink(pictures: Bytes) -> Values:
    """How much of each picture (n, C, H, W) is bright, (n,) the mean of its values in [0, 1]: of a digit its weight."""
    return np.asarray(pictures.mean((1, 2, 3)) / 255)


def width(pictures: Bytes) -> Values:
    """How wide the ink of each picture spreads, (n,): four standard deviations across, of the picture's side."""
    return np.asarray(4 * np.sqrt(_moments(pictures)[0]))


def slant(pictures: Bytes) -> Values:
    """How far each picture leans to the right, (n,) degrees: the angle of the shear that would set it upright."""
    _, down, both = _moments(pictures)
    return np.asarray(np.degrees(np.arctan2(-both, np.maximum(down, 1e-12))))  # rows count downwards


def _moments(pictures: Bytes) -> tuple[Values, Values, Values]:
    """Second central moments of the ink: across, down and both, lengths in shares of the picture's side."""
    weight = pictures.mean(1).astype(float)  # (n, H, W)
    weight = weight / np.maximum(weight.sum((1, 2), keepdims=True), 1e-9)
    _, height, width = weight.shape
    x, y = (np.arange(width) + 0.5) / width, (np.arange(height) + 0.5) / height
    columns, rows = weight.sum(1), weight.sum(2)
    dx, dy = x - (columns @ x)[:, None], y - (rows @ y)[:, None]  # (n, W), (n, H)
    both = np.einsum("nhw,nh,nw->n", weight, dy, dx)
    return (columns * dx**2).sum(1), (rows * dy**2).sum(1), both


MEASURES = {"stroke weight": ink, "slant": slant, "width": width}
