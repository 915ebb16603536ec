"""What is asked of a network that sorts tiles: a permutation, made soft by Sinkhorn's iterations."""

from __future__ import annotations

from typing import Protocol

from torch import Tensor

from explorer import puzzle
from explorer.draws import Source

ITERATIONS = 10  # of rows and columns: Mena et al. 2018 take 10 in training


class Sorter(Protocol):
    """A network of a grid: tiles (N, g^2, C, h, w) to logits (N, g^2, g^2)."""

    grid: int

    def __call__(self, tiles: Tensor) -> Tensor: ...


def sinkhorn(logits: Tensor, iterations: int = ITERATIONS) -> Tensor:
    """The log of a doubly stochastic matrix (N, n, n) of logits of tiles (rows) for places (columns).

    Columns and rows are divided by their sums in turns (Sinkhorn & Knopp 1967), in logarithms, which do not underflow
    (Mena et al. 2018, eq. 3). Rows, which come last, sum to 1 as exactly as floats do, columns nearly.
    """
    log_p = logits.float()
    for _ in range(iterations):
        log_p = log_p - log_p.logsumexp(1, keepdim=True)
        log_p = log_p - log_p.logsumexp(2, keepdim=True)
    return log_p


def sorting(model: Sorter, clean: Tensor, corrupted: Tensor, generator: Source, beta: float = 1.0) -> dict[str, Tensor]:
    """loss = -log P(tile at its place) after Sinkhorn's iterations, mean over tiles and pictures, nats.

    Pictures are cut and shuffled here, anew each time, and `corrupted` is not looked at. `accuracy` is the share of
    tiles whose likeliest place is theirs.
    """
    tiles, place = puzzle.cut(clean, model.grid, generator)
    log_p = sinkhorn(model(tiles))
    right = (log_p.detach().argmax(2) == place).float().mean()
    return {"loss": -log_p.gather(2, place[..., None]).mean(), "accuracy": right}
