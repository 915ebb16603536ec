"""Whole photos through photo models, at their own size: noise taken out, holes filled."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from torch import nn

from explorer.corruptions import HOLE
from explorer.data.photo import Photo
from explorer.errors import InputError
from explorer.models import Denoiser, Inpainter
from explorer.restore import tiles
from explorer.restore.noise import estimate_sigma


def denoise(
    model: nn.Module, photo: Photo, sigma: float | None = None, told: tiles.Told | None = None, strength: float = 1.0
) -> tuple[Photo, float]:
    """Return the photo without its noise, and the noise level in grey levels of 255: `sigma`, or what was estimated.

    The network is told `strength` times as much noise: below 1 it leaves some, above it takes fine texture, too.

    Size, depth, alpha and profile stay as they are.
    """
    if not isinstance(model, Denoiser):
        raise InputError("this model does not denoise photos: take one of kind dae, multiscale")
    sigma = estimate_sigma(photo.pixels) if sigma is None else sigma
    return photo.of(tiles.over(model, photo.pixels, strength * sigma / 255, told)), sigma


def inpaint(model: nn.Module, photo: Photo, hole: npt.NDArray[np.bool_], told: tiles.Told | None = None) -> Photo:
    """Fill `hole` (H, W); every other pixel stays as it is, to the bit.

    Raises `InputError` where all of the photo is hidden, or the model fills no holes.
    """
    if not isinstance(model, Inpainter):
        raise InputError("this model does not see a mask: take an inpainting model")
    if hole.all():
        raise InputError("the mask hides the whole photo: nothing is left to fill it from")
    grey = np.array(round(HOLE * photo.top), photo.pixels.dtype)
    shown = np.where(hole[..., None], grey, photo.pixels)
    made = tiles.over(model, shown, (~hole).astype(np.float32), told, wanted=hole)
    return photo.of(np.where(hole[..., None], made, photo.pixels))
