"""Nats: the ELBO and its parts over a dataset, the importance-weighted bound, and active units."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from explorer import objectives
from explorer.errors import InputError
from explorer.objectives import Variational

SHUFFLES = 20  # by which the bounds of one picture rise with k to 0.05 nats
DECODED = 500  # codes at a time: of 500, 1,000, 2,000, 8,000 on two cores 6,290, 5,960, 5,300, 4,070 codes a second


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
def log_weights(model: Variational, x: Tensor, k: int, generator: Generator) -> Tensor:
    """log p(x, z_i) - log q(z_i | x) of k codes of each picture, (k, N) nats in float64, decoded by chunks.

    Their mean is the ELBO, the log of the mean of their exponents the importance-weighted bound (Burda et al. 2016).
    Raises `InputError` where k is below 1.
    """
    if k < 1:
        raise InputError(f"importance samples go from 1 on, not {k}")
    mu, logvar = model.posterior(x)
    size, parts = max(1, DECODED // len(x)), []
    for start in range(0, k, size):
        z = objectives.draw(mu, logvar, min(size, k - start), generator)
        parts.append(objectives.weigh(model, x, z, mu, logvar)[0].double())
    return torch.cat(parts)


@dataclass(frozen=True)
class Bounds:
    """Per picture, nats: `bound` (N,) by k importance samples, and `elbo` (N,), the mean of the same log weights."""

    bound: Tensor
    elbo: Tensor


def bounds(
    model: Variational, batches: Iterable[Tensor], k: int, generator: Generator,
    told: Callable[[int], None] = lambda done: None,
) -> Bounds:  # fmt: skip
    """The importance-weighted bound on log p(x) by k samples (Burda et al. 2016, eq. 8); `told` the pictures done.

    What lies between the two is KL(q || p), up to what the bound itself lacks (log p(x) = ELBO + KL(q || p)).
    Memory does not grow with the pictures: `DECODED` codes are decoded at a time, and 8 bytes kept of each.
    """
    rows: list[tuple[Tensor, Tensor]] = []
    done = 0
    for x in batches:
        weights = log_weights(model, x, k, generator)
        rows.append((torch.logsumexp(weights, 0) - math.log(k), weights.mean(0)))
        done += len(x)
        told(done)
    bound, elbo = (torch.cat(column).float().cpu() for column in zip(*rows, strict=True))
    return Bounds(bound, elbo)


def tightened(weights: Tensor, k: int) -> float:
    """The expected bound by k samples on one picture, in nats, from the log weights (n,) of n >= k.

    The mean over groups of k, in `SHUFFLES` orders: of large k one order has few groups, and these few say little.
    Raises `InputError` where k is not from 1 to n.
    """
    n = len(weights)
    if not 1 <= k <= n:
        raise InputError(f"k goes from 1 to {n}, the samples that were drawn, not {k}")
    generator = torch.Generator().manual_seed(0)
    orders = torch.stack([torch.randperm(n, generator=generator) for _ in range(SHUFFLES)]).to(weights.device)
    groups = weights[orders[:, : n // k * k]].view(-1, k)
    return float((torch.logsumexp(groups, 1) - math.log(k)).mean())


def dequantized(x: Tensor, generator: Generator) -> Tensor:
    """Grey levels k / 255 to (k + u) / 256, u ~ U[0, 1): a density over them is a bound on the levels' probability.

    Uniform dequantization (Theis et al. 2016, section 3.1).
    """
    return (x * 255 + torch.rand(x.shape, generator=generator, device=x.device)) / 256


def bits_per_dim(nats: float, dims: int, density: bool) -> float:
    """Nats of a picture of 8 bits as bits per value; those of a density of dequantized values carry 8 bits more."""
    return nats / (math.log(2) * dims) + (8 if density else 0)


def active_units(mu: Tensor, threshold: float = 0.01) -> int:
    """How many latent dimensions have Var_x[E[z | x]] above 0.01 (Burda et al. 2016, section 5.2)."""
    return int((mu.var(0) > threshold).sum())
