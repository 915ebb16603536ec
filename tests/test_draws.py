"""Parts of a batch draw what the whole would."""

from __future__ import annotations

import pytest
import torch
from torch import Generator

from explorer import corruptions, draws, objectives
from explorer.config import ModelConfig
from explorer.draws import Rows
from explorer.models import build

N = 7


def parts(draw: object) -> torch.Tensor:
    """Draw rows 0-2 and 3-6 apart, from the same seed."""
    return torch.cat([draw(Rows(Generator().manual_seed(4), a, N), slice(a, b)) for a, b in ((0, 3), (3, N))])  # type: ignore[operator]


@pytest.mark.parametrize("kind", [draws.normal, draws.uniform])
def test_rows_are_rows_of_the_whole(kind: object) -> None:
    like = torch.zeros(())
    whole = kind((N, 5), Generator().manual_seed(4), like)  # type: ignore[operator]
    assert torch.equal(parts(lambda rows, at: kind((len(range(N)[at]), 5), rows, like)), whole)  # type: ignore[operator]


@pytest.mark.parametrize("name", [*corruptions.NOISES, *corruptions.MASKS])
def test_every_corruption_draws_by_rows(name: str) -> None:
    x = torch.rand(N, 3, 8, 8, generator=Generator().manual_seed(1))
    corrupt = corruptions.parse(name)
    whole = corrupt(x, Generator().manual_seed(4))
    assert torch.equal(parts(lambda rows, at: corrupt(x[at], rows)), whole)


def test_the_importance_bound_draws_by_rows() -> None:
    torch.manual_seed(0)
    model = build(ModelConfig("vae", "mlp", 3, "tiny", image_shape=(1, 8, 8)))
    x = torch.rand(N, 1, 8, 8)
    whole = objectives.iwae_bound(model, x, 4, Generator().manual_seed(4))  # type: ignore[arg-type]
    split = parts(lambda rows, at: objectives.iwae_bound(model, x[at], 4, rows))  # type: ignore[arg-type]
    assert torch.allclose(split, whole, atol=1e-4)
