"""The bounds on log p(x) and what is trained by them: nats, summed over dimensions, mean over the batch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

import torch
from torch import Tensor

from explorer import draws
from explorer.draws import Source
from explorer.objectives.likelihoods import LIKELIHOODS
from explorer.objectives.restoration import Coder


class Variational(Coder, Protocol):
    """A model with a diagonal Gaussian posterior and a likelihood."""

    likelihood: str
    log_scale: Tensor | None

    def posterior(self, x: Tensor) -> tuple[Tensor, Tensor]: ...
    def decode_logits(self, z: Tensor) -> Tensor: ...


class Family(Protocol):
    """Such models, one for each class."""

    latent_dim: int

    def each(self) -> Sequence[Variational]: ...


def kl(mu: Tensor, logvar: Tensor) -> Tensor:
    """KL(N(mu, exp(logvar)) || N(0, 1)) per dimension, (N, d) nats (Kingma & Welling 2014, app. B)."""
    return 0.5 * (mu**2 + logvar.exp() - 1 - logvar)


def nll(model: Variational, z: Tensor, x: Tensor) -> Tensor:
    """-log p(x | z) per picture, (N,) nats, under the model's own likelihood."""
    return LIKELIHOODS[model.likelihood](model.decode_logits(z), x, model.log_scale).flatten(1).sum(1)


def sample_posterior(model: Variational, x: Tensor, generator: Source) -> tuple[Tensor, Tensor, Tensor]:
    """Return z ~ q(z | x), mu, logvar; all (N, d)."""
    mu, logvar = model.posterior(x)
    eps = draws.normal(mu.shape, generator, mu)
    return mu + torch.exp(0.5 * logvar) * eps, mu, logvar


def elbo(model: Variational, x: Tensor, generator: Source) -> tuple[Tensor, Tensor, Tensor]:
    """One-sample ELBO per picture and its parts: elbo (N,), nll (N,), kl (N, d) (Kingma & Welling, eq. 7)."""
    z, mu, logvar = sample_posterior(model, x, generator)
    per_image = nll(model, z, x)
    divergence = kl(mu, logvar)
    return -per_image - divergence.sum(1), per_image, divergence


def iwae_bound(model: Variational, x: Tensor, k: int, generator: Source) -> Tensor:
    """log 1/k sum_i p(x, z_i) / q(z_i | x) per picture, (N,) nats (Burda et al. 2016, eq. 8)."""
    mu, logvar = model.posterior(x)
    return _log_mean_exp(weigh(model, x, draw(mu, logvar, k, generator), mu, logvar)[0])


def draw(mu: Tensor, logvar: Tensor, k: int, generator: Source) -> Tensor:
    """k codes of each posterior N(mu, exp(logvar)), (k, N, d)."""
    eps = draws.normal((k, *mu.shape), generator, mu, dim=1)
    return mu + torch.exp(0.5 * logvar) * eps


def weigh(model: Variational, x: Tensor, z: Tensor, mu: Tensor, logvar: Tensor) -> tuple[Tensor, Tensor]:
    """log p(x, z) - log q(z | x) of codes z (k, N, d), q = N(mu, exp(logvar)), and log p(x | z); both (k, N) nats."""
    k = len(z)
    log_prior = -0.5 * (z**2).sum(2)
    log_q = -0.5 * ((z - mu) ** 2 * torch.exp(-logvar) + logvar).sum(2)  # the shared -d/2 log(2 pi) cancels
    repeated = x.expand(k, *x.shape).flatten(0, 1)
    log_lik = -nll(model, z.flatten(0, 1), repeated).view(k, -1)
    return log_lik + log_prior - log_q, log_lik


def _log_mean_exp(log_w: Tensor) -> Tensor:
    """Over the first dimension."""
    return torch.logsumexp(log_w, 0) - math.log(len(log_w))


def _values(loss: Tensor, reconstruction: Tensor, divergence: Tensor, **more: Tensor) -> dict[str, Tensor]:
    """What every objective here reports: the loss, and the ELBO at beta = 1 in its two parts."""
    elbo = -(reconstruction + divergence)
    return {"loss": loss, "nll": reconstruction, "kl": divergence, "elbo": elbo, **more}


def beta_elbo(
    model: Variational, clean: Tensor, corrupted: Tensor, generator: Source, beta: float = 1.0
) -> dict[str, Tensor]:
    """loss = nll + beta * kl (Higgins et al. 2017, eq. 4); `elbo` is the bound itself, at beta = 1."""
    z, mu, logvar = sample_posterior(model, corrupted, generator)
    reconstruction = nll(model, z, clean).mean()
    divergence = kl(mu, logvar).sum(1).mean()
    return _values(reconstruction + beta * divergence, reconstruction, divergence)


