"""The table of objectives: f(model, clean, corrupted, generator, beta) -> {"loss", …}, means over the batch."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from torch import Tensor

from explorer.config import WEIGHED, TrainConfig
from explorer.objectives.bounds import (
    Variational,
    beta_elbo,
    draw,
    dreg,
    elbo,
    free_bits,
    iwae,
    iwae_bound,
    kl,
    nll,
    own_elbo,
    sample_posterior,
    tc_elbo,
    weigh,
)
from explorer.objectives.likelihoods import LIKELIHOODS, bernoulli_nll, gaussian_nll, logistic_nll
from explorer.objectives.places import guesses, reconstruction
from explorer.objectives.restoration import (
    FAR_WEIGHT,
    LEAST,
    LEFT,
    RIM_WEIGHT,
    cross_entropy,
    hole_error,
    levelled_error,
    rim_error,
    squared_error,
)
from explorer.objectives.sorting import sinkhorn, sorting

__all__ = [
    "FAR_WEIGHT",
    "LEAST",
    "LEFT",
    "LIKELIHOODS",
    "OBJECTIVES",
    "RIM_WEIGHT",
    "Objective",
    "Variational",
    "bernoulli_nll",
    "beta_elbo",
    "cross_entropy",
    "draw",
    "dreg",
    "elbo",
    "free_bits",
    "gaussian_nll",
    "guesses",
    "hole_error",
    "iwae",
    "iwae_bound",
    "kl",
    "levelled_error",
    "logistic_nll",
    "nll",
    "of",
    "own_elbo",
    "reconstruction",
    "rim_error",
    "sample_posterior",
    "sinkhorn",
    "sorting",
    "squared_error",
    "tc_elbo",
    "weigh",
]

Objective = Callable[..., dict[str, Tensor]]
OBJECTIVES: dict[str, Objective] = {
    "beta_elbo": beta_elbo,
    "free_bits": free_bits,
    "iwae": iwae,
    "dreg": dreg,
    "tc": tc_elbo,
    "squared_error": squared_error,
    "hole_error": hole_error,
    "levelled_error": levelled_error,
    "rim_error": rim_error,
    "cross_entropy": cross_entropy,
    "sorting": sorting,
    "own_elbo": own_elbo,
}


def of(train: TrainConfig, own: str, count: int) -> Objective:
    """The objective of a run: the one that `train` names, or its model's `own`; `count` images are learnt from."""
    name = train.objective or ("iwae" if own == "beta_elbo" and train.iw_samples > 1 else own)
    if name in WEIGHED:
        return partial(OBJECTIVES[name], k=train.iw_samples)
    if name == "free_bits":
        return partial(free_bits, bits=train.free_bits)
    if name == "tc":
        return partial(tc_elbo, count=count)
    return OBJECTIVES[name]
