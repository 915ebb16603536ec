"""Tiles sorted by a matrix of logits, by their edges and by chance, on cases whose answer is known."""

from __future__ import annotations

from itertools import permutations
from math import factorial

import numpy as np
import pytest
import torch
from scipy.ndimage import gaussian_filter

from explorer import puzzle
from explorer.config import ModelConfig
from explorer.data import load
from explorer.metrics import edges, sorting
from explorer.models import Jigsaw


def smooth(n: int, side: int) -> np.ndarray:
    """Pictures (n, 1, side, side) uint8 of noise so blurred that what lies across an edge hardly differs."""
    noise = gaussian_filter(np.random.default_rng(0).normal(size=(n, side, side)), (0, 2, 2))
    return (255 * (noise - noise.min()) / np.ptp(noise)).astype(np.uint8)[:, None]


def test_the_true_logits_give_the_true_places_and_each_place_once() -> None:
    place = torch.stack([torch.randperm(9) for _ in range(20)])
    logits = torch.nn.functional.one_hot(place, 9).float() + 0.3 * torch.rand(20, 9, 9)
    assert torch.equal(sorting.assigned(logits), place)
    assert torch.equal(sorting.assigned(torch.rand(50, 9, 9)).sort(1).values, torch.arange(9).expand(50, -1))


def test_the_likeliest_permutation_is_not_the_likeliest_place_of_each() -> None:
    logits = torch.tensor([[[3.0, 2.0], [4.0, 0.0]]])  # both want place 0: together they are better apart
    assert sorting.assigned(logits).tolist() == [[1, 0]]


@pytest.mark.parametrize("grid", [2, 3])
def test_edges_sort_a_smooth_picture(grid: int) -> None:
    images = torch.from_numpy(smooth(40, 30))
    tiles, place = puzzle.cut(images, grid, torch.Generator().manual_seed(0), gap=0)
    said = sorting.by_edges(tiles, grid, ground=False)
    assert puzzle.right(tiles, place, said).all()


@pytest.mark.parametrize("grid", [2, 3])
def test_no_order_has_better_edges_than_the_one_that_is_found(grid: int) -> None:
    rng = np.random.default_rng(1)
    tiles = rng.integers(0, 256, (6, grid**2, 1, 4, 4), dtype=np.uint8)
    least = edges.cost(tiles, edges.solved(tiles, grid), grid)
    every = permutations(range(grid**2)) if grid == 2 else (rng.permutation(9) for _ in range(3000))
    for order in every:
        assert (edges.cost(tiles, np.tile(np.array(order), (6, 1)), grid) >= least).all()


def test_on_a_black_ground_black_rims_end_up_inside_unless_that_is_known() -> None:
    """A lone bright square in the middle of black: told nothing, edges lay it out so that its ink meets nothing."""
    x = torch.zeros(20, 1, 24, 24, dtype=torch.uint8)
    x[:, :, 4:20, 4:20] = torch.randint(100, 256, (20, 1, 1, 1), dtype=torch.uint8)
    tiles, place = puzzle.cut(x, 2, torch.Generator().manual_seed(0), gap=0)
    shares = [puzzle.right(tiles, place, sorting.by_edges(tiles, 2, ground)).float().mean() for ground in (False, True)]
    assert shares[0] < 0.5
    assert shares[1] == 1


@pytest.mark.parametrize("ground", [False, True])
def test_what_is_least_with_a_ground_is_least_of_all_edges_the_rim_too(ground: bool) -> None:
    tiles = np.random.default_rng(3).integers(0, 256, (5, 4, 1, 4, 4), dtype=np.uint8)
    framed = edges.solved(tiles, 2, ground)
    x = tiles.astype(np.int64)

    def whole(place: np.ndarray) -> np.ndarray:
        order = place.argsort(1)
        at = x[np.arange(5)[:, None], order].reshape(5, 2, 2, 4, 4)
        rim = sum((e**2).sum((1, 2)) for e in (at[:, 0, :, 0], at[:, 1, :, -1], at[:, :, 0, :, 0], at[:, :, 1, :, -1]))
        return np.asarray(edges.cost(tiles, place, 2) + (rim if ground else 0))

    least = whole(framed)
    for other in permutations(range(4)):
        assert (whole(np.tile(np.array(other), (5, 1))) >= least).all()


def test_three_rows_are_solved_as_by_trying_every_order() -> None:
    tiles = np.random.default_rng(2).integers(0, 256, (1, 9, 1, 4, 4), dtype=np.uint8)
    right, below = (d[0] for d in edges.differences(tiles))
    orders = np.array(list(permutations(range(9))))  # the tile of each place
    at = orders.reshape(-1, 3, 3)
    costs = right[at[:, :, :-1], at[:, :, 1:]].sum((1, 2)) + below[at[:, :-1], at[:, 1:]].sum((1, 2))
    assert orders[costs.argmin()].tolist() == edges.solved(tiles, 3)[0].argsort().tolist()


def test_chance_counts_identical_tiles() -> None:
    distinct = torch.arange(9).view(1, 9, 1, 1, 1)
    exact, each = sorting.chance(distinct)
    assert (exact.item(), each.item()) == pytest.approx((1 / factorial(9), 1 / 9))
    some = torch.tensor([0, 0, 0, 1, 1, 2, 3, 4, 5]).view(1, 9, 1, 1, 1)
    exact, each = sorting.chance(some)
    assert (exact.item(), each.item()) == pytest.approx((12 / factorial(9), (9 + 4 + 4) / 81))
    drawn = torch.stack([torch.randperm(9) for _ in range(4000)])
    hits = puzzle.right(some.expand(4000, -1, -1, -1, -1), torch.arange(9).expand(4000, -1), drawn)
    assert hits.float().mean().item() == pytest.approx(each.item(), abs=0.01)


def test_a_network_that_knows_nothing_is_as_good_as_chance() -> None:
    torch.manual_seed(0)
    model = Jigsaw(ModelConfig("jigsaw", size="tiny", image_shape=(1, 32, 32))).eval()
    found = sorting.measure(model, load("digits", "test"), "cpu")
    assert set(found) == {"loss", *sorting.UNITS}
    assert found["tiles"][0] == pytest.approx(found["tiles_chance"][0], abs=0.04)
    assert found["loss"][0] == pytest.approx(np.log(9), abs=0.3)
    assert {n for _, n in found.values()} == {360}
    assert found == sorting.measure(model, load("digits", "test"), "cpu")
