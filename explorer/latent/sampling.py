"""Codes drawn from the prior, around an image or of a class, and codes that walk along one dimension."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator, Tensor, nn

from explorer.errors import InputError

if TYPE_CHECKING:
    from explorer.latent.mixture import Mixture


def check_temperature(temperature: float) -> None:
    """Raise `InputError` unless the temperature is 0 or more and finite."""
    if not 0 <= temperature < math.inf:
        raise InputError(f"temperature must be 0 or more and finite, not {temperature}")


def prior(n: int, latent_dim: int, generator: Generator, temperature: float = 1.0) -> Tensor:
    """n codes (n, d) of N(0, temperature^2 I), on the generator's device; `InputError` for a temperature below 0."""
    check_temperature(temperature)
    z = torch.randn(n, latent_dim, generator=generator, device=generator.device)
    return temperature * z


def around(model: nn.Module, x: Tensor, n: int, generator: Generator, temperature: float = 1.0) -> Tensor:
    """n codes (n, d) of the posterior q(z | x) of one picture x (C, H, W): mu + temperature * sigma * noise.

    Raises `InputError` for a model without a posterior, or a temperature below 0.
    """
    check_temperature(temperature)
    posterior = getattr(model, "posterior", None)
    if posterior is None:
        raise InputError("this run gives an image one code and no posterior to draw from; a VAE has one")
    with torch.inference_mode():
        mu, logvar = posterior(x[None])
    noise = torch.randn(n, mu.shape[1], generator=generator, device=generator.device).to(mu.device)
    found: Tensor = mu + temperature * (logvar / 2).exp() * noise
    return found


def of_class(codes: npt.NDArray[np.float32], labels: npt.NDArray[np.int64], label: int) -> Mixture:
    """The Gaussian with the mean and the covariance of the codes (n, d) whose label is `label`, as a mixture of one.

    Raises `InputError` where fewer than two codes have that label.
    """
    from explorer.latent import mixture

    own = codes[labels == label]
    if len(own) < 2:
        raise InputError(f"the map has {len(own)} codes of this class; its mean and covariance need two or more")
    return mixture.fit(own, components=1)


def traversal(z: Tensor, dim: int, values: Sequence[float]) -> Tensor:
    """The code z (d,) with dimension `dim` set to each of `values`: (len(values), d)."""
    walk = z.repeat(len(values), 1)
    walk[:, dim] = torch.tensor(values, dtype=z.dtype, device=z.device)
    return walk
