"""-log p(x | z) per value, in nats: a decoder's logits against the picture."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor


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
