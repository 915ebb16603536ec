"""Codes drawn from the prior, and codes that walk along one dimension."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Generator, Tensor


def prior(n: int, latent_dim: int, generator: Generator, temperature: float = 1.0) -> Tensor:
    """n codes (n, d) of N(0, temperature^2 I), on the generator's device."""
    z = torch.randn(n, latent_dim, generator=generator, device=generator.device)
    return temperature * z


def traversal(z: Tensor, dim: int, values: Sequence[float]) -> Tensor:
    """The code z (d,) with dimension `dim` set to each of `values`: (len(values), d)."""
    walk = z.repeat(len(values), 1)
    walk[:, dim] = torch.tensor(values, dtype=z.dtype, device=z.device)
    return walk
