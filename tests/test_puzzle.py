"""Cutting and putting back are each other's inverse; a puzzle's gaps, jitter and seed; identical tiles are as good."""

from __future__ import annotations

import pytest
import torch
from torch import Generator

from explorer.draws import Rows
from explorer.errors import InputError
from explorer.puzzle import brought, cells, cut, middles, paste, right, sides


def seeded(seed: int = 0) -> Generator:
    return Generator().manual_seed(seed)


@pytest.mark.parametrize(("grid", "side", "channels"), [(2, 28, 1), (3, 27, 1), (3, 30, 3)])
def test_without_gaps_the_tiles_put_back_are_the_picture(grid: int, side: int, channels: int) -> None:
    x = torch.rand(5, channels, side, side)
    tiles, place = cut(x, grid, seeded(), gap=0)
    assert not torch.equal(place, torch.arange(grid**2).expand(5, -1))
    cell = (side // grid, side // grid)
    assert torch.equal(paste(tiles, place, grid, cell, 0.5), x)


def test_places_are_permutations_and_every_order_is_drawn_about_as_often() -> None:
    _, place = cut(torch.zeros(2400, 1, 12, 12), 2, seeded())
    assert torch.equal(place.sort(1).values, torch.arange(4).expand(2400, -1))
    _, counts = place.unique(dim=0, return_counts=True)
    assert len(counts) == 24
    assert counts.min() > 60  # 100 each, give or take 10


def test_a_tile_lies_anywhere_in_its_cell_and_never_beyond() -> None:
    """Every pixel says its own row and column: each tile tells where it was."""
    (cell, _), (tile, _) = sides(28, 28, 3)
    assert (cell, tile) == (9, 7)
    rows = torch.arange(28.0).view(1, 1, 28, 1).expand(400, 1, 28, 28)
    tiles, place = cut(rows, 3, seeded())
    top = tiles[:, :, 0, 0, 0] - place // 3 * cell
    assert top.unique().tolist() == [0, 1, 2]
    assert torch.equal(tiles[:, :, 0, -1, 0] - tiles[:, :, 0, 0, 0], torch.full((400, 9), 6.0))


def test_a_part_of_a_batch_is_cut_as_the_whole_would_be() -> None:
    x = torch.rand(6, 1, 28, 28)
    whole, places = cut(x, 3, seeded())
    part, some = cut(x[2:5], 3, Rows(seeded(), 2, 6))
    assert torch.equal(part, whole[2:5])
    assert torch.equal(some, places[2:5])


def test_tiles_of_a_larger_picture_are_brought_to_those_of_a_smaller_one() -> None:
    small = torch.randint(0, 256, (2, 1, 28, 28), dtype=torch.uint8)
    large = small.repeat_interleave(10, 2).repeat_interleave(10, 3).expand(-1, 3, -1, -1)
    tiles = middles(small, 3)
    assert torch.equal(brought(tiles, (1, 28, 28), 3), tiles)
    of_large = cells(large[..., :270, :270], 3)[..., 10:80, 10:80]  # the same middles, ten times as large
    assert torch.equal(brought(of_large, (1, 28, 28), 3), tiles)
    colour = torch.zeros(1, 9, 3, 70, 70, dtype=torch.uint8)
    colour[:, :, 1] = 200
    assert (brought(colour, (1, 28, 28), 3) == round(0.587 * 200)).all()
    assert brought(tiles[:1], (3, 28, 28), 3).shape == (1, 9, 3, 7, 7)


def test_bytes_and_floats_are_cut_alike_and_the_middles_lie_in_their_cells() -> None:
    x = torch.randint(0, 256, (3, 1, 28, 28), dtype=torch.uint8)
    floats, bytes_ = (cut(y, 3, seeded())[0] for y in (x.float(), x))
    assert torch.equal(floats, bytes_.float())
    assert torch.equal(middles(x, 3), cells(x, 3)[..., 1:8, 1:8])


def test_a_tile_is_right_where_its_pixels_are_those_that_belong_there() -> None:
    tiles = torch.tensor([1, 2, 1, 3]).view(1, 4, 1, 1, 1)
    place = torch.tensor([[2, 0, 1, 3]])
    assert right(tiles, place, place).tolist() == [[True] * 4]
    twins = torch.tensor([[1, 0, 2, 3]])  # the two of pixel 1 changed places
    assert right(tiles, place, twins).tolist() == [[True] * 4]
    others = torch.tensor([[2, 3, 1, 0]])  # 2 and 3 changed places: those at 0 and 3 are wrong
    assert right(tiles, place, others).tolist() == [[False, True, True, False]]


def test_a_picture_smaller_than_its_tiles_is_a_sentence() -> None:
    assert sides(15, 15, 3).tile == (4, 4)
    with pytest.raises(InputError, match="14x9 pixels is smaller than its 3x3 tiles: it takes 15x15"):
        cut(torch.zeros(1, 1, 9, 14), 3, seeded())
