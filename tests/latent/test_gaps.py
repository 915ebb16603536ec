"""The gaps of a map: the grid between its points, and what counts as a hole."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.latent.gaps import between, gaps
from explorer.metrics.neighbours import distance_from


def same(z):
    return z


def cloud(n: int = 400, d: int = 2) -> np.ndarray:
    return np.random.default_rng(0).uniform(-1, 1, (n, d)).astype(np.float32)


def test_between_the_points_of_a_linear_map_lie_the_codes_of_its_places() -> None:
    z = cloud()
    found = between(z, 3 * z + 5, 20)
    low, high = z.min(0), z.max(0)
    ticks = (np.arange(20) + 0.5) / 20
    grid = low + np.stack(np.meshgrid(ticks, ticks), -1).reshape(-1, 2) * (high - low)
    assert 300 < len(found) <= 400  # all but the corners outside of the hull
    assert distance_from(found, grid.astype(np.float32)).max() < 1e-5


def test_a_filled_plane_that_returns_has_no_gaps_and_a_ring_has_one() -> None:
    filled = gaps(cloud(4000), cloud(4000), same)
    assert filled is not None
    assert (filled.codes, filled.lost) == (4000, 0)
    assert filled.off < 0.1
    angle = np.linspace(0, 2 * np.pi, 4000, dtype=np.float32)
    ring = np.stack([np.cos(angle), np.sin(angle)], 1)
    hollow = gaps(ring, ring, same)
    assert hollow is not None
    assert hollow.off > 0.9


def test_what_is_pulled_back_to_the_data_is_lost() -> None:
    """A model that gives back the nearest of two clusters' middles: whatever lies between them does not return."""
    left, right = cloud() * 0.1, cloud() * 0.1 + 4
    z = np.concatenate([left, right]).astype(np.float32)

    def pulled(codes):
        return np.where(codes.sum(1, keepdims=True) < 4, codes.clip(-0.1, 0.1), codes.clip(3.9, 4.1))

    found = gaps(z, z, pulled)
    assert found is not None
    assert found.lost > 0.7
    assert found.off > 0.7


@pytest.mark.parametrize("n", [1, 2, 50])
def test_points_that_span_no_plane_have_no_places_between(n: int) -> None:
    line = np.stack([np.arange(n), np.zeros(n)], 1).astype(np.float32)
    assert gaps(line, line, same) is None
