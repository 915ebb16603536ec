"""The autoencoder: a code smaller than the picture, and the picture back from it."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from explorer.config import ModelConfig
from explorer.models import layers


class Autoencoder(nn.Module):
    """`encode(x (N, C, H, W) in [0, 1]) -> z (N, d)`, `decode(z) -> x_hat` (Hinton & Salakhutdinov 2006).

    A `linear` one has no sigmoid either: its best pictures are PCA's (Baldi & Hornik 1989), and may leave [0, 1].
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.latent_dim = config.latent_dim
        self.image_shape = config.image_shape
        self.linear = config.arch == "linear"
        self.encoder = layers.encoder(self.input_shape, config.arch, config.size, self.code_width)
        self.decoder = layers.decoder(config.image_shape, config.arch, config.size, config.latent_dim)

    @property
    def input_shape(self) -> tuple[int, int, int]:
        """What the encoder sees, (C, H, W)."""
        return self.image_shape

    @property
    def code_width(self) -> int:
        """How many numbers the encoder gives for a picture."""
        return self.latent_dim

    def encode(self, x: Tensor) -> Tensor:
        z: Tensor = self.encoder(x)
        return z

    def decode_logits(self, z: Tensor) -> Tensor:
        """The picture before the sigmoid, (N, C, H, W): what a stable likelihood wants."""
        logits: Tensor = self.decoder(z)
        return logits

    def decode(self, z: Tensor) -> Tensor:
        x_hat = self.decode_logits(z)
        return x_hat if self.linear else torch.sigmoid(x_hat)

    def forward(self, x: Tensor) -> Tensor:
        return self.decode(self.encode(x))


class DenoisingAutoencoder(Autoencoder):
    """The same network, shown corrupted pictures and asked for the clean ones (Vincent et al. 2008)."""


class InpaintingAutoencoder(Autoencoder):
    """Sees the picture with holes and the mask as one more channel (after Pathak et al. 2016)."""

    @property
    def input_shape(self) -> tuple[int, int, int]:
        channels, height, width = self.image_shape
        return channels + 1, height, width

    def encode(self, x: Tensor) -> Tensor:
        """Encode (N, C + 1, H, W), or (N, C, H, W) as a picture of which everything is seen."""
        if x.shape[1] == self.image_shape[0]:
            x = torch.cat([x, torch.ones_like(x[:, :1])], dim=1)
        return super().encode(x)
