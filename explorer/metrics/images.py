"""How far one picture is from another: squared error, PSNR, SSIM."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor


def squared_error(x: Tensor, x_hat: Tensor) -> Tensor:
    """Sum over a picture's values of (x - x_hat)^2, (N,), values in [0, 1]."""
    return ((x - x_hat) ** 2).flatten(1).sum(1)


def psnr(x: Tensor, x_hat: Tensor, mask: Tensor | None = None) -> Tensor:
    """10 log10(1 / mse) per picture, (N,) dB, for values in [0, 1]; `mask` (N, 1, H, W) picks pixels with 1.

    Equal pictures are given 100 dB, so that a mean stays finite.
    """
    error = (x - x_hat) ** 2
    if mask is None:
        mse = error.flatten(1).mean(1)
    else:
        weight = mask.expand_as(error).flatten(1)
        mse = (error.flatten(1) * weight).sum(1) / weight.sum(1).clamp_min(1)
    return -10 * torch.log10(mse.clamp_min(1e-10))


def ssim(x: npt.NDArray[np.float32], x_hat: npt.NDArray[np.float32]) -> float:
    """Structural similarity of two pictures (C, H, W) in [0, 1], with Wang et al. 2004's Gaussian window."""
    from skimage.metrics import structural_similarity  # 0.4 s to import: not before it is asked for

    return float(
        structural_similarity(
            x, x_hat, channel_axis=0, data_range=1.0,
            gaussian_weights=True, sigma=1.5, use_sample_covariance=False,
        )
    )  # fmt: skip
