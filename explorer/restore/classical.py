"""The classical partners, by scikit-image and scipy; x (C, H, W) float in [0, 1], the same back."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Method = Callable[[Floats, float | None], Floats]

BAND, EDGE = 512, 32  # rows of a photo at a time, and those above and below that are worked on with them


def nonlocal_means(x: Floats, sigma: float | None = None) -> Floats:
    """Non-local means (Buades et al. 2005); the noise estimated from the picture where it is not told, in [0, 1]."""
    from skimage.restoration import denoise_nl_means, estimate_sigma

    sigma = float(np.mean(estimate_sigma(x, channel_axis=0))) if sigma is None else sigma
    # scikit-image drops the axis of a single channel, and then moves the wrong one back.
    picture, axis = (x[0], None) if len(x) == 1 else (x, 0)
    restored = denoise_nl_means(picture, patch_size=5, patch_distance=6, h=0.8 * sigma, sigma=sigma, channel_axis=axis)
    return np.asarray(restored, np.float32).reshape(x.shape)


def total_variation(x: Floats, sigma: float | None = None) -> Floats:
    """Total variation (Chambolle 2004), its weight the noise: told, or estimated."""
    from skimage.restoration import denoise_tv_chambolle, estimate_sigma

    sigma = float(np.mean(estimate_sigma(x, channel_axis=0))) if sigma is None else sigma
    return np.asarray(denoise_tv_chambolle(x, weight=max(1e-3, sigma), channel_axis=0), np.float32)


def median(x: Floats, sigma: float | None = None) -> Floats:
    """Median over 3x3 pixels, channel by channel, whatever the noise."""
    from scipy.ndimage import median_filter

    return np.asarray(median_filter(x, size=(1, 3, 3)), np.float32)


def bm3d(x: Floats, sigma: float | None = None) -> Floats:
    """BM3D (Dabov et al. 2007) by the package of its authors: only where the user has installed it, see `methods`."""
    from skimage.restoration import estimate_sigma

    found = importlib.import_module("bm3d")
    sigma = float(np.mean(estimate_sigma(x, channel_axis=0))) if sigma is None else sigma
    if len(x) == 1:
        return np.asarray(found.bm3d(x[0], sigma), np.float32)[None]
    return np.asarray(found.bm3d_rgb(x.transpose(1, 2, 0), sigma), np.float32).transpose(2, 0, 1)


def biharmonic(x: Floats, hidden: npt.NDArray[np.bool_]) -> Floats:
    """Biharmonic inpainting (Damelin & Hoang 2018) where `hidden` (H, W) is true."""
    from skimage.restoration import inpaint_biharmonic

    return np.asarray(inpaint_biharmonic(x, hidden, channel_axis=0), np.float32)


DENOISERS: dict[str, Method] = {
    "Non-local means": nonlocal_means,
    "Total variation": total_variation,
    "Median": median,
}


def methods() -> dict[str, Method]:
    """The methods by name; BM3D, whose licence is not free, among them where the user has installed it."""
    return DENOISERS | ({"BM3D": bm3d} if importlib.util.find_spec("bm3d") else {})


def over(method: Method, x: Floats, sigma: float, told: Callable[[float], None] | None = None) -> Floats:
    """A method over a photo (C, H, W) of any size, a band of rows at a time; `told` hears the share that is done."""
    out = np.empty_like(x)
    height = x.shape[1]
    for top in range(0, height, BAND):
        above = max(0, top - EDGE)
        made = method(np.ascontiguousarray(x[:, above : top + BAND + EDGE]), sigma)
        out[:, top : top + BAND] = made[:, top - above : top - above + BAND]
        if told:
            told(min(1.0, (top + BAND) / height))
    return out