def own_elbo(
    model: Family, label: Tensor, corrupted: Tensor, generator: Source, beta: float = 1.0
) -> dict[str, Tensor]:
    """`beta_elbo` of each picture by the model of its own class: `label` (N,) int64 says which.

    A class that a batch lacks has a gradient of 0, not none: processes that add theirs up wait for every weight.
    """
    eps = draws.normal((len(corrupted), model.latent_dim), generator, corrupted)
    lost, spent = [], []
    for k, part in enumerate(model.each()):
        rows = (label == k).nonzero()[:, 0]
        x = corrupted[rows]
        mu, logvar = part.posterior(x)
        lost.append(nll(part, mu + torch.exp(0.5 * logvar) * eps[rows], x).sum())
        spent.append(kl(mu, logvar).sum())
    reconstruction, divergence = (torch.stack(parts).sum() / len(corrupted) for parts in (lost, spent))
    return _values(reconstruction + beta * divergence, reconstruction, divergence)


def free_bits(
    model: Variational, clean: Tensor, corrupted: Tensor, generator: Source, beta: float = 1.0, bits: float = 0.1
) -> dict[str, Tensor]:
    """loss = nll + beta * sum_d max(bits, KL_d), KL_d the batch's mean in nats (Kingma et al. 2016, eq. 15).

    Below `bits` nats a dimension costs the same whether it carries anything or not, so that none is given up early.
    """
    z, mu, logvar = sample_posterior(model, corrupted, generator)
    reconstruction = nll(model, z, clean).mean()
    per_dim = kl(mu, logvar).mean(0)
    return _values(reconstruction + beta * per_dim.clamp_min(bits).sum(), reconstruction, per_dim.sum())


def iwae(
    model: Variational, clean: Tensor, corrupted: Tensor, generator: Source, beta: float = 1.0, k: int = 5
) -> dict[str, Tensor]:
    """loss = -iwae_bound with k samples (Burda et al. 2016); nll, kl and elbo by the same, for the curve."""
    mu, logvar = model.posterior(clean)
    log_w, log_lik = weigh(model, clean, draw(mu, logvar, k, generator), mu, logvar)
    return _values(-_log_mean_exp(log_w).mean(), -log_lik.detach().mean(), kl(mu, logvar).detach().sum(1).mean())


def dreg(
    model: Variational, clean: Tensor, corrupted: Tensor, generator: Source, beta: float = 1.0, k: int = 5
) -> dict[str, Tensor]:
    """The loss of `iwae` with doubly reparameterized gradients for the encoder (Tucker et al. 2019, eq. 8).

    The encoder's gradient by `iwae` drowns in noise as k grows, because its score function has a share in it; here
    it goes through z alone, weighed with the square of the normalised weights. The decoder's is that of `iwae`.
    """
    mu, logvar = model.posterior(clean)
    z = draw(mu, logvar, k, generator)
    log_w, log_lik = weigh(model, clean, z, mu.detach(), logvar.detach())
    share = torch.softmax(log_w.detach(), 0)  # (k, N)
    if z.requires_grad:
        z.register_hook(lambda gradient: gradient * share[..., None])
    surrogate = (share * log_w).sum(0).mean()
    bound = _log_mean_exp(log_w.detach()).mean()
    loss = surrogate.detach() - surrogate - bound  # its value is the bound's, its gradient the surrogate's
    return _values(loss, -log_lik.detach().mean(), kl(mu, logvar).detach().sum(1).mean())


def tc_elbo(
    model: Variational, clean: Tensor, corrupted: Tensor, generator: Source, beta: float = 6.0, count: int = 1
) -> dict[str, Tensor]:
    """loss = nll + index-code MI + beta * total correlation + dimension-wise KL (Chen et al. 2018, eq. 4).

    The three parts of the KL; only the dependence between dimensions is made dearer. q(z) is estimated from the
    batch by its stratified sampling of `count` images (appendix C.2), so that a part of a batch sees less of it.
    """
    z, mu, logvar = sample_posterior(model, corrupted, generator)
    reconstruction = nll(model, z, clean).mean()
    log_q = -0.5 * ((z[:, None] - mu[None]) ** 2 * torch.exp(-logvar) + logvar + math.log(2 * math.pi))  # (N, N, d)
    weight = _stratified(len(z), count).to(z)
    joint = torch.logsumexp(log_q.sum(2) + weight, 1)  # log q(z)
    marginals = torch.logsumexp(log_q + weight[..., None], 1).sum(1)  # log prod_d q(z_d)
    own = log_q.diagonal().sum(0)  # log q(z | x)
    prior = -0.5 * (z**2 + math.log(2 * math.pi)).sum(1)
    tc = (joint - marginals).mean()
    loss = reconstruction + (own - joint).mean() + beta * tc + (marginals - prior).mean()
    return _values(loss, reconstruction, kl(mu, logvar).sum(1).mean(), tc=tc.detach())


def _stratified(batch: int, count: int) -> Tensor:
    """The log weights (batch, batch) by which q(z | x_j) of a batch stands for those of `count` images, z of x_i.

    The own image is one of `count`, the rest of the batch stands for all others.
    """
    others = (count - 1) / (count * max(1, batch - 1))
    return torch.full((batch, batch), others).fill_diagonal_(1 / count).log()
