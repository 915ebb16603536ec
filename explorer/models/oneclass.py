"""One-class models in one run: a VAE for each class, none of which ever sees another class's pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from torch import nn

from explorer.config import ModelConfig
from explorer.models.vae import VAE


class OneClass(nn.Module):
    """`of(k)` is the VAE whose normal pictures are those of class k; the others' are anomalies to it."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.latent_dim, self.image_shape, self.likelihood = config.latent_dim, config.image_shape, config.likelihood
        self.parts = nn.ModuleList(VAE(replace(config, kind="vae")) for _ in range(config.classes))

    def of(self, k: int) -> VAE:
        return self.each()[k]

    def each(self) -> Sequence[VAE]:
        """The VAEs by class."""
        return cast(Sequence[VAE], self.parts)
