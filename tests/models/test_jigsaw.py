"""The network that sorts tiles, and the loss that teaches it."""

from __future__ import annotations

import pytest
import torch

from explorer.config import DataConfig, ModelConfig, RunConfig, TrainConfig
from explorer.errors import ConfigError
from explorer.models import Jigsaw, build
from explorer.objectives import sinkhorn, sorting


def made(grid: int = 3, shape: tuple[int, int, int] = (1, 28, 28), size: str = "tiny") -> Jigsaw:
    torch.manual_seed(0)
    model = build(ModelConfig("jigsaw", size=size, image_shape=shape, grid=grid)).eval()
    assert isinstance(model, Jigsaw)
    return model


@pytest.mark.parametrize(("grid", "shape", "tile"), [(3, (1, 28, 28), 7), (2, (3, 64, 64), 26)])
def test_tiles_in_another_order_give_the_same_rows_in_that_order(
    grid: int, shape: tuple[int, int, int], tile: int
) -> None:
    model, count = made(grid, shape), grid**2
    tiles = torch.rand(4, count, shape[0], tile, tile)
    logits = model(tiles)
    assert logits.shape == (4, count, count)
    order = torch.randperm(count)
    torch.testing.assert_close(model(tiles[:, order]), logits[:, order])


def test_tiles_are_judged_together_but_encoded_apart() -> None:
    model, tiles = made(), torch.rand(1, 9, 1, 7, 7)
    changed = tiles.clone()
    changed[:, 8] = 0
    assert torch.equal(model.features(changed)[:, :8], model.features(tiles)[:, :8])
    assert not torch.allclose(model(changed)[:, :8], model(tiles)[:, :8])


def test_sinkhorn_ends_at_a_doubly_stochastic_matrix() -> None:
    p = sinkhorn(4 * torch.randn(20, 9, 9), 200).exp()
    torch.testing.assert_close(p.sum(1), torch.ones(20, 9), atol=1e-3, rtol=0)
    torch.testing.assert_close(p.sum(2), torch.ones(20, 9))


def test_sinkhorn_leaves_such_a_matrix_as_it_is_and_knows_no_offset() -> None:
    p = (torch.eye(4) + torch.eye(4).roll(1, 1)) / 2 * 0.9 + 0.1 / 4
    torch.testing.assert_close(sinkhorn(p.log()[None]).exp()[0], p)
    logits = torch.randn(3, 4, 4)
    moved = logits + torch.randn(3, 4, 1) + torch.randn(3, 1, 4)
    torch.testing.assert_close(sinkhorn(moved, 100), sinkhorn(logits, 100), atol=1e-4, rtol=1e-4)
    assert torch.isfinite(sinkhorn(1e4 * logits)).all()


def test_the_loss_is_that_of_the_true_places() -> None:
    """A network that reads each tile's number off its pixels: nothing is left to pay."""

    class Reader:
        grid = 3

        def __init__(self, sure: float) -> None:
            self.sure = sure

        def __call__(self, tiles: torch.Tensor) -> torch.Tensor:
            return self.sure * torch.nn.functional.one_hot(tiles[..., 0, 0, 0].round().long(), 9)

    x = torch.arange(9.0).view(1, 1, 3, 1, 3, 1).expand(6, 1, 3, 9, 3, 9).reshape(6, 1, 27, 27)
    generator = torch.Generator().manual_seed(0)
    sure, unsure = (sorting(Reader(s), x, x, generator) for s in (50.0, 0.0))
    assert (sure["loss"].item(), sure["accuracy"].item()) == pytest.approx((0, 1), abs=1e-6)
    assert unsure["loss"].item() == pytest.approx(torch.log(torch.tensor(9.0)).item())


def test_what_cannot_be_cut_or_learnt_is_a_sentence() -> None:
    for change, words in (
        ({"arch": "mlp"}, "a jigsaw is conv, not mlp"), ({"grid": 4}, "grid must be 2 or 3"),
        ({"image_shape": (1, 12, 12)}, "3x3 tiles take pictures of 15x15 pixels or more"),
    ):  # fmt: skip
        with pytest.raises(ConfigError, match=words):
            ModelConfig(**{"kind": "jigsaw", **change})  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="neither noise nor mask"):
        RunConfig(DataConfig("digits"), ModelConfig("jigsaw"), TrainConfig(noise="gaussian:0.3"), "none")
    with pytest.raises(ConfigError, match="a jigsaw has no codes"):
        RunConfig(DataConfig("digits"), ModelConfig("jigsaw"), TrainConfig(), "pca")
