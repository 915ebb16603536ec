"""From a map back to codes: exact where it can be."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.latent.inverse import affine
from explorer.latent.projection import pca


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
