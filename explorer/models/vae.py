"""The variational autoencoder: a code that is a distribution, so that it can be sampled."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from explorer.config import ModelConfig
from explorer.models.autoencoder import Autoencoder


class VAE(Autoencoder):
    """Diagonal Gaussian posterior, standard normal prior (Kingma & Welling 2014).

    `encode` gives the posterior's mean. `log_scale` (C, 1, 1) is the decoder's learnt log standard deviation
    (gaussian) or log scale (logistic) on the [0, 1] scale, after Rybkin et al. 2021; bernoulli has none.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config)
        self.likelihood = config.likelihood
        self.log_scale: Tensor | None
        if config.likelihood == "bernoulli":
            self.log_scale = None
        else:
            self.log_scale = nn.Parameter(torch.full((config.image_shape[0], 1, 1), -1.5))

    @property
    def code_width(self) -> int:
        return 2 * self.latent_dim

    def posterior(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return mu and logvar of q(z | x), both (N, d)."""
        code = self.encoder(x)
        if code.dtype == torch.bfloat16:  # under autocast: eight bits are too few for the KL
            code = code.float()
        mu, logvar = code.chunk(2, dim=1)
        return mu, logvar

    def encode(self, x: Tensor) -> Tensor:
        return self.posterior(x)[0]
