"""A Gaussian mixture over the codes of real images: a second thing to sample from, also where nothing was a prior."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator, Tensor

from explorer.errors import InputError
from explorer.latent.sampling import check_temperature

Floats = npt.NDArray[np.float32]
COMPONENTS = 10
CODES_EACH = 5  # codes that a component wants for each dimension: fewer leave its covariance to the regulariser
REGULAR = 1e-3  # of the mean variance of a dimension, added to every covariance's diagonal


@dataclass(frozen=True)
class Mixture:
    """`weights` (K,), `means` (K, d) and `roots` (K, d, d), lower triangular; covariance = root @ root.T. float64."""

    weights: Tensor
    means: Tensor
    roots: Tensor

    @property
    def covariances(self) -> Tensor:
        """(K, d, d)."""
        return self.roots @ self.roots.mT

    def sample(self, n: int, generator: Generator, temperature: float = 1.0) -> Tensor:
        """n codes (n, d) float32; the temperature scales how far each lies from the mean of its component.

        Raises `InputError` for a temperature below 0.
        """
        check_temperature(temperature)
        chosen = torch.multinomial(self.weights, n, replacement=True, generator=generator)
        noise = torch.randn(n, self.means.shape[1], generator=generator, dtype=torch.float64)
        found: Tensor = self.means[chosen] + temperature * torch.einsum("nij,nj->ni", self.roots[chosen], noise)
        return found.float()

    def log_prob(self, z: Tensor) -> Tensor:
        """log p(z) of codes (n, d), (n,) nats."""
        parts = torch.distributions.MultivariateNormal(self.means, scale_tril=self.roots)
        each = parts.log_prob(z.double()[:, None])  # (n, K)
        return torch.logsumexp(each + self.weights.log(), 1)


def fit(codes: Floats, components: int = COMPONENTS, seed: int = 0) -> Mixture:
    """A mixture with full covariances, by expectation maximisation, of codes (n, d) (Ghosh et al. 2020, section 4).

    Of few codes it has fewer components: each wants five codes for every dimension. Raises `InputError` for fewer
    than two codes.
    """
    from sklearn.mixture import GaussianMixture
    from threadpoolctl import threadpool_limits

    if len(codes) < 2:
        raise InputError(f"a Gaussian is fitted to two codes or more, not to {len(codes)}")
    kept = max(1, min(components, len(codes) // (CODES_EACH * codes.shape[1])))
    regular = REGULAR * float(codes.var(0, dtype=float).mean()) + 1e-9  # the rest for codes that coincide
    # On a busy machine its many small products wait for each other's threads: 3,000 codes took 42 s, with one 0.8 s.
    with threadpool_limits(1):
        found = GaussianMixture(kept, reg_covar=regular, random_state=seed).fit(codes.astype(float))
    covariances = torch.from_numpy(found.covariances_)
    return Mixture(torch.from_numpy(found.weights_), torch.from_numpy(found.means_), torch.linalg.cholesky(covariances))
