"""Nats: the ELBO and its parts over a dataset, the importance-weighted bound, and active units."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from explorer import objectives
from explorer.objectives import Variational


@dataclass(frozen=True)
class Ledger:
    """Per picture `nll` (N,) and `kl` (N, d), nats; `mu` (N, d) the posterior means."""

    nll: Tensor
    kl: Tensor
    mu: Tensor

    @property
    def loss(self) -> Tensor:
        """nll + kl per picture, (N,): the negative ELBO."""
        return self.nll + self.kl.sum(1)


@torch.inference_mode()
def ledger(model: Variational, batches: Iterable[Tensor], generator: Generator) -> Ledger:
    """The ELBO of every picture by one posterior sample each, kept in its parts."""
    rows = []
    for x in batches:
        z, mu, logvar = objectives.sample_posterior(model, x, generator)
        rows.append((objectives.nll(model, z, x), objectives.kl(mu, logvar), mu))
    nll, kl, mu = (torch.cat(column).float().cpu() for column in zip(*rows, strict=True))
    return Ledger(nll, kl, mu)


@torch.inference_mode()
def iwae_nll(model: Variational, batches: Iterable[Tensor], k: int, generator: Generator, chunk: int = 100) -> Tensor:
    """-log p(x) per picture by k importance samples, (N,) nats, in chunks (Burda et al. 2016, eq. 8)."""
    out = []
    for x in batches:
        bounds = []
        for start in range(0, k, chunk):
            size = min(chunk, k - start)
            bounds.append(objectives.iwae_bound(model, x, size, generator) + math.log(size))
        out.append(math.log(k) - torch.logsumexp(torch.stack(bounds), 0))
    return torch.cat(out).float().cpu()


def active_units(mu: Tensor, threshold: float = 0.01) -> int:
    """How many latent dimensions have Var_x[E[z | x]] above 0.01 (Burda et al. 2016, section 5.2)."""
    return int((mu.var(0) > threshold).sum())
