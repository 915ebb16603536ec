"""From a map back to codes: exact where it can be, and a distance that says what is far."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.latent.inverse import affine, usual_distance
from explorer.latent.projection import pca
from explorer.metrics.neighbours import distance_to


@pytest.mark.parametrize("size", [2, 5, 20])
def test_the_plane_is_the_one_that_pca_projects_on(size: int) -> None:
    z = (np.random.default_rng(0).normal(2, 1, (300, size)) * np.linspace(3, 1, size)).astype(np.float32)
    xy = pca(z)
    origin, basis = affine(z, xy)
    assert basis @ basis.T == pytest.approx(np.eye(2), abs=1e-4)
    back = origin + xy @ basis
    assert (z - back) @ basis.T == pytest.approx(np.zeros((300, 2)), abs=1e-3)  # what is lost is at right angles to it
    assert pca(np.concatenate([z, back.astype(np.float32)]))[300:] == pytest.approx(xy, abs=0.05)
    if size == 2:
        assert back == pytest.approx(z, abs=1e-4)  # a plane of two numbers is all of latent space


def test_codes_of_one_number_lie_on_a_line() -> None:
    z = np.random.default_rng(0).normal(size=(50, 1)).astype(np.float32)
    xy = pca(z)
    origin, basis = affine(z, xy)
    assert origin + xy @ basis == pytest.approx(z, abs=1e-5)
    assert basis[1] == pytest.approx([0], abs=1e-9)


def test_the_usual_distance_is_that_of_scikit_learn() -> None:
    from sklearn.neighbors import NearestNeighbors

    z = np.random.default_rng(1).normal(5, 2, (1300, 7)).astype(np.float32)  # more than are compared at once
    expected = NearestNeighbors(n_neighbors=2).fit(z).kneighbors(z)[0][:, 1]
    assert usual_distance(z) == pytest.approx(np.percentile(expected, 95), rel=1e-6)
    assert usual_distance(z, 50) == pytest.approx(np.median(expected), rel=1e-6)


def test_of_many_codes_some_tell_the_usual_distance_of_all() -> None:
    z = np.random.default_rng(2).normal(size=(8000, 6)).astype(np.float32)
    assert usual_distance(z) == pytest.approx(np.percentile(distance_to(z), 95), rel=0.02)


def test_codes_that_coincide_and_a_single_one_are_no_failure() -> None:
    assert usual_distance(np.ones((4, 3), np.float32)) == 0
    assert usual_distance(np.ones((1, 3), np.float32)) == 0
