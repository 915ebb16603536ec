"""A model whose posterior is known: one latent, one value, both Gaussian; log p(x) = ELBO + KL(q || p) term by term."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Line:
    """z ~ N(0, 1), x | z ~ N(z, noise^2); all results in nats. q is N(mean, sd^2), numbers or arrays."""

    noise: float = 0.5

    def log_p(self, x: float) -> float:
        """log p(x), x ~ N(0, 1 + noise^2)."""
        return float(-0.5 * (x**2 / (1 + self.noise**2) + math.log(2 * math.pi * (1 + self.noise**2))))

    def posterior(self, x: float) -> tuple[float, float]:
        """Mean and standard deviation of p(z | x)."""
        variance = self.noise**2 / (1 + self.noise**2)
        return x / (1 + self.noise**2), math.sqrt(variance)

    def elbo(self, x: float, mean: Floats, sd: Floats) -> Floats:
        """E_q[log p(x | z)] - KL(q || N(0, 1)) (Kingma & Welling 2014, eq. 3), in closed form."""
        fit = -0.5 * (((x - mean) ** 2 + sd**2) / self.noise**2 + math.log(2 * math.pi * self.noise**2))
        return np.asarray(fit - gaussian_kl(mean, sd, 0.0, 1.0))

    def gap(self, x: float, mean: Floats, sd: Floats) -> Floats:
        """KL(q || p(z | x)): what the ELBO lacks of log p(x)."""
        return gaussian_kl(mean, sd, *self.posterior(x))


def gaussian_kl(mean: Floats, sd: Floats, to_mean: float, to_sd: float) -> Floats:
    """KL(N(mean, sd^2) || N(to_mean, to_sd^2)), nats."""
    ratio = (sd / to_sd) ** 2
    return np.asarray(0.5 * (ratio + ((mean - to_mean) / to_sd) ** 2 - 1 - np.log(ratio)))
