"""The classical partners, by scikit-image and scipy; x (C, H, W) float in [0, 1], the same back."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def nonlocal_means(x: Floats, sigma: float | None = None) -> Floats:
    """Non-local means (Buades et al. 2005); the noise estimated from the picture where it is not told, in [0, 1]."""
    from skimage.restoration import denoise_nl_means, estimate_sigma

    sigma = float(np.mean(estimate_sigma(x, channel_axis=0))) if sigma is None else sigma
    # scikit-image drops the axis of a single channel, and then moves the wrong one back.
    picture, axis = (x[0], None) if len(x) == 1 else (x, 0)
    restored = denoise_nl_means(picture, patch_size=5, patch_distance=6, h=0.8 * sigma, sigma=sigma, channel_axis=axis)
    return np.asarray(restored, np.float32).reshape(x.shape)


def total_variation(x: Floats) -> Floats:
    """Total variation (Chambolle 2004), its weight from the estimated noise."""
    from skimage.restoration import denoise_tv_chambolle, estimate_sigma

    sigma = float(np.mean(estimate_sigma(x, channel_axis=0)))
    return np.asarray(denoise_tv_chambolle(x, weight=max(1e-3, sigma), channel_axis=0), np.float32)


def median(x: Floats) -> Floats:
    """Median over 3x3 pixels, channel by channel."""
    from scipy.ndimage import median_filter

    return np.asarray(median_filter(x, size=(1, 3, 3)), np.float32)


def biharmonic(x: Floats, hidden: npt.NDArray[np.bool_]) -> Floats:
    """Biharmonic inpainting (Damelin & Hoang 2018) where `hidden` (H, W) is true."""
    from skimage.restoration import inpaint_biharmonic

    return np.asarray(inpaint_biharmonic(x, hidden, channel_axis=0), np.float32)


DENOISERS: dict[str, Callable[[Floats], Floats]] = {
    "Non-local means": nonlocal_means,
    "Total variation": total_variation,
    "Median": median,
}
