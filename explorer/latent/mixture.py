"""A mixture of Gaussians fitted to codes: a second sampler, for models whose codes do not follow the prior."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator, Tensor


@dataclass(frozen=True)
class Mixture:
    """`weights` (K,) that sum to 1, `means` (K, d), `roots` (K, d, d) the Cholesky factors of the covariances."""

    weights: Tensor
    means: Tensor
    roots: Tensor

    def sample(self, n: int, generator: Generator) -> Tensor:
        """n codes (n, d), on the generator's device."""
        device = generator.device
        which = torch.multinomial(self.weights.to(device), n, replacement=True, generator=generator)
        eps = torch.randn(n, self.means.shape[1], generator=generator, device=device)
        return self.means.to(device)[which] + torch.einsum("nij,nj->ni", self.roots.to(device)[which], eps)


def fit(codes: npt.NDArray[np.floating], components: int, seed: int) -> Mixture:
    """Fit full covariances to codes (n, d) by expectation maximization (Ghosh et al. 2020, section 4)."""
    from sklearn.mixture import GaussianMixture

    found = GaussianMixture(components, random_state=seed).fit(codes.astype(np.float64))
    columns = (found.weights_, found.means_, np.linalg.cholesky(found.covariances_))
    return Mixture(*(torch.from_numpy(column).float() for column in columns))
