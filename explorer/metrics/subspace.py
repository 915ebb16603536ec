"""PCA beside linear and deep autoencoders: what each code size leaves over, and whether two span the same plane."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from explorer.data import ImageSet, digits
from explorer.metrics.report import batches
from explorer.models import PCA, Autoencoder

Numbers = npt.NDArray[np.float64]


@torch.inference_mode()
def errors_by_size(model: PCA, images: ImageSet) -> Numbers:
    """The mean squared error per image of the first k components, k = 0 to d, (d + 1,): each takes its square away.

    Components are orthonormal, so that ||x - x_k||^2 = ||x - mean||^2 - sum of z_i^2 over i <= k (Hotelling 1933).
    """
    total, taken = 0.0, np.zeros(model.latent_dim)
    for x in batches(images, model.mean.device):
        centred = x.flatten(1).double() - model.mean.double()
        z = centred @ model.components.double().T
        total += float(centred.square().sum())
        taken += z.square().sum(0).cpu().numpy()
    return (total - np.concatenate([[0.0], np.cumsum(taken)])) / len(images)


@torch.inference_mode()
def truncated(model: PCA, x: Tensor, k: int) -> Tensor:
    """Pictures (N, C, H, W) by the first k components, as PCA of that size has them: they may leave [0, 1]."""
    z = model.encode(x)
    z[:, k:] = 0
    return model.decode(z)


def basis(model: Autoencoder | PCA) -> Numbers:
    """What a linear decoder adds to the picture for each number of the code, (C*H*W, d)."""
    if isinstance(model, PCA):
        return np.asarray(model.components.T.double().cpu().numpy())
    weight = model.decoder.get_parameter("0.weight")
    return np.asarray(weight.detach().double().cpu().numpy())


def principal_angles(model: Autoencoder, pca: PCA) -> Numbers:
    """The angles in degrees, rising, (d,), between a linear decoder's pictures and PCA's of the same size.

    All are 0 where a linear autoencoder has found PCA's subspace (Baldi & Hornik 1989; Björck & Golub 1973).
    """
    from scipy.linalg import subspace_angles

    found = subspace_angles(basis(model), basis(pca)[:, : model.latent_dim])
    return np.asarray(np.rad2deg(found[::-1]), dtype=float)


def held(model: Autoencoder, pca: PCA) -> float:
    """The variance that a linear decoder's pictures hold, at least, as a share of what PCA's first d components hold.

    What lies off all of PCA's components is not counted.
    """
    axes, _ = np.linalg.qr(basis(model))
    variance = pca.variance.double().cpu().numpy()
    along = (basis(pca).T @ axes) ** 2
    return float((variance @ along).sum() / variance[: model.latent_dim].sum())


def noise(images: ImageSet, n: int, seed: int = 0) -> ImageSet:
    """`n` pictures as bright, pixel by pixel, as `images`, but each pixel from an image of its own.

    What one pixel says of another is gone, what it is by itself is not. Of digits each of the 8x8 that they are.
    """
    as_digits = images.name == "digits"
    pixels = digits.small(images.split) if as_digits else images.images
    drawn = np.random.default_rng(seed).integers(0, len(pixels), (n, *pixels.shape[1:]))
    mixed = np.take_along_axis(pixels, drawn, 0)
    return ImageSet(digits.enlarged(mixed) if as_digits else mixed, "noise", "test")
