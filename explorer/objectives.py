"""What is minimised and what is reported: nats, summed over dimensions, mean over the batch."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Tensor

from explorer import draws
from explorer.draws import Source


class Coder(Protocol):
    """Anything with the two verbs."""

    def encode(self, x: Tensor) -> Tensor: ...
    def decode(self, z: Tensor) -> Tensor: ...


class Variational(Coder, Protocol):
    """A model with a diagonal Gaussian posterior and a likelihood."""

    likelihood: str
    log_scale: Tensor | None

    def posterior(self, x: Tensor) -> tuple[Tensor, Tensor]: ...
    def decode_logits(self, z: Tensor) -> Tensor: ...


def kl(mu: Tensor, logvar: Tensor) -> Tensor:
    """KL(N(mu, exp(logvar)) || N(0, 1)) per dimension, (N, d) nats (Kingma & Welling 2014, app. B)."""
    return 0.5 * (mu**2 + logvar.exp() - 1 - logvar)


def bernoulli_nll(logits: Tensor, x: Tensor, log_scale: Tensor | None = None) -> Tensor:
    """-log p(x | z) per value for x in [0, 1] read as a probability of ink (binary cross-entropy)."""
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none")


def gaussian_nll(logits: Tensor, x: Tensor, log_scale: Tensor | None = None) -> Tensor:
    """-log N(x; sigmoid(logits), exp(log_scale)^2) per value, a density on the [0, 1] scale."""
    log_sigma = torch.zeros((), device=x.device) if log_scale is None else log_scale
    residual = (x - torch.sigmoid(logits)) * torch.exp(-log_sigma)
    return 0.5 * residual**2 + log_sigma + 0.5 * math.log(2 * math.pi)


def logistic_nll(logits: Tensor, x: Tensor, log_scale: Tensor | None = None) -> Tensor:
    """-log P(x) per value, a logistic discretized to the 256 levels x = k/255 (Kingma et al. 2016, IAF)."""
    scale = torch.zeros((), device=x.device) if log_scale is None else log_scale
    centred = x - torch.sigmoid(logits)
    upper = (centred + 0.5 / 255) * torch.exp(-scale)
    lower = (centred - 0.5 / 255) * torch.exp(-scale)
    # log(sigmoid(u) - sigmoid(l)) = logsigmoid(u) + logsigmoid(-l) + log(1 - exp(l - u)), exact in the tails.
    log_inner = F.logsigmoid(upper) + F.logsigmoid(-lower) + torch.log1p(-torch.exp(lower - upper))
    log_p = torch.where(
        x < 0.5 / 255,
        F.logsigmoid(upper),  # everything below the lowest level belongs to it
        torch.where(x > 1 - 0.5 / 255, F.logsigmoid(-lower), log_inner),
    )
    return -log_p


LIKELIHOODS: dict[str, Callable[[Tensor, Tensor, Tensor | None], Tensor]] = {
    "bernoulli": bernoulli_nll,
    "gaussian": gaussian_nll,
    "logistic": logistic_nll,
}


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
    n, d = mu.shape
    eps = draws.normal((k, n, d), generator, mu, dim=1)
    z = mu + torch.exp(0.5 * logvar) * eps  # (k, N, d)
    log_prior = -0.5 * (z**2).sum(2)
    log_q = -0.5 * (eps**2 + logvar).sum(2)  # the shared -d/2 log(2 pi) cancels
    repeated = x.expand(k, *x.shape).flatten(0, 1)
    log_lik = -nll(model, z.flatten(0, 1), repeated).view(k, n)
    return torch.logsumexp(log_lik + log_prior - log_q, dim=0) - math.log(k)


def beta_elbo(
    model: Variational, clean: Tensor, corrupted: Tensor, generator: Source, beta: float = 1.0
) -> dict[str, Tensor]:
    """loss = nll + beta * kl (Higgins et al. 2017, eq. 4); `elbo` is the bound itself, at beta = 1."""
    z, mu, logvar = sample_posterior(model, corrupted, generator)
    reconstruction = nll(model, z, clean).mean()
    divergence = kl(mu, logvar).sum(1).mean()
    return {
        "loss": reconstruction + beta * divergence,
        "nll": reconstruction,
        "kl": divergence,
        "elbo": -(reconstruction + divergence),
    }


def iwae(
    model: Variational, clean: Tensor, corrupted: Tensor, generator: Source, beta: float = 1.0, k: int = 5
) -> dict[str, Tensor]:
    """loss = -iwae_bound with k samples (Burda et al. 2016); nll, kl and elbo by one sample, for the curve."""
    values = beta_elbo(model, clean, corrupted, generator)
    bound = iwae_bound(model, clean, k, generator).mean()
    return {**{name: v.detach() for name, v in values.items()}, "loss": -bound}


def squared_error(
    model: Coder, clean: Tensor, corrupted: Tensor, generator: Source, beta: float = 1.0
) -> dict[str, Tensor]:
    """loss = |clean - decode(encode(corrupted))|^2 summed over values, mean over pictures."""
    x_hat = model.decode(model.encode(corrupted))
    return {"loss": ((clean - x_hat) ** 2).flatten(1).sum(1).mean()}


VISIBLE_WEIGHT = 0.1  # what is seen counts a little: the code must hold the stroke that runs into the hole


def hole_error(
    model: Coder, clean: Tensor, corrupted: Tensor, generator: Source, beta: float = 1.0
) -> dict[str, Tensor]:
    """Squared error on the hole, plus a tenth of that on the seen part.

    `corrupted` is (N, C + 1, H, W) from `corruptions.with_mask`. `hole` is the part on the hole alone.
    """
    mask = corrupted[:, -1:]
    error = (clean - model.decode(model.encode(corrupted))) ** 2
    hole = (error * (1 - mask)).flatten(1).sum(1).mean()
    seen = (error * mask).flatten(1).sum(1).mean()
    return {"loss": hole + VISIBLE_WEIGHT * seen, "hole": hole}


Network = Callable[[Tensor], Tensor]


def cross_entropy(
    model: Network, label: Tensor, corrupted: Tensor, generator: Source, beta: float = 1.0
) -> dict[str, Tensor]:
    """loss = -log p(label | corrupted), mean over pictures, nats; `accuracy` the share that is named right.

    What is asked for is no picture, but a label: (N,) int64, where others have the clean picture.
    """
    logits = model(corrupted).float()
    right = (logits.argmax(1) == label).float().mean()
    return {"loss": F.cross_entropy(logits, label), "accuracy": right}


GREYS = 255.0  # the losses of photos are in grey levels
ROUND = 1e-4  # grey levels squared: the root has a gradient where nothing is wrong, too
RIM, RIM_WEIGHT, FAR_WEIGHT = 4, 0.3, 0.02  # the rim of a hole, in pixels, and what it and all else count beside it


def absolute_error(
    model: Network, clean: Tensor, corrupted: Tensor, generator: Source, beta: float = 1.0
) -> dict[str, Tensor]:
    """loss = |clean - model(corrupted)|, mean over values, in grey levels of 255: the same for photos of any size.

    L1 trains restoration networks to a better PSNR than the squared error itself (Zhao et al. 2017).
    """
    return {"loss": GREYS * (clean - model(corrupted)).abs().mean()}


def rim_error(
    model: Network, clean: Tensor, corrupted: Tensor, generator: Source, beta: float = 1.0
) -> dict[str, Tensor]:
    """Root mean square error in grey levels of 255, weighed: 1 on the hole, less on its rim, hardly anything elsewhere.

    Of each photo, then the mean over photos. What fills a hole is uncertain, and the mean of what may stand there has
    the best PSNR, not the median that an absolute error would teach: after 70 s more of training with each in turn
    +0.07 dB on BSD68's holes. `corrupted` is (N, C + 1, H, W) from `corruptions.with_mask`. `hole` is the mean
    absolute error on the hole alone.
    """
    hole = 1 - corrupted[:, -1:]
    rim = F.max_pool2d(hole, 2 * RIM + 1, stride=1, padding=RIM)
    weight = FAR_WEIGHT + (RIM_WEIGHT - FAR_WEIGHT) * rim + (1 - RIM_WEIGHT) * hole
    error = GREYS * (clean - model(corrupted).float())
    square = (weight * (error**2).mean(1, keepdim=True)).flatten(1).sum(1) / weight.flatten(1).sum(1)
    wrong = (hole * error.abs()).sum() / (hole.sum() * error.shape[1]).clamp_min(1)
    return {"loss": (square + ROUND).sqrt().mean(), "hole": wrong.detach()}


Objective = Callable[..., dict[str, Tensor]]
OBJECTIVES: dict[str, Objective] = {
    "beta_elbo": beta_elbo,
    "iwae": iwae,
    "squared_error": squared_error,
    "hole_error": hole_error,
    "absolute_error": absolute_error,
    "rim_error": rim_error,
    "cross_entropy": cross_entropy,
}
