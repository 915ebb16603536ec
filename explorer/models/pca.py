"""Principal component analysis behind the same two verbs as the networks."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn

from explorer.config import ModelConfig
from explorer.errors import TrainingError


class PCA(nn.Module):
    """`encode` projects on the leading eigenvectors of the covariance, `decode` is its transpose.

    `components` (d, C*H*W) orthonormal rows by falling variance; `variance` (d,); `mean` (C*H*W,).
    """

    mean: Tensor
    components: Tensor
    variance: Tensor

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.latent_dim = min(config.latent_dim, config.pixels)
        self.image_shape = config.image_shape
        self.register_buffer("mean", torch.zeros(config.pixels))
        self.register_buffer("components", torch.zeros(self.latent_dim, config.pixels))
        self.register_buffer("variance", torch.zeros(self.latent_dim))

    def fit(self, batches: Iterable[Tensor]) -> None:
        """Fit on batches (n, C, H, W) seen twice: memory stays at one (C*H*W)^2 matrix, in float64."""
        chunks = [batch.flatten(1) for batch in batches]
        n = sum(len(chunk) for chunk in chunks)
        if n < 2:
            raise TrainingError("PCA needs at least two pictures")
        mean = torch.stack([chunk.double().sum(0) for chunk in chunks]).sum(0) / n
        scatter = torch.zeros(len(mean), len(mean), dtype=torch.float64, device=mean.device)
        for chunk in chunks:
            centred = chunk.double() - mean
            scatter += centred.T @ centred
        values, vectors = torch.linalg.eigh(scatter / (n - 1))  # ascending
        top = vectors.flip(1)[:, : self.latent_dim].T
        # The sign is free; the largest entry is made positive so that a fit can be repeated exactly.
        sign = top.gather(1, top.abs().argmax(1, keepdim=True)).sign()
        self.mean.copy_(mean)
        self.components.copy_(top * sign)
        self.variance.copy_(values.flip(0)[: self.latent_dim])

    def encode(self, x: Tensor) -> Tensor:
        return (x.flatten(1) - self.mean) @ self.components.T

    def decode(self, z: Tensor) -> Tensor:
        """Return the linear reconstruction (N, C, H, W), which may leave [0, 1]."""
        return (z @ self.components + self.mean).view(-1, *self.image_shape)

    def forward(self, x: Tensor) -> Tensor:
        return self.decode(self.encode(x))
