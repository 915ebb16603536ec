"""Exact neighbours: scikit-learn's, with codes that coincide, and with more codes than are compared at once."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from explorer.metrics import neighbours
from explorer.metrics.neighbours import (
    alike,
    distance_from,
    distance_to,
    nearest,
    nearest_among,
    usual_distance,
    within_any,
)

Z = np.random.default_rng(1).normal(5, 2, (1300, 7)).astype(np.float32)


def test_the_nearest_are_scikit_learns_and_begin_with_oneself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "VALUES", 500 * 1300)  # in three parts
    distances, indices = NearestNeighbors(n_neighbors=15).fit(Z).kneighbors(Z)
    ours, far = nearest(Z, 15)
    np.testing.assert_array_equal(ours, indices)
    np.testing.assert_allclose(far, distances, rtol=1e-4, atol=1e-6)
    assert (far[:, 0] == 0).all()


@pytest.mark.parametrize("k", [1, 4, 10])
def test_the_distance_to_the_kth_other_is_scikit_learns(k: int) -> None:
    expected = NearestNeighbors(n_neighbors=k + 1).fit(Z).kneighbors(Z)[0][:, k]
    np.testing.assert_allclose(distance_to(Z, k), expected, rtol=1e-5)


def test_codes_that_coincide_are_at_no_distance_and_each_is_its_own_first() -> None:
    z = np.repeat(Z[:5], 3, axis=0)
    assert (distance_to(z, 2) == 0).all()
    assert (distance_to(z, 3) > 0).all()
    assert nearest(z, 3)[0][:, 0].tolist() == list(range(15))


def test_a_few_codes_have_what_neighbours_there_are() -> None:
    assert distance_to(Z[:1], 10).tolist() == [0]
    far = np.linalg.norm(Z[0] - Z[1])
    assert distance_to(Z[:2], 10) == pytest.approx([far, far], rel=1e-6)


def test_the_picture_itself_is_most_alike_and_errors_are_on_the_scale_of_one() -> None:
    pictures = np.random.default_rng(0).integers(0, 256, (700, 3, 4, 4)).astype(np.uint8)
    near, error = alike(pictures[600], pictures, 3)
    assert near[0] == 600
    assert error[0] == 0
    assert error.tolist() == sorted(error)
    expected = (((pictures[near[1]].astype(float) - pictures[600]) / 255) ** 2).sum()
    assert error[1] == pytest.approx(expected, rel=1e-5)
    assert alike(np.zeros((1, 2, 2), np.uint8), np.full((1, 1, 2, 2), 255, np.uint8), 3)[1].tolist() == [4]


def test_some_codes_are_as_far_from_all_as_they_are_among_all() -> None:
    some = np.array([3, 700, 1299, 0])
    np.testing.assert_allclose(distance_to(Z, 4, some), distance_to(Z, 4)[some])


@pytest.mark.parametrize("values", [2**22, 50 * 40])
def test_the_nearest_among_others_are_scikit_learns(monkeypatch: pytest.MonkeyPatch, values: int) -> None:
    monkeypatch.setattr(neighbours, "VALUES", values)  # all at once, or forty rows at a time
    rng = np.random.default_rng(2)
    for some, among in (
        (rng.normal(size=(9, 40)).astype(np.float32), rng.normal(size=(700, 40)).astype(np.float32)),
        (rng.integers(0, 256, (9, 40)).astype(np.uint8), rng.integers(0, 256, (700, 40)).astype(np.uint8)),
    ):
        distances, indices = NearestNeighbors(n_neighbors=5).fit(among.astype(float)).kneighbors(some.astype(float))
        near, far = nearest_among(some, among, 5)
        np.testing.assert_array_equal(near, indices)
        np.testing.assert_allclose(far, distances, rtol=1e-6)


def test_a_memorized_picture_is_found_at_no_distance() -> None:
    among = np.random.default_rng(3).integers(0, 256, (3000, 784)).astype(np.uint8)
    near, far = nearest_among(among[[2999, 5]], among, 3)
    assert near[:, 0].tolist() == [2999, 5]
    assert far[:, 0].tolist() == [0, 0]
    assert nearest_among(among[:1], among[:2], 7)[0].tolist() == [[0, 1]]


def test_the_usual_distance_is_that_of_scikit_learn() -> None:
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


def test_the_nearest_code_is_that_of_all_distances() -> None:
    z, at = Z[:600], np.random.default_rng(1).normal(5, 2, (700, 7))
    expected = np.linalg.norm(at[:, None] - z[None], axis=2).min(1)
    assert distance_from(at, z) == pytest.approx(expected, abs=1e-5)


def test_a_point_is_within_a_ball_that_reaches_it_and_its_rim_belongs_to_it() -> None:
    z, reach = np.array([[0.0, 0.0], [10.0, 0.0]]), np.array([2.0, 0.0])
    at = np.array([[2.0, 0.0], [0.0, 2.01], [10.0, 0.0], [9.9, 0.0], [-1.0, -1.0]])
    assert within_any(at, z, reach).tolist() == [True, False, True, False, True]
