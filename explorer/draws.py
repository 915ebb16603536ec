"""Random numbers by a generator; and by `Rows` of it, where a batch is worked on in parts that must draw as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Generator, Tensor


@dataclass(frozen=True)
class Rows:
    """A generator as one part of a batch sees it: the rows from `start` on, of `whole` in the batch.

    It draws for the whole batch and keeps its own rows, so that parts and processes draw what one would.
    """

    generator: Generator
    start: int
    whole: int


Source = Generator | Rows


def normal(shape: Sequence[int], source: Source, like: Tensor, dim: int = 0) -> Tensor:
    """N(0, 1) of `shape`, with the device and type of `like`; the batch lies along `dim`."""
    return _draw(torch.randn, shape, source, like, dim)


def uniform(shape: Sequence[int], source: Source, like: Tensor, dim: int = 0) -> Tensor:
    """U[0, 1) of `shape`, with the device and type of `like`; the batch lies along `dim`."""
    return _draw(torch.rand, shape, source, like, dim)


def _draw(kind: Callable[..., Tensor], shape: Sequence[int], source: Source, like: Tensor, dim: int) -> Tensor:
    if isinstance(source, Generator):
        return kind(tuple(shape), generator=source, device=like.device, dtype=like.dtype)
    whole = [*shape[:dim], source.whole, *shape[dim + 1 :]]
    drawn = kind(tuple(whole), generator=source.generator, device=like.device, dtype=like.dtype)
    return drawn.narrow(dim, source.start, shape[dim])
