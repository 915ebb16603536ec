"""A code at which a drag ended, looked at closely: its picture, how that comes back, and what it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Generator, nn

from explorer.metrics.images import squared_error
from explorer.metrics.likelihood import ledger
from explorer.models import VAE
from explorer.pictures import Bytes, to_uint8

SAMPLES = 64  # of the posterior: one alone moves the ELBO by nats from call to call


@dataclass(frozen=True)
class Landing:
    """What is known of a code z: `picture` (C, H, W) decoded from it, and what the model says to that picture.

    `cycle` is |encode(decode(z)) - z|, the Euclidean distance in latent space; `error` the squared error of the
    picture encoded and decoded again, values in [0, 1]. Of a VAE `nll` and `kl` in nats, ELBO = -(nll + kl).
    """

    picture: Bytes
    cycle: float
    error: float
    nll: float | None = None
    kl: float | None = None


@torch.inference_mode()
def land(model: nn.Module, z: Sequence[float], seed: int = 0) -> Landing:
    """Decode z (d numbers) by torch and take the picture for an image: encode it, and ask for its ELBO."""
    device = next(iter(model.state_dict().values())).device
    code = torch.tensor([list(z)], dtype=torch.float32, device=device)
    x = model.decode(code).float()  # type: ignore[operator]
    back = model.encode(x)  # type: ignore[operator]
    cycle = float((back - code).norm())
    error = float(squared_error(x, model.decode(back)))  # type: ignore[operator]
    picture = to_uint8(x[0].cpu())
    if not isinstance(model, VAE):
        return Landing(picture, cycle, error)
    book = ledger(model, [x.expand(SAMPLES, *x.shape[1:])], Generator(device).manual_seed(seed))
    return Landing(picture, cycle, error, float(book.nll.mean()), float(book.kl[0].sum()))
