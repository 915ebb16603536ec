"""Masking noise on words: some of them are left out."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from explorer import draws
from explorer.corruptions.base import Corruption
from explorer.draws import Source


@dataclass(frozen=True)
class TokenDropout(Corruption):
    """A share of the numbers of x (N, V) put to 0 (Vincent et al. 2010): of features, each word or not at all."""

    share: float = 0.5
    name = "words"
    limits = (0.0, 0.95)

    def __call__(self, x: Tensor, generator: Source) -> Tensor:
        return x * (draws.uniform(x.shape, generator, x) >= self.share)
